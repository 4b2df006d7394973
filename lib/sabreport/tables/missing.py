"""Extracts that a report needs and that are not there, or have no rows; and the files that may be meant for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from sabreport.base.errors import Problem
from sabreport.base.files import problem_of, shown_files
from sabreport.base.project import Project
from sabreport.report_kinds.chapters import ChapterSpec, known_chapters
from sabreport.report_kinds.columns import EXTRACTS, columns_of, extract_called
from sabreport.settings.params import Params
from sabreport.tables.extract import Extract
from sabreport.tables.reading import SUFFIXES
from sabreport.tables.unread import as_extract, extract_meant
from sabreport.wording.lists import listed

_LEAVE_OUT = "or take the chapter out of the params"


def folder_fault(project: Project, chapters: Collection[ChapterSpec]) -> Problem | None:
    """What keeps the folder of a board and year from being read at all; None where nothing does."""
    folder = project.data
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        needed = [f"{name}.csv" for name in _needed(chapters)]
        what = f"there is no such folder, and the report needs {listed(needed)} in it" if needed else "there is no such folder"
        remedy = "Make the folder and put the files in it: docs/data_dictionary.md says what each of them holds."
        return Problem(folder, None, "", what, remedy)
    except NotADirectoryError:
        return Problem(folder, None, "", "this is a file, and a folder is expected", "Make a folder of this name in its place.")
    except OSError as error:
        return problem_of(error, folder, "read")
    return None


def missing_extracts(project: Project, chapters: Collection[ChapterSpec], present: Collection[str]) -> Iterator[Problem]:
    """A problem for each file that listed chapters need and that is not there."""
    for name, needing in _needed(chapters).items():
        if name not in present:
            path = project.data / f"{name}.csv"
            what = f"the file is missing, and {_chapters_need(needing)} it"
            near = _near(project.data, name)
            if near is not None:
                yield Problem(path, None, "", what, f"{near.name} stands beside it: {as_extract(near, name)}")
            else:
                remedy = f"Add it with the columns {','.join(columns_of(name))} ({_leave_out(needing)})."
                yield Problem(path, None, "", what, remedy)


def extracts_without_rows(chapters: Collection[ChapterSpec], by_name: Mapping[str, Extract]) -> Iterator[tuple[Problem, bool]]:
    """Each extract that listed chapters need and that holds headings alone, and whether that may be meant."""
    for name, needing in _needed(chapters).items():
        if name in by_name and by_name[name].rows.empty:
            path, about = by_name[name].path, extract_called(name)
            what = f"the file has headings and no row, and {_chapters_need(needing)} it"
            grain = about.grain.partition(";")[0].rstrip(".")
            if about.may_be_empty:
                remedy = f"Nothing, if there was none: the report then says so. Otherwise fill it in. {grain}."
                yield Problem(path, None, "", what, remedy), True
            else:
                yield Problem(path, None, "", what, f"Fill it in ({_leave_out(needing)}). {grain}."), False


def extracts_of_no_chapter(
    project: Project, params: Params, chapters: Collection[ChapterSpec], by_name: Mapping[str, Extract]
) -> Iterator[Problem]:
    """Each extract with rows whose chapters the params leave out, so that its table is not printed."""
    there, known = {chapter.id for chapter in chapters}, known_chapters(project, params.kind)
    for name, extract in by_name.items():
        needing = [each for each, entry in known.items() if name in entry.needs]
        if needing and not extract.rows.empty and not there.intersection(needing):
            quoted = listed([f'"{each}"' for each in needing])
            what = f"the report has no chapter {quoted}, so this table is not printed"
            yield Problem(extract.path, None, "", what, "List the chapter in the params if readers are to have it.")


def _needed(chapters: Collection[ChapterSpec]) -> dict[str, list[str]]:
    """The chapters that need each extract, by its name."""
    needed: dict[str, list[str]] = {}
    for chapter in chapters:
        for name in chapter.extracts:
            needed.setdefault(name, []).append(chapter.id)
    return needed


def _chapters_need(ids: Collection[str]) -> str:
    quoted = listed([f'"{each}"' for each in ids])
    return f"the chapter {quoted} needs" if len(ids) == 1 else f"the chapters {quoted} need"


def _leave_out(ids: Collection[str]) -> str:
    return _LEAVE_OUT if len(ids) == 1 else _LEAVE_OUT.replace("chapter", "chapters")


def _near(folder: Path, name: str) -> Path | None:
    """The file of a folder that is most likely meant for an extract; None where none is."""
    known = {f"{extract.name}{suffix}" for extract in EXTRACTS for suffix in SUFFIXES}
    others = [each for each in shown_files(folder) if each.name not in known and each.is_file()]
    return next((each for each in others if extract_meant(each) == name), None)
