"""What a notebook shows and a report prints: prose, tables and charts.

Each shows itself in JupyterLab, and carries in its output what the section exporter needs: the Markdown of prose
and tables; the SVG, PNG, id, caption and alt text of charts.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sabreport.texts.prose import METADATA, Bundle, Prose
from sabreport.wording.markdown import escape, without_spans

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PNG_DPI = 200


@dataclass(frozen=True)
class Column:
    """A column of a table; `width` is its share of the table's width, used where the text is long."""

    heading: str
    align: Literal["left", "right"] = "left"
    width: int = 1


@dataclass(frozen=True)
class Table:
    """A table with a header row; the first column names each row.

    Parameters
    ----------
    id
        Without its prefix: ``concerns-rutland`` is referred to as ``@tbl-concerns-rutland``.
    caption
        What it shows, in Markdown, without a full stop.
    columns
        Headings from left to right, in plain text.
    rows
        Cells in Markdown; text from a file is passed through `escape` first.
    behind
        id of the chart whose data it holds: it then stands folded below the chart in HTML, and in the appendix in PDF and
        Word. Empty for a table of its own.
    """

    id: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    behind: str = ""

    @property
    def markdown(self) -> str:
        """The pipe table with its caption and id; long text makes its columns share the full width."""
        rule = {"left": ":{}", "right": "{}:"}
        total = sum(column.width for column in self.columns)
        lines = [
            _pipe_row(escape(column.heading) for column in self.columns),
            _pipe_row(rule[column.align].format("-" * max(2, round(100 * column.width / total))) for column in self.columns),
            *(_pipe_row(row) for row in self.rows),
        ]
        table = "\n".join(lines) + f"\n\n: {self.caption} {{#tbl-{self.id}}}\n"
        return f'::: {{.chart-data behind="fig-{self.behind}"}}\n{table}\n:::\n' if self.behind else table

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        head = "".join(f"<th>{html.escape(column.heading)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(without_spans(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        shown = f"<table><caption>{html.escape(without_spans(self.caption))}</caption><tr>{head}</tr>{body}</table>"
        return {"text/markdown": self.markdown, "text/html": shown, "text/plain": self.markdown}, {}


@dataclass(frozen=True)
class Chart:
    """A chart with what a reader needs who cannot see it.

    Parameters
    ----------
    id
        Without its prefix: ``concerns-rutland`` is referred to as ``@fig-concerns-rutland``.
    caption
        The finding, in Markdown, without a full stop; it stands above the chart.
    alt
        What kind of chart it is, what it shows, and the extremes; plain text.
    figure
        Drawn, and not attached to pyplot.
    note
        Sentences below the chart, in Markdown: where its data are, its scales, its source.
    """

    id: str
    caption: str
    alt: str
    figure: Figure
    note: str

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        import matplotlib  # the build itself, which reads what is shown, draws nothing
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        from sabreport.exhibits.chart_fonts import find_letters
        from sabreport.exhibits.coloured_signs import colour_signs

        find_letters(self.figure)
        colour_signs(self.figure)
        svg, png = io.BytesIO(), io.BytesIO()
        # savefig would lay the chart out anew for each format, and draw each twice
        with matplotlib.rc_context({"svg.hashsalt": self.id, "svg.fonttype": "path"}):
            FigureCanvasSVG(self.figure).print_svg(svg, metadata={"Date": None, "Creator": None})
        self.figure.set_layout_engine("none")
        with _at(PNG_DPI, self.figure):
            FigureCanvasAgg(self.figure).print_png(png, metadata={"Software": None})
        bundle = {
            "image/svg+xml": svg.getvalue().decode("utf-8"),
            "image/png": base64.b64encode(png.getvalue()).decode("ascii"),
            "text/plain": self.alt,
        }
        about = {"id": self.id, "caption": self.caption, "alt": self.alt, "note": self.note}
        return bundle, {"filename": self.id, METADATA: about}  # nbconvert names the extracted files by `filename`


Exhibit = Prose | Table | Chart


@contextmanager
def _at(dpi: float, figure: Figure) -> Iterator[None]:
    before = figure.get_dpi()
    figure.set_dpi(dpi)
    yield
    figure.set_dpi(before)


def _pipe_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()) for cell in cells) + " |"


def show(*exhibits: Exhibit | Iterable[Exhibit | None] | None) -> None:
    """Show exhibits one after another as the output of a notebook's cell; None and empty lists show nothing."""
    from IPython.display import display

    for exhibit in exhibits:
        if isinstance(exhibit, Prose | Table | Chart):
            display(exhibit, *getattr(exhibit, "pictures", ()))
        elif exhibit is not None:
            show(*exhibit)
