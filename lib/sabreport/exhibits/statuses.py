"""How far a deliverable or a finding is: a word, and a mark that reads in print, in grey and at a glance."""

from __future__ import annotations

from sabreport.wording.lists import capitalised

_MARKS = {
    "complete": "■",
    "in progress": "►",
    "delayed": "▲",
    "planned": "□",
    "not started": "□",
    "not reported": "?",
    "stopped": "×",
    "declined": "×",
}


def status(word: str) -> str:
    """A status in Markdown: its mark, which a screen reader passes over, and its word."""
    mark = _MARKS.get(word)
    return f'[{mark}]{{.status-mark aria-hidden="true"}} {capitalised(word)}' if mark else capitalised(word)
