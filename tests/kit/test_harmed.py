"""Each file that the kit reads is harmed in each way that happens to files, and each place it writes is blocked: every
command says in plain words which file or place it is, and no report is lost.

Every harm of every file is tried with one command or another, by `make test-long`. ``HARMS=all`` tries each with every command:
it takes half an hour.
"""

from __future__ import annotations

import ctypes
import os
import random
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import openpyxl
import pypandoc
import pytest
from conftest import copy_kit
from sabreport.reuse.hashes import digest_of_file

COMMANDS = {
    "check": ("check", "--year", "2020"),
    "build": ("build", "--year", "2020", "--format", "html"),
    "status": ("status", "--year", "2020"),
    "facts": ("facts", "--year", "2020", "--board", "example"),
    "claims": ("claims", "text.md", "--year", "2020", "--board", "example"),
    "forms": ("template", "partners", "--year", "2020"),
}
KIND, SHARED = "report_templates/sab_annual_report", "report_templates/_shared"
DATA = "data/example/2020"
READ = {
    "defaults": "params/defaults.yml",
    "board": "params/example/board.yml",
    "year": "params/example/2020.yml",
    "chapters": f"{KIND}/chapters.yml",
    "duty": f"{KIND}/duty.yml",
    "look": f"{SHARED}/look.yml",
    "document": f"{KIND}/annual-report.qmd",
    "project": f"{SHARED}/_quarto.yml",
    "filter": f"{SHARED}/report.lua",
    "page": f"{SHARED}/page.html",
    "style": f"{SHARED}/report.css",
    "notebook": "notebooks/sab_annual_report/01_foreword.ipynb",
    "measures": f"{DATA}/measures.csv",
    "before": "data/example/2019/measures.csv",
    "workbook": f"{DATA}/finance.xlsx",
    "list": f"{DATA}/sars.csv",
    "sources": f"{DATA}/sources.csv",
    "narrative": f"{DATA}/narrative/foreword.md",
    "statement": f"{DATA}/partners/exampleshire_fire.md",
    "word": f"{DATA}/partners/exampleshire_icb.docx",
    "odt": f"{DATA}/partners/exampleshire_police.odt",
    "claimed": "text.md",
    "manifest": "outputs/example/2020/manifest.json",
    "facts": "outputs/example/2020/facts.json",
    "checks": "outputs/example/2020/checks.json",
}
SUPPLIED = tuple(name for name, path in READ.items() if path.startswith(("params/", "data/", "notebooks/", f"{KIND}/ch")))
"""What is maintained, and read whatever the command. A table that is cut may be whole as far as anyone can tell."""
MAY_BE = (("defaults", "missing"), ("defaults", "empty"), ("statement", "missing"), ("word", "missing"), ("odt", "missing"))
"""Files that a board can do without: a statement may still be to come."""
MISSED_ELSEWHERE = (("before", "missing"),)
"""A file that may be absent is not named: what is told is that a text refers to a figure that is not there."""
UNLIKELY = {
    **dict.fromkeys((".docx", ".odt", ".xlsx"), ("other-encoding",)),
    ".csv": ("other-encoding",),  # a table in UTF-16 that says so is read
    **dict.fromkeys((".qmd", ".lua", ".html", ".css"), ("deep", "huge", "damaged")),
}
"""Harms that make no sense for a kind of file, and those that nobody but the author of a template does to it."""
HANGS = 100
"""Seconds after which a command counts as hung, and is ended: a hundred times what the slowest takes."""
PYTHON_WORDS = re.compile(
    r"Traceback|unforeseen|Errno|\w+Error\b|\w+Exception\b|NoneType|codec|ruamel|pydantic|pandas|openpyxl|zlib|"
    r"valid (tuple|string|dictionary)|ordereddict|object at 0x|mapping values|while (parsing|scanning)"
)


def _deep(path: Path) -> None:
    """The same kind of file, nested a thousand deep."""
    match path.suffix:
        case ".yml":
            path.write_text("a: " + "[" * 1000 + "]" * 1000 + "\n", encoding="utf-8")
        case ".json" | ".ipynb":
            path.write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
        case ".md":
            path.write_text("> " * 1000 + "deep\n\n" + "[" * 2000 + "\n", encoding="utf-8")
        case ".docx" | ".odt" | ".xlsx":
            _deep_package(path)
        case _:
            path.write_text(path.read_text(encoding="utf-8") + "(" * 1000 + "\n", encoding="utf-8")


def _deep_package(path: Path) -> None:
    """A package whose main part is nested a thousand deep."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = next(name for name in ("word/document.xml", "content.xml", "xl/worksheets/sheet1.xml") if name in parts)
    end = {"word/document.xml": b"</w:body>", "content.xml": b"</office:text>", "xl/worksheets/sheet1.xml": b"</worksheet>"}[main]
    name = end[2:-1].split(b":")[0] + b":" if b":" in end else b""
    tag = name + b"sdt"
    nested = b"<%s>" % tag * 1000 + b"</%s>" % tag * 1000
    parts[main] = parts[main].replace(end, nested + end)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def _replace(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _gone(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_outside(path: Path) -> None:
    outside = path.parents[0]
    while outside.name != "kit":
        outside = outside.parent
    target = outside.parent / f"outside{path.suffix}"
    path.rename(target)
    path.symlink_to(target)


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("gone")


def _damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, min(len(content) // 2 + 10, len(content))):
        content[place] = 0xFF
    path.write_bytes(content)


def _other_encoding(path: Path) -> None:
    path.write_bytes(path.read_bytes().decode("utf-8", errors="replace").encode("utf-16"))


HARMS: dict[str, Callable[[Path], None]] = {
    "missing": _gone,
    "folder": _folder,
    "link-outside": _link_outside,
    "link-to-nothing": _link_to_nothing,
    "unreadable": lambda path: path.chmod(0),
    "empty": lambda path: _replace(path, b""),
    "binary": lambda path: _replace(path, random.Random(7).randbytes(5000)),
    "cut": lambda path: _replace(path, path.read_bytes()[: path.stat().st_size // 2]),
    "damaged": _damaged,
    "huge": lambda path: _replace(path, path.read_bytes() + b"\n# " + b"x " * 14_000_000),
    "deep": _deep,
    "other-encoding": _other_encoding,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit with a report that was built from tables, workbooks, and statements of each kind."""
    from sabreport.base.project import Project
    from sabreport.build import build_report
    from sabreport.documents.engines import find_engine

    kit = copy_kit(tmp_path_factory.mktemp("harmed") / "kit", "example")
    year = kit / READ["year"]
    lines = year.read_text(encoding="utf-8")
    for chapter in ("summary", "year_in_numbers", "priorities", "making_safeguarding_personal", "deprivation_of_liberty",
                    "assurance_and_audit", "training", "engagement", "looking_forward", "statutory_cover"):  # fmt: skip
        lines = lines.replace(f"  - {chapter}\n", "")
        (kit / DATA / "narrative" / f"{chapter}.md").unlink(missing_ok=True)
    year.write_text(lines, encoding="utf-8")
    partners = kit / DATA / "partners"
    for member, suffix in (("exampleshire_icb", "docx"), ("exampleshire_police", "odt")):
        text = (partners / f"{member}.md").read_text(encoding="utf-8")
        pypandoc.convert_text(text, suffix, format="markdown", outputfile=str(partners / f"{member}.{suffix}"))
        (partners / f"{member}.md").unlink()
    rows = [line.split(",") for line in (kit / DATA / "finance.csv").read_text(encoding="utf-8").splitlines()]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.isdigit() else cell for cell in row])
    book.save(kit / READ["workbook"])
    (kit / DATA / "finance.csv").unlink()
    sources = kit / DATA / "sources.csv"
    text = sources.read_text(encoding="utf-8").replace("finance.csv", "finance.xlsx")
    for member, suffix in (("exampleshire_icb", "docx"), ("exampleshire_police", "odt")):
        text = text.replace(f"{member}.md", f"{member}.{suffix}")
    sources.write_text(text, encoding="utf-8")
    (kit / "text.md").write_text("There were 905 concerns in Exampleshire.\n", encoding="utf-8")
    build_report(Project(kit, "example", 2020), find_engine("embedded"), ("html",))
    return kit


@pytest.fixture
def harmed(built: Path, tmp_path: Path) -> Path:
    """A copy of it to harm."""
    return Path(shutil.copytree(built, tmp_path / "kit", symlinks=True))


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """As a user whom the rights of files and folders bind: they do not bind root, who is made to do without that."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the call, this process
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    fewer = (ctypes.c_uint32 * 6)(*held)
    fewer[0] &= ~(1 << 1 | 1 << 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    assert libc.capset(header, fewer) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


def _report(kit: Path) -> dict[str, str]:
    """The report that stands in outputs, file by file."""
    folder = kit / "outputs/example/2020"
    return {str(path.relative_to(folder)): digest_of_file(path) for path in folder.rglob("*") if path.is_file()}


def _run(sabreport, kit: Path, command: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(kit)
    signal.alarm(HANGS)
    try:
        with bound_by_rights():
            ran = sabreport(*COMMANDS[command], root=kit)
    finally:
        signal.alarm(0)
    said = ran.out + ran.err
    assert ran.code in (0, 1) or (ran.code, command) == (2, "claims"), said  # a text that is not there is a slip in the command
    assert not PYTHON_WORDS.search(said), said
    return ran.code, said


def _cases() -> list[tuple[str, str, str]]:
    """Each harm of each file with the next of the commands; with each where ``HARMS=all``."""
    turn, cases = cycle(COMMANDS), list[tuple[str, str, str]]()
    for name, path in READ.items():
        for harm in HARMS:
            if harm not in UNLIKELY.get(Path(path).suffix, ()):
                cases += [(name, harm, command) for command in (COMMANDS if os.environ.get("HARMS") == "all" else [next(turn)])]
    return cases


@pytest.mark.long
@pytest.mark.parametrize(("name", "harm", "command"), _cases())
def test_a_harmed_file_is_named_in_plain_words(
    name: str, harm: str, command: str, harmed: Path, sabreport, monkeypatch: pytest.MonkeyPatch
) -> None:
    HARMS[harm](harmed / READ[name])
    left = _report(harmed)
    code, said = _run(sabreport, harmed, command, monkeypatch)
    if code and (name, harm) not in MISSED_ELSEWHERE:
        assert re.sub(r"^\d+_", "", Path(READ[name]).name) in said, said
        assert left
        assert _report(harmed) == left, "the report before is as it was"
    if command == "check" and name in SUPPLIED and harm != "cut" and (name, harm) not in MAY_BE:
        assert code == 1, "a harm is told, and not passed over"
    assert str(harmed) not in said.replace(str(harmed / "outputs"), ""), "places are told as they stand in the kit"
