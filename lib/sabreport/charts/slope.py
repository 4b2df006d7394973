"""Slopes: last year's figure beside this year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sabreport.charts.bars import top_of_scale
from sabreport.charts.style import LINE, WIDTH, gid, lines, report_style, spread_years
from sabreport.facts import Fact
from sabreport.look import Look
from sabreport.project import year_label

_DRAWN = 2.2
"""Inches from nought to the top of the scale."""
_TITLES = 66
"""Letters of all titles that fit across, in bold."""
_NAME = 20
"""Letters of a measure's name on a line."""
_NAMES = 1.35
"""Inches that the names take at the right."""
_VALUE = 0.38
"""Inches that a value takes beside its line."""


@dataclass(frozen=True)
class Line:
    """One line: its name, and its figures of the year before and of the year; either may be missing."""

    name: str
    before: Fact | None
    now: Fact | None


@dataclass(frozen=True)
class SlopePanel:
    """One area and a line for each measure; all panels have the same measures in the same order."""

    title: str
    lines: Sequence[Line]


def slope(look: Look, panels: Sequence[SlopePanel], year: int) -> Figure:
    """One panel an area, one line a measure from the year before to the year, all panels on one scale from zero.

    Values stand at both ends; the measures are named once, at the right. Labels that would meet are moved apart.
    """
    top = top_of_scale([fact for panel in panels for line in panel.lines for fact in (line.before, line.now) if fact is not None])
    titles = [lines(panel.title, _TITLES // len(panels)) for panel in panels]
    height = _DRAWN + 0.55 + LINE * max(title.count("\n") + 1 for title in titles)
    ratios = [(WIDTH - _NAMES) / len(panels)] * len(panels) + [_NAMES]
    with report_style(look):
        figure = Figure(figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(wspace=0.01))
        axes = figure.subplots(1, len(panels) + 1, squeeze=False, width_ratios=ratios, sharey=True)[0]
        for ax, title, panel in zip(axes, titles, panels, strict=False):
            ax.set_title(title)
            _panel(ax, look, panel, top)
            margin = max(0.4, _VALUE / (ratios[0] - 2 * _VALUE))
            ax.set_xlim(-margin, 1 + margin)
            ax.set_xticks([0, 1], [year_label(year - 1), year_label(year)], fontsize=look.type.note - 1)
            if len(panels) > 3:  # lines stand close: their years spread to either side
                spread_years(ax, inward=False)
        _name_lines(axes[-1], look, panels, top)
    return figure


def _panel(ax: Axes, look: Look, panel: SlopePanel, top: float) -> None:
    palette, size = look.palette, look.type.note
    for x in (0, 1):
        ax.plot([x, x], [0, top], color=palette.rule, linewidth=0.8, zorder=0)
    for line in panel.lines:
        ends = _shown([line.before, line.now])
        if len(ends) == 2:
            ax.plot([0, 1], [fact.value for fact in ends], color=palette.earlier, linewidth=1.8, zorder=1)
    for x, side, ends, colour, weight in (
        (0, -6, _shown([line.before for line in panel.lines]), palette.soft, "normal"),
        (1, 6, _shown([line.now for line in panel.lines]), palette.ink, "bold"),
    ):
        places = _apart([fact.value for fact in ends], [_share_of_scale(top, size, 1)] * len(ends))
        for fact, y in zip(ends, places, strict=True):
            ax.plot(x, fact.value, "o", color=palette.accent if x else palette.earlier, markersize=5.5)
            at = {"ha": "left" if x else "right", "va": "center", "fontsize": size, "fontweight": weight, "color": colour}
            ax.annotate(fact.text, (x, y), (side, 0), textcoords="offset points", gid=gid(fact), **at)  # type: ignore[arg-type]
    ax.set_ylim(-top * 0.06, top * 1.06)
    ax.set_yticks([])
    ax.spines[:].set_visible(False)


def _name_lines(ax: Axes, look: Look, panels: Sequence[SlopePanel], top: float) -> None:
    """The measures' names, beside where their lines end in the last panel that has them."""
    size = look.type.note
    names, places = [], []
    for number, line in enumerate(panels[0].lines):
        ends = _shown([panel.lines[number].now for panel in panels])
        if ends:
            names.append(lines(line.name, _NAME))
            places.append(ends[-1].value)
    apart = _apart(places, [_share_of_scale(top, size, name.count("\n") + 1.6) for name in names])
    for name, y in zip(names, apart, strict=True):
        ax.text(0, y, name, va="center", fontsize=size, linespacing=1.1)
    ax.set_xlim(0, 1)
    ax.set_axis_off()


def _shown(facts: Sequence[Fact | None]) -> list[Fact]:
    """The figures that are there and are not held back."""
    return [fact for fact in facts if fact is not None and not fact.suppressed]


def _share_of_scale(top: float, size: float, count: float) -> float:
    """What so many lines of type take up of the scale."""
    return top * count * size * 1.25 / 72 / _DRAWN


def _apart(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places moved as little as it takes for labels of these heights not to meet, in the order given."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for _ in range(100):
        settled = True
        for below, above in pairwise(order):
            overlap = (heights[below] + heights[above]) / 2 - (moved[above] - moved[below])
            if overlap > 1e-6:
                moved[below] -= overlap / 2
                moved[above] += overlap / 2
                settled = False
        if settled:
            break
    return moved
