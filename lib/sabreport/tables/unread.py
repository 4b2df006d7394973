"""Files in a board's folder that nothing reads, and what each of them may be meant for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import Problem
from sabreport.base.files import LARGEST_NOTEBOOK, read_whole, shown_files
from sabreport.base.project import Project
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.settings.params import Member, Params
from sabreport.tables.reading import SUFFIXES

_NO_PART_OF_A_NAME = re.compile(
    r"v?[0-9]+|copy|of|the|and|for|final|draft|new|old|latest|version|statement|return|update|revised"
)
"""What copies, downloads, versions and years add to the name of a file."""
_OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv")
_FOLDERS = {"narrative": "narrative", "narratives": "narrative", "partners": "partners", "statements": "partners"}
_NOTHING_READS = "nothing reads this file"
_NOBODY = (_NOTHING_READS, "take it away, or leave it: the report is the same without it.")


def nearest_of(name: str, known: Mapping[str, str]) -> str:
    """What a file is most likely meant for: the one thing whose name it nearly has, or most of whose words it holds.

    Parameters
    ----------
    name
        Of the file, with whatever was added to it.
    known
        The things that it could be, by each of their names.

    Returns
    -------
    str
        Empty where it could be none, or several.

    Examples
    --------
    >>> nearest_of("Age UK statement v3 FINAL.docx", {"age_uk": "age_uk", "police": "police"})
    'age_uk'
    """
    words = _words_of(name)
    by_words = {each: _words_of(each) for each in known}
    joined = {"".join(found): known[each] for each, found in by_words.items() if found}
    near = difflib.get_close_matches("".join(words), joined, n=1, cutoff=0.85)
    if near:
        return joined[near[0]]
    held = {each: len(found) for each, found in by_words.items() if found and set(found) <= set(words)}
    most = {known[each] for each, count in held.items() if count == max(held.values())}
    return most.pop() if len(most) == 1 else ""


def member_meant(path: Path, members: Iterable[Member]) -> str:
    """The id of the member whose statement a file is most likely to be; empty where that is not clear."""
    names = {name: member.id for member in members for name in (member.id, member.name, member.short_name) if name}
    return nearest_of(path.stem, names)


def extract_meant(path: Path) -> str:
    """The extract that a file is most likely meant for; empty where that is not clear."""
    return nearest_of(path.name, {extract.name: extract.name for extract in EXTRACTS})


def as_extract(path: Path, name: str) -> str:
    """What to do with a file that is meant for an extract and is not read as one."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return f"call that {name}{suffix} if it is meant."
    if suffix == ".txt" and Path(path.stem).suffix.lower() in SUFFIXES:
        return f"call that {name}{Path(path.stem).suffix.lower()} if it is meant."
    if suffix in _OTHER_TABLES:
        return f"open that and save it as an Excel workbook called {name}.xlsx."
    if suffix in (".docx", ".doc", ".odt", ".pdf", ".rtf"):
        return f"a table is read from .csv or .xlsx only: copy it into Excel and save that as {name}.xlsx, if it is meant."
    return f"call that {name}.csv if it is meant."


def text_meant(path: Path, chapters: Iterable[str]) -> str:
    """The chapter whose text a file is most likely to be; empty where that is not clear."""
    return nearest_of(path.name, {chapter: chapter for chapter in chapters})


def as_text(path: Path, chapter: str) -> str:
    """What to do with a file that is meant for the text of a chapter and is not read as one."""
    plain = path.suffix.lower() in (".txt", ".md", ".markdown")
    return (
        f"call that {chapter}.md if it is meant." if plain else f"put its text into a file called {chapter}.md, if it is meant."
    )


def unread_files(
    project: Project, params: Params, chapters: Sequence[ChapterSpec], extracts: Mapping[str, Path], narrative: Mapping[str, Path]
) -> Iterator[Problem]:
    """Each file and folder of a board and year that nothing reads, once.

    Parameters
    ----------
    extracts
        The file of each that is there.
    narrative
        The authored texts that are read, by chapter.
    """
    listed = {chapter.id: chapter for chapter in chapters}
    for path in shown_files(project.data):
        if not _is_one_of(path, extracts.values()) and path.name not in ("narrative", "partners", COMMENTS):
            what, remedy = _unread(path, params, listed, extracts)
            yield Problem(path, None, "", what, _sentence(remedy))
    for path in shown_files(project.data / "narrative"):
        chapter = listed.get(path.stem)
        if path not in narrative.values():
            meant = text_meant(path, listed)
            what, remedy = (
                (f"{_NOTHING_READS}; it may be meant for the chapter {meant}", as_text(path, meant)) if meant else _NOBODY
            )
            yield Problem(path, None, "", what, _sentence(remedy))
        elif chapter is None:
            what = f'the report has no chapter "{path.stem}", so this text is not printed'
            yield Problem(path, None, "", what, "List the chapter in the params if readers are to have it.")
        elif not prints_text(chapter, project.root):
            what = f'the chapter "{path.stem}" prints no text of the board, so this is not printed'
            yield Problem(path, None, "", what, "Move it to another chapter's file if readers are to have it.")


def prints_text(chapter: ChapterSpec, root: Path) -> bool:
    """Whether a chapter prints a text of the board: its notebook asks for one."""
    return b"narrative" in read_whole(chapter.notebook, root, LARGEST_NOTEBOOK)


def _is_one_of(path: Path, read: Iterable[Path]) -> bool:
    """Whether a file is one that is read: on a disk that takes capitals and small letters for one, under another name too."""
    return any(path == each or (path.name.lower() == each.name and path.exists() and path.samefile(each)) for each in read)


def _unread(path: Path, params: Params, chapters: Collection[str], extracts: Mapping[str, Path]) -> tuple[str, str]:
    """What a file or folder beside the extracts may be, and what to do with it."""
    if path.is_dir():
        meant = nearest_of(path.name, _FOLDERS)
        return "nothing reads this folder", f"call it {meant} if it is meant." if meant else _NOBODY[1]
    if path.stem.lower() == COMMENTS.partition(".")[0]:
        return f"{_NOTHING_READS}; it may be meant for the list of comments", f"save it as {COMMENTS} if it is."
    if name := extract_meant(path):
        if name in extracts:
            there = extracts[name].name
            return (
                f"{_NOTHING_READS}, but {there} beside it",
                f"if this is the newer one, put it in place of {there}; else take it away.",
            )
        return f"{_NOTHING_READS}; it may be meant for {name}", as_extract(path, name)
    if chapter := text_meant(path, chapters):
        return (
            f"{_NOTHING_READS}; it may be meant for the chapter {chapter}",
            f"move it to narrative/, and {as_text(path, chapter)}",
        )
    if member := member_meant(path, params.members):
        what = f"{_NOTHING_READS}; it may be meant for the statement of {member}"
        return what, f"put it into partners/ as {member}{path.suffix.lower()} if it is."
    return _NOBODY


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words_of(name: str) -> list[str]:
    words = re.findall(r"[a-z]+|[0-9]+", re.sub(r"\.[a-z]{1,5}(\.txt)?$", "", name.lower()))
    return [word for word in words if not _NO_PART_OF_A_NAME.fullmatch(word)]
