"""The agencies' ratings of themselves as a heat map that reads without its colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sabreport.exhibits.charts.style import WIDTH, labelled_rows, report_style
from sabreport.settings.look import Look

RATING_LETTERS: Mapping[str, str] = {"excelling": "X", "effective": "E", "needs work": "W", "not effective": "N"}
"""Letters, because a mark must read in print, in grey and in any font."""


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
        figure = Figure(figsize=(WIDTH, 1.3 + rows.height), layout="constrained")
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
        ax.set_xticks(range(len(agencies)), agencies, rotation=40 if _wide(agencies) else 0)
        for label in ax.get_xticklabels():
            label.set_horizontalalignment("left" if _wide(agencies) else "center")
            label.set_rotation_mode("anchor")
        ax.xaxis.tick_top()
        rows.label(ax)
        ax.set_xlim(-0.5, len(agencies) - 0.5)
        ax.spines[:].set_visible(False)
        keys = [Rectangle((0, 0), 1, 1, facecolor=fills[rating], edgecolor=palette.rule) for rating in RATING_LETTERS]
        names = [f"{letter}  {rating}" for rating, letter in RATING_LETTERS.items()]
        figure.legend(keys, names, loc="outside lower left", ncols=4, fontsize=look.type.note)
    return figure


def _wide(labels: Sequence[str]) -> bool:
    return len(labels) > 5 or max(map(len, labels), default=0) > 9
