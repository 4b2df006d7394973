"""Numbers agree with their nouns and verbs: every sentence of boards where each count is one, nought, or two."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import copy_kit, every_day
from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Chart, Exhibit, Table
from sabreport.texts.prose import Prose
from sabreport.wording.markdown import without_spans

DATA = "data/example/2020"
FILES = {
    "priorities": "priority,deliverable,lead,activity,due,status,progress\n"
    + "Self-neglect,Guidance on it,Council,Write it,2019-06-30,complete,Written.\n",
    "sars": "sar,title,criterion,commissioned,concluded,published\nAlder,A fire at home,mandatory,2018-09-12,2019-11-20,\n",
    "sar_findings": "sar,finding,action,status,reason\nAlder,Nobody held the whole picture.,Hold it,complete,\n",
    "audits": "audit,theme,status,finding\nCase audit,Self-neglect,complete,Plans show wishes.\n",
    "training": "event,date,audience,attendance\nLaunch,2019-05-16,All,1\n",
    "assurance": "agency,standard,rating\nExampleshire Council,Leadership,needs work\n",
    "forward": "priority,aim\nSelf-neglect,Review the panel.\n",
}
_SINGULAR = "adults|was|is|its|has|this"
"""Words in s within three of a number one that are no plurals of what it counts: a safeguarding adults review."""
_GO_ON = "of|that|in|for|and|from|to|on|under|against|was|is|enquiry|concern|case|task|lesson|review|finding"
"""Words with which what a number counts is at an end, or which are it."""
_THINGS = "concern|enquiry|case|person|task|event|attendance|review|member|lesson|deliverable|priority|agency|standard"
WRONG = (
    rf"\b(?:1|[Oo]ne)(?: (?!(?:{_GO_ON})\b)[a-z0-9-]+){{0,2}}? (?!(?:{_SINGULAR})\b)[a-z]+s\b",
    r"\b(?:1|[Oo]ne)(?: [a-z0-9-]+){0,3}? (?:were|are|have)\b",
    r"\b(?:were|are) (?:1|one)\b",
    rf"\b(?:0|[Nn]o|2|[Tt]wo)(?: [a-z-]+)? (?:{_THINGS})\b(?!')",
    rf"(?<![\d,.%£–-])\b0 (?:[a-z0-9-]+ ){{0,2}}?(?:{_THINGS})",
    r"\b[Nn]o are\b",
)


def write_ones(kit: Path, count: int, before: int) -> None:
    """Every count of the board is so much, and was so much the year before; every list has one row, or none for nought."""
    for year, value in ((2019, before), (2020, count)):
        path = kit / f"data/example/{year}/measures.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            for row in rows:
                if not row["measure"].endswith("_pct"):
                    row["value"] = str(1 if row["measure"] == "adult_population" else value)
                writer.writerow(row)
    for name, text in FILES.items():
        header, line = text.splitlines()
        lines = [header, *([line.replace(",1", f",{count}") if name == "training" else line] * bool(count or name == "training"))]
        (kit / DATA / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    board = kit / "params/example/board.yml"
    text = board.read_text(encoding="utf-8")
    off = "disclosure:\n  enabled: false\n  reason: Invented.\n"
    board.write_text(re.sub(r"^disclosure:\n(?:  .*\n)+", "", text, flags=re.MULTILINE) + off, encoding="utf-8")


def shown(kit: Path, monkeypatch: pytest.MonkeyPatch) -> list[Exhibit]:
    """What every notebook shows for the invented board, in order, without what people wrote."""
    found: list[Exhibit] = []
    monkeypatch.setattr("IPython.display.display", found.append)
    monkeypatch.setattr(Chapter, "narrative", lambda *_, **__: None)
    monkeypatch.setattr(Chapter, "statement", lambda *_: None)
    for path in sorted((kit / "notebooks/sab_annual_report").glob("*.ipynb")):
        names: dict[str, Any] = {}
        for number, cell in enumerate(each for each in json.loads(path.read_text())["cells"] if each["cell_type"] == "code"):
            exec("".join(cell["source"]), names)  # noqa: S102  # the kit's own notebooks
            names |= {"board": "example", "year": 2020, "root": str(kit)} if number == 0 else {}
    return found


def sentences(exhibits: list[Exhibit]) -> Iterator[str]:
    for each in exhibits:
        if isinstance(each, Prose):
            yield from re.split(r"(?<=[.:])\s+|\n+", without_spans(each.markdown))
        elif isinstance(each, Chart):
            yield from (without_spans(part) for part in (each.caption, *re.split(r"(?<=\.)\s+", each.alt), each.note))
        elif isinstance(each, Table):
            yield without_spans(each.caption)


@pytest.mark.long
@pytest.mark.parametrize(("count", "before"), every_day([(1, 2), (1, 1), (0, 1), (2, 0)], (1, 2)))
def test_numbers_agree_with_their_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, before: int) -> None:
    kit = copy_kit(tmp_path / "kit", "example")
    write_ones(kit, count, before)
    said = list(sentences(shown(kit, monkeypatch)))
    assert len(said) > 60
    assert [sentence for sentence in said for wrong in WRONG if re.search(wrong, sentence)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Adult social care received 1 concerns about adults who may be at risk.",
        "In 1 cases the law asked for an enquiry.",
        "We held one event, and people came 1 times.",
        "There were 1 other enquiry.",
        "There were 0 safeguarding concerns in Exampleshire.",
        "One section 42 enquiries were begun.",
        "No are statutory partners.",
        "Two review was concluded.",
    ],
)
def test_what_is_looked_for_is_found(wrong: str) -> None:
    assert any(re.search(each, wrong) for each in WRONG)
