"""Reviews over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matplotlib.dates import date2num
from matplotlib.figure import Figure

from sabreport.base.dates import when
from sabreport.base.project import year_label
from sabreport.exhibits.charts.style import BAR, WIDTH, labelled_rows, report_figure, report_style
from sabreport.settings.look import Look

_FAINT = 0.35


@dataclass(frozen=True)
class ReviewSpan:
    """A review on the timeline.

    Parameters
    ----------
    begun, ended
        The first and the last day that each may have been; the same day twice where it is known. `ended` is None while the
        review is ongoing.
    """

    title: str
    begun: tuple[date, date]
    ended: tuple[date, date] | None

    @property
    def uncertain(self) -> bool:
        """Whether its start or its end is not known to the day."""
        return self.begun[0] < self.begun[1] or (self.ended is not None and self.ended[0] < self.ended[1])


def review_timeline(look: Look, reviews: Sequence[ReviewSpan], first_day: date, last_day: date) -> Figure:
    """One bar a review from its start to its end, or to the end of the year while it is ongoing; the year shaded.

    Where a date is not known to the day, the time in which it may be is a faint part of the bar.
    """
    palette = look.palette
    start = min([first_day, *(review.begun[0] for review in reviews)])
    with report_style(look):
        rows = labelled_rows([review.title for review in reviews], 34)
        figure = report_figure(look, figsize=(WIDTH, 0.6 + rows.height), layout="constrained")
        ax = figure.subplots()
        ax.axvspan(date2num(first_day), date2num(last_day), color=palette.tint, zorder=0)
        ax.text(date2num(first_day), -0.03, f" {year_label(last_day.year)}", va="bottom", fontsize=look.type.note)
        for y, review in zip(rows.centres, reviews, strict=True):
            ended = review.ended or (last_day, last_day)
            left, right = date2num(review.begun[0]), date2num(ended[1])
            colour, hatch = (palette.accent, None) if review.ended else (palette.earlier, "///")
            if review.uncertain:
                ax.barh(y, right - left, left=left, height=BAR, color=colour, alpha=_FAINT, linewidth=0)
            known_left, known_right = date2num(review.begun[1]), date2num(ended[0])
            if known_right >= known_left:
                known = known_right - known_left
                ax.barh(y, known, left=known_left, height=BAR, color=colour, hatch=hatch, edgecolor=palette.paper)
            ax.text(right, y, f"  {_state(review)}", va="center", fontsize=look.type.note)
        rows.label(ax)
        span = date2num(last_day) - date2num(start)
        ax.set_xlim(date2num(start) - span * 0.02, date2num(last_day) + span * 0.3)
        step = 1 + (last_day.year - start.year) // 6  # as many Aprils as there is room for
        years = range(last_day.year - 1, start.year - 1, -step)
        ticks = [(date2num(date(each, 4, 1)), f"April {each}") for each in years if start <= date(each, 4, 1) <= last_day]
        ax.set_xticks([tick for tick, _ in ticks], [label for _, label in ticks])
        ax.spines[:].set_visible(False)
    return figure


def _state(review: ReviewSpan) -> str:
    """When it was concluded, to the month, or as far as that is known."""
    if review.ended is None:
        return "ongoing"
    first, last = review.ended
    return f"concluded {first:%B %Y}" if first == last else f"concluded {when(first, last)}"
