"""The measures of the catalogue in a board's own words."""

from __future__ import annotations

from functools import cache

import pandas as pd
from inflection import pluralize

from sabreport.report_kinds.catalogue import Measure, measure_in, measure_names
from sabreport.settings.params import Params, Terms
from sabreport.wording.numbers import decimals_given

_plural = cache(pluralize)


def words_of(terms: Terms) -> dict[str, str]:
    """The board's words, singular and plural, by the names that the catalogue's texts use."""
    return {
        "concern": terms.concern,
        "concerns": _plural(terms.concern),
        "enquiry": terms.enquiry,
        "enquiries": _plural(terms.enquiry),
        "application": terms.application,
        "applications": _plural(terms.application),
        "outstanding": terms.outstanding,
    }


def measure(name: str, params: Params) -> Measure:
    """A measure in the words of a board.

    Raises
    ------
    KeyError
        Where the catalogue has no such measure.
    """
    return measure_in(words_of(params.terms), params.conversion, name)


def percentage_decimals(params: Params, rows: pd.DataFrame) -> dict[str, int]:
    """How many decimals each percentage of a measures.csv is printed with, by measure: as it is supplied, at most one."""
    found, known = {}, measure_names(supplied=False)
    for name, values in rows.groupby("measure")["value"]:
        if str(name) in known and (entry := measure(str(name), params)).unit == "percent":
            found[str(name)] = decimals_given(values, entry.decimals)
    return found
