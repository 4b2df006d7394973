"""What changed between two drafts, put together: for programs as changes.json, and for people as changes.html."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import problem_of, write_whole
from sabreport.base.pages import page_of, part_of_page
from sabreport.base.project import Project
from sabreport.changes.causes import Cause
from sabreport.changes.content import Content, Exhibit, read_content
from sabreport.changes.exhibits import Redrawn, changed_exhibits, rows_beside
from sabreport.changes.figures import Moved, moved_figures
from sabreport.changes.held_back import without_held_back
from sabreport.changes.words import Reworded, changed_words
from sabreport.reports.contents import differing, named, read_contents
from sabreport.reports.drafts import DRAFTS, Draft, drafts_in, kept_draft
from sabreport.reuse.hashes import digest_of_file
from sabreport.settings.look import LOOK_FILES
from sabreport.tables.rows import Row, rows_of
from sabreport.wording.lists import counted

CHANGES = "changes"
"""What the two files are called, in a report's folder."""


@dataclass(frozen=True)
class Kept:
    """A draft that is kept of a board's report."""

    project: Project
    draft: Draft

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.project.outputs / DRAFTS / str(self.draft.number)


@dataclass(frozen=True)
class Changes:
    """What changed from one draft to another, in the order of the newer one.

    Parameters
    ----------
    alike
        The figures that moved by less than is printed.
    held_back
        Whether the earlier draft prints figures that the later one holds back; they are left out of all else here.
    """

    old: Kept
    new: Kept
    figures: Sequence[Moved]
    words: Sequence[Reworded]
    exhibits: Sequence[Redrawn]
    alike: Sequence[Moved] = ()
    held_back: bool = False

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        return not (self.figures or self.words or self.exhibits)

    @cached_property
    def besides(self) -> str:
        """What else of the two is not alike where they say the same: "the template report.css"; empty where nothing is."""
        before, after = (read_contents(each.folder) for each in (self.old, self.new))
        return named(differing(before, after)) if self.nothing and before and after else ""

    @property
    def of_one_year(self) -> bool:
        """Whether both are drafts of one report, and not of two years' reports."""
        return self.old.project.year == self.new.project.year

    def of_year(self, which: Kept) -> str:
        """What follows the name of a draft where the two are not of one year: " (2018-19)"."""
        return "" if self.of_one_year else f" ({which.project.label})"


def changes_between(project: Project, old: int | None, new: int | None, *, last_year: bool = False) -> Changes:
    """What changed between two kept drafts of a report, or since last year's.

    Parameters
    ----------
    old
        The number of the earlier one; None for the one that was made before `new`, and of last year's report for its last.
    new
        None for the last.
    last_year
        Whether the earlier one is of last year's report. Only figures that both give are then compared.

    Raises
    ------
    FileError
        Where there are no such drafts, or one cannot be read.
    """
    kept = _numbers(project)
    later = _chosen(project, new, kept[-1:])
    of_old = replace(project, year=project.year - 1) if last_year else project
    earlier = _chosen(of_old, old, [number for number in _numbers(of_old) if last_year or number < later.draft.number][-1:])
    before, after = (read_content(each.folder, project.root) for each in (earlier, later))
    return compared(earlier, later, before, after)


def compared(earlier: Kept, later: Kept, before: Content, after: Content) -> Changes:
    """What changed from what one draft says to what another does, without what the later one holds back."""
    same_year = earlier.project.year == later.project.year
    shown = without_held_back(before, after, f"held back in draft {later.draft.number}")
    rows = cache(lambda path: _rows_read(later.project, after, path))
    figures = moved_figures(shown, after, of_one_year=same_year, rows=rows)
    return Changes(
        earlier,
        later,
        [each for each in figures if not each.alike],
        changed_words(shown, after),
        changed_exhibits(shown, after),
        [each for each in figures if each.alike],
        (shown.passages, shown.exhibits) != (before.passages, before.exhibits),
    )


def _rows_read(project: Project, content: Content, path: str) -> list[Row]:
    """The rows of an extract of a board; none where it is no longer as a draft read it."""
    file = project.root / path
    if file.parent != project.data or not file.is_file() or digest_of_file(file) != content.inputs.get(path):
        return []
    return rows_of(project, (file.stem,))


def _numbers(project: Project) -> list[int]:
    return [number for number, _ in drafts_in(project.outputs)]


def _chosen(project: Project, number: int | None, else_: Sequence[int]) -> Kept:
    """The draft of that number, or the one that stands for none."""
    if number is None and not else_:
        kept = _numbers(project)
        has = f"Kept are {', '.join(map(str, kept))}." if kept else f"None is kept: build the report of {project.label}."
        what = "there is no earlier draft to compare with"
        raise FileError([Problem(project.outputs / DRAFTS, None, "", what, has)], project.root)
    return Kept(project, kept_draft(project.outputs, else_[0] if number is None else number, project.root))


def as_json(changes: Changes) -> dict[str, Any]:
    """The changes as changes.json holds them."""
    return {
        "from": {"year": changes.old.project.year, "draft": changes.old.draft.number},
        "to": {"year": changes.new.project.year, "draft": changes.new.draft.number},
        "figures": [_figure(each) for each in changes.figures],
        "printed_alike": [_figure(each) for each in changes.alike],
        "words": [asdict(each) for each in changes.words],
        "exhibits": [
            {"id": each.id, "what": each.what, "old": _exhibit(each.old), "new": _exhibit(each.new)} for each in changes.exhibits
        ],
    }


def write_changes(project: Project, changes: Changes, name: str) -> tuple[Path, Path]:
    """Write changes.html and changes.json into a report's folder, in place of those before.

    Parameters
    ----------
    name
        What the board is called.

    Raises
    ------
    FileError
        Where one cannot be written; the one before is as it was.
    """
    folder, root = project.outputs, project.root
    record = json.dumps(as_json(changes), ensure_ascii=False, indent=2) + "\n"
    written = write_whole(folder / f"{CHANGES}.json", record, root)
    look = (changes.new.folder / "report" / LOOK_FILES[0]).read_text(encoding="utf-8")
    page = page_of(
        "sabreport.changes",
        "changes.html.j2",
        look=look,
        board=name,
        label=project.label,
        **shown(changes, heading=2),
    )
    return write_whole(folder / f"{CHANGES}.html", page, root), written


def shown(changes: Changes, *, heading: int) -> dict[str, Any]:
    """What a page needs to show changes with ``{% include changed %}``.

    Parameters
    ----------
    heading
        The level of the headings within it.
    """
    return {
        "changed": part_of_page("sabreport.changes", "changed.html.j2"),
        "heading": heading,
        "changes": changes,
        "causes": _by_cause(changes.figures),
        "sections": [(section, list(found)) for section, found in groupby(changes.words, attrgetter("section"))],
        "marked": marked,
        "picture": _picture,
        "rows": rows_beside,
        "counted": counted,
    }


def write_redline_of(project: Project, changes: Changes) -> Path | None:
    """Write changes.docx, the later draft's Word report with tracked changes.

    None where a draft has no Word report, and where the earlier one prints what the later one holds back, for tracked changes
    tell what was there before.

    Raises
    ------
    FileError
        Where it cannot be written; one of two other drafts that stood there is deleted first.
    """
    target = project.outputs / f"{CHANGES}.docx"
    old, new = (next(each.folder.glob("*.docx"), None) for each in (changes.old, changes.new))
    if old is None or new is None or changes.held_back:
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise FileError([problem_of(error, target, "deleted")], project.root) from error
        return None
    from sabreport.changes.redline.write import write_redline  # slow to import

    draft = changes.new.draft
    return write_redline(old, new, target, author=draft.mark, made=draft.made, root=project.root)


def _figure(each: Moved) -> dict[str, Any]:
    return {
        "key": each.key,
        "old": each.old,
        "new": each.new,
        "causes": [asdict(cause) for cause in each.causes],
        "printed_in": [asdict(printed) for printed in each.printed_in],
    }


def _exhibit(exhibit: Exhibit | None) -> dict[str, Any] | None:
    """A table as its cells, a chart as the hash of its picture."""
    if exhibit is None:
        return None
    shown = {"rows": [list(row) for row in exhibit.rows]} if exhibit.picture is None else {"sha256": exhibit.picture[1]}
    return {"title": exhibit.title, "section": exhibit.section, **shown}


def _by_cause(figures: Sequence[Moved]) -> dict[tuple[Cause, ...], list[Moved]]:
    """The figures that the same cells moved, beside each other."""
    found: dict[tuple[Cause, ...], list[Moved]] = {}
    for each in figures:
        found.setdefault(each.causes, []).append(each)
    return found


def _picture(path: Path) -> str:
    """A chart as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{b64encode(path.read_bytes()).decode('ascii')}"


def marked(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Two texts as one: runs of words, each ``same``, ``gone`` or ``come``."""
    before, after = old.split(), new.split()
    for tag, first, end, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(before[first:end])
            continue
        if end > first:
            yield "gone", " ".join(before[first:end])
        if stop > start:
            yield "come", " ".join(after[start:stop])
