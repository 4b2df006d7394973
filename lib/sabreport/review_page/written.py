"""Who wrote what of a draft: sentences of the kit beside their figures, and texts of people with their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath

from sabreport.base.project import Project
from sabreport.changes.content import Content, Passage
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.returned.extract_cells import rows_of
from sabreport.returned.places import Places

_SUPPLIER = "supplied_by"


@dataclass(frozen=True)
class Words:
    """Some words with their figures, each as printed in tables and with what stands behind it; `heading` says what they are."""

    text: str
    figures: tuple[tuple[str, str], ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class Part:
    """What one hand wrote of a chapter.

    Parameters
    ----------
    chapter
        Its title.
    path
        The file that people wrote it in; empty for what the kit wrote.
    by
        Who supplied the file, where that is known.
    """

    chapter: str
    path: str = ""
    by: str = ""
    words: list[Words] = field(default_factory=list)


def written_by_kit(places: Places) -> list[Part]:
    """The sentences with figures that the kit wrote, by chapter, under the headings within it."""
    found = []
    for chapter, passages in _chapters(places):
        part, last = Part(chapter), chapter
        for passage in passages:
            said = [_words(places.content, each.text, each.facts) for each in passage.sentences if each.facts]
            if _file(places, passage) or _is_heading(passage) or not said:
                continue
            if passage.section != last:
                part.words.append(Words(passage.section.removeprefix(f"{chapter}, "), heading=True))
                last = passage.section
            part.words.extend(said)
        found += [part] if part.words else []
    return found


def written_by_people(places: Places) -> list[Part]:
    """The texts that people wrote, by chapter and file, as they are printed."""
    suppliers = _suppliers(places.project)
    found: dict[tuple[str, str], Part] = {}
    for chapter, passages in _chapters(places):
        for passage in passages:
            if not (path := _file(places, passage)):
                continue
            part = found.setdefault((chapter, path), Part(chapter, path, _supplier(places.project, path, suppliers)))
            keys = frozenset().union(*(each.facts for each in passage.sentences))
            words = _words(places.content, passage.text, keys)
            part.words.append(Words(words.text, words.figures, _is_heading(passage)))
    return list(found.values())


def titles_of(places: Places) -> list[str]:
    """The title of each chapter."""
    return list(dict.fromkeys(title for title, _ in _chapters(places) if title))


def _chapters(places: Places) -> Iterable[tuple[str, Sequence[Passage]]]:
    """The title of each chapter with its passages."""
    told = [each for each in places.content.passages if each.origin]
    for _, group in groupby(told, key=lambda each: places.origins[each.origin][0]):
        passages = list(group)
        yield passages[0].text if _is_heading(passages[0]) else "", passages


def _file(places: Places, passage: Passage) -> str:
    """The file that people wrote a passage in; empty where the kit wrote it."""
    return places.origins[passage.origin][2]


def _is_heading(passage: Passage) -> bool:
    return f", {passage.section}".endswith(f", {passage.text}")


def _words(content: Content, text: str, keys: Iterable[str]) -> Words:
    """Some words with the figures in them, in the order in which the report first prints those."""
    wanted = set(keys)
    figures = tuple((str(content.facts[key]["text"]), said) for key, said in content.provenance.items() if key in wanted)
    return Words(text, figures)


def _suppliers(project: Project) -> dict[str, str]:
    """Who supplied each file or folder of a year, as the board noted it."""
    names = [extract.name for extract in EXTRACTS if _SUPPLIER in extract.columns]
    return {row.cells.get("file", "").strip(): row.cells.get(_SUPPLIER, "").strip() for row in rows_of(project, names)}


def _supplier(project: Project, path: str, suppliers: dict[str, str]) -> str:
    """Who supplied a file: what is noted of it, else of a folder that holds it."""
    name = PurePosixPath(path.removeprefix(f"{project.relative(project.data)}/"))
    return next((suppliers[str(each)] for each in (name, *name.parents) if str(each) in suppliers), "")
