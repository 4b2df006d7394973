"""The agencies' ratings of themselves as a heat map that reads without its colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sabreport.exhibits.charts.style import LETTER, LINE, WIDTH, labelled_rows, lines, report_figure, report_style
from sabreport.settings.look import Look

RATING_LETTERS: Mapping[str, str] = {"excelling": "X", "effective": "E", "needs work": "W", "not effective": "N"}
"""Letters, because a mark must read in print, in grey and in any font."""
_MOST_LINES = 3
"""Of a name that stands across its column."""
_LEAST_LETTERS = 16
"""On a line of a name that stands upright."""


@dataclass(frozen=True)
class _Heads:
    """Agencies' names over their columns, broken into lines; `height` in inches."""

    labels: list[str]
    upright: bool
    height: float


def rating_matrix(
    look: Look, agencies: Sequence[str], standards: Sequence[str], ratings: Mapping[tuple[str, str], str]
) -> Figure:
    """A heat map of agencies (across) by standards (down), each cell with a letter as well as a shade.

    Parameters
    ----------
    ratings
        By agency and standard; a pair that is absent was not assessed and stays blank.
    """
    palette = look.palette
    fills = dict(zip(RATING_LETTERS, (palette.accent, palette.tint, palette.warm, palette.alert), strict=True))
    inks = dict(zip(RATING_LETTERS, (palette.paper, palette.ink, palette.ink, palette.paper), strict=True))
    with report_style(look):
        rows = labelled_rows(standards, 46)
        beside = LETTER * _longest_line(rows.labels)
        heads = _heads(agencies, (WIDTH - beside) / len(agencies))
        figure = report_figure(look, figsize=(WIDTH, 1.15 + heads.height + rows.height), layout="constrained")
        ax = figure.subplots()
        for y, height, standard in zip(rows.centres, rows.heights, standards, strict=True):
            for x, agency in enumerate(agencies):
                rating = ratings.get((agency, standard))
                fill = fills[rating] if rating else palette.paper
                ax.add_patch(
                    Rectangle((x - 0.5, y - height / 2), 1, height, facecolor=fill, edgecolor=palette.rule, linewidth=0.6)
                )
                if rating:
                    ax.text(x, y, RATING_LETTERS[rating], ha="center", va="center", color=inks[rating], fontsize=look.type.note)
        ax.xaxis.tick_top()
        ax.set_xticks(range(len(agencies)), heads.labels, rotation=90 if heads.upright else 0)
        for label in ax.get_xticklabels():
            label.set_multialignment("left" if heads.upright else "center")
        rows.label(ax)
        ax.set_xlim(-0.5, len(agencies) - 0.5)
        ax.spines[:].set_visible(False)
        keys = [Rectangle((0, 0), 1, 1, facecolor=fills[rating], edgecolor=palette.rule) for rating in RATING_LETTERS]
        names = [f"{letter}  {rating}" for rating, letter in RATING_LETTERS.items()]
        figure.legend(keys, names, loc="outside lower left", ncols=4, fontsize=look.type.note)
    return figure


def _heads(agencies: Sequence[str], width: float) -> _Heads:
    """Names over columns of so many inches: across where their words fit, else upright in as many lines as fit."""
    across = max(1, int(width / LETTER))
    labels = [lines(agency, across) for agency in agencies]
    most = max(label.count("\n") + 1 for label in labels)
    if _longest_line(labels) <= across and most <= _MOST_LINES:
        return _Heads(labels, upright=False, height=LINE * most)
    beside = max(1, int(width / LINE))
    letters = next(n for n in count(_LEAST_LETTERS) if all(lines(agency, n).count("\n") < beside for agency in agencies))
    labels = [lines(agency, letters) for agency in agencies]
    return _Heads(labels, upright=True, height=LETTER * _longest_line(labels))


def _longest_line(labels: Sequence[str]) -> int:
    """Letters of the longest line of labels that are broken into lines."""
    return max(len(line) for label in labels for line in label.splitlines())
