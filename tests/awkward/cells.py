"""Extracts with awkward cells."""

from __future__ import annotations

from awkward.cases import Case

CASES: list[Case] = []
