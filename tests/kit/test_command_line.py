"""The command line itself: what it prints where a reader goes away or knows few letters, and facts before there are texts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FACTS = [sys.executable, "-m", "sabreport", "facts", "--year", "2020", "--board", "example", "--root"]


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_reader_that_goes_away_is_not_a_fault(kit: Path) -> None:
    printed = subprocess.Popen([*FACTS, str(kit)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert printed.stdout is not None
    printed.stdout.close()
    assert printed.stderr is not None
    assert printed.stderr.read() == b""
    printed.stderr.close()
    printed.wait(timeout=60)


@pytest.mark.long
def test_what_is_printed_into_a_file_is_utf8_whatever_letters_the_console_knows(kit: Path) -> None:
    old = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    printed = subprocess.run([*FACTS, str(kit)], capture_output=True, check=True, env=old)
    assert "£85,000" in printed.stdout.decode("utf-8")
    path = kit / "params/example/2020.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "titel ■ 年: ", 1), encoding="utf-8")
    refused = subprocess.run([*FACTS, str(kit)], capture_output=True, env=old, check=False)
    assert refused.returncode == 1
    assert 'unknown key "titel ■ 年"' in refused.stderr.decode("utf-8")


def test_facts_are_listed_before_any_text_is_written_or_right(kit: Path, sabreport) -> None:
    said = sabreport("facts", "--year", "2020", "--board", "example", root=kit)
    data = kit / "data/example/2020"
    (data / "narrative/foreword.md").write_text("{{ no.such.figure }} and {{ concerns | nonsense }}", encoding="utf-8")
    (data / "narrative/engagement.md").unlink()
    (data / "partners/exampleshire_police.md").write_bytes(b"\xff\xfe\x00")
    assert sabreport("check", "--year", "2020", root=kit).code == 1
    again = sabreport("facts", "--year", "2020", "--board", "example", root=kit)
    assert (again.code, again.out, again.err) == (0, said.out, "")
    shutil.rmtree(data / "narrative")
    (kit / "notebooks/sab_annual_report/01_foreword.ipynb").unlink()
    last = sabreport("facts", "--year", "2020", "--board", "example", root=kit)
    assert (last.code, last.out) == (0, said.out), last.err


def test_facts_still_say_what_is_wrong_in_an_extract(kit: Path, sabreport) -> None:
    path = kit / "data/example/2020/measures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",concerns,,", ",concerns,,many", 1), encoding="utf-8")
    ran = sabreport("facts", "--year", "2020", "--board", "example", root=kit)
    assert ran.code == 1
    assert "data/example/2020/measures.csv, row" in ran.err


@pytest.mark.parametrize("content", ["null", "[1]", "{", '[{"key": 1}]', "[" * 100_000, ""])
def test_facts_of_a_last_build_that_cannot_be_read_are_named_and_left(content: str, kit: Path, sabreport) -> None:
    path = kit / "outputs/example/2020/facts.json"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    ran = sabreport("facts", "--year", "2020", "--board", "example", "--json", root=kit)
    assert ran.code == 0
    assert ran.err == (
        "warn (outputs): outputs/example/2020/facts.json: the kit wrote this record when it built the report, and it cannot be "
        "read any more. Build that report again with --force, which writes it anew. Until then used_in is empty.\n"
    )
    assert {tuple(fact["used_in"]) for fact in json.loads(ran.out)} == {()}
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--year", "twenty"), 'it was given "twenty". --year takes a year such as 2020'),
        (("--year", "2019-20"), 'it was given "2019-20". --year takes a year such as 2020'),
        (("--year", "20"), 'it was given "20". --year takes a year such as 2020'),
        (("--year", "2020", "--jobs", "two"), 'it was given "two". --jobs takes a whole number such as 2, and at least 1.'),
        (("--year", "2020", "--jobs", "0"), 'it was given "0". --jobs takes a whole number such as 2, and at least 1.'),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_a_value_that_is_no_number_is_told_in_the_kits_words(given: tuple[str, ...], said: str, kit: Path, sabreport) -> None:
    ran = sabreport("build", *given, root=kit)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert "nteger" not in ran.err
    assert "greater than" not in ran.err


@pytest.mark.long
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [("facts", "--board", "example"), ("status",)], ids=lambda command: command[0])
def test_a_full_disk_that_is_printed_into_is_named(command: tuple[str, ...], kit: Path) -> None:
    called = [sys.executable, "-m", "sabreport", *command, "--year", "2020", "--root", str(kit)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(called, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert ran.returncode == 1
    assert "what is printed cannot be written into its file: No space left on device. The disk is full." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    assert "cache" not in ran.stderr
