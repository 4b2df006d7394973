"""What a worksheet shows beside, or in place of, the values of its cells: said in checks.json, so that no figure is repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sabreport.base.errors import Problem, grouped
from sabreport.report_kinds.columns import Cells, columns_of
from sabreport.tables.cells import without_about
from sabreport.tables.meant import alike
from sabreport.tables.workbooks.cell_runs import RunText
from sabreport.tables.workbooks.number_formats import Beside
from sabreport.tables.workbooks.sheet_beside import beside_cells
from sabreport.tables.workbooks.sheet_colours import SheetColours
from sabreport.tables.workbooks.sheet_parts import SheetParts, column_letter, filled_within, listed_places, range_of
from sabreport.tables.workbooks.sheet_rules import said_of_rules
from sabreport.texts.office.letters import SMALLEST

_UNMERGE = "Unmerge them (Home, Merge & Center), and write in each {} what belongs there."


@dataclass(frozen=True)
class Look:
    """How one cell that is filled shows.

    Parameters
    ----------
    text
        What is stored, with what its runs show.
    other_signs
        Whether its font shows signs that are not known in place of letters.
    struck
        Whether all of it is struck through.
    crossed
        Whether a line is drawn through its cell from corner to corner.
    nothing
        Whether its number format shows words, or nothing, in place of a number.
    hides_minus
        Whether its number format shows a negative number as if it were positive.
    beside
        What its number format shows beside what is stored.
    shown
        What Excel shows of it among text; None where it shows nothing, or that is not known.
    short
        A date as it is shown, without its day or month; empty where it shows all, or is none.
    is_day
        Whether it is a date.
    has_time
        Whether it is a date with a time of day that shows.
    unseen
        Whether its letters, or some of them, cannot be told from the colour behind them.
    is_tick_box
        Whether Excel shows a tick box in place of TRUE or FALSE.
    indented
        Whether its words stand farther in than the edge of their column.
    letters
        The colours of its letters but that of links, as far as they are known.
    style
        How all of it is set, such as bold; of a text in runs, nothing.
    size
        That of its letters in points; 0 where it is not known.
    """

    place: str
    row: int
    column: int
    text: str
    other_signs: bool
    struck: bool
    crossed: bool
    nothing: bool
    hides_minus: bool
    beside: Beside
    shown: str | None
    short: str
    is_day: bool
    has_time: bool = False
    unseen: bool = False
    is_tick_box: bool = False
    indented: bool = False
    letters: frozenset[str] = frozenset()
    style: tuple[str, ...] = ()
    size: float = 0

    @property
    def runs(self) -> RunText:
        """What its runs show; of a text without any, nothing."""
        return self.text if isinstance(self.text, RunText) else RunText("")

    def says_about(self, column: Cells) -> bool:
        """Whether its number format says "about" before a number, in a column that knows it."""
        return column.about and bool(self.beside.before) and without_about(f"{self.beside.before} 1") == "1"

    def shape_beside(self, column: Cells) -> str:
        """What its number format shows beside a figure that a reader may miss; a currency, which is told apart, is none of it."""
        return "" if column.pounds and self.beside.money else self.beside.shape(about=self.says_about(column))


def columns_by_number(path: Path, headings: Mapping[int, str]) -> dict[int, Cells]:
    """What each column with a heading of the extract holds."""
    columns = {alike(name): about for name, about in columns_of(path.stem).items()}
    return {column: columns[alike(text)] for column, text in headings.items() if alike(text) in columns}


@dataclass(frozen=True)
class _Remark:
    """What is said of all cells that something is true of.

    Parameters
    ----------
    of
        Which cells are looked at: in columns of text, among them those without a heading of the extract; in columns of
        figures, that is of numbers and dates; or any.
    holds
        Whether it is said of a cell, given what its column holds.
    what
        With a place for the cells.
    """

    of: Literal["text", "figures", "any"]
    holds: Callable[[Look, Cells | None], bool]
    what: str
    remedy: str


_REMARKS = (
    _Remark(
        "text",
        lambda look, _: look.struck or bool(look.runs.struck),
        "words are struck through in {}, and they are printed like any others",
        "Delete what is not to be printed.",
    ),
    _Remark(
        "text",
        lambda look, _: look.crossed,
        "a line is drawn through {} from corner to corner, and what stands there is printed like any other words",
        "Delete what is not to be printed, or take the line away (Format Cells, Border).",
    ),
    _Remark(
        "text",
        lambda look, _: len(look.letters) > 1 and not look.unseen,
        "some words in {} have a colour of their own, and they are printed like any others",
        "Delete what is not to be printed, and write in words what the colour says.",
    ),
    _Remark(
        "text",
        lambda look, column: bool(look.runs.stressed) and column is not None and not column.matched,
        "some words in {} are bold or underlined, and they are printed like any others",
        "Where that marks a choice, leave the one that holds alone.",
    ),
    _Remark(
        "text",
        lambda look, _: bool(look.runs.flat),
        "letters are raised or lowered in {}, and they are printed on the line like any others",
        "Write it so that it reads well, such as CO2 or a word.",
    ),
    _Remark(
        "text",
        lambda look, _: look.shown is None,
        "the number format of {} shows something else than is stored, or nothing, and what is stored is printed",
        "Type the words into the cell as they are to be read, and format it as Text (Home, Number).",
    ),
    _Remark(
        "figures",
        lambda look, _: look.has_time,
        "the date in {} has a time of day, which is not printed",
        "Write the time into the name of what it is about, or into the chapter's text, where a reader needs it.",
    ),
    _Remark(
        "text",
        lambda look, column: look.indented and column is not None and not column.matched and not column.words,
        "words in {} are indented, and what is printed is not, so a point below another stands level with it",
        "Write (a), (b), or say in words what belongs to what, where readers must see it.",
    ),
    _Remark(
        "any",
        lambda look, _: look.unseen,
        "words or figures in {} have the colour of what is behind them, as white on white, and they are read like any others",
        "Delete what is not to be printed, or give it the usual colour.",
    ),
    _Remark(
        "any",
        lambda look, _: 0 < look.size <= SMALLEST,
        "words or figures in {} are too small to see, and they are read like any others",
        "Delete what is not to be printed, or give it the usual size.",
    ),
    _Remark(
        "any",
        lambda look, _: look.is_tick_box,
        "Excel shows a tick box in {}, and what is read is TRUE or FALSE",
        "Write a word in its place, such as Yes or No.",
    ),
    _Remark(
        "any",
        lambda look, _: look.other_signs,
        "the font of {}, such as Wingdings, shows signs for letters, and of those not known the letters are taken",
        "Choose a usual font to see the letters, and write the word or the sign that is meant.",
    ),
    _Remark(
        "text",
        lambda look, column: look.is_day and column is not None and column.matched,
        "{} is a date, where a name belongs; Excel makes a date of a range that is typed as 10-14 or 5-9",
        "If no date is meant, format the column as Text (Home, Number) and type the range anew.",
    ),
    _Remark(
        "figures",
        lambda look, _: look.nothing,
        "the number format of {} shows words, or nothing, in place of the number that is stored, and the number is used",
        "Format the cell as General (Home, Number) to see it; write the mark itself if the number is not meant.",
    ),
    _Remark(
        "figures",
        lambda look, _: look.hides_minus,
        "the number format of {} shows no minus before the number that is stored, which is negative and taken so",
        "Format the cell as General (Home, Number) to see it; write the number without a minus if that is meant.",
    ),
)
"""In the order in which they are told."""


def said_of_cells(path: Path, looks: Sequence[Look], columns: Mapping[int, Cells], problems: list[Problem]) -> Iterator[Problem]:
    """What is shown in cells and not read: remarks; a number in another currency, or with raised, lowered or
    struck signs joins `problems`.
    """
    of_figures = {column for column, about in columns.items() if about.kind != "text"}
    figures = [look for look in looks if look.column in of_figures]
    of_text = [look for look in looks if look.column not in of_figures]
    for look in figures:
        problems += _faults_of_figure(path, look, columns[look.column])
    among = {"text": of_text, "figures": figures, "any": looks}
    for remark in _REMARKS:
        said = [look for look in among[remark.of] if remark.holds(look, columns.get(look.column))]
        yield from _remark(path, said, remark.what, remark.remedy)
    shapes = {look: look.shape_beside(columns[look.column]) for look in figures}
    yield from _remark(
        path,
        [look for look, shape in shapes.items() if shape],
        "the number format shows words or signs beside what is stored in {}, and what is stored is taken without them",
        "Put what a reader needs of them into the chapter's text.",
        shapes,
    )


def _faults_of_figure(path: Path, look: Look, column: Cells) -> Iterator[Problem]:
    """Signs of a number or date that are raised, lowered or struck through, and another currency than pounds."""
    shown = [f"a {each}" for each in look.runs.moved]
    shown += ["something that is struck through"] if look.struck or look.runs.struck else []
    shown += ["something that a line from corner to corner crosses out"] if look.crossed else []
    if shown:
        write = f"Write the {column.kind} alone, as it is meant."
        yield Problem(path, look.row, "", f"{look.place} holds {' and '.join(shown)}", write)
    if column.pounds and look.beside.money:
        what = f"the number format of {look.place} shows {look.beside.money}, and pounds belong here"
        write = "Write the amount in pounds, and choose £ for the cell's currency (Home, Number), or no currency."
        yield Problem(path, look.row, "", what, write)


def said_of_sheet(
    path: Path, parts: SheetParts, colours: SheetColours, filled: Mapping[str, int], problems: list[Problem]
) -> Iterator[Problem]:
    """Merged cells, rules, and what stands beside the cells: notes, text boxes, pictures, controls, headers and footers.

    Parameters
    ----------
    filled
        The row of each cell that holds something, by its place.
    """
    yield from _merged(path, parts, filled, problems)
    yield from said_of_rules(path, parts, colours, filled)
    if beside := [*beside_cells(parts)]:
        what = f"what does not stand in cells is not printed: {'; '.join(beside)}"
        yield Problem(path, None, "", what, "Put into the table, or into the chapter's text, what a reader needs.")


def _remark(
    path: Path, looks: Sequence[Look], what: str, remedy: str, shapes: Mapping[Look, str] | None = None
) -> Iterator[Problem]:
    """One remark about some cells, each with its shape in brackets where there are any."""
    if looks:
        first, *rows = dict.fromkeys(look.row for look in looks)
        places = [look.place + (f' ("{shapes[look]}")' if shapes else "") for look in looks]
        yield Problem(path, first, "", what.format(listed_places(places)), remedy, also=tuple(rows))


def _merged(path: Path, parts: SheetParts, filled: Mapping[str, int], problems: list[Problem]) -> Iterator[Problem]:
    """Merged cells, of which the first alone holds what is seen; not those of a row beside which no column has a heading."""
    headed = _columns_of_first_row(filled)
    sideways: list[Problem] = []
    for element in parts.of_sheet("mergeCell"):
        area, within = range_of(element.get("ref", "")), filled_within(element.get("ref", ""), filled)
        if area is None or not within:
            continue
        first = element.get("ref", "").partition(":")[0]
        covered = sorted({row for row in filled.values() if area.top <= row <= area.bottom})
        behind = [place for place in within if place != first]
        what = f"the cells {element.get('ref')} are merged, and only {first} holds what they show"
        what += (
            f"; {listed_places(behind)} behind it {'hold' if len(behind) > 1 else 'holds'} something that does not show"
            if behind
            else ""
        )
        if len(covered) > 1:
            problems.append(Problem(path, covered[0], "", what, _UNMERGE.format("row"), also=tuple(covered[1:])))
        elif behind:
            yield Problem(path, covered[0], "", what, _UNMERGE.format("column"))
        elif any(area.left < column <= area.right for column in headed):
            left, right = column_letter(area.left), column_letter(area.right)
            what = f"the cells of columns {left} to {right} are merged, and only {left} holds what they show"
            sideways.append(Problem(path, covered[0], "", what, _UNMERGE.format("column")))
    yield from grouped(sideways)


def _columns_of_first_row(filled: Mapping[str, int]) -> set[int]:
    """The columns that have a heading."""
    first = min(filled.values(), default=0)
    areas = (range_of(place) for place, row in filled.items() if row == first)
    return {area.left for area in areas if area is not None}
