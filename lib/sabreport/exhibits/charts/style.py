"""What all charts have in common: their style, from the look of the report; labels; ids that bind labels to facts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

import matplotlib
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from sabreport.base.project import year_label
from sabreport.exhibits.chart_fonts import add_font
from sabreport.exhibits.coloured_signs import ReportFigure
from sabreport.facts.fact import LABEL_ID, Fact
from sabreport.settings.look import Look

WIDTH = 6.7
"""Inches: the width of the text on A4 with margins of 20 mm."""
HIGHEST = 8.2
"""Inches: a chart of this height still has room on a page for its caption and note."""
LINE = 0.15
"""Inches: the height of a line of a label."""
LETTER = 0.075
"""Inches: the width of a letter of a label, or a little more."""
BAR = 0.21
"""Inches: the thickness of a horizontal bar."""


@contextmanager
def report_style(look: Look) -> Iterator[None]:
    """The Analysis Function's style in the fonts, sizes and colours of the report."""
    add_font(look.font)
    ink = look.palette.ink
    ours = {
        "font.family": look.font,
        "font.size": look.type.small,
        "text.color": ink,
        "axes.titlecolor": ink,
        "axes.titlesize": look.type.small,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.grid": False,
        "figure.dpi": 100,
        "text.parse_math": False,  # a dollar in a label is a dollar
        "xtick.bottom": False,
        "ytick.left": False,
        "xtick.labelcolor": ink,
        "ytick.labelcolor": ink,
    }
    with matplotlib.style.context(["afcharts.afcharts", ours]):
        yield


def report_figure(look: Look, **given: Any) -> Figure:
    """A figure of a size and a layout, which draws signs such as 🟢 in the colours of the report."""
    figure = ReportFigure(**given)
    figure.sign_colours = look.signs.model_dump()
    return figure


def gid(fact: Fact | None) -> str | None:
    """What binds a label to its fact: the id of its group in the SVG."""
    return f"{LABEL_ID}{fact.key}" if fact is not None else None


def highest(facts: Sequence[Fact]) -> float:
    """The largest value that is shown; 1 where none is above zero."""
    return max((fact.value for fact in facts if not fact.suppressed), default=0) or 1


def lines(text: str, width: int) -> str:
    """A text broken into lines of at most so many letters."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))


@dataclass(frozen=True)
class Rows:
    """Rows of a chart with their labels at the left; places are inches from the top of the first row.

    Parameters
    ----------
    labels
        Broken into lines.
    heights, centres
        One for each row: as much as its label takes.
    """

    labels: list[str]
    heights: list[float]
    centres: list[float]

    @property
    def height(self) -> float:
        """Inches of all rows together."""
        return sum(self.heights)

    def label(self, ax: Axes) -> None:
        """Write the labels beside the rows, the first row at the top."""
        ax.set_yticks(self.centres, self.labels)
        ax.set_ylim(self.height, 0)


def labelled_rows(labels: Sequence[str], width: int, least: float = 2 * LINE) -> Rows:
    """Rows as high as their labels ask for, of at most so many letters a line, and no lower than `least` inches."""
    texts = [lines(label, width) for label in labels]
    heights = [max(least, LINE * (text.count("\n") + 2)) for text in texts]
    ends = list(accumulate(heights))
    return Rows(texts, heights, [end - height / 2 for end, height in zip(ends, heights, strict=True)])


def spread_years(ax: Axes, inward: bool) -> None:
    """Set the labels of the first and the last year towards each other, or away from each other."""
    sides: tuple[Literal["left", "right"], ...] = ("left", "right") if inward else ("right", "left")
    for label, side in zip(ax.get_xticklabels(), sides, strict=True):
        label.set_horizontalalignment(side)


def short_year(year: int) -> str:
    """A year's label broken in two, for narrow panels."""
    return year_label(year).replace("-", "–\n")


def words_after(ax: Axes, number: Text, words: str, size: float, color: str) -> Annotation:
    """Words that follow a number on its line; the number stays a label of its own, bound to its fact."""
    place = {"xy": (1, 0), "xycoords": number, "xytext": (4, 0), "textcoords": "offset points"}
    note = ax.annotate(words, **place, va="bottom", fontsize=size, color=color)  # type: ignore[arg-type]  # any artist will do
    note.set_in_layout(False)
    return note
