"""Reviews over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.dates import date2num
from matplotlib.figure import Figure

from sabreport.charts.style import BAR, WIDTH, labelled_rows, report_style
from sabreport.look import Look
from sabreport.project import year_label


@dataclass(frozen=True)
class ReviewSpan:
    """A review on the timeline; `concluded` is None while it is ongoing."""

    title: str
    commissioned: date
    concluded: date | None


def review_timeline(look: Look, reviews: Sequence[ReviewSpan], first_day: date, last_day: date) -> Figure:
    """One bar a review from its start to its end, or to the end of the year while it is ongoing; the year shaded."""
    palette = look.palette
    start = min([first_day, *(review.commissioned for review in reviews)])
    with report_style(look):
        rows = labelled_rows([review.title for review in reviews], 34)
        figure = Figure(figsize=(WIDTH, 0.6 + rows.height), layout="constrained")
        ax = figure.subplots()
        ax.axvspan(date2num(first_day), date2num(last_day), color=palette.tint, zorder=0)
        ax.text(date2num(first_day), -0.03, f" {year_label(last_day.year)}", va="bottom", fontsize=look.type.note)
        for y, review in zip(rows.centres, reviews, strict=True):
            end = review.concluded if review.concluded is not None and review.concluded <= last_day else None
            left, right = date2num(review.commissioned), date2num(end or last_day)
            hatch = None if end else "///"
            ax.barh(
                y,
                right - left,
                left=left,
                height=BAR,
                color=palette.accent if end else palette.earlier,
                hatch=hatch,
                edgecolor=palette.paper,
            )
            state = f"concluded {end:%B %Y}" if end else "ongoing"
            ax.text(right, y, f"  {state}", va="center", fontsize=look.type.note)
        rows.label(ax)
        span = date2num(last_day) - date2num(start)
        ax.set_xlim(date2num(start) - span * 0.02, date2num(last_day) + span * 0.3)
        step = 1 + (last_day.year - start.year) // 6  # as many Aprils as there is room for
        years = range(last_day.year - 1, start.year - 1, -step)
        ticks = [(date2num(date(each, 4, 1)), f"April {each}") for each in years if start <= date(each, 4, 1) <= last_day]
        ax.set_xticks([tick for tick, _ in ticks], [label for _, label in ticks])
        ax.spines[:].set_visible(False)
    return figure
