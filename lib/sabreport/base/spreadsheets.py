"""Tables that the kit writes for Excel."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@")


def inert(text: str) -> str:
    """Text that Excel does not take for a formula as it opens the file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_written(text: str) -> str:
    """What was made inert, as it was."""
    return text[1:] if text.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else text
