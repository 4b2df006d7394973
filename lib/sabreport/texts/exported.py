"""What programs that write Markdown put into a text, and its author did not type: anchors, pictures, settings at its head."""

from __future__ import annotations

import re

from sabreport.wording.markdown import escape

_ANCHOR = r"\{#[^\s{}\\]+(?:[ \t]+\.[\w-]+)*\}"
_ANCHORS = re.compile(
    rf"^([ ]{{0,3}}#+[ \t].*[^\s\\])[ \t]*{_ANCHOR}(?=[ \t]*#*[ \t]*$)"
    rf'|(?<!\\)\[\]{_ANCHOR}|<a (?:id|name)="[^"<>\n]*"> ?</a>',
    re.MULTILINE,
)
_KEPT = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?data:image/[^\s>]*>?[ \t]*$", re.MULTILINE)
_IN_PLACE = re.compile(r"(?<=\]\()<?data:image/[^\s>)]*>?(?=[\s)])")
_CALLED = re.compile(r"(!\[(?:[^\[\]\\\n]|\\.)*\])(?:\[([^\[\]\n]+)\]|\(([^()\n]*)\)\{[^{}\n]*=[^{}\n]*\})")
_SEPARATOR = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<!--\s*-->", re.DOTALL)
_HIGHLIGHTED = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<mark>(?P<tagged>.+?)</mark>|\[(?P<said>(?:[^\[\]]|\[[^\[\]]*\])+)\]\{\.mark\}"
    r"|(?<![=\w])==(?P<signed>(?![\s=])[^=\n]*[^\s=])==(?![=\w])",
    re.DOTALL,
)
_BREAK = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|[ \t]*<(?:br|BR)[ \t]*/?>", re.DOTALL)
_TAG = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
    r"|</?(?:a|abbr|article|aside|b|big|blockquote|center|cite|code|d[dlt]|del|details|div|em|fig\w+|font|footer|h[1-6r]|header"
    r"|i|i?frame|img|ins|kbd|li|main|nav|ol|p|pre|q|s|section|small|span|strike|strong|su[bp]|summary|t[abdfhr]\w*|u|ul)"
    r"(?:[ \t/][^<>\n]*)?>",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(?<![\w:]):[a-z][a-z0-9]*(?:_[a-z0-9]+)*:(?![\w:])|(?<!~)~~(?![~\s])[^~\n]+~~(?!~)"
    r"|(?<![\w~^])[^\W_]+(?:~[0-9A-Za-z+-]{1,3}~(?!~)|\^[0-9A-Za-z+-]{1,3}\^)[^\W_]*|^[ ]{0,3}~{3,}[^\n]*$"
    r"|\\(?:newpage|pagebreak|clearpage)\b"
    r"|^[ ]{0,3}(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:toc\})[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_ALERT = re.compile(r"^([ ]{0,3}>[ \t]*)\[!([A-Za-z]+)\][+-]?[ \t]*(.*)$", re.MULTILINE)
_GLUED = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
    r"|(?<![\w.@/-])(?P<said>[^\s<>()\[\]`]{1,200}+)<(?P<again>(?=mailto:|https?://)(?:mailto:|https?://)?(?P=said)/?)>"
    r"|(?P<before>[\w)\]\"'”’.!?%][*_]{0,3})<(?P<address>(?:mailto:|https?://)[^<>\s]+)>",
    re.DOTALL | re.IGNORECASE,
)
_SETTINGS = re.compile(r"\s*---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n)+?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def without_anchors(text: str) -> str:
    """A text without the names by which links of a program find its headings and places: Google Docs, Pandoc and others.

    Examples
    --------
    >>> without_anchors("# Our year {#our-year}")
    '# Our year'
    """
    return _ANCHORS.sub(lambda found: found[1] or "", text)


def without_separators(text: str) -> str:
    """A text without the empty comments that Pandoc writes between two lists.

    Examples
    --------
    >>> without_separators("- one <!-- --> `<!-- -->`")
    '- one  `<!-- -->`'
    """
    return _SEPARATOR.sub(lambda found: found[0] if found[1] else "", text)


def without_marks(text: str) -> str:
    """A text without the signs of a highlighter that stand around words, as HTML and programs for notes have them.

    Examples
    --------
    >>> without_marks("By <mark>1 May</mark>, `<mark>`")
    'By 1 May, `<mark>`'
    """
    return _HIGHLIGHTED.sub(lambda found: found["tagged"] or found["signed"] or found[0], text)


def highlighted(text: str) -> list[tuple[int, str]]:
    """Words that are highlighted: the line of each, and the words."""
    found = ((match.start(), match["tagged"] or match["said"] or match["signed"]) for match in _HIGHLIGHTED.finditer(text))
    return [(text.count("\n", 0, at) + 1, " ".join(words.split())) for at, words in found if words]


def with_ends_of_lines(text: str, mark: str) -> str:
    """A text with a mark in place of each end of a line that HTML has, as in the cells of tables.

    Examples
    --------
    >>> with_ends_of_lines("1 May<br/>2 May, `<br>`", "|")
    '1 May|2 May, `<br>`'
    """
    return _BREAK.sub(lambda found: found[0] if found[1] else mark, text)


def tags_of_html(text: str) -> list[str]:
    """The marks of HTML that begin something and are printed as they stand, each once.

    Examples
    --------
    >>> tags_of_html("H<sub>2</sub>O, <u>so</u> and <sub>so</sub>, `<b>`")
    ['<sub>', '<u>']
    """
    found = (match[0] for match in _TAG.finditer(without_anchors(text)) if not match[1])
    return list(dict.fromkeys(tag for tag in found if not tag.startswith("</")))


def codes_of_programs(text: str) -> list[str]:
    """The codes of other programs that stand for a sign, each once.

    So do those for words that are struck, raised, lowered or set as code, for a list of contents and for the end of a page.

    Examples
    --------
    >>> codes_of_programs("Done :tick: at 10:30:15, `:x:`, H~2~O by ~5/~6")
    [':tick:', 'H~2~O']
    """
    return list(dict.fromkeys(match[0].strip() for match in _CODE.finditer(text) if not match[1]))


def with_titles_of_alerts(text: str) -> str:
    """A text in which what kind a box is, as some programs mark quotations, is a line in bold letters above its words.

    Examples
    --------
    >>> with_titles_of_alerts("> [!NOTE]\\n> We met.")
    '> **NOTE**\\n> We met.'
    """
    return _ALERT.sub(lambda found: f"{found[1]}**{': '.join(filter(None, (found[2], found[3].strip())))}**", text)


def with_glued_addresses(text: str) -> str:
    """A text in which an address directly behind a word keeps its signs, as mail programs write links in plain text.

    One that only says again what stands before it is the address of those words.

    Examples
    --------
    >>> with_glued_addresses("Our plan<https://x.org/plan>, jo@x.org<mailto:jo@x.org>, <https://x.org>")
    'Our plan\\\\<<https://x.org/plan>\\\\>, [jo@x.org](<mailto:jo@x.org>), <https://x.org>'
    """

    def told(found: re.Match[str]) -> str:
        if found["said"]:
            return f"[{escape(found['said'])}](<{found['again']}>)"
        return f"{found['before']}\\<<{found['address']}>\\>" if found["before"] else found[0]

    return _GLUED.sub(told, text)


def without_picture_files(text: str) -> str:
    """A text without the pictures that are written in it sign by sign, as Google Docs does; what calls for them stays."""
    return _IN_PLACE.sub("picture.png", _KEPT.sub("", text))


def with_pictures_in_place(text: str) -> str:
    """A text whose pictures are called for by where they lie, and not by a name that nothing explains; their sizes are left out.

    Examples
    --------
    >>> with_pictures_in_place("![Our day][image1] and ![](day.png){width=5cm}")
    '![Our day](picture.png) and ![](day.png)'
    """

    def told(found: re.Match[str]) -> str:
        if found[2]:
            return found[0] if f"[{found[2]}]:" in text else f"{found[1]}(picture.png)"
        return f"{found[1]}({found[3]})"

    return _CALLED.sub(told, text)


def lines_of_settings(text: str) -> tuple[int, int] | None:
    """The first and the last line of the settings between two lines of dashes at the head of a text; None where it has none."""
    found = _SETTINGS.match(text)
    if found is None:
        return None
    block = found[0]
    first = block.count("\n", 0, block.index("---")) + 1
    return first, first + block.strip().count("\n")
