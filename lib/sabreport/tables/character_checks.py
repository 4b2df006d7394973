"""Characters that no font of the kit has, told with their place: they would be printed as boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sabreport.base.characters import WORDS_OWN, named, remedy, without_glyph
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.settings.params import Params, find_line
from sabreport.wording.lists import counted

if TYPE_CHECKING:
    from sabreport.tables.board_tables import Tables
    from sabreport.tables.extract import Extract

_MOST_NAMED = 5
"""Characters of one file that are told one by one; where there are more, it is a whole text in a script of its own."""
_AROUND = 20
"""Characters on either side of one, by which it is found in a text that has no lines to count."""


def faults_of_text(path: Path, text: str) -> list[Problem]:
    """A problem for each character of a text that is in no font; its marks of Word's own are turned as the report does.

    Parameters
    ----------
    text
        As its author wrote it; of a Word file, as Markdown, whose lines are not those of the author.
    """
    text = text.translate(WORDS_OWN)
    if not without_glyph(text):
        return []
    if path.suffix.lower() != ".md":
        return _problems(path, ((None, each, f' in "{_around(text, each)}"') for each in without_glyph(text)))
    lines = enumerate(text.split("\n"), start=1)
    return _problems(path, ((row, each, "") for row, line in lines for each in without_glyph(line)), line=True)


def faults_of_params(project: Project, params: Params) -> list[Problem]:
    """A problem for each character of the params that is in no font."""
    found = []
    for place, text in _texts(params.model_dump(mode="json"), ()):
        for each in without_glyph(text):
            path, row = find_line(project, *place)
            found += _problems(path, [(row, each, "")], line=True)
    return found


def faults_of_extracts(tables: Tables) -> list[Problem]:
    """A problem for each character of the extracts that is in no font."""
    plan = [tables.next_plan] if tables.next_plan is not None else []
    extracts = {extract.path: extract for extract in (*tables.by_name.values(), *tables.measures_by_year.values(), *plan)}
    return [problem for extract in extracts.values() for problem in _faults_of_extract(extract)]


def faults_of_notebook(path: Path, notebook: Mapping[str, Any]) -> list[Problem]:
    """A problem for each character of a notebook's own text that is in no font; what its code writes shows when it has run."""
    found: list[Problem] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        source = cell.get("source", "")
        if cell.get("cell_type") == "markdown":
            text = "".join(source) if isinstance(source, list) else str(source)
            found += _problems(path, ((None, each, f" in cell {number}") for each in without_glyph(text)))
    return found


def _faults_of_extract(extract: Extract) -> Iterator[Problem]:
    for column, cells in extract.rows.items():
        texts = [cell for cell in cells if isinstance(cell, str)]
        if "".join(texts).isascii():
            continue
        faults = ((row, each, "") for row, cell in cells.items() if isinstance(cell, str) for each in without_glyph(cell))
        yield from _problems(extract.path, faults, column=str(column))


def _texts(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text of the params with the keys that lead to it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))


def _problems(path: Path, faults: Iterable[tuple[Any, str, str]], *, column: str = "", line: bool = False) -> list[Problem]:
    """The problem of each row, character and place in the text; one of all where there are many characters."""
    faults = list(faults)
    characters = list(dict.fromkeys(character for _, character, _ in faults))
    if len(characters) <= _MOST_NAMED:
        return [
            Problem(path, row, column, f"{named(each)}{where} is in no font of the kit", remedy(each), line=line)
            for row, each, where in faults
        ]
    some = ", ".join(named(each) for each in characters[:_MOST_NAMED])
    what = f"{counted(len(characters), 'character is', 'characters are')} in no font of the kit, such as {some}"
    how = "Write this in other characters, or leave it out and publish it as a file of its own."
    rows = dict.fromkeys(row for row, _, _ in faults)
    return [Problem(path, row, column, what, how, line=line) for row in rows]


def _around(text: str, character: str) -> str:
    """The words around the first place of a character."""
    at = text.index(character)
    start = max(0, at - _AROUND)
    return " ".join(text[start : at + _AROUND + 1].split())
