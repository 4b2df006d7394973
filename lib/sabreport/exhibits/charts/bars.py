"""Bars: over the years, and by category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sabreport.base.project import year_label
from sabreport.exhibits.charts.style import (
    BAR,
    HIGHEST,
    LINE,
    WIDTH,
    Rows,
    gid,
    highest,
    labelled_rows,
    lines,
    report_figure,
    report_style,
    short_year,
)
from sabreport.facts.fact import NOT_AVAILABLE, Fact
from sabreport.settings.look import Look

_FEW, _MANY = 5, 10
"""Years up to which all panels stand side by side, and up to which two do; more of them stack the panels."""
_ACROSS, _TITLES = 106, 84
"""Letters that fit across the page as values above bars, and in bold as titles."""
_BAR = 0.72
_KEY = 0.25
"""Inches of the key that says which bars are of which year."""


@dataclass(frozen=True)
class Panel:
    """One measure of a trend chart: its title and one fact a year."""

    title: str
    facts: Sequence[Fact]
    target: Fact | None = None
    absent: Mapping[int, str] = field(default_factory=dict[int, str])
    """What is said of a year without a figure, where it is more than that it is not available."""


def bars_by_year(look: Look, panels: Sequence[Panel], years: Sequence[int]) -> Figure:
    """One panel a measure, one bar a year from zero, the last year in the accent and the others grey, values printed.

    Percentages are drawn from 0 to 100, or to the largest where one is above; a count has the scale of its panel. A year
    without a figure says so in place of its bar; one whose figure is held back has its mark there.
    """
    columns = len(panels) if len(years) <= _FEW else min(2, len(panels)) if len(years) <= _MANY else 1
    rows = -(-len(panels) // columns)
    room = _ACROSS / (columns * len(years))  # in letters, for each bar
    within = any(panel.target for panel in panels)  # values stand in their bars
    size = look.type.small if room * (_BAR if within else 1) > 5 else look.type.note - 1.5
    with report_style(look):
        figure = report_figure(look, figsize=(WIDTH, 2.5 if rows == 1 else 1.7 * rows), layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        for ax, panel in zip(axes, panels, strict=False):
            shown = [*panel.facts, *([panel.target] if panel.target else [])]
            widest = max(len(fact.text) for fact in panel.facts)
            labelled = () if columns == 1 or widest < room - 0.5 or len(years) <= _FEW else (years[0], years[-1])
            top = top_of_scale(shown)
            year_bars(ax, look, panel, years, top=top, labelled=labelled, size=size)
            ax.set_title(lines(panel.title, _TITLES // columns))
            labels = [year_label(each) if room > 8 else short_year(each) for each in years]
            step = 1 if len(years) <= _FEW or columns == 1 else 2  # back from the year reported
            ticks = list(range(len(years) - 1, -1, -step))
            ax.set_xticks(ticks, [labels[tick] for tick in ticks], fontsize=min(size, look.type.note))
        for ax in axes[len(panels) :]:
            ax.set_axis_off()
    return figure


def top_of_scale(facts: Sequence[Fact]) -> float:
    """Where the scale of a panel ends: the largest value shown, and for percentages no less than 100."""
    return max(100, highest(facts)) if any(fact.unit == "percent" for fact in facts) else highest(facts)


def year_bars(
    ax: Axes, look: Look, panel: Panel, years: Sequence[int], *, top: float, labelled: Sequence[int], size: float
) -> None:
    """Draw one bar a year from zero, the last in the accent.

    Parameters
    ----------
    top
        Where the scale ends.
    labelled
        The years whose values are printed; all of them where it is empty.
    size
        Of the values, in points.
    """
    palette, target = look.palette, panel.target
    by_year = {fact.year: fact for fact in panel.facts}
    for x, each in enumerate(years):
        fact = by_year.get(each)
        if fact is None or fact.suppressed:
            mark = panel.absent.get(each, NOT_AVAILABLE).replace(" ", "\n") if fact is None else fact.text
            if fact is None and size < look.type.small:
                mark = "–"
            at = {"ha": "center", "va": "bottom", "color": palette.soft, "fontsize": min(size, 7.5) if fact is None else size}
            ax.text(x, top * 0.02, mark, gid=gid(fact), **at)  # type: ignore[arg-type]
            continue
        now = each == years[-1]
        ax.bar(x, fact.value, color=palette.accent if now else palette.earlier, width=_BAR)
        if labelled and each not in labelled:
            continue
        if target is not None and fact.value > top * 0.15:  # inside the bar, clear of the target's line
            ink, y, va = palette.paper if now else palette.ink, fact.value * 0.5, "center"
        else:
            ink, y, va = palette.ink, fact.value + top * 0.02, "bottom"
        ax.text(
            x, y, fact.text, gid=gid(fact), ha="center", va=va, color=ink, fontweight="bold" if now else "normal", fontsize=size
        )
    if target is not None:
        ax.axhline(target.value, color=palette.alert, linewidth=1.2, linestyle=(0, (4, 2)))
        at = {"va": "bottom", "ha": "right", "color": palette.alert, "fontsize": look.type.note}
        above = max([target.value, *(fact.value for fact in panel.facts if not fact.suppressed)])
        ax.text(len(years) - 0.42, above, f"target {target.text}", gid=gid(target), **at)  # type: ignore[arg-type]
    ax.set_xlim(-0.6, len(years) - 0.4)
    ax.set_ylim(0, top * 1.18)
    ax.set_yticks([])


def bars_by_category(look: Look, facts: Sequence[Fact], before: Sequence[Fact | None] = ()) -> Figure:
    """One horizontal bar a category, in the order given, values printed; a mark in place of one that is held back.

    As many categories as a page has room for: see `categories_that_fit`.

    Parameters
    ----------
    before
        The figures of the year before, in the same order; where one is given, a thin grey bar stands below each, and a key
        says which year is which.
    """
    palette = look.palette
    earlier = list(before) if any(fact is not None and not fact.suppressed for fact in before) else [None] * len(facts)
    paired = any(earlier)
    rows = _category_rows(facts, paired=paired)
    with report_style(look):
        figure = report_figure(look, figsize=(WIDTH, 0.1 + rows.height + (_KEY if paired else 0)), layout="constrained")
        ax = figure.subplots()
        longest = highest([*facts, *(fact for fact in earlier if fact is not None)])
        for y, fact, then in zip(rows.centres, facts, earlier, strict=True):
            _category_bar(ax, look, fact, y - 0.05 if paired else y, 0.15 if paired else BAR, longest)
            if then is not None:
                _category_bar(ax, look, then, y + 0.085, 0.09, longest, earlier=True)
        rows.label(ax)
        ax.set_xlim(0, longest * 1.16)
        ax.spines["bottom"].set_visible(False)
        ax.set_xticks([])
        if paired:
            year = facts[0].year
            keys = [Rectangle((0, 0), 1, 1, facecolor=colour) for colour in (palette.accent, palette.earlier)]
            names = [year_label(year), year_label(year - 1)]
            figure.legend(keys, names, loc="outside lower left", ncols=2, fontsize=look.type.note, frameon=False)
    return figure


def categories_that_fit(facts: Sequence[Fact], *, paired: bool) -> int:
    """How many of the categories, from the first, one chart has room for on a page.

    Parameters
    ----------
    paired
        Whether a bar of the year before stands below each.
    """
    ends = accumulate(_category_rows(facts, paired=paired).heights)
    return sum(end <= HIGHEST - 0.1 - (_KEY if paired else 0) for end in ends)


def _category_rows(facts: Sequence[Fact], *, paired: bool) -> Rows:
    return labelled_rows([fact.category for fact in facts], 42, (2.3 if paired else 2) * LINE)


def _category_bar(ax: Axes, look: Look, fact: Fact, y: float, height: float, longest: float, *, earlier: bool = False) -> None:
    """A bar with its value; one of an earlier year is grey, and its value set smaller."""
    colour = look.palette.earlier if earlier else look.palette.accent
    length = 0.0 if fact.suppressed else fact.value
    ax.barh(y, length, color=colour, height=height)
    size, ink = (look.type.note - 1, look.palette.soft) if earlier else (look.type.small, look.palette.ink)
    at = {"va": "center", "color": ink, "fontsize": size, "fontweight": "normal" if earlier else "bold"}
    ax.text(length + longest * 0.01, y, fact.text, gid=gid(fact), **at)  # type: ignore[arg-type]
