"""Markdown as the report writes it: plain text that prints as it is, links, values of attributes, bound numbers."""

from __future__ import annotations

import re

LINE_BREAK = "[ ]{.line-break}"
"""Where a new line begins within a cell or an item."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@^&])")
_LINE_START = re.compile(r"^([-+:%]|\(?(?:\d+|[A-Za-z]{1,3}|[ivxlcdm]+|[IVXLCDM]+)(?=[.)])|[Tt]able(?=:))")
BULLETS = "•·▪▫◦●○■‣⁃∙➢➣➤❖❑◆◇♦◼◾►▶✦⬤\uf0b7\uf0a7\uf06e\uf071\uf076\uf0d8"
"""Signs that people type before an item and that say nothing of it, a space after them or not; a class of regular expressions.

The last are numbers of Word's own for such signs, which stay where a list is copied as plain text."""
DASHES = "–—―‒‑‐o\uf02d"
"""Those that do with a space after them."""
_ITEM_SIGN = re.compile(rf"\s*(?:[{BULLETS}]\s*|[-*{DASHES}]\s+)+(?=\S)")
"""What people type before an item of a list."""
_JOINED = re.compile(r"-{2,}")
_STRAIGHT = re.compile(r"(?<=\d)'(?=\d)|(?<=\d'\d)\"|(?<=\d'\d\d)\"|(?<!\w)'(?=\d0s\b)")
"""What is no quotation mark: 5'6" and '90s."""
_IN_QUOTES = re.compile(r'([\\"`{}<>&\[\]$])')
_SPAN = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\{[^}]*\}")


def escape(text: str) -> str:
    """Text from a file as Markdown that prints it as it is, on one line.

    Examples
    --------
    >>> escape("5* homes | [sic]")
    '5\\\\* homes \\\\| \\\\[sic\\\\]'
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    line = _STRAIGHT.sub(lambda match: f"\\{match[0]}", line)
    line = _JOINED.sub(lambda match: "".join(f"\\{mark}" for mark in match[0]), line)
    return _LINE_START.sub(lambda match: _break_list(match[1]), line)


def escape_lines(text: str) -> str:
    """The same of a text that may have several lines, for a cell or an item: each begins on a line of its own in the report.

    Examples
    --------
    >>> escape_lines("Attended: 12\\n3 apologies")
    'Attended: 12[ ]{.line-break}3 apologies'
    """
    return LINE_BREAK.join(escape(line) for line in text.splitlines() if line.strip())


def as_items(text: str) -> str:
    """A text as an item of a list. Where each of its lines has a sign of an item of its own, each is an item without that sign.

    Examples
    --------
    >>> as_items("• Met\\n- In part")
    '- Met\\n- In part'
    >>> as_items("Met:\\n- in part")
    '- Met:[ ]{.line-break}\\\\- in part'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    signs = [_ITEM_SIGN.match(line) for line in lines]
    items = [line[sign.end() :] for line, sign in zip(lines, signs, strict=True) if sign]
    return "\n".join(f"- {escape_lines(item)}" for item in (items if len(items) == len(lines) else [text]))


def link(address: str) -> str:
    """An address of the web, as a link in Markdown that shows it.

    Examples
    --------
    >>> link("https://example.org/a_b")
    '[https://example.org/a\\\\_b](<https://example.org/a\\\\_b>)'
    """
    return f"[{escape(address)}](<{escape(address)}>)"


def quoted(text: str) -> str:
    """Plain text as the value of an attribute in Markdown, with its quotation marks; `unquoted` gives it back."""
    return '"' + _IN_QUOTES.sub(r"\\\1", " ".join(text.split())) + '"'


def unquoted(value: str) -> str:
    """The text of an attribute's value, which has lost its quotation marks."""
    return re.sub(r"\\(.)", r"\1", value)


def _break_list(start: str) -> str:
    """The start of a line that would begin a list, so that it does not."""
    return f"\\{start}" if start in "-+:%" else f"{start}\\"


def without_spans(markdown: str) -> str:
    """Markdown with bound numbers as plain text, for alt text and for showing in JupyterLab."""
    return re.sub(r"\\(.)", r"\1", unbound(markdown))


def unbound(markdown: str) -> str:
    """Markdown with the text of each bound number in place of its binding."""
    return _SPAN.sub(r"\1", markdown)
