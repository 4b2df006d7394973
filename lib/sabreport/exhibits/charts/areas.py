"""Areas beside each other: small multiples on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sabreport.base.project import year_label
from sabreport.exhibits.charts.bars import Panel, year_bars
from sabreport.exhibits.charts.style import LINE, WIDTH, highest, lines, report_figure, report_style, short_year, spread_years
from sabreport.facts.fact import Fact
from sabreport.settings.look import Look

_ROOM = 88
"""Letters of an area's name that fit across the page."""
_ROW = 1.25
"""Inches of a row."""
_MOST_LABELS = 16
"""Values that fit side by side across the page."""


@dataclass(frozen=True)
class AreasPanel:
    """One measure: its title, and for each area, by its name, one fact a year."""

    title: str
    by_area: Mapping[str, Sequence[Fact]]


def areas_by_year(look: Look, panels: Sequence[AreasPanel], years: Sequence[int]) -> Figure:
    """A row a measure and a column an area; all bars of a row have one scale from zero, so that areas compare at a glance.

    Where there is no room for all values, those of the first and of the last year are printed.
    """
    areas = list(panels[0].by_area)
    names = [lines(name, _ROOM // len(areas)) for name in areas]
    name_lines = max(name.count("\n") + 1 for name in names)
    crowded = len(years) * len(areas) > _MOST_LABELS
    labelled = (years[0], years[-1]) if crowded else tuple(years)
    with report_style(look):
        layout = ConstrainedLayoutEngine(hspace=0.06, wspace=0.02)
        figure = report_figure(look, figsize=(WIDTH, _ROW * len(panels) + LINE * name_lines), layout=layout)
        axes = figure.subplots(len(panels), len(areas), squeeze=False)
        for row, panel in enumerate(panels):
            top = highest([fact for facts in panel.by_area.values() for fact in facts])
            # The areas are named once, at the top; a line above them, or above each later row, holds the measure.
            above = 6 if row else 6 + look.type.note * 1.2 * name_lines
            at = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom", "fontweight": "bold"}
            axes[row, 0].annotate(panel.title, (0, 1), (0, above), fontsize=look.type.small, **at).set_in_layout(False)
            for ax, name, facts in zip(axes[row], names, panel.by_area.values(), strict=True):
                size = look.type.note - (1 if crowded else 0)
                year_bars(ax, look, Panel(name, facts), years, top=top, labelled=labelled, size=size)
                title = " " if row else f" \n{name}"
                ax.set_title(title, fontsize=look.type.note, fontweight="normal", color=look.palette.soft)
                _name_years(ax, years, crowded=crowded, size=look.type.note - 1)
    return figure


def _name_years(ax: Axes, years: Sequence[int], *, crowded: bool, size: float) -> None:
    """All years below the bars, or the first and the last, each towards the middle."""
    if crowded and len(years) > 2:
        places = [0, len(years) - 1]
        ax.set_xticks(places, [year_label(years[place]) for place in places], fontsize=size)
        spread_years(ax, inward=True)
        for label, shift in zip(ax.get_xticklabels(), (-0.36, 0.36), strict=True):
            label.set_x(label.get_position()[0] + shift)
    else:
        ax.set_xticks(range(len(years)), [short_year(each) for each in years], fontsize=size)
