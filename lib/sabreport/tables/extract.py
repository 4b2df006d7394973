"""An extract as it was read, which all else works on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Extract:
    """One extract as read: the file and its rows, indexed by row number of the file."""

    path: Path
    rows: pd.DataFrame


def each_row(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows of an extract as named tuples, their number in the file as ``Index``."""
    return iter(rows.itertuples())
