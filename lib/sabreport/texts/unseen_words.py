"""Words that cannot be seen on what lies behind them, such as black on black, or white on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from sabreport.texts.office.colours import PAGE, cannot_be_told
from sabreport.texts.office.letters import Letters, Line, lines_of_odt, lines_of_word


class Unseen(NamedTuple):
    """Words of a text that nobody can see in the file.

    Parameters
    ----------
    covered
        Those that cannot be told from a colour behind them, each as one text.
    faint
        Those that are as white as the page, or too small.
    """

    covered: list[str]
    faint: list[str]


def unseen_in_word(parts: Mapping[str, Any]) -> Unseen:
    """The words of a Word document that nobody can see in it; of those in coloured boxes and tables it is often not known."""
    return _sorted(lines_of_word(parts))


def unseen_in_odt(roots: Iterable[Any]) -> Unseen:
    """The words of an OpenDocument text that nobody can see in it."""
    return _sorted(lines_of_odt(roots))


def _sorted(lines: Iterable[Line]) -> Unseen:
    """The words that are not seen, those side by side, or of one paragraph, together."""
    found: dict[str, list[str]] = {"covered": [], "faint": []}
    for line in lines:
        for kind, run in groupby((each for each in line.letters if each.text), _kind):
            if kind == "covered":
                found[kind].append("".join(each.text for each in run))
        found["faint"].append("".join(each.text for each in line.letters if _kind(each) == "faint"))
    return Unseen(*([" ".join(each.split()) for each in found[kind] if each.strip()] for kind in ("covered", "faint")))


def _kind(letters: Letters) -> str:
    """``covered``, ``faint``, or empty for letters that are seen."""
    if not letters.text.strip():
        return ""
    if letters.colour and letters.behind and cannot_be_told(letters.colour, letters.behind):
        return "faint" if cannot_be_told(letters.behind, PAGE) else "covered"
    return "faint" if letters.is_tiny else ""
