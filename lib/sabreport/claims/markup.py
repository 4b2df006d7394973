"""The marks of Markdown in a text whose numbers are looked for: what holds no typed number is hidden, each place kept."""

from __future__ import annotations

import re

from sabreport.base.document_names import DRAFT_MARK

_OPENER = re.compile(r"\{\{|```|<!--|`|\]\(|\{[#.]|<[/a-zA-Z]")
_BOUND = re.compile(r"(\{\{\s*[a-z]\w*\.[a-z]\w*)(?=[\s.|}])")
_CLOSER = {"{{": "}}", "```": "```", "<!--": "-->", "`": "`", "](": ")", "{#": "}", "{.": "}", "<": ">"}
_ON_ONE_LINE = ("`", "](", "{#", "{.", "<")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def hide(text: str) -> str:
    """The text with what holds no typed number blanked out, every place kept: code, comments, targets of links, bindings.

    So is the mark that the kit sets on a draft.

    Of a binding the words of its area and measure stay: they say what the words around it speak of.
    """
    text = DRAFT_MARK.sub(lambda found: " " * len(found[0]), text)
    parts: list[str] = []
    done = at = 0
    none_before: dict[str, int] = {}
    line_end = -1
    while opened := _OPENER.search(text, at):
        start, mark = opened.start(), "<" if opened[0][0] == "<" and opened[0] != "<!--" else opened[0]
        at = opened.end()
        if start < none_before.get(mark, 0):
            continue
        limit = len(text)
        if mark in _ON_ONE_LINE:
            if line_end < at:
                line_end = text.find("\n", at)
                line_end = len(text) if line_end < 0 else line_end
            limit = line_end
        closer = _CLOSER[mark]
        end = text.find(closer, at, limit)
        if end < 0:
            none_before[mark] = limit
            continue
        end += len(closer)
        kept = _BOUND.match(text, start) if mark == "{{" else None
        words = re.sub(r"[^a-z\n]", " ", kept[1]) if kept else ""
        parts += [text[done:start], words, re.sub(r"[^\n]", " ", text[start + len(words) : end])]
        done = at = end
    return "".join([*parts, text[done:]])


def unescaped(text: str) -> str:
    """The text without the backslashes that Markdown puts before a mark; a bar that ends no cell becomes a broken one."""
    return _ESCAPE.sub(lambda match: "¦" if match[1] == "|" else match[1], text)
