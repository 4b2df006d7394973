"""Tables that the kit writes for Excel."""

from __future__ import annotations


def inert(text: str) -> str:
    """Text that Excel does not take for a formula as it opens the file."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
