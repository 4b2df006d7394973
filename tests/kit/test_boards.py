"""Many boards: side by side here or on a Dask cluster, the same bytes, and one board's failure stops no other."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from conftest import KIT, copy_kit, every_day
from example_board import contents
from sabreport.boards import refuse_insecure

sys.path.insert(0, str(KIT / "benchmarks"))
from national import make_national

BIN = Path(sys.executable).parent
CHAPTERS = ("foreword", "year_in_numbers", "finance")


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """Four invented boards with short reports."""
    return country_of(tmp_path, 4)


def country_of(folder: Path, boards: int) -> Path:
    root = folder / "country"
    root.mkdir()
    for board in make_national(root, boards):
        listed = "\n".join(f"  - {chapter}" for chapter in CHAPTERS)
        year = root / "params" / board / "2020.yml"
        year.write_text(f"kind: sab_annual_report\ntitle: Annual report\nchapters:\n{listed}\n", encoding="utf-8")
    return root


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [BIN / "sabreport", "build", "--year", "2020", "--engine", "embedded", "--root", root, *options]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def afresh(root: Path) -> dict[str, bytes]:
    """The contents of the outputs, which are then deleted with all that is remembered."""
    found = contents(root)
    shutil.rmtree(root / "outputs")
    shutil.rmtree(root / ".sabreport_cache")
    return found


def assert_same(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    assert set(ours) == set(theirs)
    assert [name for name, content in ours.items() if content != theirs[name]] == []


@pytest.mark.long
def test_boards_side_by_side_give_what_each_gives_alone(tmp_path: Path) -> None:
    boards = 4
    country = country_of(tmp_path, boards)
    numbers = range(1, boards + 1)
    for number in numbers:
        assert build(country, "--board", f"board00{number}").returncode == 0
    alone = afresh(country)
    ran = build(country)
    assert ran.returncode == 0, ran.stderr
    assert [line.partition(",")[0] for line in ran.stdout.splitlines() if not line.startswith(" ")] == [
        f"board00{number} 2019-20: Draft 1" for number in numbers
    ]
    assert_same(contents(country), alone)
    assert list((country / "outputs").glob("*/.*")) == []


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_many_builds_that_are_interrupted_leave_nothing(country: Path) -> None:
    command = [BIN / "sabreport", "build", "--year", "2020", "--engine", "embedded", "--root", country]
    running = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list(country.glob("outputs/*/.2020-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    family = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=10)
    *progress, last = err.decode().splitlines()
    assert (running.returncode, last) == (130, "Stopped. The report before is as it was.")
    assert progress[0] == "4 boards: building, 2 at once" or os.cpu_count() != 2
    assert all(line.startswith("4 boards: ") for line in progress)
    assert psutil.wait_procs(family, timeout=5)[1] == []
    assert [path for path in country.glob("outputs/**/*") if path.is_file() or path.name.startswith(".")] == []


@pytest.mark.long
def test_a_failure_of_one_board_is_listed_at_the_end_and_stops_no_other(country: Path) -> None:
    (country / "data/board002/2020/finance.csv").unlink()
    path = country / "data/board003/2020/measures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",concerns,,", ",concerns,,many"), encoding="utf-8")
    ran = build(country)
    assert ran.returncode == 1
    assert "board001 2019-20: Draft 1," in ran.stdout
    assert "board004 2019-20: Draft 1," in ran.stdout
    assert "data/board002/2020/finance.csv: the file is missing" in ran.stderr
    assert "data/board003/2020/measures.csv, row" in ran.stderr
    assert ran.stderr.splitlines()[-1] == "Not built or not ready: board002, board003."
    assert not (country / "outputs/board002").exists() or not list((country / "outputs/board002").iterdir())
    index = (country / "outputs/index.html").read_text(encoding="utf-8")
    assert "board001/2020" in index
    assert "board002/2020" not in index


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """A Dask cluster of two workers of one thread, each with the nanny that starts it again: its address, and the nannies."""
    with dask_cluster(tmp_path, "tcp://127.0.0.1", 2) as found:
        yield found


@contextlib.contextmanager
def dask_cluster(folder: Path, host: str, count: int) -> Iterator[tuple[str, list[psutil.Process]]]:
    said = folder / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    dask = str(BIN / "dask")
    listen = ["--host", host, "--port", "0", "--no-dashboard", "--scheduler-file", str(said)]
    started = [subprocess.Popen([dask, "scheduler", *listen], **quiet)]
    deadline = time.monotonic() + 60
    while not said.is_file() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)
    address = json.loads(said.read_text(encoding="utf-8"))["address"]
    worker = [dask, "worker", address, "--nthreads", "1", "--no-dashboard"]
    started += [subprocess.Popen(worker, **quiet) for _ in range(count)]
    yield address, [psutil.Process(each.pid) for each in started[1:]]
    for each in started:
        family = psutil.Process(each.pid).children(recursive=True) if each.poll() is None else []
        each.terminate()
        each.wait(timeout=30)
        _, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []


@pytest.mark.long
def test_a_dask_cluster_gives_the_same_bytes_even_if_a_worker_is_killed(
    country: Path, cluster: tuple[str, list[psutil.Process]]
) -> None:
    address, nannies = cluster
    assert build(country).returncode == 0
    here = afresh(country)
    ran = build(country, "--scheduler", address)
    assert ran.returncode == 0, ran.stderr
    assert_same(afresh(country), here)

    command = [BIN / "sabreport", "build", "--year", "2020", "--engine", "embedded", "--root", country, "--scheduler", address]
    running = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not any((country / "outputs").glob("*/.2020-*/fresh/report/sections")) and time.monotonic() < deadline:
        time.sleep(0.02)
    (worker,) = (child for child in nannies[0].children() if "spawn_main" in " ".join(child.cmdline()))
    worker.send_signal(signal.SIGKILL)
    _, err = running.communicate(timeout=180)
    assert running.returncode == 0, err
    assert_same(contents(country), here)
    assert list((country / "outputs").glob("*/.*")) == []


@pytest.mark.long
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = copy_kit(tmp_path / "kit", "example")
    ran = build(root, "--scheduler", "tcp://127.0.0.1:1")
    assert ran.returncode == 1
    assert "there is no Dask scheduler at tcp://127.0.0.1:1. Start one with `dask scheduler`" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "address",
    every_day(
        ["tcp://10.1.2.3:8786", "10.1.2.3:8786", "tcp://scheduler.example:8786", "ws://scheduler.example"], "10.1.2.3:8786"
    ),
)
def test_a_scheduler_elsewhere_without_tls_is_refused(kit: Path, address: str) -> None:
    ran = build(kit, "--scheduler", address)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"  {address} is on another machine and not protected: whoever can reach it could run programs as you. "
        "Give a tls:// address, or add --insecure-scheduler if the network between is your own.\n"
    )


@pytest.mark.parametrize("address", ["", "tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:8786", "tls://10.1.2.3:8786"])
def test_this_machine_and_tls_are_not_refused(address: str) -> None:
    refuse_insecure(address)


@pytest.mark.long
def test_an_option_takes_a_scheduler_elsewhere(kit: Path) -> None:
    ran = build(kit, "--scheduler", "tcp://scheduler.invalid:1", "--insecure-scheduler")
    assert "there is no Dask scheduler at tcp://scheduler.invalid:1" in ran.stderr


@pytest.mark.long
def test_tls_without_certificates_says_where_to_name_them(kit: Path) -> None:
    ran = build(kit, "--scheduler", "tls://127.0.0.1:1")
    assert ran.returncode == 1
    assert "there are no certificates for TLS in Dask's settings that can be used. Name them in ~/.config/dask/" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.long
@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates")
def test_a_cluster_behind_tls_gives_the_same_bytes(country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--board", "board001", "--format", "html")
    assert build(country, *asked).returncode == 0
    here = afresh(country)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TLS__CA_FILE", str(certificate))
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION", "True")
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT", str(certificate))
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY", str(key))
    with dask_cluster(tmp_path, "tls://127.0.0.1", 1) as (address, _):
        assert address.startswith("tls://")
        ran = build(country, *asked, "--scheduler", address)
    assert ran.returncode == 0, ran.stderr
    assert (country / "outputs/board001/2020/manifest.json").is_file()
    assert_same(contents(country), here)
