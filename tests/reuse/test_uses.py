"""What code rests on is told from its syntax: the modules of the kit that it imports, and the clocks and chance that it asks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Self

import nbformat
import pytest
from conftest import KIT
from sabreport.base.places import PACKAGE
from sabreport.reuse.asked import PYTHON, SIZE, THERE, VARIABLE, digest_of_asked
from sabreport.reuse.library import asked_by_library, library, reached_by
from sabreport.reuse.uses import Uses, uses_of_module, uses_of_notebook


def of_cells(*sources: str) -> Uses:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return uses_of_notebook(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("source", "reached", "not_reached"),
    [
        ("from sabreport.chapters import finance", "chapters/finance.py", "chapters/training.py"),
        ("from sabreport.chapters import (\n    finance,\n    training,\n)", "chapters/training.py", "chapters/reviews.py"),
        ("from sabreport.chapters import finance", "exhibits/charts/account.py", "documents/word/finish.py"),
        ("import sabreport.exhibits.charts.bars as bars", "exhibits/charts/style.py", "documents/workbook/write.py"),
        ("if True:\n    from sabreport.facts import chance", "facts/chance.py", "documents/word/finish.py"),
        ("def late():\n    from sabreport.facts import chance", "facts/chance.py", "documents/word/finish.py"),
        ("import sabreport\nsabreport.facts.chance.SMALL", "facts/chance.py", ""),
        ("from sabreport.exhibits import charts", "exhibits/charts/slope.py", "documents/word/finish.py"),
        ("from sabreport.exhibits.charts import *", "exhibits/charts/slope.py", "documents/word/finish.py"),
        ("from sabreport import compared", "facts/phrases.py", "exhibits/charts/slope.py"),
        ("from sabreport import show", "exhibits/exhibit.py", "exhibits/charts/slope.py"),
        ("from sabreport import charts", "exhibits/charts/slope.py", "documents/word/finish.py"),
        ("import importlib\nimportlib.import_module('sabreport.facts.chance')", "facts/chance.py", "documents/word/finish.py"),
        (
            "from importlib import import_module as g\ng('sabreport.facts.chance')",
            "facts/chance.py",
            "documents/word/finish.py",
        ),
        ("__import__('sabreport.facts.chance')", "facts/chance.py", "documents/word/finish.py"),
        ("import importlib\nimportlib.import_module(name)", "documents/word/finish.py", ""),
        ("import importlib\nlist(map(importlib.import_module, names))", "documents/word/finish.py", ""),
        ("exec(text)", "documents/word/finish.py", ""),
        ("import sys\nsys.modules[name]", "documents/word/finish.py", ""),
        ("%matplotlib inline\nfrom sabreport.facts import chance", "facts/chance.py", "documents/word/finish.py"),
        ("!ls\nfrom sabreport.facts import chance", "facts/chance.py", "documents/word/finish.py"),
        ("said = await given()\nfrom sabreport.facts import chance", "facts/chance.py", "documents/word/finish.py"),
        ("%run other.py", "documents/word/finish.py", ""),
        ("this is no Python", "documents/word/finish.py", ""),
        ("'from sabreport.documents.word import finish'", "report_kinds/catalogue.yml", "documents/word/finish.py"),
    ],
)
def test_modules_are_found_from_the_imports_of_a_notebook(source: str, reached: str, not_reached: str) -> None:
    names = reached_by({"notebook": of_cells("a = 1", source)})
    assert f"lib/sabreport/{reached}" in names
    assert not not_reached or f"lib/sabreport/{not_reached}" not in names
    for other in ("report_kinds/catalogue.yml", "texts/authored.lua", "fonts/PublicSans-Bold.ttf", "running/section.qmd.j2"):
        assert f"lib/sabreport/{other}" in names


def test_every_notebook_of_the_kit_reaches_the_functions_that_write_it() -> None:
    for path in sorted((KIT / "notebooks").rglob("[0-9]*.ipynb")):
        text = path.read_text(encoding="utf-8")
        names = reached_by({"notebook": uses_of_notebook(text)})
        assert "lib/sabreport/chapters/chapter.py" in names
        code = "".join(cell.source for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "code")
        for module in PACKAGE.glob("chapters/[a-z]*.py"):
            if f"{module.stem}." in code:
                assert f"lib/sabreport/chapters/{module.name}" in names, (path.name, module.stem)


@pytest.mark.parametrize(
    ("source", "package", "bound"),
    [
        ("from . import bars", False, "sabreport.exhibits.charts.bars"),
        ("from .style import WIDTH", False, "sabreport.exhibits.charts.style.WIDTH"),
        ("from ... import facts", False, "sabreport.facts"),
        ("from ...facts.chance import SMALL", False, "sabreport.facts.chance.SMALL"),
        ("from . import bars", True, "sabreport.exhibits.charts.slope.bars"),
    ],
)
def test_relative_imports_are_followed(source: str, package: bool, bound: str) -> None:
    assert bound in uses_of_module(source, "sabreport.exhibits.charts.slope", package=package).bound


def test_what_cannot_be_read_may_use_anything() -> None:
    assert uses_of_module("this is no Python") == Uses(unknown=True)
    assert [uses_of_notebook(source) for source in ("no notebook", "{}", "[]")] == [Uses(unknown=True)] * 3


def test_what_stands_there_for_a_type_checker_is_not_reached() -> None:
    source = "if TYPE_CHECKING:\n    from sabreport import documents\nelse:\n    from sabreport.facts import chance"
    assert uses_of_module(source).bound == ("sabreport.facts.chance",)


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("from datetime import date\ndate.today()", "today's date"),
        ("import datetime as dt\ndt.date.today()", "today's date"),
        ("from datetime import datetime\nf'{datetime.now():%Y}'", "the time"),
        ("import pandas as pd\npd.Timestamp.now()", "the time"),
        ("import pandas as pd\npd.Timestamp('now')", "the time"),
        ("import time\ntime.strftime('%Y')", "the time"),
        ("from time import *", "the time"),
        ("from random import *", "chance"),
        ("from time import time as clock\nclock()", "the time"),
        ("import random\nrandom.random()", "chance"),
        ("from numpy.random import default_rng\ndefault_rng()", "chance"),
        ("import numpy as np\nnp.random.rand()", "chance"),
        ("import uuid\nuuid.uuid4()", "chance"),
        ("import os\nos.urandom(4)", "chance"),
        ("frame.sample(3)", "chance"),
        ("from pathlib import Path\nPath('a').stat().st_mtime", "when a file was saved"),
        ("import os\nos.path.getmtime('a')", "when a file was saved"),
        ("from os.path import getmtime\ngetmtime('a')", "when a file was saved"),
        ("!ls", "another program"),
        ("files = !ls", "another program"),
        ("%%bash\nls", "%bash"),
    ],
)
def test_what_asks_a_clock_or_chance_is_said(source: str, asked: str) -> None:
    assert of_cells("a = 1", source).asks == ((asked, "cell 2"),)


def test_names_imported_in_one_cell_are_known_in_the_next() -> None:
    assert of_cells("from time import time as clock", "clock()").asks == (("the time", "cell 2"),)


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(1), time.strptime('2020', '%Y'), time.struct_time",
        "from datetime import date, datetime\ndate(2020, 3, 31), datetime.fromisoformat('2020-03-31')",
        "from uuid import uuid5\nuuid5(space, 'name')",
        "line.now, facts.random_names",
        "from decimal import *",
        "frame.sample = 3",
        "'time.time()'  # random.random()",
        "import time\nstart = time.time()  # not printed",
        "%matplotlib inline",
        "%load_ext autoreload\n%autoreload 2",
    ],
)
def test_what_asks_for_neither_is_let_be(source: str) -> None:
    assert of_cells(source).asks == ()


def test_no_module_of_the_kit_asks_a_clock_or_chance_for_what_a_report_shows() -> None:
    asked = [name for name in reached_by({"everything": Uses(unknown=True)}) if ", which " in name]
    assert asked == list(asked_by_library()) == [], (
        "end the line with `# not printed` if no report shows it; else every report is made anew each time"
    )


def test_an_edit_of_an_installed_package_is_seen(tmp_path: Path) -> None:
    package = tmp_path / "site-packages/sabreport"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = hashes(package)
    assert before.keys() == library().keys() | {"version"}
    assert "absent" not in before.values()
    for name in ("chapters/trends.py", "report_kinds/catalogue.yml"):
        with (package / name).open("a", encoding="utf-8") as file:
            file.write("\n# edited\n")
    after = hashes(package)
    edited = {"lib/sabreport/chapters/trends.py", "lib/sabreport/report_kinds/catalogue.yml"}
    assert {name for name in before if before[name] != after[name]} == edited
    with (package / "running/steps.py").open("a", encoding="utf-8") as file:
        file.write("\n# edited\n")
    assert hashes(package)["version"] != before["version"]


def hashes(package: Path) -> dict[str, str]:
    """The hash of each file of a package installed elsewhere, and the version of what it remembers."""
    source = "import json; from sabreport.reuse import cache, library; "
    source += "print(json.dumps({**library.library(), 'version': cache._version()}))"
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, env=environment, cwd=package, check=True)
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_what_is_asked_of_the_machine_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "note.txt"
    names = [f"{THERE}note.txt", f"{SIZE}note.txt", f"{VARIABLE}SAB_TRY", f"{PYTHON}."]

    def answers() -> list[str]:
        return [digest_of_asked(name, tmp_path) for name in names]

    def in_its_place() -> None:
        place.unlink()
        place.mkdir()

    steps = [answers()]
    changed: list[Callable[[], object]] = [
        lambda: place.write_text("a", encoding="utf-8"),
        lambda: place.write_text("ab", encoding="utf-8"),
        lambda: monkeypatch.setenv("SAB_TRY", "1"),
        lambda: (tmp_path / "own.py").write_text("", encoding="utf-8"),
        lambda: (tmp_path / "other.ipynb").write_text("", encoding="utf-8"),
        in_its_place,
    ]
    for step in changed:
        step()
        steps.append(answers())
    changes = [[before != after for before, after in zip(*pair, strict=True)] for pair in pairwise(steps)]
    assert changes == [
        [True, True, False, False],
        [False, True, False, False],
        [False, False, True, False],
        [False, False, False, True],
        [False, False, False, False],
        [True, True, False, True],
    ]


def test_the_date_is_compared_and_the_time_never_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    day, hour = "today's date, which a.ipynb asks for in cell 1", "the time, which a.ipynb asks for in cell 1"
    today = digest_of_asked(day)
    assert digest_of_asked(day) == today
    assert digest_of_asked(hour) != digest_of_asked(hour)

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromordinal(date.today().toordinal() + 1)

    monkeypatch.setattr("sabreport.reuse.asked.date", Tomorrow)
    assert digest_of_asked(day) != today
