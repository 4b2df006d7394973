"""The board, its chair and its members; the members' statements."""

from __future__ import annotations

from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Column, Exhibit, Table
from sabreport.facts.phrases import how_many
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended, listed
from sabreport.wording.markdown import escape, link
from sabreport.wording.numbers import in_words


def signature(chapter: Chapter) -> Prose:
    """The chair's name, where it is given, and role."""
    chair = chapter.params.chair
    name = f"**{escape(chair.name)}**\\\n" if chair.name else ""
    return Prose(f"::: {{.signature}}\n{name}{escape(chair.role)}, {escape(chapter.params.name)}\n:::")


def membership(chapter: Chapter) -> list[Exhibit]:
    """How many members there are, who must be one by law, and the list of them."""
    params = chapter.params
    areas = listed([escape(area.name) for area in params.areas])
    website = f" More about the board is at {link(params.website)}." if params.website else ""
    members = how_many(chapter.facts.named("board.members"), "member", "members")
    partners = chapter.facts.named("board.statutory_members")
    number = partners.span(in_words(int(partners.value)) if partners.value else "none")
    statutory = f"{number} {'are statutory partners' if partners.value > 1 else 'is a statutory partner'}"
    text = f"The board covers {areas} and has {members}. {capitalised(statutory)} under the Care Act 2014.{website}"
    rows = [[escape(member.name), "Statutory partner" if member.statutory else "Member"] for member in params.members]
    return [
        Prose(text),
        Table("members", "Members of the board", [Column("Organisation", width=3), Column("Standing", width=1)], rows),
    ]


def statements(chapter: Chapter) -> list[Exhibit]:
    """Each member's statement under the member's name, in the order of the params; of a member that sent none, that it did.

    Where the params give the reason for which a member sent none, it is printed.
    """
    exhibits: list[Exhibit] = []
    reasons = chapter.params.statements.none_from
    for member in chapter.params.members:
        exhibits.append(Prose(f"## {escape(member.name)} {{#sec-member-{member.id.replace('_', '-')}}}"))
        reason = f": {escape(reasons[member.id])}" if member.id in reasons else ""
        silent = Prose(ended(f"No statement was received from {escape(member.name)}{reason}"))
        exhibits.append(chapter.statement(member.id) or silent)
    return exhibits
