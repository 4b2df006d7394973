"""What is known of a board that cells of its extracts may stand for."""

from __future__ import annotations

from collections.abc import Iterator

from sabreport.report_kinds.catalogue import measure_names
from sabreport.settings.measures import measure
from sabreport.settings.params import Member, Params, Terms
from sabreport.tables.meant import Known, by_likeness


def known_words(params: Params) -> Known:
    """The areas, measures, categories, members and priorities of a board, by each name that they have."""
    in_kits_words = params.model_copy(update={"terms": Terms()})
    entries = [measure(name, params) for name in measure_names()]
    labels = [(measure(each.name, words).label, each.name) for each in entries for words in (params, in_kits_words)]
    members = [(name, member.name) for member in params.members for name in _names_of(member)]
    return Known(
        written={"area": {area.id: area.id for area in params.areas}, "agency": dict(reversed(members))},
        words={
            "area": by_likeness((name, area.id) for area in params.areas for name in (area.id, area.name)),
            "measure": by_likeness([*((each.name, each.name) for each in entries), *labels]),
            "agency": by_likeness(members),
            "priority": by_likeness((each, each) for each in params.strategy),
        },
        categories={each.name: by_likeness((word, word) for word in each.categories) for each in entries if each.categories},
        counted=frozenset(each.name for each in entries if each.unit != "percent"),
    )


def _names_of(member: Member) -> Iterator[str]:
    yield from filter(None, (member.id, member.name, member.short_name))
