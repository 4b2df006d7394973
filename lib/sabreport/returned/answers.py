"""What can be done about a remark, in a sentence: where its words are changed, and what its numbers rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from sabreport.base.errors import Problem
from sabreport.base.project import Project, year_label
from sabreport.returned.remarks import Remark
from sabreport.returned.sources import Place, Source
from sabreport.wording.lists import capitalised, listed

_MOST_CELLS = 4
TO_PUT_IN = "With --apply this is put into"
"""Begins the answer to a change that can be put into its file; Excel takes what begins with a dash for a formula."""
_LOOK = (
    "A change of look is not taken over: the board's colour is accent: in its params, and all else is in look.yml, the "
    "kind's own in report_templates/ or that of all kinds in report_templates/_shared/"
)


class Outcome(NamedTuple):
    """What becomes of a change of the board's own words: the file that it is in, or why it is refused."""

    state: Literal["to put in", "done", "refused"]
    told: str


def answer_to(remark: Remark, place: Place, project: Project, outcome: Outcome | None = None) -> str:
    """What to do about a remark, or what was done.

    Parameters
    ----------
    outcome
        Of a change of the board's own words; None of one that was declined.

    Examples
    --------
    "Not applied: this sentence is written from measures.csv, row 12, column value; to change the words edit cell 4 of
    06_making_safeguarding_personal.ipynb."
    """
    words = place.words
    if remark.kind == "formatting":
        return _of_look(words)
    changes = remark.kind != "comment"
    refused = "Not applied: " if changes else ""
    if changes and outcome and outcome.state == "done":
        return f"Done: {outcome.told} says so."
    if words is None:
        return capitalised(f"{refused}the draft has no such words. Look for them in the file, and answer by hand.")
    if words.what == "kit":
        return capitalised(f"{refused}the kit itself writes this.")
    if words.what == "params":
        return capitalised(f"{refused}this is set in {words.named}.")
    if words.what == "statement":
        member = PurePosixPath(words.path).stem
        return capitalised(
            f"{refused}these are the words of a member ({words.named}). Ask {member} whether to change them there."
        )
    if words.what == "text":
        return _of_text(place, words, project, outcome, changes=changes)
    cell = f"cell {words.row} of {PurePosixPath(words.path).name}" if words.row else PurePosixPath(words.path).name
    if not place.behind:
        return capitalised(f"{refused}this {place.what} is worded by the kit; to change the words edit {cell}.")
    said = f"this {place.what} is written from {_cells(place.behind, project)}"
    if not place.facts:
        return capitalised(f"{refused}{said}, where its words are changed; to change what stands around them edit {cell}.")
    figure = "; a figure is put right there" if re.search(r"\d", remark.old + remark.new) else ""
    return capitalised(f"{refused}{said}{figure}; to change the words edit {cell}.")


def _of_look(words: Source | None) -> str:
    """Of a change of how words look."""
    if words is None or words.what != "text":
        return f"{_LOOK}."
    return f"{_LOOK}. In {words.named}, words between double stars (**so**) are bold, and between single ones (*so*) slanted."


def _of_text(place: Place, words: Source, project: Project, outcome: Outcome | None, *, changes: bool) -> str:
    """Of the board's own text."""
    stands = f"stands in {words.named}" if words.row else f"stood in {words.path}, which has been changed since"
    if not changes:
        said = f"This {stands}."
    elif outcome is None:
        said = f"Left out, for it is declined. This {stands}."
    elif outcome.state == "to put in":
        said = f"{TO_PUT_IN} {words.named}."
    else:
        said = f"Not applied: {outcome.told}. This {stands}."
    if place.behind:
        said += f" Its numbers are from {_cells(place.behind, project)}: they are put right there."
    return said


def _cells(sources: Sequence[Source], project: Project) -> str:
    """Cells of extracts, those of a column together: "measures.csv, rows 12 and 15, column value"."""
    named = []
    for (path, column), group in groupby(sorted(sources, key=_file), key=attrgetter("path", "column")):
        rows = sorted({each.row for each in group if each.row is not None})
        first, others = (rows[0], tuple(rows[1:])) if rows else (None, ())
        name = PurePosixPath(path)
        years = f" of {year_label(int(name.parent.name))}" if name.parent.name.isdecimal() else ""
        years = "" if name.parent == PurePosixPath(project.relative(project.data)) else years
        shown = name.name if name.parts[0] == "data" else path
        named.append(f"{Problem(Path(f'{shown}{years}'), first, column, '', '', also=others).where()}")
    more = [f"{len(named) - _MOST_CELLS + 1} more"] if len(named) > _MOST_CELLS else []
    return listed([*named[: _MOST_CELLS - len(more)], *more])


def _file(source: Source) -> tuple[str, str, int]:
    return source.path, source.column, source.row or 0
