"""A flow: how many of the first step went on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from sabreport.exhibits.charts.style import WIDTH, gid, report_figure, report_style, words_after
from sabreport.facts.fact import Fact
from sabreport.settings.look import Look

_BAR, _GAP = 0.62, 0.5
_INSIDE = 0.45
"""A bar of this length or longer holds its own label."""


@dataclass(frozen=True)
class Step:
    """One step of a flow.

    Parameters
    ----------
    words
        What the number counts: "alerts".
    share
        How much of the first step got here, from 0 to 1: the length of its bar.
    fact
        The number that is printed.
    """

    words: str
    share: float
    fact: Fact


def flow(look: Look, steps: Sequence[Step]) -> Figure:
    """One bar a step, each as long as the share of the first step that reached it, joined by bands."""
    palette = look.palette
    with report_style(look):
        figure = report_figure(look, figsize=(WIDTH, 0.55 * len(steps) + 0.32 * (len(steps) - 1) + 0.1), layout="constrained")
        ax = figure.subplots()
        for number, step in enumerate(steps):
            top = -number * (_BAR + _GAP)
            if number:
                before = steps[number - 1].share
                band = [(0, top + _GAP), (before, top + _GAP), (step.share, top), (0, top)]
                ax.add_patch(Polygon(band, closed=True, facecolor=palette.earlier, alpha=0.45, linewidth=0))
            colour = palette.accent if number else palette.soft
            ax.barh(top - _BAR / 2, step.share, height=_BAR, color=colour)
            _label(ax, look, step, top - _BAR / 2)
        ax.set_xlim(0, 1)
        ax.set_ylim(-len(steps) * (_BAR + _GAP) + _GAP - 0.02, 0.02)
        ax.set_axis_off()
    return figure


def _label(ax: Axes, look: Look, step: Step, y: float) -> None:
    """The number and what it counts: in the bar where it is long enough, else after it."""
    inside = step.share >= _INSIDE
    ink = look.palette.paper if inside else look.palette.ink
    x = 0.012 if inside else step.share + 0.012
    number = ax.text(x, y, step.fact.text, gid=gid(step.fact), va="center", color=ink, fontsize=13, fontweight="bold")
    words_after(ax, number, step.words, look.type.small, ink)
