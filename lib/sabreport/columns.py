"""The columns of every extract: what the schemas check, and what the data dictionary is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_STATUSES = ("not started", "in progress", "complete", "delayed", "stopped")
_RATINGS = ("excelling", "effective", "needs work", "not effective")


@dataclass(frozen=True)
class Cells:
    """What the cells of a column hold.

    Parameters
    ----------
    required
        Whether none may be empty.
    words
        The only words allowed; empty where any text is.
    """

    description: str
    kind: Literal["text", "number", "date"]
    required: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtractColumns:
    """The columns of one extract.

    Parameters
    ----------
    name
        Stem of its file.
    grain
        What one row is.
    unique
        Columns of which no two rows have the same cells.
    """

    name: str
    grain: str
    unique: tuple[str, ...]
    columns: Mapping[str, Cells]


def _text(description: str, *, required: bool = True) -> Cells:
    return Cells(description, "text", required)


def _choice(description: str, words: tuple[str, ...]) -> Cells:
    return Cells(description, "text", True, words)


def _day(description: str, *, required: bool = False) -> Cells:
    return Cells(description, "date", required)


def _amount(description: str, *, required: bool = False) -> Cells:
    return Cells(description, "number", required)


EXTRACTS = (
    ExtractColumns(
        "measures",
        "One row for each area, measure and category; the year is that of the folder.",
        ("area", "measure", "category"),
        {
            "area": _text("id of an area in the board's params"),
            "measure": _text("name of a measure in the catalogue below"),
            "category": _text("the part of a breakdown, such as a type of abuse; empty for a total", required=False),
            "value": _amount("a plain number in the measure's unit (54 for 54%); empty if not available"),
        },
    ),
    ExtractColumns(
        "finance",
        "One row for each item of income or expenditure in the year; no rows for totals.",
        ("side", "item"),
        {
            "side": _choice("which side of the account", ("income", "expenditure")),
            "item": _text("who contributed, or what was paid for"),
            "amount": _amount("pounds", required=True),
        },
    ),
    ExtractColumns(
        "priorities",
        "One row for each deliverable of the year's plan.",
        ("priority", "deliverable"),
        {
            "priority": _text("the strategic priority"),
            "deliverable": _text("what the plan promised"),
            "lead": _text("who leads it", required=False),
            "activity": _text("what was to be done", required=False),
            "due": _text("when it was due, as the plan says it", required=False),
            "status": _choice("where it stood on 31 March", _STATUSES),
            "progress": _text("what was done in the year; empty while nothing is reported", required=False),
        },
    ),
    ExtractColumns(
        "sars",
        "One row for each safeguarding adults review begun, ongoing or concluded in the year.",
        ("sar",),
        {
            "sar": _text("id of the review"),
            "title": _text("its title, with no name of a person"),
            "criterion": _choice("whether section 44 required it", ("mandatory", "discretionary")),
            "commissioned": _day("date on which the board decided to hold it", required=True),
            "concluded": _day("date on which the board accepted its report; empty = not yet"),
            "published": _day("date of publication; empty = not yet"),
        },
    ),
    ExtractColumns(
        "sar_findings",
        "One row for each action on a finding of a review.",
        ("sar", "finding", "action"),
        {
            "sar": _text("id of a review in sars.csv"),
            "finding": _text("what the review found"),
            "action": _text("what the board is doing about it; empty where declined", required=False),
            "status": _choice("where the action stood on 31 March", ("planned", "in progress", "complete", "declined")),
            "reason": _text("why a finding was declined; required then", required=False),
        },
    ),
    ExtractColumns(
        "audits",
        "One row for each finding of a multi-agency audit.",
        ("audit", "finding"),
        {
            "audit": _text("name of the audit"),
            "theme": _text("what it looked at"),
            "status": _choice("where the audit stood on 31 March", _STATUSES),
            "finding": _text("what it found, or why it is not finished"),
        },
    ),
    ExtractColumns(
        "training",
        "One row for each event.",
        ("event", "date"),
        {
            "event": _text("name of the event"),
            "date": _day("the (first) day of it", required=True),
            "audience": _text("whom it was for"),
            "attendance": _amount("people who attended; empty if not counted"),
        },
    ),
    ExtractColumns(
        "assurance",
        "One row for each agency and standard of the yearly self-assessment.",
        ("agency", "standard"),
        {
            "agency": _text("id, name or short name of a member, or another agency's name"),
            "standard": _text("the standard, in a few words"),
            "rating": _choice("the agency's rating of itself", _RATINGS),
        },
    ),
    ExtractColumns(
        "forward",
        "One row for each aim of next year's plan.",
        ("priority", "aim"),
        {"priority": _text("the priority for next year"), "aim": _text("what the board means to achieve")},
    ),
    ExtractColumns(
        "sources",
        "One row for each extract of the folder.",
        ("file",),
        {
            "file": _text("path within the folder, such as measures.csv or narrative"),
            "supplied_by": _text("the organisation or public role that supplied it"),
            "received": _day("date on which it came", required=True),
            "note": _text("where the figures are from; what is derived or invented", required=False),
        },
    ),
)
"""Every extract that a board may keep."""


def columns_of(name: str) -> Mapping[str, Cells]:
    """The columns of an extract, by the stem of its file."""
    return next(extract.columns for extract in EXTRACTS if extract.name == name)
