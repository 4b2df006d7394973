"""What a file shows in capitals, however it is written."""

from __future__ import annotations

from typing import Any


def write_in_capitals(element: Any) -> None:
    """Write the text of an element as its reader sees it."""
    for each in element.iter():
        each.text = each.text and each.text.upper()
        each.tail = each.tail and each.tail.upper() if each is not element else each.tail
