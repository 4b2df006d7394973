"""Slopes: last year's figure beside this year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice, pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sabreport.base.project import year_label
from sabreport.exhibits.charts.bars import top_of_scale
from sabreport.exhibits.charts.style import LINE, WIDTH, gid, lines, report_figure, report_style, spread_years
from sabreport.facts.fact import Fact
from sabreport.settings.look import Look

_DRAWN = 2.2
"""Inches from nought to the top of the scale."""
_TITLES = 66
"""Letters of all titles that fit across, in bold."""
_NAME = 20
"""Letters of a measure's name on a line."""
_NAMES = 1.6
"""Inches that the key takes at the right."""
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

    Values stand at both ends; labels that would meet are moved apart. Each measure has one mark and colour in all panels,
    which a key at the right names.
    """
    top = top_of_scale([fact for panel in panels for line in panel.lines for fact in (line.before, line.now) if fact is not None])
    titles = [lines(panel.title, _TITLES // len(panels)) for panel in panels]
    height = _DRAWN + 0.55 + LINE * max(title.count("\n") + 1 for title in titles)
    ratios = [(WIDTH - _NAMES) / len(panels)] * len(panels) + [_NAMES]
    with report_style(look):
        figure = report_figure(look, figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(wspace=0.01))
        axes = figure.subplots(1, len(panels) + 1, squeeze=False, width_ratios=ratios, sharey=True)[0]
        for ax, title, panel in zip(axes, titles, panels, strict=False):
            ax.set_title(title)
            _panel(ax, look, panel, top)
            margin = max(0.4, _VALUE / (ratios[0] - 2 * _VALUE))
            ax.set_xlim(-margin, 1 + margin)
            ax.set_xticks([0, 1], [year_label(year - 1), year_label(year)], fontsize=look.type.note - 1)
            if len(panels) > 3:  # lines stand close: their years spread to either side
                spread_years(ax, inward=False)
        _name_lines(axes[-1], look, panels)
    return figure


def _panel(ax: Axes, look: Look, panel: SlopePanel, top: float) -> None:
    palette, size = look.palette, look.type.note
    for x in (0, 1):
        ax.plot([x, x], [0, top], color=palette.rule, linewidth=0.8, zorder=0)
    kinds = _kinds(look, len(panel.lines))
    for line, (mark, colour) in zip(panel.lines, kinds, strict=True):
        for x, fact in ((0, line.before), (1, line.now)):
            if fact is not None and not fact.suppressed:
                ax.plot(x, fact.value, mark, color=colour, markersize=5.5)
        ends = _shown([line.before, line.now])
        if len(ends) == 2:
            ax.plot([0, 1], [fact.value for fact in ends], color=colour, linewidth=1.8, zorder=1)
    for x, side, ends, ink, weight in (
        (0, -6, _shown([line.before for line in panel.lines]), palette.soft, "normal"),
        (1, 6, _shown([line.now for line in panel.lines]), palette.ink, "bold"),
    ):
        places = _apart([fact.value for fact in ends], [_share_of_scale(top, size, 1)] * len(ends))
        for fact, y in zip(ends, places, strict=True):
            at = {"ha": "left" if x else "right", "va": "center", "fontsize": size, "fontweight": weight, "color": ink}
            ax.annotate(fact.text, (x, y), (side, 0), textcoords="offset points", gid=gid(fact), **at)  # type: ignore[arg-type]
    ax.set_ylim(-top * 0.06, top * 1.06)
    ax.set_yticks([])
    ax.spines[:].set_visible(False)


def _name_lines(ax: Axes, look: Look, panels: Sequence[SlopePanel]) -> None:
    """The measures' names, each beside its mark, in the order of the lines where they end, averaged over the panels."""
    names, handles, heights = [], [], []
    for number, (line, (mark, colour)) in enumerate(zip(panels[0].lines, _kinds(look, len(panels[0].lines)), strict=True)):
        ends = _shown([each for panel in panels for each in (panel.lines[number].before, panel.lines[number].now)])
        if ends:
            names.append(lines(line.name, _NAME))
            handles.append(Line2D([], [], color=colour, marker=mark, markersize=5.5, linewidth=1.8))
            heights.append(sum(fact.value for fact in ends) / len(ends))
    order = sorted(range(len(names)), key=lambda i: -heights[i])
    ax.legend(
        [handles[i] for i in order],
        [names[i] for i in order],
        loc="center left",
        bbox_to_anchor=(0, 0.5),
        fontsize=look.type.note,
        frameon=False,
        handlelength=1.6,
        borderpad=0,
        borderaxespad=0,
        labelspacing=1,
    )
    ax.set_axis_off()


def _kinds(look: Look, count: int) -> list[tuple[str, str]]:
    """A mark and a colour for each of so many lines."""
    palette = look.palette
    return list(islice(cycle(zip("osD^", (palette.accent, palette.second, palette.soft, palette.alert), strict=True)), count))


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
