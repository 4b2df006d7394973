"""A chapter as the report includes it: a Quarto section and its figures, made from an executed notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sabreport.base.errors import NotebookError
from sabreport.base.project import Project
from sabreport.facts.fact import LABEL_ID
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.running.origins import Origin, without_origins
from sabreport.wording.markdown import unquoted

_FACT = re.compile(r'\{\.fact key="([^"]+)"\}')
_ALT = re.compile(r'\{(?:#fig-[^ ]+|\.authored-picture) fig-alt="((?:[^"\\]|\\.)*)"')


def facts_drawn(drawing: str) -> list[str]:
    """The keys of the facts that the labels of a chart print, in the order of its SVG."""
    return re.findall(rf'<g id="{LABEL_ID}([^"]+)">', drawing)


@dataclass(frozen=True)
class Section:
    """A chapter as the report includes it.

    Parameters
    ----------
    files
        What it consists of in the report's folder: first the section itself, then its figures.
    facts
        Keys of the facts printed in it, in order, each once; those in its charts come last.
    alts
        Alt text of its figures, in order.
    origins
        What wrote it, in order.
    """

    chapter: str
    files: tuple[Path, ...]
    facts: tuple[str, ...]
    alts: tuple[str, ...]
    origins: tuple[Origin, ...] = ()

    @property
    def path(self) -> Path:
        """The section's file."""
        return self.files[0]


def write_section(project: Project, chapter: ChapterSpec, executed: Path, report: Path) -> Section:
    """Export an executed notebook to ``sections/_NN_chapter.qmd`` and ``figures/`` of the stitched report.

    Raises
    ------
    NotebookError
        Where the notebook shows something that cannot be printed.
    """
    import nbformat  # slow to import, and needed only where a section is written
    from traitlets.config import Config

    from sabreport.running.exporter import SectionExporter

    config = Config({"ChapterPreprocessor": {"anchor": chapter.anchor, "path": str(chapter.notebook)}})
    try:
        exporter = SectionExporter(config=config)  # type: ignore[no-untyped-call]  # nbconvert's
        text, resources = exporter.from_notebook_node(nbformat.read(executed, as_version=4))
    except NotebookError as error:
        raise NotebookError(error.problems, project.root) from error
    text, origins = without_origins(text)
    path = report / "sections" / f"_{chapter.notebook.stem}.qmd"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    figures = report / "figures"
    figures.mkdir(exist_ok=True)
    for name, content in resources["outputs"].items():
        (figures / name).write_bytes(content)
    drawn = "".join(content.decode("utf-8") for name, content in resources["outputs"].items() if name.endswith(".svg"))
    return Section(
        chapter=chapter.id,
        files=(path, *(figures / name for name in resources["outputs"])),
        facts=tuple(dict.fromkeys([*_FACT.findall(text), *facts_drawn(drawn)])),
        alts=tuple(map(unquoted, _ALT.findall(text))),
        origins=tuple(origins),
    )


def write_origins(project: Project, chapters: Sequence[ChapterSpec], sections: Sequence[Section], path: Path) -> None:
    """Write which notebook and cell wrote each part of each section, and which file somebody wrote it in."""
    notebooks = {chapter.id: project.relative(chapter.notebook) for chapter in chapters}
    record = {
        section.path.name: {"notebook": notebooks[section.chapter], "parts": [asdict(each) for each in section.origins]}
        for section in sections
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
