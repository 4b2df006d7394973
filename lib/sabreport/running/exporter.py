"""An nbconvert exporter from an executed notebook to a Quarto section: Markdown, and figures as SVG and PNG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.validator import get_validator
from traitlets import Unicode
from traitlets.config import Config

from sabreport.base.errors import NotebookError, Problem
from sabreport.running.origins import line_of_origin
from sabreport.texts.prose import METADATA
from sabreport.wording.markdown import quoted

_NUMBER = "number"
"""What a cell's number is called in its metadata, while it is exported."""
_NOTE = "note"
_INJECTED = "injected-parameters"
_SETTINGS = re.compile(r"^[> \t]*---[ \t]*\r?\n(?![> \t]*\r?$)", re.MULTILINE)
"""How settings of the whole report begin, for Pandoc and Quarto alike, wherever it stands; they may end in another cell."""


def compile_schemas() -> None:
    """Compile the schemas that notebooks are held to: nbformat keeps them, and a process of its own would for each chapter."""
    for with_more in (False, True):
        get_validator(4, 5, with_more)  # as papermill reads a notebook, and as nbconvert passes it on


class ChapterPreprocessor(Preprocessor):
    """Keeps what the reader sees: drops notes to the analyst, text printed while running, and widgets.

    Gives the chapter's heading its id. A figure without id, caption and alt text, and an output that is neither
    prose, table nor chart, is a problem.
    """

    anchor = Unicode(help="id of the chapter's heading").tag(config=True)
    path = Unicode(help="the notebook, for messages").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook with only what is printed."""
        problems: list[Problem] = []
        cells = []
        written = [cell for cell in nb.cells if _INJECTED not in cell.metadata.get("tags", [])]
        for number, cell in enumerate(written, start=1):
            if _NOTE in cell.metadata.get("tags", []):
                continue
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if self._is_printed(output, number, problems)]
            if cell.cell_type in ("code", "markdown"):
                cell.metadata[_NUMBER] = number
                cells.append(cell)
                self._find_settings(cell, number, problems)
        if problems:
            raise NotebookError(problems)
        nb.cells = cells
        self._anchor_heading(nb)
        return nb, resources

    def _is_printed(self, output: NotebookNode, number: int, problems: list[Problem]) -> bool:
        if output.output_type not in ("display_data", "execute_result"):
            return False
        about = output.metadata.get(METADATA, {})
        known = "text/markdown" in output.data or "picture" in about or (about and "image/svg+xml" in output.data)
        rich = {"text/html", "image/png", "image/svg+xml", "image/jpeg"} & set(output.data)
        if not known and rich:
            what = f"cell {number} shows {'a picture' if any(kind.startswith('image') for kind in rich) else 'a table'}"
            what += " that has no id, caption and alt text"
            remedy = "Show it as a Chart or a Table of sabreport, which carry them."
            problems.append(Problem(Path(self.path), None, "", what, remedy))
        return bool(known)

    def _find_settings(self, cell: NotebookNode, number: int, problems: list[Problem]) -> None:
        """A problem where a cell, or what it shows, would change the title or another setting of the report."""
        shown = (
            [cell.source] if cell.cell_type == "markdown" else [str(each.data.get("text/markdown", "")) for each in cell.outputs]
        )
        if any(_SETTINGS.search(text) for text in shown):
            what = f'cell {number} has words right below a line of "---", which can be read as settings of the whole report'
            remedy = 'Write "* * *" for a line across, "## " before a heading, and settings in params.'
            problems.append(Problem(Path(self.path), None, "", what, remedy))

    def _anchor_heading(self, nb: NotebookNode) -> None:
        for cell in nb.cells:
            if cell.cell_type == "markdown" and cell.source.startswith("# "):
                first, _, rest = cell.source.partition("\n")
                cell.source = f"{first.rstrip()} {{#{self.anchor}}}\n{rest}".rstrip()
                return


class SectionExporter(TemplateExporter):
    """An nbconvert exporter to a Quarto section: no code, prose as it is, figures as files beside it."""

    export_from_notebook = "Quarto section"
    file_extension = ".qmd"
    output_mimetype = "text/markdown"

    def _raw_template_default(self) -> str:
        return files("sabreport.running").joinpath("section.qmd.j2").read_text(encoding="utf-8")

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters of nbconvert, and one that writes an output as a block of the section."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]  # nbconvert's
        yield "section_block", section_block
        yield "origin", origin

    @property
    def default_config(self) -> Config:
        """Figures are taken out as SVG and PNG; then what is printed is chosen."""
        config = Config(
            {
                "SectionExporter": {"preprocessors": [ChapterPreprocessor]},
                "ExtractOutputPreprocessor": {
                    "enabled": True,
                    "extract_output_types": {"image/svg+xml", "image/png", "image/jpeg"},
                },
                "ChapterPreprocessor": {"enabled": True},
            }
        )
        inherited: Config = super().default_config
        inherited.merge(config)
        return inherited


def origin(cell: NotebookNode, output: NotebookNode | None = None) -> str:
    """A line that says which cell writes what follows, and which file somebody wrote it in; it is taken out again."""
    source = output.metadata.get(METADATA, {}).get("source", "") if output is not None else ""
    return line_of_origin(cell.metadata[_NUMBER], source)


def section_block(output: NotebookNode) -> str:
    """One output as Markdown: a figure with its id, caption and alt text, or the prose or table itself; nothing for a picture."""
    about = output.metadata.get(METADATA, {})
    if "picture" in about:
        return ""  # the text before it says where it stands
    if "caption" in about:
        figure = f"![{about['caption']}](figures/{about['id']}){{#fig-{about['id']} fig-alt={quoted(about['alt'])}}}"
        return f"{figure}\n\n::: {{.chart-note}}\n{about['note']}\n:::"
    return str(output.data["text/markdown"]).strip()
