"""Marks and numbers as people write them."""

from __future__ import annotations

from awkward.cases import Case

CASES: list[Case] = []
