"""Charts in the Analysis Function's style; each function draws one kind and returns a figure without pyplot."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files

import matplotlib
import matplotlib.style
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import Rectangle

from sabreport.facts import LABEL_ID, Fact
from sabreport.project import year_label

FONT = "Public Sans"
WIDTH = 6.7
"""Inches: the width of the text on A4 with margins of 20 mm."""
_TEXT = "#0B0C0C"
_MOST_SIDE_BY_SIDE = 5
"""Years that fit beside another panel; more of them stack the panels."""


@dataclass(frozen=True)
class Panel:
    """One measure of a trend chart: its title and one fact a year."""

    title: str
    facts: Sequence[Fact]
    target: Fact | None = None


@cache
def _add_fonts() -> None:
    folder = files("sabreport").joinpath("fonts")
    for resource in folder.iterdir():
        if resource.name.endswith(".ttf"):
            with as_file(resource) as path:
                fontManager.addfont(path)


@contextmanager
def report_style() -> Iterator[None]:
    """The Analysis Function's style with the kit's font at print size."""
    _add_fonts()
    ours = {
        "font.family": FONT,
        "font.size": 9,
        "axes.titlesize": 9.5,
        "axes.titleweight": "bold",
        "axes.grid": False,
        "figure.dpi": 100,
        "text.parse_math": False,  # a dollar in a label is a dollar
        "xtick.bottom": False,
        "ytick.left": False,
    }
    with matplotlib.style.context(["afcharts.afcharts", ours]):
        yield


def focus_colours() -> tuple[str, str]:
    """The colours of the year reported and of the others."""
    dark, grey = get_af_colours("focus")
    return str(dark), str(grey)


def bars_by_year(panels: Sequence[Panel], years: Sequence[int], year: int) -> Figure:
    """One panel a measure, one bar a year from zero, the year reported dark and the others grey, values printed.

    A year without a figure says so in place of its bar; one whose figure is held back has its mark there.
    """
    side_by_side = len(panels) > 1 and len(years) <= _MOST_SIDE_BY_SIDE
    columns = len(panels) if side_by_side else 1
    rows = 1 if side_by_side else len(panels)
    with report_style():
        figure = Figure(figsize=(WIDTH, 2.5 if side_by_side else 2.1 * rows), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False).flat
        for ax, panel in zip(axes, panels, strict=True):
            _bars(ax, panel, years, year, narrow=columns > 2)
    return figure


def _bars(ax: Axes, panel: Panel, years: Sequence[int], year: int, *, narrow: bool) -> None:
    dark, grey = focus_colours()
    by_year = {fact.year: fact for fact in panel.facts}
    highest = _highest([*panel.facts, *([panel.target] if panel.target else [])])
    for x, each in enumerate(years):
        fact = by_year.get(each)
        if fact is None or fact.suppressed:
            mark, size = ("no\nfigure", 7.5) if fact is None else (fact.text, 9.0)
            ax.text(x, highest * 0.02, mark, gid=gid(fact), ha="center", va="bottom", color="#505A5F", fontsize=size)
            continue
        ax.bar(x, fact.value, color=dark if each == year else grey, width=0.72)
        weight = "bold" if each == year else "normal"
        if panel.target is not None:  # inside the bar, clear of the target's line
            ink = "white" if each == year else _TEXT
            y, va = fact.value * 0.5, "center"
        else:
            ink, y, va = _TEXT, fact.value + highest * 0.02, "bottom"
        ax.text(x, y, fact.text, gid=gid(fact), ha="center", va=va, color=ink, fontweight=weight, fontsize=9)
    if panel.target is not None:
        level, text = panel.target.value, f"target {panel.target.text}"
        ax.axhline(level, color="#801650", linewidth=1.2, linestyle=(0, (4, 2)))
        ax.text(len(years) - 0.42, level, text, gid=gid(panel.target), va="bottom", ha="right", color="#801650", fontsize=8)
    ax.set_title("\n".join(textwrap.wrap(panel.title, 24 if narrow else 60)), loc="left", color=_TEXT)
    labels = [_short_label(each) if narrow and len(years) > 3 else year_label(each) for each in years]
    ax.set_xticks(range(len(years)), labels, color=_TEXT, fontsize=8 if narrow else 9)
    ax.set_xlim(-0.6, len(years) - 0.4)
    ax.set_ylim(0, highest * 1.18)
    ax.set_yticks([])


def gid(fact: Fact | None) -> str | None:
    """What binds a label to its fact: the id of its group in the SVG."""
    return f"{LABEL_ID}{fact.key}" if fact is not None else None


def _highest(facts: Sequence[Fact]) -> float:
    """The largest value that is shown; 1 where none is above zero."""
    return max((fact.value for fact in facts if not fact.suppressed), default=0) or 1


def _short_label(year: int) -> str:
    """A year's label broken in two for narrow panels."""
    return year_label(year).replace("-", "–\n")


def _wrapped(labels: Sequence[str], width: int) -> tuple[list[str], float]:
    """Labels broken into lines, and the height in inches that a row needs for the longest."""
    texts = ["\n".join(textwrap.wrap(label, width)) for label in labels]
    return texts, 0.14 + 0.15 * max((text.count("\n") + 1 for text in texts), default=1)


def bars_by_category(facts: Sequence[Fact]) -> Figure:
    """One horizontal bar a category, in the order given, values printed; a mark in place of one that is held back."""
    dark, _ = focus_colours()
    labels, row = _wrapped([fact.category for fact in facts], 42)
    with report_style():
        figure = Figure(figsize=(WIDTH, 0.4 + row * len(facts)), layout="constrained")
        ax = figure.subplots()
        highest = _highest(facts)
        for y, fact in enumerate(facts):
            length = 0.0 if fact.suppressed else fact.value
            ax.barh(y, length, color=dark, height=0.68)
            ax.text(length + highest * 0.01, y, fact.text, gid=gid(fact), va="center", color=_TEXT)
        ax.set_yticks(range(len(facts)), labels, color=_TEXT)
        ax.set_ylim(len(facts) - 0.4, -0.6)
        ax.set_xlim(0, highest * 1.12)
        ax.set_xticks([])
    return figure


def account(income: Sequence[Fact], expenditure: Sequence[Fact]) -> Figure:
    """Items of income above items of expenditure, largest first, on one scale."""
    dark = focus_colours()[0]
    second = str(get_af_colours("categorical")[1])
    heights = [len(income), len(expenditure)]
    with report_style():
        row = _wrapped([fact.category for fact in (*income, *expenditure)], 46)[1]
        figure = Figure(figsize=(WIDTH, 0.8 + row * sum(heights)), layout="constrained")
        axes = figure.subplots(2, 1, height_ratios=heights, sharex=True)
        highest = max(fact.value for fact in (*income, *expenditure))
        for ax, title, facts, colour in zip(axes, ("Income", "Expenditure"), (income, expenditure), (dark, second), strict=True):
            ordered = sorted(facts, key=lambda fact: -fact.value)
            for y, fact in enumerate(ordered):
                ax.barh(y, fact.value, color=colour, height=0.68)
                ax.text(fact.value + highest * 0.01, y, fact.text, gid=gid(fact), va="center", color=_TEXT)
            ax.set_yticks(range(len(ordered)), _wrapped([fact.category for fact in ordered], 46)[0], color=_TEXT)
            ax.set_ylim(len(ordered) - 0.4, -0.6)
            ax.set_xlim(0, highest * 1.12)
            ax.set_title(title, loc="left", color=_TEXT)
            ax.set_xticks([])
    return figure


RATING_LETTERS: Mapping[str, str] = {"excelling": "X", "effective": "E", "needs work": "W", "not effective": "N"}
"""Letters, because a mark must read in print, in grey and in any font."""


def rating_matrix(agencies: Sequence[str], standards: Sequence[str], ratings: Mapping[tuple[str, str], str]) -> Figure:
    """A heat map of agencies (across) by standards (down), each cell with a letter as well as a shade.

    Parameters
    ----------
    ratings
        By agency and standard; a pair that is absent was not assessed and stays blank.
    """
    fills = dict(zip(RATING_LETTERS, ("#12436D", "#D9E6F0", "#F46A25", "#801650"), strict=True))
    inks = dict(zip(RATING_LETTERS, ("white", _TEXT, _TEXT, "white"), strict=True))
    with report_style():
        labels, row = _wrapped(standards, 46)
        figure = Figure(figsize=(WIDTH, 1.3 + row * len(standards)), layout="constrained")
        ax = figure.subplots()
        for y, standard in enumerate(standards):
            for x, agency in enumerate(agencies):
                rating = ratings.get((agency, standard))
                fill = fills[rating] if rating else "white"
                ax.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=fill, edgecolor="#B1B4B6", linewidth=0.6))
                if rating:
                    ax.text(x, y, RATING_LETTERS[rating], ha="center", va="center", color=inks[rating], fontsize=8.5)
        ax.set_xticks(range(len(agencies)), agencies, rotation=40 if _wide(agencies) else 0, color=_TEXT)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("left" if _wide(agencies) else "center")
            label.set_rotation_mode("anchor")
        ax.xaxis.tick_top()
        ax.set_yticks(range(len(standards)), labels, color=_TEXT)
        ax.set_xlim(-0.5, len(agencies) - 0.5)
        ax.set_ylim(len(standards) - 0.5, -0.5)
        ax.spines[:].set_visible(False)
        keys = [Rectangle((0, 0), 1, 1, facecolor=fills[rating], edgecolor="#B1B4B6") for rating in RATING_LETTERS]
        names = [f"{letter}  {rating}" for rating, letter in RATING_LETTERS.items()]
        figure.legend(keys, names, loc="outside lower left", ncols=4, fontsize=8.5)
    return figure


def _wide(labels: Sequence[str]) -> bool:
    return len(labels) > 5 or max(map(len, labels), default=0) > 9


@dataclass(frozen=True)
class ReviewSpan:
    """A review on the timeline; `concluded` is None while it is ongoing."""

    title: str
    commissioned: date
    concluded: date | None


def review_timeline(reviews: Sequence[ReviewSpan], first_day: date, last_day: date) -> Figure:
    """One bar a review from its start to its end, or to the end of the year while it is ongoing; the year shaded."""
    dark, _ = focus_colours()
    ongoing_colour = str(get_af_colours("sequential", number_of_colours=3)[2])
    start = min([first_day, *(review.commissioned for review in reviews)])
    with report_style():
        labels, row = _wrapped([review.title for review in reviews], 34)
        figure = Figure(figsize=(WIDTH, 0.9 + (row + 0.08) * len(reviews)), layout="constrained")
        ax = figure.subplots()
        ax.axvspan(date2num(first_day), date2num(last_day), color="#F0F0F0", zorder=0)
        ax.text(date2num(first_day), -0.75, f" {year_label(last_day.year)}", va="bottom", fontsize=8.5, color=_TEXT)
        for y, review in enumerate(reviews):
            end = review.concluded if review.concluded is not None and review.concluded <= last_day else None
            left, right = date2num(review.commissioned), date2num(end or last_day)
            hatch = None if end else "///"
            ax.barh(y, right - left, left=left, height=0.5, color=dark if end else ongoing_colour, hatch=hatch, edgecolor="white")
            state = f"concluded {end:%B %Y}" if end else "ongoing"
            ax.text(right, y, f"  {state}", va="center", color=_TEXT, fontsize=8.5)
        ax.set_yticks(range(len(reviews)), labels, color=_TEXT)
        ax.set_ylim(len(reviews) - 0.4, -0.75)
        span = date2num(last_day) - date2num(start)
        ax.set_xlim(date2num(start) - span * 0.02, date2num(last_day) + span * 0.3)
        step = 1 + (last_day.year - start.year) // 6  # as many Aprils as there is room for
        years = range(last_day.year - 1, start.year - 1, -step)
        ticks = [(date2num(date(each, 4, 1)), f"April {each}") for each in years if start <= date(each, 4, 1) <= last_day]
        ax.set_xticks([tick for tick, _ in ticks], [label for _, label in ticks], color=_TEXT)
        ax.spines[:].set_visible(False)
    return figure
