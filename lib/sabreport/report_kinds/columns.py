"""The columns of every extract: what the schemas check, and what the data dictionary is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

_STATUSES = ("not started", "in progress", "complete", "delayed", "stopped")
_PLAN_STATUSES = (*_STATUSES, "not reported")
_RATINGS = ("excelling", "effective", "needs work", "not effective")


@dataclass(frozen=True)
class Cells:
    """What the cells of a column hold.

    Parameters
    ----------
    required
        Whether none may be empty.
    words
        The only words allowed, in any letter case; empty where any text is.
    matched
        Whether cells are compared with those of other rows or files, so that what cannot be seen in them matters.
    instead
        Of numbers and words: what to do where there is none to write, as a sentence.
    if_empty
        Of dates that may be empty: what an empty one means, as a clause with *if*.
    may_be_day
        Of a text: whether it may be a date, so that Excel's number of a day, or a day that there is not, can stand in it by
        mistake.
    pounds
        Of a number: whether it is an amount of money.
    about
        Of a number: whether it may be known about only, as "about 100".
    marks
        Of a number: the kinds of marks that may stand in its place; see `sabreport.tables.marks`.
    whole_days
        Of a date: whether the day has to be known; else a month, a year or a span will do.
    path
        Of a text: whether it is the path of a file, so that Windows's backslash is a slash.
    one_line
        Of a text: whether it is printed in one line, so that line breaks in it are read as spaces.
    """

    description: str
    kind: Literal["text", "number", "date"]
    required: bool
    words: tuple[str, ...] = ()
    matched: bool = False
    instead: str = ""
    if_empty: str = ""
    may_be_day: bool = False
    pounds: bool = False
    about: bool = False
    marks: tuple[str, ...] = ()
    whole_days: bool = True
    path: bool = False
    one_line: bool = False


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
    columns
        What the cells of each hold.
    ids
        Columns whose cells become names of facts and headings, each with the columns within which it does: two cells
        that come to the same name must be written alike.
    go_on
        Whether such a name stands in several rows or files, so that one which is written in two ways would count twice.
    parts
        Columns that name what is counted or added up, each with the columns within which it is: a row for all of them together
        would be one of them.
    steady
        Columns that say the same in all rows of one of the `ids`.
    told_apart_in
        The column in which two rows that would repeat each other may be told apart where both are right; empty where two such
        rows contradict each other.
    held
        Columns whose words may say that what a row is about was not held, such as "cancelled".
    note
        What of it is printed, or how its dates may be written, for the data dictionary.
    may_be_empty
        Whether a file without rows is an answer: that there was nothing.
    """

    name: str
    grain: str
    unique: tuple[str, ...]
    columns: Mapping[str, Cells]
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    go_on: bool = False
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steady: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told_apart_in: str = ""
    held: tuple[str, ...] = ()
    note: str = ""
    may_be_empty: bool = True


def _text(description: str, *, required: bool = True, may_be_day: bool = False, one_line: bool = False) -> Cells:
    return Cells(description, "text", required, may_be_day=may_be_day, one_line=one_line)


def _name(description: str, *, required: bool = True) -> Cells:
    return Cells(description, "text", required, matched=True)


def _choice(description: str, words: tuple[str, ...]) -> Cells:
    return Cells(description, "text", True, words)


def _day(description: str, if_empty: str = "") -> Cells:
    return Cells(description, "date", not if_empty, if_empty=if_empty)


def _date(description: str, if_empty: str = "") -> Cells:
    return Cells(description, "date", not if_empty, if_empty=if_empty, whole_days=False)


_NOT_YET = "if it has not happened yet"
EXTRACTS = (
    ExtractColumns(
        "measures",
        "One row for each area, measure and category; the year is that of the folder.",
        ("area", "measure", "category"),
        {
            "area": _name("id of an area in the board's params"),
            "measure": _name("name of a measure in the catalogue below"),
            "category": _name("the part of a breakdown, such as a type of abuse; empty for a total", required=False),
            "value": Cells(
                "a plain number in the measure's unit (54 for 54%; a percentage is printed with at most one decimal); "
                "empty if not there yet; or a mark in its place, as below",
                "number",
                False,
                instead="The kit holds back small counts by itself, and 0 is written 0. Where there is no number, leave the cell "
                "empty, or write why.",
                marks=("held", "not available", "not applicable"),
            ),
        },
        ids={"category": ("area", "measure")},
        parts={"category": ("area", "measure")},
        note="Categories are printed from the largest.",
    ),
    ExtractColumns(
        "finance",
        "One row for each item of income or expenditure in the year; no rows for totals.",
        ("side", "item"),
        {
            "side": _choice("which side of the account", ("income", "expenditure")),
            "item": _name("who contributed, or what was paid for"),
            "amount": Cells(
                "pounds, not negative; a refund or credit note is an item of the other side",
                "number",
                True,
                instead="If it was nothing, write 0. If it is not known yet, leave the row out until it is.",
                pounds=True,
            ),
        },
        ids={"item": ("side",)},
        parts={"item": ("side",)},
        told_apart_in="item",
        may_be_empty=False,
    ),
    ExtractColumns(
        "priorities",
        "One row for each deliverable of the year's plan.",
        ("priority", "deliverable"),
        {
            "priority": _name("the strategic priority"),
            "deliverable": _text("what the plan promised"),
            "lead": _text("who leads it", required=False, one_line=True),
            "activity": _text("what was to be done", required=False),
            "due": _text("when it was due, as the plan says it", required=False, may_be_day=True, one_line=True),
            "status": _choice("where it stood on 31 March; not reported where nobody has said", _PLAN_STATUSES),
            "progress": _text("what was done in the year; empty while nothing is reported", required=False),
        },
        ids={"priority": ()},
        go_on=True,
        told_apart_in="deliverable",
        note="Of the file of next year, where it is there already, the report prints what is planned, who leads and when it is "
        "due: its status and progress are for the next report.",
    ),
    ExtractColumns(
        "sars",
        "One row for each safeguarding adults review begun, ongoing or concluded in the year.",
        ("sar",),
        {
            "sar": _name(
                "id of the review, by which its findings name it; not printed, but in the web page's links, so no "
                "name or initials of a person"
            ),
            "title": _text("its title, with no name of a person", one_line=True),
            "criterion": _choice("whether section 44 required it", ("mandatory", "discretionary")),
            "commissioned": _date("date on which the board decided to hold it"),
            "concluded": _date("date on which the board accepted its report; empty = not yet", _NOT_YET),
            "published": _date("date of publication; empty = not yet", _NOT_YET),
        },
        ids={"sar": ()},
        note="They are printed in order of their beginning. Where the day is not known, a date is the month (2019-04), the year "
        "(2019) or a span of months (2019-04/2020-03). Of a review that was concluded before the year, dates and findings are "
        "printed if sar_findings.csv has any; one begun after the year is left to the next report, with its findings.",
    ),
    ExtractColumns(
        "sar_findings",
        "One row for each action on a finding of a review.",
        ("sar", "finding", "action"),
        {
            "sar": _name("id of a review in sars.csv"),
            "finding": _text("what the review found"),
            "action": _text("what the board is doing about it; where declined, what was proposed, or empty", required=False),
            "status": _choice("where the action stood on 31 March", ("planned", "in progress", "complete", "declined")),
            "reason": _text("why a finding was declined, required then; or why the action is as it is", required=False),
        },
        ids={"sar": ()},
        told_apart_in="action",
    ),
    ExtractColumns(
        "audits",
        "One row for each finding of a multi-agency audit.",
        ("audit", "finding"),
        {
            "audit": _name("name of the audit"),
            "theme": _name("what it looked at; the findings of several are printed under each"),
            "status": _choice("where the audit stood on 31 March", _STATUSES),
            "finding": _text("what it found, or why it is not finished"),
        },
        ids={"audit": (), "theme": ("audit",)},
        go_on=True,
        steady={"audit": ("status",)},
        told_apart_in="finding",
    ),
    ExtractColumns(
        "training",
        "One row for each event.",
        ("event", "date"),
        {
            "event": _name("name of the event"),
            "date": _date("when it was held"),
            "audience": _text("whom it was for", one_line=True),
            "attendance": Cells(
                "people who attended; about 38 for 38+, or where nobody counted exactly; empty or [x] if not known",
                "number",
                False,
                instead="If nobody came, write 0. Where nobody counted, leave the cell empty: the report then says so.",
                about=True,
                marks=("not available",),
            ),
        },
        ids={"event": ("date",)},
        parts={"event": ()},
        told_apart_in="event",
        held=("event", "audience"),
        note="One that was not held has no row. They are printed in order of date. Where the day is not known, or the event took "
        "several, the date is the month (2019-11), the year (2019) or a span (2019-11-06/2019-11-07). It is printed as far as it "
        "is known.",
    ),
    ExtractColumns(
        "assurance",
        "One row for each agency and standard of the yearly self-assessment.",
        ("agency", "standard"),
        {
            "agency": _name("id, name or short name of a member, or another agency's name"),
            "standard": _name("the standard, in a few words"),
            "rating": Cells(
                "the agency's rating of itself; no row for a standard that it was not asked about",
                "text",
                True,
                _RATINGS,
                instead="Delete the row where there is no rating.",
            ),
        },
        ids={"agency": (), "standard": ()},
        go_on=True,
        parts={"agency": (), "standard": ()},
    ),
    ExtractColumns(
        "forward",
        "One row for each aim of next year's plan.",
        ("priority", "aim"),
        {"priority": _name("the priority for next year"), "aim": _text("what the board means to achieve")},
        ids={"priority": ()},
        go_on=True,
    ),
    ExtractColumns(
        "sources",
        "One row for each extract of the folder.",
        ("file",),
        {
            "file": Cells("path within the folder, such as measures.csv or narrative", "text", True, matched=True, path=True),
            "supplied_by": _text("the organisation or public role that supplied it", one_line=True),
            "received": _day("date on which it came"),
            "note": _text("where the figures are from; what is derived or invented", required=False),
        },
    ),
)
"""Every extract that a board may keep."""


def extract_called(name: str) -> ExtractColumns:
    """An extract by the stem of its file."""
    return next(extract for extract in EXTRACTS if extract.name == name)


def columns_of(name: str) -> Mapping[str, Cells]:
    """The columns of an extract, by the stem of its file."""
    return extract_called(name).columns
