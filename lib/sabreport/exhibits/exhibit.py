"""What a notebook shows and a report prints: prose, tables and charts.

Each shows itself in JupyterLab, and carries in its output what the section exporter needs: the Markdown of prose
and tables; the SVG, PNG, id, caption and alt text of charts.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Bundle = tuple[dict[str, Any], dict[str, Any]]
METADATA = "sabreport"
PNG_DPI = 200

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$@^&])")
_LINE_START = re.compile(r"^([-+:%]|\(?(?:\d+|[A-Za-z]{1,3}|[ivxlcdm]+|[IVXLCDM]+)(?=[.)])|[Tt]able(?=:))")
_JOINED = re.compile(r"-{2,}")
_IN_QUOTES = re.compile(r'([\\"`{}<>&\[\]$])')
_SPAN = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\{[^}]*\}")


def escape(text: str) -> str:
    """Text from a file as Markdown that prints it as it is, on one line.

    Examples
    --------
    >>> escape("5* homes | [sic]")
    '5\\\\* homes \\\\| \\\\[sic\\\\]'
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    line = _JOINED.sub(lambda match: "".join(f"\\{mark}" for mark in match[0]), line)
    return _LINE_START.sub(lambda match: _break_list(match[1]), line)


def link(address: str) -> str:
    """An address of the web, as a link in Markdown that shows it.

    Examples
    --------
    >>> link("https://example.org/a_b")
    '[https://example.org/a\\\\_b](<https://example.org/a\\\\_b>)'
    """
    return f"[{escape(address)}](<{escape(address)}>)"


def quoted(text: str) -> str:
    """Plain text as the value of an attribute in Markdown, with its quotation marks; `unquoted` gives it back."""
    return '"' + _IN_QUOTES.sub(r"\\\1", " ".join(text.split())) + '"'


def unquoted(value: str) -> str:
    """The text of an attribute's value, which has lost its quotation marks."""
    return re.sub(r"\\(.)", r"\1", value)


def _break_list(start: str) -> str:
    """The start of a line that would begin a list, so that it does not."""
    return f"\\{start}" if start in "-+:%" else f"{start}\\"


def without_spans(markdown: str) -> str:
    """Markdown with bound numbers as plain text, for alt text and for showing in JupyterLab."""
    return re.sub(r"\\(.)", r"\1", _SPAN.sub(r"\1", markdown))


@dataclass(frozen=True)
class Picture:
    """A picture of a supplied text, with what a reader needs who cannot see it.

    Parameters
    ----------
    id
        Names its file.
    alt
        Its description, in plain text.
    content
        Its file, which holds nothing but the picture.
    kind
        ``png`` or ``jpeg``.
    width
        In centimetres, as it is printed.
    """

    id: str
    alt: str
    content: bytes
    kind: str
    width: float

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.id}.{'jpg' if self.kind == 'jpeg' else self.kind}"  # as nbconvert calls it

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        bundle = {f"image/{self.kind}": base64.b64encode(self.content).decode("ascii"), "text/plain": self.alt}
        return bundle, {"filename": self.id, METADATA: {"picture": self.file}}


@dataclass(frozen=True)
class Prose:
    """Text in Markdown: paragraphs, lists, headings; and the pictures that it refers to, which are shown after it."""

    markdown: str
    pictures: Sequence[Picture] = ()

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        import mistune  # shown in JupyterLab only; a build does not wait for it

        shown = mistune.html(_SPAN.sub(r"\1", self.markdown))
        return {"text/markdown": self.markdown, "text/html": shown, "text/plain": self.markdown}, {}


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

        from sabreport.exhibits.charts.fonts import find_letters

        find_letters(self.figure)
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
