"""Makes a country of invented boards to measure on: as many as England has, with sizes and areas spread like England's.

Each is the kit's invented example board, its counts multiplied and its area repeated; so every board is as whole as the
example, and no figure is anybody's.
"""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

from ruamel.yaml import YAML

KIT = Path(__file__).resolve().parents[1]
YEAR = 2020
_AREAS = (1,) * 17 + (2, 2, 3)
"""Most boards are one council's; a few join two or three."""


def make_national(root: Path, boards: int) -> list[str]:
    """Write a kit's folders with so many boards below `root`; the same boards every time.

    Returns
    -------
    list of str
        Their ids.
    """
    for folder in ("notebooks", "report_templates"):
        shutil.copytree(KIT / folder, root / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (root / "params").mkdir()
    shutil.copyfile(KIT / "params/defaults.yml", root / "params/defaults.yml")
    chance = random.Random(2020)
    ids = [f"board{number:03d}" for number in range(1, boards + 1)]
    for ident in ids:
        # adults of a council, in hundreds of thousands: half under two, a few over eight
        size = max(1, min(9, round(chance.lognormvariate(0.55, 0.6))))
        _make_board(root, ident, size, chance.choice(_AREAS))
    return ids


def _make_board(root: Path, ident: str, size: int, areas: int) -> None:
    shutil.copytree(KIT / "params/example", root / "params" / ident)
    shutil.copytree(KIT / "data/example", root / "data" / ident)
    yaml = YAML()
    path = root / "params" / ident / "board.yml"
    params = yaml.load(path.read_text(encoding="utf-8"))
    params["name"] = f"Invented Safeguarding Adults Board {ident[-3:]}"
    names = ["Exampleshire", *(f"Exampleshire {part}" for part in ("North", "South")[: areas - 1])]
    params["areas"] = [{"id": _id(name), "name": name} for name in names]
    params["recipients"] = [{**params["recipients"][0], "area": _id(name)} for name in names]
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(params, file)
    for measures in (root / "data" / ident).glob("*/measures.csv"):
        _scale(measures, size, [_id(name) for name in names])


def _id(name: str) -> str:
    return name.lower().replace(" ", "_")


def _scale(path: Path, size: int, areas: list[str]) -> None:
    """Multiply the counts of measures.csv, and repeat its rows for each area."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for area in areas:
            for row in rows:
                count = not row["measure"].endswith("_pct") and row["value"]
                writer.writerow({**row, "area": area, "value": int(row["value"]) * size if count else row["value"]})
