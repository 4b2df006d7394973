"""Formulas of LibreOffice, which stand in an OpenDocument text as objects of their own with a picture beside each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sabreport.texts.office.parts import all_of, attribute, name_of


def formulas_of_odt(parts: Mapping[str, Any]) -> dict[str, str]:
    """What is written in each formula without a description, by the file of the picture that stands in its place.

    Parameters
    ----------
    parts
        The parts of the document by their names.
    """
    found = dict[str, str]()
    for frame in (each for each in all_of(parts.values()) if name_of(each) == "frame"):
        placed = (_formula(each, parts) for each in frame if name_of(each) == "object")
        formula = next((each for each in placed if each is not None), None)
        described = any(each.text for each in frame if name_of(each) in ("title", "desc"))
        if formula is not None and not described:
            written = [each for each in formula.iter() if name_of(each) == "annotation"] or [formula]
            words = " ".join(" ".join(written[0].itertext()).split())
            found |= {attribute(each, "href"): words for each in frame if name_of(each) == "image"}
    return found


def _formula(placed: Any, parts: Mapping[str, Any]) -> Any:
    """The formula that an object is, in the text itself or in a part of its own; None for any other."""
    part = parts.get(f"{attribute(placed, 'href').removeprefix('./').rstrip('/')}/content.xml")
    return next((each for each in (*placed, part) if each is not None and name_of(each) == "math"), None)
