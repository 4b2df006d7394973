"""Copies of the invented board with the figures of small and of empty places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from conftest import copy_kit
from sabreport.base.project import Project

Change = Callable[[pd.DataFrame], "pd.Series[str]"]


def _counts(rows: pd.DataFrame) -> pd.Series[bool]:
    return ~rows["measure"].str.endswith("_pct") & (rows["measure"] != "adult_population")


def _all_zero(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].where(rows["measure"] == "adult_population", "0")


def _counts_zero(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(_counts(rows), "0")


def _few(rows: pd.DataFrame) -> pd.Series[str]:
    one_to_four = pd.Series([str(1 + n % 4) for n in range(len(rows))], index=rows.index)
    return rows["value"].mask(_counts(rows), one_to_four).mask(rows["measure"] == "concerns", "4")


def _one_zero(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(rows["measure"] == "concerns_from_public", "0")


def _no_concerns(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(rows["measure"].isin(["concerns", "concerns_from_public"]), "0")


def _nobody(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(rows["measure"] == "adult_population", "0")


def _population_unknown(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(rows["measure"] == "adult_population", "")


def _empty(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["value"].mask(rows["value"] != "", "")


SMALL: Mapping[str, Change] = {
    "all zero": _all_zero,
    "counts zero": _counts_zero,
    "counts of 1 to 4": _few,
    "one zero": _one_zero,
    "no concerns": _no_concerns,
    "population 0": _nobody,
    "population unknown": _population_unknown,
    "all empty": _empty,
}
"""What each makes of the values of measures.csv, as text."""


def small_board(root: Path, name: str, *, disclosure: bool = True) -> Project:
    """A kit with the invented board, every year of which has the figures of a place of `SMALL`."""
    return _board(root, {"exampleshire": SMALL[name]}, disclosure)


def many_small(root: Path, *, disclosure: bool) -> Project:
    """A kit with the invented board, which has each place of `SMALL` as an area, and one with figures of the usual size."""
    usual = {"exampleshire": lambda rows: rows["value"]}
    return _board(root, usual | {name.replace(" ", "_"): change for name, change in SMALL.items()}, disclosure)


def _board(root: Path, areas: Mapping[str, Change], disclosure: bool) -> Project:
    copy_kit(root, "example")
    for path in (root / "data/example").glob("*/measures.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        parts = [rows.assign(area=area, value=change(rows)) for area, change in areas.items()]
        pd.concat(parts).to_csv(path, index=False, lineterminator="\n")
    for path in (root / "data/example/2020/narrative").glob("*.md"):
        path.write_text("Invented words without a number.\n", encoding="utf-8")
    params = root / "params/example/board.yml"
    text = params.read_text(encoding="utf-8")
    listed = "".join(f"  - id: {area}\n    name: {area.replace('_', ' ').capitalize()}\n" for area in areas)
    text = text.replace("  - id: exampleshire\n    name: Exampleshire\n", listed, 1)
    if not disclosure:
        text += "\ndisclosure:\n  enabled: false\n  reason: Invented figures stand for nobody.\n"
    params.write_text(text, encoding="utf-8")
    return Project(root, "example", 2020)
