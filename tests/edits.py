"""Kinds of edits of everything a report rests on, each of which changes what is printed."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pypandoc
from conftest import KIT, copy_kit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

CHAPTERS = (
    *("summary", "foreword", "year_in_numbers", "finance", "training", "members_statements", "looking_forward"),
    "statutory_cover",
)
DATA, NOTEBOOKS, TEMPLATES = "data/example/2020", "notebooks/sab_annual_report", "report_templates/sab_annual_report"
SHARED = "report_templates/_shared"
INSTALLED = "site-packages"
"""Where the kit's package stands: beside others, as pip installs it, and not in lib/."""
LIBRARY = f"{INSTALLED}/sabreport"
WITH_CHARTS = {"summary", "year_in_numbers", "finance"}
ALL = set(CHAPTERS)
READ = {"html", "pdf", "docx"}


def word(drawn: int) -> str:
    """A word that stands nowhere else."""
    return "Zu" + "".join(chr(ord("a") + int(digit)) for digit in f"{drawn:04d}") + "ka"


def number(drawn: int) -> str:
    """A number that hardly stands anywhere else, as a report prints it."""
    return f"1{drawn:04d}"


def printed(drawn: int) -> str:
    return f"{int(number(drawn)):,}"


@dataclass(frozen=True)
class Edit:
    """A kind of edit.

    Parameters
    ----------
    change
        Makes it, with a number drawn at random.
    reaches
        The chapters that may run again.
    shows_in
        The documents that hold what was drawn.
    shown
        What they hold.
    """

    name: str
    change: Callable[[Path, int], None]
    reaches: set[str]
    shows_in: set[str]
    shown: Callable[[int], str] = word


def cell(name: str, column: str, drawn_as: Callable[[int], str], row: int = 0) -> Callable[[Path, int], None]:
    def change(root: Path, drawn: int) -> None:
        path = root / DATA / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[row][column] = drawn_as(drawn)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


def line(path: str, pattern: str, replacement: str, drawn_as: Callable[[int], str] = word) -> Callable[[Path, int], None]:
    """Replace what matches by a text in which @ is what was drawn; in the pattern, @ is what was drawn before."""

    def change(root: Path, drawn: int) -> None:
        text = (root / path).read_text(encoding="utf-8")
        new = replacement.replace("@", drawn_as(drawn))
        found = re.sub(pattern.replace("@", r"Zu\w+ka"), lambda _: new, text, count=1, flags=re.MULTILINE)
        assert found != text or new in text, (path, pattern)
        (root / path).write_text(found, encoding="utf-8")

    return change


def last_line(path: str) -> Callable[[Path, int], None]:
    return line(path, r"(\n\n@ was said\.)?\s*\Z", "\n\n@ was said.\n")


def sent_as(name: str) -> Callable[[Path, int], None]:
    """A member's statement as a file of a word processor, which Pandoc reads itself."""

    def change(root: Path, drawn: int) -> None:
        path = root / DATA / "partners" / name
        pypandoc.convert_text(f"{word(drawn)} was said.", path.suffix.removeprefix("."), "markdown", outputfile=str(path))

    return change


def another_cell(stem: str, kind: str, source: str) -> Callable[[Path, int], None]:
    def change(root: Path, drawn: int) -> None:
        path = root / NOTEBOOKS / f"{stem}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [each for each in notebook.cells if each.id != f"edited-{kind}"]
        made = getattr(nbformat.v4, f"new_{kind}_cell")
        notebook.cells.append(made(source.replace("@", word(drawn)), id=f"edited-{kind}"))
        nbformat.write(notebook, path)

    return change


EDITS = (
    Edit("income", cell("finance", "amount", number), {"finance", "summary"}, READ, printed),
    Edit("expenditure", cell("finance", "amount", number, -1), {"finance", "summary", "year_in_numbers"}, READ, printed),
    Edit("attendance", cell("training", "attendance", number), {"training", "summary", "year_in_numbers"}, READ, printed),
    Edit("audience", cell("training", "audience", word), {"training"}, READ | {"xlsx"}),
    Edit("aim", cell("forward", "aim", word), {"looking_forward", "summary"}, READ),
    Edit(
        "waiting list",
        line(f"{DATA}/measures.csv", r"dols_outstanding,,\d+", "dols_outstanding,,@", number),
        {"year_in_numbers", "summary"},
        READ,
        printed,
    ),
    Edit("title", line("params/example/2020.yml", r"^title: .*", "title: Report @"), set(), READ | {"xlsx", "statement"}),
    Edit("chair", line("params/example/board.yml", r"  role: .*", "  role: Chair @"), {"foreword"}, READ),
    Edit(
        "website",
        line("params/example/board.yml", r"^website: .*", "website: https://example.org/@"),
        {"summary"},
        {"xlsx"},
    ),
    Edit("foreword's text", last_line(f"{DATA}/narrative/foreword.md"), {"foreword"}, READ),
    Edit("finance's text", last_line(f"{DATA}/narrative/finance.md"), {"finance"}, READ),
    Edit("training's text", last_line(f"{DATA}/narrative/training.md"), {"training"}, READ),
    Edit("a statement", last_line(f"{DATA}/partners/exampleshire_icb.md"), {"members_statements"}, READ),
    Edit("a statement in Word", sent_as("exampleshire_fire.docx"), {"members_statements"}, READ),
    Edit("an OpenDocument statement", sent_as("exampleshire_police.odt"), {"members_statements"}, READ),
    Edit("foreword's notebook", another_cell("01_foreword", "markdown", "@ by an analyst."), {"foreword"}, READ),
    Edit(
        "finance's notebook",
        another_cell("13_finance", "code", "from sabreport import Prose\nshow(Prose('@ by an analyst.'))"),
        {"finance"},
        READ,
    ),
    Edit("Python beside it", line(f"{NOTEBOOKS}/own_words.py", r"SAID = .*", 'SAID = "@ of our own."'), {"training"}, READ),
    Edit("stylesheet", line(f"{SHARED}/report.css", r"\A(\.@ \{\}\n)?", ".@ { }\n"), set(), {"html"}),
    Edit("page", line(f"{SHARED}/page.html", r"<footer>(<p>@</p>)?", "<footer><p>@</p>"), set(), {"html"}),
    Edit(
        "warm colour",
        line(f"{SHARED}/look.yml", r'^  warm: "#\w+"', '  warm: "#FF@"', lambda drawn: f"{drawn:04d}"),
        WITH_CHARTS,
        {"html"},
        lambda drawn: f"#FF{drawn:04d}",
    ),
    Edit("contents", line(f"{SHARED}/_quarto.yml", r"^toc-title: .*", "toc-title: @"), set(), {"html", "pdf"}),
    Edit("the PDF", line(f"{SHARED}/report.typ", r"\[\$toc-title\$( @)?\]", "[$toc-title$ @]"), set(), {"pdf"}),
    Edit(
        "what all formats share",
        line(f"{SHARED}/report.lua", r'fig = "Figure( @)?"', 'fig = "Figure @"'),
        set(),
        {"html", "pdf"},
    ),
    Edit("the whole", line(f"{TEMPLATES}/annual-report.qmd", r"\n\n(@\n\n)?\[% for", "\n\n@\n\n[% for"), set(), READ),
    Edit(
        "the duty",
        line(f"{TEMPLATES}/duty.yml", r"    asks: (@ )?[Ww]hat the board did", "    asks: @ what the board did"),
        {"statutory_cover"},
        READ,
    ),
    Edit(
        "a chapter's function",
        line(f"{LIBRARY}/chapters/training.py", r'f"The board (@ )?held', 'f"The board @ held'),
        {"training", "summary"},
        READ,
    ),
    Edit(
        "finance's function",
        line(f"{LIBRARY}/chapters/finance.py", r'f"(@ i|I)ncome in \{chapter.label\} was', 'f"@ income in {chapter.label} was'),
        {"finance", "summary"},
        READ,
    ),
    Edit(
        "a chart's function",
        line(
            f"{LIBRARY}/exhibits/charts/account.py",
            r'income, (palette.accent|"#1A\w+")',
            'income, "#1A@"',
            lambda drawn: f"{drawn:04d}",
        ),
        WITH_CHARTS,
        {"html"},
        lambda drawn: f"#1A{drawn:04d}",
    ),
    Edit(
        "a label",
        line(f"{LIBRARY}/report_kinds/catalogue.yml", r'(?<=dols_outstanding:\n)  label: ".*', '  label: "@ of people"'),
        ALL,
        READ,
    ),
    Edit(
        "what stands for Word's own marks",
        line(f"{LIBRARY}/base/characters.py", r'"(•|@)": "\\uf0b7', r'"@": "\uf0b7'),
        ALL,
        READ,
    ),
    Edit(
        "a template of the library",
        line(f"{LIBRARY}/running/section.qmd.j2", r"\{\{ cell.source \}\}(\n\n@)?", "{{ cell.source }}\n\n@"),
        ALL,
        READ,
    ),
    Edit(
        "the workbook's function",
        line(f"{LIBRARY}/documents/workbook/write.py", r'"(@ f|F)igures are rounded as', '"@ figures are rounded as'),
        set(),
        {"xlsx"},
    ),
    Edit(
        "the running head",
        line(f"{LIBRARY}/documents/write.py", r'f"\{name\}(, @)?, \{inputs.project', 'f"{name}, @, {inputs.project'),
        ALL,  # the module says what is remembered, and what another version of it wrote is not read
        {"docx"},
    ),
    Edit(
        "the page on accessibility",
        line(f"{LIBRARY}/documents/accessibility/accessibility.html.j2", r"<h2>The standard( @)?<", "<h2>The standard @<"),
        ALL,
        {"statement"},
    ),
    Edit(
        "a word of phrases",
        line(f"{LIBRARY}/facts/phrases.py", r"'fewer'\} (@ )?than in", "'fewer'} @ than in"),
        ALL,
        READ,
    ),
)


def laid_out(folder: Path) -> Path:
    """The example board with a short report, Python beside a notebook, and a library of its own, installed as by pip."""
    root = copy_kit(folder, "example")
    shutil.copytree(KIT / "lib/sabreport", root / LIBRARY, ignore=shutil.ignore_patterns("__pycache__"))
    listed = "\n".join(f"  - {chapter}" for chapter in CHAPTERS)
    year = root / "params/example/2020.yml"
    year.write_text(f"kind: sab_annual_report\ntitle: Annual report 2019-20\nchapters:\n{listed}\n", encoding="utf-8")
    foreword = root / DATA / "narrative/foreword.md"
    foreword.write_text(f"{foreword.read_text(encoding='utf-8')}\n\uf0b7 a point\n", encoding="utf-8")
    for name in ("exampleshire_fire.docx", "exampleshire_police.odt"):
        sent_as(name)(root, 0)
        (root / DATA / "partners" / name).with_suffix(".md").unlink()
        line(f"{DATA}/sources.csv", re.escape(f"{Path(name).stem}.md"), name)(root, 0)
    (root / NOTEBOOKS / "own_words.py").write_text('SAID = "Nothing yet."\n', encoding="utf-8")
    said = "from own_words import SAID\nfrom sabreport import Prose\n\nshow(Prose(SAID))"
    notebook = nbformat.read(root / NOTEBOOKS / "10_training.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(said, id="own-words"))
    nbformat.write(notebook, root / NOTEBOOKS / "10_training.ipynb")
    return root


def edits(many: int, among: Sequence[Edit] = EDITS) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test with so many edits, drawn at random."""
    usual: dict[str, Any] = {
        "deadline": None,
        "database": None,
        "phases": [Phase.generate],
        "suppress_health_check": list(HealthCheck),
    }
    drawn = given(edit=st.sampled_from(among), drawn=st.integers(0, 9999))
    return lambda test: settings(max_examples=many, **usual)(drawn(test))
