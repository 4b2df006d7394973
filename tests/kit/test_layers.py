"""The contracts of pyproject.toml hold, and can fail; what the library still says of one kind of report only gets less."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
import sabreport
from conftest import KIT
from sabreport.report_kinds.catalogue import measure_names
from sabreport.report_kinds.columns import EXTRACTS

LIBRARY = KIT / "lib/sabreport"
NOUNS = r"safeguarding|\bconcerns?\b|\benquir(?:y|ies)\b|\badults?\b|care act|section 4[2-4]|\bsars?\b|\bdols\b|\bchair\b"
STILL_NAMED = {
    "chapters/appendix.py": 3,
    "chapters/areas_compared.py": 10,
    "chapters/assurance.py": 8,
    "chapters/breakdowns.py": 9,
    "chapters/chapter.py": 1,
    "chapters/finance.py": 2,
    "chapters/key_figures.py": 17,
    "chapters/partnership.py": 1,
    "chapters/priorities.py": 8,
    "chapters/reviews.py": 12,
    "chapters/summary.py": 15,
    "chapters/training.py": 4,
    "chapters/trend_charts.py": 29,
    "chapters/trends.py": 49,
    "claims/areas.py": 4,
    "claims/context.py": 2,
    "claims/figures.py": 16,
    "claims/number_cases.py": 11,
    "claims/sums.py": 5,
    "claims/topics.py": 59,
    "cli/options.py": 1,
    "dictionary.py": 5,
    "disclosure/publish.py": 1,
    "documents/workbook/notes.py": 2,
    "documents/workbook/sheets.py": 5,
    "documents/write.py": 2,
    "facts/counts.py": 20,
    "facts/derived.py": 11,
    "facts/fact.py": 1,
    "facts/given.py": 6,
    "gates/extracts.py": 1,
    "report_kinds/columns.py": 21,
    "reports/recipients.py": 1,
    "settings/measures.py": 4,
    "settings/params.py": 12,
    "tables/agreement.py": 18,
    "tables/folder.py": 9,
    "tables/meant.py": 1,
    "tables/measure_checks.py": 13,
    "tables/names.py": 5,
    "tables/near_names.py": 1,
    "tables/typed_checks.py": 6,
    "tables/year_checks.py": 7,
    "texts/statement_tree.py": 1,
}
"""How many texts of each module name what only the annual report of a safeguarding adults board has. It only shrinks: a kind of
report is to be a folder, which says all that."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of a copy of the library."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(KIT / "pyproject.toml"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)


def test_the_contracts_hold() -> None:
    assert lint(KIT / "lib").returncode == 0


@pytest.mark.parametrize(
    ("module", "forbidden", "contract"),
    [
        ("base/slugs.py", "import sabreport.facts.fact", "one way through"),
        ("facts/chance.py", "import sabreport.disclosure.publish", "one way through"),
        ("exhibits/statuses.py", "import sabreport.tables.reading", "what prints never sees what was supplied"),
        ("claims/topics.py", "import matplotlib.figure", "figures know nothing of documents"),
        ("proofreading/order.py", "import sabreport.wording.numbers", "a reader of words of its own"),
    ],
)
def test_an_import_against_the_layers_is_found(tmp_path: Path, module: str, forbidden: str, contract: str) -> None:
    shutil.copytree(LIBRARY, tmp_path / "sabreport", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    with (tmp_path / "sabreport" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{forbidden}\n")
    ran = lint(tmp_path)
    assert ran.returncode == 1
    assert re.search(rf"^{contract} BROKEN$", ran.stdout, re.MULTILINE)


def test_a_package_of_no_layer_is_found(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "sabreport", ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    (tmp_path / "sabreport/odds_and_ends.py").write_text("", encoding="utf-8")
    ran = lint(tmp_path)
    assert ran.returncode == 1
    assert "sabreport.odds_and_ends" in ran.stdout


def test_the_public_face_loads_what_a_type_checker_is_told() -> None:
    tree = ast.parse((LIBRARY / "__init__.py").read_text(encoding="utf-8"))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {each.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for each in node.names}
    assert told.keys() == sabreport.PUBLIC.keys()
    for name, module in told.items():
        found = getattr(sabreport, name)
        assert found is getattr(import_module(str(module)), name)
        assert name in dir(sabreport)
    with pytest.raises(AttributeError, match="module 'sabreport' has no attribute 'nothing'"):
        sabreport.nothing  # noqa: B018  # asking for it is what is tried


def test_notebooks_import_the_public_face_alone() -> None:
    for path in [*(KIT / "notebooks").rglob("*.ipynb"), *(KIT / "tests").rglob("*.ipynb")]:
        code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        taken = re.findall(r"^\s*(?:from|import) (sabreport[\w.]*)", code, re.MULTILINE)
        assert set(taken) <= {"sabreport", "sabreport.chapters"}, path.name


def test_what_the_library_says_of_one_kind_of_report_only_gets_less() -> None:
    names = "|".join(rf"\b{re.escape(name)}\b" for name in (*measure_names(supplied=False), *(each.name for each in EXTRACTS)))
    pattern = re.compile(f"{NOUNS}|{names}", re.IGNORECASE)
    counts = {path: sum(bool(pattern.search(text)) for text in texts_of(path)) for path in LIBRARY.rglob("*.py")}
    found = {path.relative_to(LIBRARY).as_posix(): count for path, count in counts.items() if count}
    assert {name: count for name, count in found.items() if count > STILL_NAMED.get(name, 0)} == {}, (
        "put it into the kind's folder"
    )
    assert {name: count for name, count in STILL_NAMED.items() if count > found.get(name, 0)} == {}, "take it off the list"


def texts_of(path: Path) -> Iterator[str]:
    """The texts that a module holds, but for what it says of itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = list(ast.walk(tree))
    told = {id(part.value) for part in parts if isinstance(part, ast.Expr)}
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in told:
            yield part.value


def test_a_build_loads_what_reads_and_writes_word_and_excel_only_where_it_is_used() -> None:
    """They take as long to load as a build with nothing changed takes in all."""
    code = "import sys, sabreport.cli, sabreport.build; print(sorted({'docx', 'openpyxl', 'matplotlib'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
