"""What a draft says, part by part, as hashes: of two drafts, what differs can be told without reading either."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sabreport.documents.stitch import Stitched
from sabreport.documents.workbook.notes import who_supplied
from sabreport.facts.records import facts_as_json
from sabreport.inputs import Inputs
from sabreport.reuse.hashes import digest_of_bytes, digest_of_file, digest_of_value
from sabreport.wording.lists import counted, listed

CONTENTS = "contents.json"
"""In a draft's folder: its parts, and which of them each chapter holds."""
_NOT_PRINTED: dict[str, Any] = {
    "claims": True,
    "keep_drafts": True,
    "accepted": True,
    "statements": {"headings", "words", "due"},
}
"""Params that change no document."""
_WHERE = ("source", "used_in")
"""What facts.json says of a fact that no document prints as its content."""
_KEPT_IN_CSS = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)"""
_CSS_COMMENT = r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/"
_CSS = re.compile(
    rf"{_KEPT_IN_CSS}|(^[ \t]*{_CSS_COMMENT}[ \t]*(?:\n|\Z)|[ \t]+{_CSS_COMMENT}(?=[ \t]*$))|{_CSS_COMMENT}", re.M | re.S
)
"""In its one group a comment that has lines to itself or ends one: without it the style sheet says the same, whatever it is."""
_LINES = {".lua": ("--(?!\\[)", r"\[=*\["), ".typ": ("//", "`"), ".yml": ("#", r"[|>][-+]?[ \t]*$")}
"""How a line begins that is a comment, by the suffix of a template, and what makes it uncertain which lines are."""
_FONTS = "fonts"
_MOST_NAMED = 4


@dataclass(frozen=True)
class Contents:
    """The parts of what a report says.

    Parameters
    ----------
    parts
        The hash of each: ``chapter foreword``, ``picture conversion``, ``figure board.conversion.2020``, ``template report.css``.
    chapters
        The parts that each chapter holds, by its id.
    """

    parts: Mapping[str, str]
    chapters: Mapping[str, tuple[str, ...]]

    @property
    def hash(self) -> str:
        """Of all of it."""
        return digest_of_value(dict(self.parts))

    def write(self, path: Path) -> None:
        """Record it."""
        record = {"parts": dict(self.parts), "chapters": {name: list(parts) for name, parts in self.chapters.items()}}
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_contents(draft: Path) -> Contents | None:
    """What the draft of a folder says; None where there is no record, or it cannot be read."""
    try:
        record = json.loads((draft / CONTENTS).read_bytes())
        chapters = {str(name): tuple(map(str, parts)) for name, parts in record["chapters"].items()}
        return Contents({str(name): str(digest) for name, digest in record["parts"].items()}, chapters)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def contents_of(inputs: Inputs, stitched: Stitched) -> Contents:
    """All that a report says, whichever of its documents are built, and wherever.

    It rests on the stitched report, which has no mark yet, on the facts, and on what else the workbook prints. It does not rest
    on the files' dates, on code that prints the same, on comments in templates, on where in an extract a figure stands, or
    on what is held back.
    """
    report = stitched.source.parent
    of_chapters = {path: section.chapter for section in stitched.sections for path in section.files}
    parts: dict[str, str] = {}
    chapters: dict[str, tuple[str, ...]] = {section.chapter: () for section in stitched.sections}
    for path in (path for path in sorted(report.rglob("*")) if path.is_file()):
        name = _part(path.relative_to(report).as_posix(), of_chapters.get(path, ""))
        parts[name] = _digest(path)
        if path in of_chapters:
            chapters[of_chapters[path]] += (name,)
    for fact in facts_as_json(inputs.facts, {}):
        parts[f"figure {fact['key']}"] = digest_of_value({name: said for name, said in fact.items() if name not in _WHERE})
    for section in stitched.sections:
        chapters[section.chapter] += tuple(f"figure {key}" for key in section.facts)
    params = inputs.params.model_dump(mode="json", exclude=_NOT_PRINTED)
    parts |= {f"setting {name}": digest_of_value([said]) for name, said in params.items()}
    parts["list of who supplied the figures"] = digest_of_value(who_supplied(inputs.tables).astype(str).to_dict("records"))
    return Contents(parts, chapters)


def _digest(path: Path) -> str:
    """The hash of a file of the stitched report, without comments that have lines to themselves, or end one of a style sheet."""
    if path.suffix not in (".css", *_LINES):
        return digest_of_file(path)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        text = _CSS.sub(lambda found: "" if found[1] else found[0], text)
    else:
        begin, uncertain = _LINES[path.suffix]
        if not re.search(uncertain, text, re.MULTILINE):
            text = re.sub(rf"^[ \t]*{begin}[^\n]*(?:\n|\Z)", "", text, flags=re.MULTILINE)
    return digest_of_bytes(text.encode("utf-8"))


def _part(path: str, chapter: str) -> str:
    """What a file of the stitched report is called."""
    folder, _, name = path.rpartition("/")
    if chapter and folder == "sections":
        return f"chapter {chapter}"
    if chapter:
        return f"picture {re.sub(r'[.][a-z]+$', '', name)}"
    return f"{_FONTS} {name}" if folder == _FONTS else f"template {path}"


def differing(old: Contents, new: Contents) -> list[str]:
    """The parts that are not the same in both."""
    names = {**new.parts, **old.parts}
    return [name for name in names if old.parts.get(name) != new.parts.get(name)]


def outside(old: Contents, new: Contents, chapters: Collection[str]) -> list[str]:
    """The parts that differ and that chapters hold which are not among those, or none at all.

    A figure that no chapter holds is one that others are worked out from. Fonts follow from words.
    """
    held: dict[str, set[str]] = {}
    for contents in (old, new):
        for chapter, parts in contents.chapters.items():
            for name in parts:
                held.setdefault(name, set()).add(chapter)

    def may(name: str) -> bool:
        if name.startswith((f"{_FONTS} ", f"template {_FONTS}.json")):
            return True
        return held[name] <= set(chapters) if name in held else name.startswith("figure ")

    return [name for name in differing(old, new) if not may(name)]


def untouched(old: Contents, new: Contents, chapters: Collection[str]) -> list[str]:
    """Those of the chapters whose text is the same in both."""
    differ = set(differing(old, new))
    return [chapter for chapter in chapters if f"chapter {chapter}" not in differ]


def named(parts: Collection[str]) -> str:
    """Parts as a sentence lists them, chapters first: the chapter foreword, the figure a.b.2020 and three more."""
    order = ("chapter", "figure", "picture", "setting", "template")
    kinds = {kind: at for at, kind in enumerate(order)}
    sorted_ = sorted(parts, key=lambda name: (kinds.get(name.partition(" ")[0], len(order)), name))
    said = [f"the {name}" for name in sorted_[:_MOST_NAMED]]
    more = len(sorted_) - len(said)
    return listed([*said, counted(more, "other part", "other parts")] if more else said)
