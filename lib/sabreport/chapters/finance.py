"""Income and expenditure: sentences, a chart, and the account with its totals and balance."""

from __future__ import annotations

from sabreport.chapters.chapter import Chapter
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart, Column, Exhibit, Table
from sabreport.facts.fact import BOARD, Fact
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import escape


def account(chapter: Chapter) -> list[Exhibit]:
    """What came in and went out; totals are sums of the items as supplied, and a difference is said."""
    income = chapter.facts.by_category(BOARD, "income")
    spent = chapter.facts.by_category(BOARD, "expenditure")
    total_in, total_out = chapter.facts.find(BOARD, "income"), chapter.facts.find(BOARD, "expenditure")
    if total_in is None or total_out is None:
        return _one_side(chapter, "income", income, total_in) + _one_side(chapter, "expenditure", spent, total_out)
    top_in, top_out = (max(items, key=lambda fact: fact.value) for items in (income, spent))
    balance = chapter.facts[f"board.balance.{chapter.project.year}"]
    text = (
        f"Income in {chapter.label} was {total_in.span()} and expenditure was {total_out.span()}. {_balance(balance)} "
        f"The largest source of income was {escape(top_in.category)} ({top_in.span()}), "
        f"and the largest cost was {escape(top_out.category)} ({top_out.span()})."
    )
    alt = (
        f"Bar charts of income and expenditure in {chapter.label}. "
        f"Income {total_in.text}, the largest item {top_in.category} {top_in.text}. "
        f"Expenditure {total_out.text}, the largest item {top_out.category} {top_out.text}."
    )
    share = chapter.facts.find(BOARD, "expenditure", category=top_out.category, derived="share")
    part = f"{share.span()} of expenditure" if share is not None else "the largest part of expenditure"
    caption = f"{escape(top_out.category)} took {part} in {chapter.label}"
    return [
        Prose(text),
        Chart(
            "finance",
            caption,
            alt,
            charts.account(chapter.look, income, spent, [total_in, total_out]),
            chapter.note("finance", ["income", "expenditure"], "All bars have one scale, from zero."),
        ),
        _side(chapter, "income", income, total_in),
        _side(chapter, "expenditure", spent, total_out),
    ]


def _one_side(chapter: Chapter, side: str, items: list[Fact], total: Fact | None) -> list[Exhibit]:
    """The side of an incomplete account, or that it is missing."""
    if total is None:
        return [Prose(f"No figure of {side} was supplied for {chapter.label}.")]
    return [Prose(f"{side.capitalize()} in {chapter.label} was {total.span()}."), _side(chapter, side, items, total)]


def _balance(balance: Fact) -> str:
    if balance.value == 0:
        return "The account balances."
    if balance.value > 0:
        return f"That leaves {balance.span()} unspent."
    return f"Expenditure was {balance.span(balance.magnitude)} more than income."


def _side(chapter: Chapter, side: str, items: list[Fact], total: Fact) -> Table:
    rows = [[escape(item.category), item.span()] for item in items]
    rows.append([f"**Total {side}**", f"**{total.span()}**"])
    columns = [Column(side.capitalize(), width=4), Column("£", "right")]
    return Table(side, f"{side.capitalize()} in {chapter.label}", columns, rows)
