"""A review that is killed while it puts changes into the board's texts: each text is whole, as it was or as it is to be.

`make test-long` makes a dozen kills; KILLS=200 makes it two hundred.
"""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import copy_kit
from example_board import document, shrink
from marking import Marked
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import find_engine
from sabreport.reports.drafts import drafts_in
from sabreport.reports.history import read_history

KILLS = int(os.environ.get("KILLS", "12"))
EDITS = {
    "foreword.md": ("a year of steady work", "a year of hard work"),
    "finance.md": ("It is carried forward to pay", "It is set aside to pay"),
}


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_no_text_is_half_written_and_no_remark_is_lost_when_a_review_is_killed(tmp_path: Path) -> None:
    project = Project(shrink(copy_kit(tmp_path / "kit", "example"), "foreword", "finance"), "example", 2020)
    build_report(project, find_engine("embedded"), ["docx"])
    marked = Marked(document(project, "docx"))
    folder = project.data / "narrative"
    before = {name: (folder / name).read_bytes() for name in EDITS}
    after = {name: before[name].replace(old.encode(), new.encode(), 1) for name, (old, new) in EDITS.items()}
    assert all(before[name] != after[name] for name in EDITS)
    for old, new in EDITS.values():
        marked.replace(old, new)
    copy = marked.save(tmp_path / "chair.docx")
    command = [sys.executable, "-m", "sabreport", "review", str(copy), "--year", "2020", "--board", "example", "--apply"]

    def start() -> subprocess.Popen[str]:
        line = [*command, "--root", str(project.root)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def put_back() -> None:
        for name, content in before.items():
            (folder / name).write_bytes(content)

    def to_the_end() -> float:
        put_back()
        began = time.monotonic()
        running = start()
        _, said = running.communicate()
        assert running.returncode == 0, said
        assert {name: (folder / name).read_bytes() for name in EDITS} == after
        return time.monotonic() - began

    usual = to_the_end()
    listed = (project.data / "comments.csv").read_bytes()
    drawn = random.Random(2022)
    halfway = 0
    for _ in range(KILLS):
        put_back()
        running = start()
        time.sleep(drawn.uniform(usual / 2, usual))  # it reads first, and writes last
        running.kill()
        _, said = running.communicate()
        assert "Traceback" not in said
        there = {name: (folder / name).read_bytes() for name in EDITS}
        assert all(there[name] in (before[name], after[name]) for name in EDITS)
        halfway += there not in (before, after)
        rows = csv.DictReader(io.StringIO((project.data / "comments.csv").read_bytes().decode("utf-8-sig"), newline=""))
        assert len(list(rows)) == 2
        assert {event.event for event in read_history(project.outputs, project.root)} == {"draft", "review"}
        assert [number for number, _ in drafts_in(project.outputs)] == [1]
    to_the_end()
    assert (project.data / "comments.csv").read_bytes() == listed
    print(f"{KILLS} kills, of which {halfway} after the first of two texts")
