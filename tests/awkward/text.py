"""Statements and narrative in Markdown."""

from __future__ import annotations

from awkward.cases import Case

CASES: list[Case] = []
