"""What programs that write Markdown put into a text, and its author did not type: anchors, and settings at its head."""

from __future__ import annotations

import re

_ANCHOR = r"\{#[^\s{}\\]+(?:[ \t]+\.[\w-]+)*\}"
_ANCHORS = re.compile(
    rf"^([ ]{{0,3}}#+[ \t].*[^\s\\])[ \t]*{_ANCHOR}(?=[ \t]*#*[ \t]*$)"
    rf'|(?<!\\)\[\]{_ANCHOR}|<a (?:id|name)="[^"<>\n]*"> ?</a>',
    re.MULTILINE,
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


def lines_of_settings(text: str) -> tuple[int, int] | None:
    """The first and the last line of the settings between two lines of dashes at the head of a text; None where it has none."""
    found = _SETTINGS.match(text)
    if found is None:
        return None
    block = found[0]
    first = block.count("\n", 0, block.index("---")) + 1
    return first, first + block.strip().count("\n")
