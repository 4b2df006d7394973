"""The account: what came in beside what went out."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from sabreport.exhibits.charts.style import BAR, WIDTH, gid, highest, labelled_rows, report_figure, report_style
from sabreport.facts.fact import Fact
from sabreport.settings.look import Look

_LABEL = 46


def account(look: Look, income: Sequence[Fact], expenditure: Sequence[Fact], totals: Sequence[Fact] = ()) -> Figure:
    """Items of income above items of expenditure, largest first, on one scale.

    Parameters
    ----------
    totals
        Of income and of expenditure, printed beside the names of the two sides.
    """
    palette = look.palette
    sides = (("Income", income, palette.accent), ("Expenditure", expenditure, palette.second))
    ordered = [sorted(facts, key=lambda fact: -fact.value) for _, facts, _ in sides]
    rows = [labelled_rows([fact.category for fact in facts], _LABEL) for facts in ordered]
    with report_style(look):
        figure = report_figure(look, figsize=(WIDTH, 0.8 + sum(each.height for each in rows)), layout="constrained")
        axes = figure.subplots(2, 1, height_ratios=[each.height for each in rows], sharex=True)
        longest = highest([*income, *expenditure])
        for number, (ax, (title, _, colour)) in enumerate(zip(axes, sides, strict=True)):
            for y, fact in zip(rows[number].centres, ordered[number], strict=True):
                ax.barh(y, fact.value, color=colour, height=BAR)
                ax.text(fact.value + longest * 0.01, y, fact.text, gid=gid(fact), va="center")
            rows[number].label(ax)
            ax.set_xlim(0, longest * 1.14)
            ax.set_xticks([])
            ax.spines["bottom"].set_visible(False)
            ax.set_title(title)
            if totals:
                at = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom", "ha": "right"}
                bold = {"fontweight": "bold", "fontsize": look.type.small}
                ax.annotate(totals[number].text, (1, 1), (0, 4), gid=gid(totals[number]), **at, **bold)
    return figure
