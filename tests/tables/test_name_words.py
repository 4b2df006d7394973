"""Which names seem to be one that is written in two ways, and which are two, though they have most of their words in common."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.tables.name_words import name_words

REPOSITORY = Path(__file__).parents[2]
BOARDS = (REPOSITORY / "data", REPOSITORY / "tests/boards")
ONE = [
    ("Making Safeguarding Personal", "Making Safeguarding Personal (MSP)"),
    ("Making Safeguarding Personal", "MSP - Making Safeguarding Personal"),
    ("Making Safeguarding Personal", "Making Safeguarding Personal: MSP"),
    ("Making Safeguarding Personal", "MSP"),
    ("Making Safeguarding Personal audit", "MSP audit"),
    ("Learning from Safeguarding Adults Reviews", "Learning from SARs"),
    ("Safeguarding Adults Reviews", "Safeguarding Adults Reviews (SARs)"),
    ("Deprivation of Liberty Safeguards", "DoLS"),
    ("Use of Deprivation of Liberty Safeguards", "Use of Deprivation of Liberty Safeguards (DoLS)"),
    ("Leicestershire Partnership NHS Trust", "Leicestershire Partnership NHS Trust (LPT)"),
    ("Exampleshire Fire and Rescue Service", "Exampleshire Fire & Rescue"),
    ("University Hospitals of Leicester NHS Trust", "University Hospitals of Leicester"),
    ("Leicester City Council", "Leicester Council"),
    ("Exampleshire Healthwatch", "Healthwatch Exampleshire"),
    ("Self-neglect and hoarding", "Hoarding and self-neglect"),
    ("Preventing abuse in care settings", "Preventing abuse in care"),
    ("Learning together from what safeguarding reviews found", "Learning together from what reviews found"),
    ("Voice of the adult", "The voice of adult"),
    ("Case file audit", "Case file"),
    ("MCA and DoLS audit", "MCA/DoLS audit"),
]
TWO = [
    ("Adults", "Older adults"),
    ("North", "North East"),
    ("Homes in the north", "Homes in the north east"),
    ("Homes in the north", "Homes in the north wing"),
    ("Care homes", "Care homes in Leicester"),
    ("Preventing abuse", "Preventing abuse in care settings"),
    ("Leadership", "Leadership and governance"),
    ("Leadership and governance", "Leadership, governance and culture"),
    ("Case files of adults", "Case files of older adults"),
    ("Leicester City Council", "Leicestershire County Council"),
    ("Self-neglect", "Self-neglect and hoarding"),
    ("Quality of care in homes", "Quality of care in nursing homes"),
    ("Training for care staff", "Training for care staff managers"),
    ("Mental capacity", "Mental capacity assessments"),
    ("Safeguarding adults with dementia", "Safeguarding adults with early dementia"),
    ("Exampleshire NHS Trust", "Exampleshire Partnership NHS Trust"),
    ("Leicestershire Police", "Leicestershire Police and Crime Commissioner"),
    ("Reviews (SAR)", "Reviews (DHR)"),
    ("Multi-agency audit", "Multi-agency audit (SAR)"),
    ("Ward 1 bay 2", "Ward 2 bay 1"),
    ("Self-neglect audit", "Self-neglect re-audit"),
    ("Quality assurance", "Quality assurance framework"),
    ("Exampleshire County Council", "Exampleshire County Council Public Health"),
    ("Learning and development for managers", "Learning and development for senior managers"),
    ("What people told us of their care", "What people told us of their care, and health"),
    ("Audit of homes for older people Stage 1", "Audit of homes for older people Stage 2"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_a_name_is_known_without_a_word_and_with_its_abbreviation(one: str, other: str) -> None:
    first, second = name_words(one), name_words(other)
    assert first.is_nearly(second)
    assert second.is_nearly(first)
    assert {*first.likeness} & {*second.likeness}, "by which one is found among many"


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_with_a_word_that_tells_them_apart_are_two(one: str, other: str) -> None:
    assert not name_words(one).is_nearly(name_words(other))
    assert not name_words(other).is_nearly(name_words(one))


def test_a_place_of_the_board_tells_two_names_apart() -> None:
    one, other = name_words("How adult reviews were heard"), name_words("How adult reviews were heard Rutland")
    assert one.is_nearly(other)
    assert not one.is_nearly(other, {"rutland"})


def test_no_two_names_of_the_boards_that_come_with_the_kit_are_nearly_one() -> None:
    columns = {extract.name: [column for column, about in extract.columns.items() if about.matched] for extract in EXTRACTS}
    names: dict[str, set[str]] = {}
    for folder in BOARDS:
        for path in folder.rglob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                for row in csv.DictReader(stream):
                    for column in columns.get(path.stem, ()) if path.stem != "sources" else ():
                        names.setdefault(column, set()).add(row.get(column) or "")
    assert sum(map(len, names.values())) > 100
    nearly = [
        pair
        for column in ("priority", "audit", "theme", "agency", "standard", "item", "event", "category")
        for pair in combinations(sorted(filter(None, names[column])), 2)
        if name_words(pair[0]).is_nearly(name_words(pair[1]))
    ]
    assert nearly == []
