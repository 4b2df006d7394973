"""Marks and numbers as people write them."""

from __future__ import annotations

from awkward.cases import Case, Printed, Refused, extract

_HEAD = "area,measure,category,value\n"


_BOUND = (
    "adult_population,,130400",
    "concerns,,905",
    "enquiries_abuse_found_pct,,58",
    "msp_asked_pct,,76",
    "enquiries_ceased_pct,,7",
    "dols_applications,,612",
    "dols_outstanding,,143",
    "dols_paid_representative_pct,,48",
)
"""What the board's own text names."""


def _measures(*rows: str) -> str:
    """An invented year of the example board."""
    return _HEAD + "".join(f"exampleshire,{row}\n" for row in (*_BOUND, *rows))


CASES: list[Case] = [
    extract(
        "marks of every kind in the value column, as councils send them",
        Printed(
            (
                "There were fewer than five other enquiries",
                "not available",
                "to protect people who could be recognised, some of it by those who supplied the figures",
                "not applicable",
            ),
            without=("no figure",),
        ),
        measures_csv=_measures(
            "concerns_from_public,,[c]",
            "enquiries_s42,,281",
            "enquiries_other,,<5",
            "msp_outcomes_met_pct,,93",
            "sex,Female,165",
            "sex,Male,116",
            "sex,Not known,n/a",
            "sex,Other,[z]",
            "age,18-64,120",
            "age,65-84,159",
            "age,85 and over,< 5",
        ),
    ),
    extract(
        "a dash in the value column, which may mean several things",
        Refused(
            '"-" may mean more than one thing. Write 0 if there was none, <5 or [c] if whoever supplied the figures holds it'
        ),
        measures_csv=_measures("enquiries_s42,,281", "enquiries_other,,-"),
        alone=True,
    ),
]
