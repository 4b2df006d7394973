"""The numbers of lists, each written as LibreOffice writes it for a list of that kind."""

from __future__ import annotations

import pytest
from sabreport.list_labels import written_number


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("cardinalText", "Four Twelve Twenty-one One hundred twelve"),
        ("ordinalText", "Fourth Twelfth Twenty-first One hundred twelfth"),
        ("ordinal", "4th 12th 21st 112th"),
        ("decimalZero", "04 12 21 112"),
        ("001, 002, 003, ...", "004 012 021 112"),
        ("0001, 0002, 0003, ...", "0004 0012 0021 0112"),
        ("chicago", f"§ §§§ ****** {'§' * 28}"),
        ("lowerLetter", "d l u hhhhh"),
    ],
)
def test_a_number_is_written_as_its_list_says(style: str, shown: str) -> None:
    assert " ".join(written_number(value, style) for value in (4, 12, 21, 112)) == shown
