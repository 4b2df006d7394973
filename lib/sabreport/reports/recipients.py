"""The distribution list: who is sent the report by law."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sabreport.base.spreadsheets import inert
from sabreport.settings.params import Params, Recipients

_COLUMNS = ("area", "capacity", "recipient")
_CAPACITIES = {
    "chief_executive": "Chief executive of the council",
    "leader": "Leader of the council",
    "policing_body": "Local policing body",
    "healthwatch": "Local Healthwatch",
    "wellbeing_board": "Chair of the Health and Wellbeing Board",
}


def write_distribution(params: Params, path: Path) -> None:
    """Write a row for each recipient of each council, as a CSV that Excel opens; its header alone where none is named."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_COLUMNS)
        for recipients in params.recipients:
            area = next(area.name for area in params.areas if area.id == recipients.area)
            writer.writerows(map(inert, (area, capacity, name)) for capacity, name in _named(recipients))


def _named(recipients: Recipients) -> Iterator[tuple[str, str]]:
    for key, capacity in _CAPACITIES.items():
        yield capacity, getattr(recipients, key)
