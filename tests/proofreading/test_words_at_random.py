"""Statements written at random: each is printed word for word, or refused with the reason."""

from __future__ import annotations

import csv
import html
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pypandoc
import pytest
from awkward.made import MAKERS, phrase
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sabreport.base.errors import Problem, ReportError
from sabreport.base.pandoc import READER
from sabreport.proofreading.finished import words_of_html
from sabreport.proofreading.lost import Searched
from sabreport.proofreading.order import tokens
from sabreport.proofreading.supplied import read_supplied
from sabreport.tables.reading import read_extract
from sabreport.texts.authored import read_statement
from sabreport.texts.statement_files import inspect_statement

EXAMPLES = int(os.environ.get("EXAMPLES", "8"))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if EXAMPLES >= 100 else []))


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_statement_written_at_random_is_printed_word_for_word(suffix: str, tmp_path: Path) -> None:
    make: Callable[[Random, Path], None] = MAKERS[suffix]
    path = tmp_path / f"member.{suffix}"

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 100, phases=PHASES, suppress_health_check=list(HealthCheck)
    )
    @given(st.randoms(use_true_random=False))
    def printed(rng: Random) -> None:
        make(rng, path)
        refused = inspect_statement(path, tmp_path)
        assert all("tabs between their words" in each.what for each in refused)
        if refused:  # lines with tabs that stand below one another by chance
            return
        try:
            text = read_statement(path, tmp_path, 3, lambda name, form: name)
        except ReportError:  # it says what cannot be printed
            return
        command = [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=html5", "--wrap=none"]
        page = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, check=True).stdout
        assert Searched(words_of_html(page)).lost(read_supplied(path), "") == [], text

    printed()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_cells_written_at_random_are_read_as_they_are_or_told_of(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"training.{suffix}"
    header = ["event", "date", "audience", "attendance"]

    @settings(
        max_examples=EXAMPLES * 4,
        deadline=None,
        derandomize=EXAMPLES < 100,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False))
    def read(rng: Random) -> None:
        given_rows = [[phrase(rng, 3), "2019-05-01", phrase(rng, 3), "12"] for _ in range(rng.randint(1, 4))]
        if suffix == "csv":
            with path.open("w", encoding=rng.choice(("utf-8", "utf-8-sig")), newline="") as file:
                csv.writer(file, lineterminator=rng.choice(("\n", "\r\n"))).writerows([header, *given_rows])
        else:
            book = openpyxl.Workbook()
            for row in [header, *given_rows]:
                book.active.append([f"{cell} " if rng.random() < 0.2 else cell for cell in row])
            for row in book.active.iter_rows(min_row=2):
                for cell in row:
                    cell.data_type = "s"  # a word that begins with = is none of a formula's
            book.save(path)
        problems: list[Problem] = []
        remarks: list[Problem] = []
        rows = read_extract(path, tmp_path, problems, remarks=remarks)
        if not problems:
            assert rows is not None
            found = [[tokens(event), tokens(audience)] for event, audience in zip(rows["event"], rows["audience"], strict=True)]
            told = any("the marks of a web page (HTML) as the words between them" in each.what for each in remarks)
            meant = html.unescape if told else str
            assert found == [[tokens(meant(row[0])), tokens(meant(row[2]))] for row in given_rows]

    read()
