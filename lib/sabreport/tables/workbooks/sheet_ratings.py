"""Cells and whole rows of a worksheet's table that say something by their colour or style: told, for it is not printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sabreport.base.errors import Problem
from sabreport.report_kinds.columns import Cells
from sabreport.tables.workbooks.sheet_parts import SheetParts, column_letter, listed_places, range_of
from sabreport.tables.workbooks.worksheet_cells import Cell
from sabreport.tables.workbooks.worksheet_looks import Look
from sabreport.texts.office.colours import BLACK, PAGE
from sabreport.texts.office.rated_cells import TableCell, rated_cells
from sabreport.wording.lists import listed


class _Coloured(NamedTuple):
    """How a cell with words looks, the colour behind it, and that of most of its row."""

    look: Look
    behind: str
    of_row: str

    @property
    def colours(self) -> tuple[frozenset[str], str]:
        """That of its letters, black for a link's, and that behind it unless most of its row has it, which is told apart."""
        return self.look.letters or frozenset([BLACK]), "" if self.behind == self.of_row else self.behind


def said_of_ratings(
    path: Path,
    parts: SheetParts,
    rows: Mapping[int, Sequence[Cell]],
    shades: Mapping[int, Mapping[int, str]],
    columns: Mapping[int, Cells],
) -> Iterator[Problem]:
    """Remarks about the empty cells under headings whose colour is neither that of their row nor that of their column, about
    rows that have a colour of their own, and about a few cells that have one, or are set otherwise than most of their column.

    Parameters
    ----------
    rows
        The filled cells of each row that is read; the first holds the headings.
    shades
        The colour behind each cell of these rows, by the number of its column.
    columns
        What each column with a heading of the extract holds, by its number.
    """
    headings = [cell.column for cell in next(iter(rows.values()), ()) if cell.text.strip()]
    words = {number: {cell.column: cell.text.strip() for cell in cells} for number, cells in rows.items()}
    of_rows = {row: _colour_of_row(words[row], headings, shades[row]) for row in words}
    below = [
        _Coloured(cell.look, shades[row].get(cell.column, ""), of_rows[row])
        for row, cells in [*rows.items()][1:]
        for cell in cells
        if cell.text.strip() and not cell.look.unseen
    ]
    said = [each for each in below if each.look.column in columns and not columns[each.look.column].words]
    alone = _without_names_of_groups(said, columns)
    yield from _said_of_words(path, below, alone, columns)
    yield from _said_of_styles(path, said, alone)
    yield from _said_of_listed(path, [each for each in below if each.look.column in columns and columns[each.look.column].words])
    if {colour for behind in shades.values() for colour in behind.values()} <= {"", PAGE}:
        return
    yield from _said_of_rows(path, [*of_rows], [*of_rows.values()])
    table = [
        [TableCell(column, shades[row].get(column, ""), said.get(column, ""), not said.get(column)) for column in headings]
        for row, said in words.items()
    ]
    merged = [area for each in parts.of_sheet("mergeCell") if (area := range_of(each.get("ref", ""))) is not None]
    numbers = [*rows]
    rated = [(numbers[place], cell.column) for place, cell in rated_cells(table)]
    rated = [
        (row, column)
        for row, column in rated
        if not any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in merged)
    ]
    if rated:
        first, *others = dict.fromkeys(row for row, _ in rated)
        places = [f"{column_letter(column)}{row}" for row, column in rated]
        has = "is empty and has a colour of its own" if len(places) == 1 else "are empty and have a colour of their own"
        what = f"{listed_places(places)} {has}, and the colour is not printed"
        yield Problem(path, first, "", what, "Write in the cell what its colour says, such as Green.", also=tuple(others))


def _colour_of_row(words: Mapping[int, str], headings: Sequence[int], behind: Mapping[int, str]) -> str:
    """The colour behind most cells of a row that say something, two at least; that of the page where there is none."""
    colours = [behind.get(column, "") or PAGE for column in headings if words.get(column)]
    return next((each for each in colours if colours.count(each) > max(1, len(colours) / 2)), PAGE)


def _said_of_rows(path: Path, rows: Sequence[int], colours: Sequence[str]) -> Iterator[Problem]:
    """That a few rows below the headings are coloured otherwise than most; not where every other row is, which helps to read."""
    numbers, below = rows[1:], colours[1:]
    usual, often = max(((each, below.count(each)) for each in below), key=lambda found: found[1], default=(PAGE, 0))
    own = [nth for nth, colour in enumerate(below) if colour not in (usual, PAGE)]
    banded = [nth for nth in range(len(below)) if nth % 2 == own[0] % 2] == own if own else False
    if own and often > len(below) / 2 and not banded:
        first, *others = (numbers[nth] for nth in own)
        what = "the row has a colour of its own, and the colour is not printed"
        yield Problem(path, first, "", what, "Write in words what the colour says, where it says something.", also=tuple(others))


def _without_names_of_groups(said: Sequence[_Coloured], columns: Mapping[int, Cells]) -> list[_Coloured]:
    """The cells without names that stand in several rows: these may look alike, or the first of them as a heading does."""
    texts = Counter((each.look.column, str(each.look.text).casefold()) for each in said)
    return [
        each
        for each in said
        if not columns[each.look.column].matched or texts[each.look.column, str(each.look.text).casefold()] == 1
    ]


def _said_of_words(
    path: Path, below: Sequence[_Coloured], alone: Sequence[_Coloured], columns: Mapping[int, Cells]
) -> Iterator[Problem]:
    """That some cells have letters, or are, of another colour than most of those below the headings, and of their column.

    Of names, dates and numbers, most of the column must have one colour: in groups of rows they may have one each.
    """
    usual, often = Counter(each.colours for each in below).most_common(1)[0] if below else (None, 0)
    of_column = Counter(each.look.column for each in below)
    alike = Counter((each.look.column, each.colours) for each in below)
    most = {column for (column, _), count in alike.items() if count > of_column[column] / 2}
    own = [
        each.look
        for each in alone
        if each.colours != usual
        and len(each.look.letters) <= 1
        and (of_column[each.look.column] == 1 or alike[each.look.column, each.colours] <= of_column[each.look.column] / 2)
        and (_is_of_sentences(columns[each.look.column]) or each.look.column in most)
    ]
    if own and often > len(below) / 2:
        first, *others = dict.fromkeys(look.row for look in own)
        have = "has a colour of its own" if len(own) == 1 else "have a colour of their own"
        kinds = {"words" if columns[look.column].kind == "text" else "figures" for look in own}
        like = f"like any other {' or '.join(sorted(kinds, reverse=True))}"
        what = f"{listed_places([look.place for look in own])} {have}, and what stands there is printed {like}"
        remedy = "Delete what is not to be printed, and write in words what the colour says."
        yield Problem(path, first, "", what, remedy, also=tuple(others))


def _said_of_listed(path: Path, below: Sequence[_Coloured]) -> Iterator[Problem]:
    """That cells with a word to choose have a colour that says more than it: where others with the same word have another colour,
    or where it is the only one in a column of three cells or more.
    """
    plain = (frozenset([BLACK]), "")
    cells = [((each.look.column, _word(each)), (each.colours[0], each.colours[1].replace(PAGE, "")), each.look) for each in below]
    of_word, of_column = defaultdict[tuple[int, str], set[object]](set), Counter(look.column for *_, look in cells)
    for word, colours, _ in cells:
        of_word[word].add(colours)
    coloured = Counter(look.column for _, colours, look in cells if colours != plain)
    own = [
        look
        for word, colours, look in cells
        if colours != plain
        and len(look.letters) <= 1
        and (len(of_word[word]) > 1 or (coloured[look.column] == 1 and of_column[look.column] > 2))
    ]
    if own:
        first, *others = dict.fromkeys(look.row for look in own)
        has = "has a colour of its own" if len(own) == 1 else "have a colour of their own"
        what = f"{listed_places([look.place for look in own])} {has}, and the colour is not printed"
        remedy = "If it says more than the word in the cell, write that in a column of text; if not, leave it."
        yield Problem(path, first, "", what, remedy, also=tuple(others))


def _word(each: _Coloured) -> str:
    return str(each.look.text).strip().casefold()


def _is_of_sentences(column: Cells) -> bool:
    """Whether a column holds sentences, and no names, dates or numbers."""
    return column.kind == "text" and not column.matched


def _said_of_styles(path: Path, said: Sequence[_Coloured], alone: Sequence[_Coloured]) -> Iterator[Problem]:
    """That a few cells of a column are bold, italic, underlined, raised or lowered, and most are not."""
    of_column = Counter(each.look.column for each in said)
    plain = Counter(each.look.column for each in said if not each.look.style)
    looks = [each.look for each in alone if each.look.letters and each.look.style]
    own = [look for look in looks if plain[look.column] > of_column[look.column] / 2]
    if own:
        first, *others = dict.fromkeys(look.row for look in own)
        how = listed(list(dict.fromkeys(style for look in own for style in look.style)))
        is_set = "is" if len(own) == 1 else "are"
        places = listed_places([look.place for look in own])
        what = f"{places} {is_set} {how}, unlike most of the column, and {is_set} printed like it"
        yield Problem(path, first, "", what, "Write in words what it says, where it says something.", also=tuple(others))
