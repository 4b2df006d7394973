"""What programs that write Markdown put into a text, and its author did not type: anchors, pictures, settings at its head."""

from __future__ import annotations

import re

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
