"""The columns of every extract, as pandera schemas; the data dictionary is written from them.

A schema is checked against cells as they stand in the file (text), so that a message can quote what was typed.
Each check's title says the fault and its description the remedy.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from pandera.pandas import Check, Column, DataFrameSchema

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_STATUSES = ("not started", "in progress", "complete", "delayed", "stopped")
_RATINGS = ("excelling", "effective", "needs work", "not effective")


def _is_date(cell: str) -> bool:
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return bool(re.fullmatch(r"(19|20)\d{2}-\d{2}-\d{2}", cell))


def _filled() -> Check:
    return Check(
        lambda cell: cell != "",
        element_wise=True,
        name="filled",
        title="the cell is empty",
        description="Fill it in, or delete the whole row.",
    )


def _number(if_missing: str) -> Check:
    return Check(
        lambda cell: cell == "" or _PLAIN_NUMBER.fullmatch(cell) is not None,
        element_wise=True,
        name="number",
        title="is not a number",
        description=f"Write it as plain digits, such as 4167{if_missing}.",
    )


def _iso_date() -> Check:
    return Check(
        lambda cell: cell == "" or _is_date(cell),
        element_wise=True,
        name="date",
        title="is not a date",
        description="Write the year, month and day as 2020-03-31, or leave it empty if it has not happened yet.",
    )


def _one_of(words: tuple[str, ...]) -> Check:
    return Check(
        lambda cell: cell == "" or cell in words,
        element_wise=True,
        name="one_of",
        title="is not one of the words allowed here",
        description=f"Use one of: {', '.join(words)}.",
    )


def _text(description: str, *, required: bool = True) -> Column:
    return Column(str, [_filled()] if required else [], description=description, metadata={"kind": "text"})


def _choice(description: str, words: tuple[str, ...]) -> Column:
    return Column(str, [_filled(), _one_of(words)], description=description, metadata={"kind": "text", "words": words})


def _day(description: str, *, required: bool = False) -> Column:
    checks = [_filled(), _iso_date()] if required else [_iso_date()]
    return Column(str, checks, description=description, metadata={"kind": "date"})


def _amount(description: str, *, required: bool = False) -> Column:
    checks = [_filled(), _number("")] if required else [_number(", or leave it empty if not available")]
    return Column(str, checks, description=description, metadata={"kind": "number"})


def _schema(name: str, grain: str, unique: list[str] | None, columns: dict[str, Column]) -> DataFrameSchema:
    return DataFrameSchema(
        columns, name=name, description=grain, unique=unique, report_duplicates="exclude_first", strict=True, ordered=False
    )


@cache
def schemas() -> dict[str, DataFrameSchema]:
    """The schema of each extract by the stem of its file; `description` is what one row is."""
    found = (
        _schema(
            "measures",
            "One row for each area, measure and category; the year is that of the folder.",
            ["area", "measure", "category"],
            {
                "area": _text("id of an area in the board's params"),
                "measure": _text("name of a measure in the catalogue below"),
                "category": _text("the part of a breakdown, such as a type of abuse; empty for a total", required=False),
                "value": _amount("a plain number in the measure's unit (54 for 54%); empty if not available"),
            },
        ),
        _schema(
            "finance",
            "One row for each item of income or expenditure in the year; no rows for totals.",
            ["side", "item"],
            {
                "side": _choice("which side of the account", ("income", "expenditure")),
                "item": _text("who contributed, or what was paid for"),
                "amount": _amount("pounds", required=True),
            },
        ),
        _schema(
            "priorities",
            "One row for each deliverable of the year's plan.",
            ["priority", "deliverable"],
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
        _schema(
            "sars",
            "One row for each safeguarding adults review begun, ongoing or concluded in the year.",
            ["sar"],
            {
                "sar": _text("id of the review"),
                "title": _text("its title, with no name of a person"),
                "criterion": _choice("whether section 44 required it", ("mandatory", "discretionary")),
                "commissioned": _day("date on which the board decided to hold it", required=True),
                "concluded": _day("date on which the board accepted its report; empty = not yet"),
                "published": _day("date of publication; empty = not yet"),
            },
        ),
        _schema(
            "sar_findings",
            "One row for each action on a finding of a review.",
            ["sar", "finding", "action"],
            {
                "sar": _text("id of a review in sars.csv"),
                "finding": _text("what the review found"),
                "action": _text("what the board is doing about it; empty where declined", required=False),
                "status": _choice("where the action stood on 31 March", ("planned", "in progress", "complete", "declined")),
                "reason": _text("why a finding was declined; required then", required=False),
            },
        ),
        _schema(
            "audits",
            "One row for each finding of a multi-agency audit.",
            ["audit", "finding"],
            {
                "audit": _text("name of the audit"),
                "theme": _text("what it looked at"),
                "status": _choice("where the audit stood on 31 March", _STATUSES),
                "finding": _text("what it found, or why it is not finished"),
            },
        ),
        _schema(
            "training",
            "One row for each event.",
            ["event", "date"],
            {
                "event": _text("name of the event"),
                "date": _day("the (first) day of it", required=True),
                "audience": _text("whom it was for"),
                "attendance": _amount("people who attended; empty if not counted"),
            },
        ),
        _schema(
            "assurance",
            "One row for each agency and standard of the yearly self-assessment.",
            ["agency", "standard"],
            {
                "agency": _text("id, name or short name of a member, or another agency's name"),
                "standard": _text("the standard, in a few words"),
                "rating": _choice("the agency's rating of itself", _RATINGS),
            },
        ),
        _schema(
            "forward",
            "One row for each aim of next year's plan.",
            ["priority", "aim"],
            {"priority": _text("the priority for next year"), "aim": _text("what the board means to achieve")},
        ),
        _schema(
            "sources",
            "One row for each extract of the folder.",
            ["file"],
            {
                "file": _text("path within the folder, such as measures.csv or narrative"),
                "supplied_by": _text("the organisation or public role that supplied it"),
                "received": _day("date on which it came", required=True),
                "note": _text("where the figures are from; what is derived or invented", required=False),
            },
        ),
    )
    return {str(schema.name): schema for schema in found}
