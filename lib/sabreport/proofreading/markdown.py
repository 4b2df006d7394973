"""Reads the words of Markdown with markdown-it."""

from __future__ import annotations

import re
from typing import Any

from sabreport.proofreading.order import HOLE, LABEL

_DIVISION = re.compile(r"^\s*:{3,}(?:.*\btitle=[\"“]([^\"”\n]+)[\"”].*|.*)$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t>]*)(?:\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+)\)|[a-z]\.|[ivxlcdmIVXLCDM]+\.|#\.)[ \t]+", re.MULTILINE)
_CAPITAL = re.compile(r"^([ \t>]*)([A-Z])\.[ \t]+", re.MULTILINE)
_REFERENCE = re.compile(r"\[[^\[\]]*@(?:fig|tbl|sec)-[^\[\]]*\]|(?<![\w\\])@(?:fig|tbl|sec)-[\w-]*\w")
_AN_ITEM = r"(?:[-*+]|\(?\w{1,9}[.)])[ \t]+"
_SIGN = r"(?=>[ \t]*[\d£$.])"
_SIGNS = re.compile(rf"^(?:[ ]{{0,3}}{_SIGN}|[ \t>]*(?:{_AN_ITEM})+(?:{_SIGN}|(?=#+[ \t]+\d)))", re.MULTILINE)
_QUOTED_WORDS = re.compile(r"^[ ]{0,3}>(?:[ \t]*[^\W\d]|.*\|)", re.MULTILINE)
_NOTHING = "\u2060"  # is compared with nothing, and keeps a sign from beginning a quotation or a heading
_STAR, _SLASH, _LOW = "\ue002", "\ue003", "\ue004"
_PLAIN = str.maketrans({_STAR: "*", _SLASH: "\\", _LOW: "_"})
_PATH = re.compile(r"(?<![\w\\`])(?:[A-Za-z]:\\[^\s\"<>|`]*|\\\\[\w.-]+\\[^\s\"<>|`]*)")
_ALONE = re.compile(r"^([ \t>]*[*_][*_ \t]*)$|(?<![^\s(\[{/|])(\*+|_+)(?=[)\]}/,;:|]|[ \t]+\S|$)(?<!^\*)", re.MULTILINE)
_SIGNED = re.compile(r"^(?=--[ \t]*$)", re.MULTILINE)
_LONE = re.compile(rf"(^(?![ \t>]*{_AN_ITEM}).*\n)(?=[ ]{{0,3}}[-*+][ \t]*(?:\Z|\n[ \t]*(?:\n|\Z)))", re.MULTILINE)
_NUMBER_ALONE = re.compile(r"^([ \t]*\(?\d{1,3}[.)])[ \t]*\n(?=[ \t]*[^\s\d])", re.MULTILINE)
_TABLE_BELOW_ITEM = re.compile(rf"^([ \t>]*{_AN_ITEM}[^\n|]*\n)(?=[^\n|]*\|[^\n]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|)", re.MULTILINE)
_BEFORE_ITEM = re.compile(rf"[ \t>]*(?:{_AN_ITEM})*")
_NO_LINK = re.compile(r"(?<=\])(?=\([^()\n/.#:@]*\))")
_NO_ADDRESS = re.compile(r"(?<=\])(?=\((?![^()\n]*[\"'])[^()\n]*[^()\s][ \t]+[^()\s][^()\n]*\))")
_STARS = re.compile(
    r"(?<![\w*])\*\*(?![\s*])[^*\n]+(?<!\s)\*\*(?!\*)|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|(?<=[^\W_])\*+(?=[^\W_])",
    re.DOTALL,
)
_BULLETS, _DASHES = "•·▪▫◦●○■‣⁃∙➢➣➤❖❑◆◇♦◼◾►▶✦⬤\uf0b7\uf0a7\uf06e\uf071\uf076\uf0d8", "–—―‒‑‐o\uf02d"
_BULLET = (
    rf"[ \t]*(?:[{_BULLETS}]|[{_DASHES}](?=[ \t\u00a0\u202f])|§(?=[ \t\u00a0\u202f]+[^\s\d])|[-–—](?=[^\W\d_])"
    rf"|\*(?=[^\W\d_][^*\n]*$))[ \t\u00a0\u202f]*(?=\S)"
)
_SIGNS_OF_A_LIST = re.compile(rf"^(?:{_BULLET}.*(?:\n|\Z)){{2,}}", re.MULTILINE)
_SIGN_OF_A_LIST = re.compile(rf"^{_BULLET}", re.MULTILINE)
_SIGN_OF_ITEM = re.compile(rf"^[ \t]*[{_BULLETS}][ \t\u00a0\u202f]*(?=\S)", re.MULTILINE)
_SIGN_BELOW_BOLD = re.compile(
    rf"^([ ]{{0,3}}(?P<sign>\*{{1,3}}|_{{1,3}})(?![\s*_])[^*_\n]{{1,100}}(?<!\s)(?P=sign)[:.]?[ \t]*\n){_BULLET}", re.MULTILINE
)
_TIGHT = re.compile(r"^[ ]{0,3}#{2,6}(?=[^\W\d_])", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:^.*\S.*(?:\n|\Z))+", re.MULTILINE)
_NUMBERS_AFTER_WORDS = re.compile(r"(?<=\S\n)(?=(?:\d{1,3}[.)][ \t]+\S.*(?:\n|\Z)(?:[ \t]+\S.*(?:\n|\Z))*){2})")
_NAME = r"\{#[^\s{}\\]+(?:[ \t]+\.[\w-]+)*\}"
_NAMED_HEADING = re.compile(rf"^([ ]{{0,3}}#+[ \t].*[^\s\\])[ \t]*{_NAME}(?=[ \t]*#*[ \t]*$)", re.MULTILINE)
_NAMED_PLACE = re.compile(rf'(?<!\\)\[\]{_NAME}|<a (?:id|name)="[^"<>\n]*"> ?</a>')
_KEPT_PICTURE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?data:image/.*$", re.MULTILINE)
_WRITTEN_PICTURE = re.compile(r"(!\[[^\]\n]*\])\(<?data:image/[^\s)]*(?:[ \t]+\"[^\"\n]*\")?\)")
_CALLED_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\[([^\[\]\n]+)\]")
_SIZE_OF_PICTURE = re.compile(r"(!\[[^\[\]\n]*\]\([^()\n]*\))\{[^{}\n]*=[^{}\n]*\}")
_HIGHLIGHT = re.compile(r"(?<!`)</?mark>(?!`)|(?<![=\w])==(?=[^\s=][^=\n]*==)|(?<=[^\s=])==(?![=\w])")
_ALERT = re.compile(r"^([ ]{0,3}>[ \t]*)\[!([A-Za-z]+)\](?:[+-]?[ \t]+(?=(\S)))?", re.MULTILINE)
_END_OF_LINE = re.compile(r"(?<!`)<(?:br|BR)[ \t]*/?>(?!`)")
_EMPTY_COMMENT = re.compile(r"(?<!`)<!--\s*-->(?!`)")
_SPAN = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{\.(?:underline|ul|smallcaps|mark)\}")
_BEHIND_WORD = re.compile(
    r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
    r"|(?<![\w.@/-])(?P<said>[^\s<>()\[\]`]{1,200}+)<(?=mailto:|https?://)(?:mailto:|https?://)?(?P=said)/?>"
    r"|(?P<word>[\w)\]\"'”’.!?%][*_]{0,3})(?P<address><(?:mailto:|https?://)[^<>\s]+>)",
    re.DOTALL | re.IGNORECASE,
)
_TARGET = re.compile(r"^[ ]{0,3}\[(?!\^)([^\]\n]*)\]:", re.MULTILINE)


def read_markdown(text: str, *, trusted: bool) -> tuple[str, list[str]]:
    """The words of a text in Markdown, and of each of its notes.

    It knows what Pandoc's Markdown has beyond CommonMark: notes, tables, lists by letters, and, where a text is `trusted`,
    references to figures, tables and sections.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    if trusted:
        text = _REFERENCE.sub(HOLE, _DIVISION.sub(lambda found: found[1] or "", text))
    text = _ITEM.sub(rf"\1{HOLE} ", _without_capitals(_as_meant(text)))
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("text_join")
    known: dict[str, Any] = {}
    parsed = reader.use(footnote_plugin).parse(text, known)
    notes: dict[int, str] = {}
    body, inside = [], None
    for token in parsed:
        if token.type == "footnote_open":
            inside = int(token.meta["id"])
        elif token.type == "footnote_close":
            inside = None
        said = _of_markdown(token)
        if inside is None:
            body.append(said)
        else:
            notes[inside] = notes.get(inside, "") + said
    uncalled = (label for label, number in known.get("footnotes", {}).get("refs", {}).items() if number < 0)
    body += [line for label in uncalled for line in re.findall(rf"^\[\^{re.escape(label[1:])}\]:(.*)$", text, re.MULTILINE)]
    return "".join(body).translate(_PLAIN), [notes[number].translate(_PLAIN) for number in sorted(notes)]


def _as_meant(text: str) -> str:
    """With what CommonMark reads otherwise than people who type: stars in words, signs of lists or none, addresses of no link."""
    text = _BEHIND_WORD.sub(_as_behind_word, _ALERT.sub(lambda found: f"{found[1]}{found[2]}{': ' if found[3] else ''}", text))
    text = _SPAN.sub(r"\1", _without_pictures(_EMPTY_COMMENT.sub("", _HIGHLIGHT.sub("", _END_OF_LINE.sub(" ", text)))))
    text = _PATH.sub(_as_path, _NAMED_PLACE.sub("", _NAMED_HEADING.sub(r"\1", text)))
    text = _ALONE.sub(_as_alone, _LONE.sub(rf"\1{_NOTHING}", _SIGNED.sub(_NOTHING, text)))
    text = _TABLE_BELOW_ITEM.sub(r"\1\n", _NUMBER_ALONE.sub(r"\1 ", text))
    text = _NO_ADDRESS.sub(r"\\", _NO_LINK.sub(r"\\", text))
    text = _STARS.sub(lambda found: found[0] if found[0].strip("*") else _STAR * len(found[0]), text)
    text = _SIGNS.sub(_as_sign, text)
    text = _SIGN_BELOW_BOLD.sub(rf"\1{HOLE} ", _PARAGRAPH.sub(_without_bullets, text))
    text = _TIGHT.sub(r"\g<0> ", text)
    text = _NUMBERS_AFTER_WORDS.sub("\n", text)
    for name in {found[1] for found in _TARGET.finditer(text)}:
        if f"][{name}]" in text or f"[{name}][]" in text:
            text = re.sub(rf"(?<![\]\\])\[({re.escape(name)})\](?![\[(:])", r"\\[\1\\]", text)
        else:
            text = re.sub(rf"^([ ]{{0,3}})\[({re.escape(name)})\]:", r"\1\\[\2\\]:", text, flags=re.MULTILINE)
    return text


def _without_bullets(found: re.Match[str]) -> str:
    """A paragraph with a hole for each sign of a list on lines one after another, and for each bullet where two have one."""
    listed = _SIGNS_OF_A_LIST.sub(lambda signs: _SIGN_OF_A_LIST.sub(f"{HOLE} ", signs[0]), found[0])
    return _SIGN_OF_ITEM.sub(f"{HOLE} ", listed) if len(_SIGN_OF_ITEM.findall(found[0])) > 1 else listed


def _as_sign(found: re.Match[str]) -> str:
    """What stands before a sign with what keeps it one; before > in lines of which one quotes words, as it is."""
    text, end = found.string, found.end()
    paragraph = text[text.rfind("\n\n", 0, end) + 1 :].lstrip("\n").partition("\n\n")[0]
    quotes = text[end] == ">" and not found[0].strip() and _QUOTED_WORDS.search(paragraph)
    return found[0] if quotes else f"{found[0]}{_NOTHING}"


def _without_pictures(text: str) -> str:
    """With a hole for each picture that is called for by a name, or written in the text itself, sign by sign."""
    text = _WRITTEN_PICTURE.sub(HOLE, _KEPT_PICTURE.sub("", text))
    text = _CALLED_PICTURE.sub(lambda found: found[0] if f"[{found[1]}]:" in text else HOLE, text)
    return _SIZE_OF_PICTURE.sub(r"\1", text)


def _without_capitals(text: str) -> str:
    """With a hole for A. and B. at the beginning of lines, which may be labels of a list; one letter alone is an initial."""
    letters = {found[2] for found in _CAPITAL.finditer(text)}
    listed = {each for each in letters if {chr(ord(each) - 1), chr(ord(each) + 1)} & letters}
    return _CAPITAL.sub(lambda found: f"{found[1]}{HOLE} " if found[2] in listed else found[0], text)


def _as_alone(found: re.Match[str]) -> str:
    """Stars or strokes that begin and end nothing; a star that begins an item, and a line of them, stay as they are."""
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    begins = found[2] == "*" and _BEFORE_ITEM.fullmatch(line) and found.string[found.end() : found.end() + 1].isspace()
    return found[0] if found[1] or begins else found[2].replace("*", _STAR).replace("_", _LOW)


def _as_behind_word(found: re.Match[str]) -> str:
    """An address right behind a word, with its signs; words alone where it says them again."""
    return found["said"] or (f"{found['word']}\\<{found['address']}\\>" if found["word"] else found[0])


def _as_path(found: re.Match[str]) -> str:
    """A path with all its signs; in one that begins with a letter, two strokes may be typed for one."""
    path = found[0] if found[0].startswith("\\") else found[0].replace("\\\\", "\\")
    return path.replace("\\", _SLASH).replace("*", _STAR).replace("_", _LOW)


def _of_markdown(token: Any) -> str:
    if token.type == "list_item_open":
        return LABEL  # a number that begins a sentence may be read as that of an item
    if token.type == "inline":
        return "".join(map(_of_inline, token.children)) + "\n"
    mark = HOLE if token.info else ""  # what stands beside the fence of code may be printed before it
    return f"{mark}{token.content}\n" if token.type in ("fence", "code_block", "html_block") else ""


def _of_inline(token: Any) -> str:
    match token.type:
        case "text" | "text_special":
            return re.sub(r"(?<!-)--(?!-)", "–", re.sub(r"(?<!-)---(?!-)", "—", token.content))
        case "code_inline" | "html_inline":
            return str(token.content)
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return HOLE
    return ""
