"""Pictures of shares: a row of people for "one in five", a hundred squares for other percentages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from sabreport.exhibits.charts.style import WIDTH, gid, lines, report_figure, report_style
from sabreport.facts.fact import Fact
from sabreport.facts.phrases import nearest_one_in
from sabreport.settings.look import Look
from sabreport.wording.numbers import rounded

_A_ROW = 10
_TITLES = 68
"""Characters that fit across the page in bold, for the titles of all panels."""


@dataclass(frozen=True)
class Share:
    """A percentage, from 0 to 100, and what it is a share of: its title says both."""

    title: str
    fact: Fact


def shares(look: Look, figures: Sequence[Share]) -> Figure:
    """One panel a share, side by side.

    As many people as "one in n" has, one of them dark, where the share is near to one; else a hundred squares, filled by
    the percentage.
    """
    with report_style(look):
        squares = any(not nearest_one_in(share.fact) for share in figures)
        figure = report_figure(look, figsize=(WIDTH, 2.35 if squares else 1.5), layout="constrained")
        for ax, share in zip(figure.subplots(1, len(figures), squeeze=False).flat, figures, strict=True):
            _panel(ax, look, share, _TITLES // len(figures))
    return figure


def _panel(ax: Axes, look: Look, share: Share, width: int) -> None:
    n = nearest_one_in(share.fact)
    if n:
        _people(ax, look, n)
    else:
        _squares(ax, look, int(rounded(share.fact.value)))
    ax.set_title(lines(share.title, width))
    low = ax.get_ylim()[1 if ax.yaxis_inverted() else 0]
    ax.text(0, low, share.fact.text, gid=gid(share.fact), va="top", fontsize=15, fontweight="bold")
    ax.set_aspect("equal", anchor="NW")
    ax.set_axis_off()


def _people(ax: Axes, look: Look, n: int) -> None:
    """n people in rows of ten; the first is dark."""
    dark, grey = look.palette.accent, look.palette.earlier
    rows = -(-n // _A_ROW)
    for i in range(n):
        x, y, colour = i % _A_ROW, -1.35 * (i // _A_ROW), dark if i == 0 else grey
        ax.add_patch(Circle((x + 0.45, y - 0.2), 0.17, facecolor=colour, linewidth=0))
        shape = "round,pad=0.06,rounding_size=0.14"
        ax.add_patch(FancyBboxPatch((x + 0.27, y - 1.02), 0.36, 0.5, boxstyle=shape, facecolor=colour, linewidth=0))
    ax.set_xlim(0, max(6, min(n, _A_ROW)))
    ax.set_ylim(-1.35 * rows, 0)


def _squares(ax: Axes, look: Look, percent: int) -> None:
    """A hundred squares, ten a row, filled from the top left."""
    dark, grey = look.palette.accent, look.palette.earlier
    for i in range(100):
        colour = dark if i < percent else grey
        ax.add_patch(Rectangle((i % 10, -(i // 10) - 0.9), 0.88, 0.88, facecolor=colour, linewidth=0))
    ax.set_xlim(0, 12)
    ax.set_ylim(-10.3, 0)
