"""What Python code rests on beyond itself, told from its syntax: which modules of the kit it imports, where it asks a clock.

Nothing is run. What a name stands for is followed through imports and no further; where that leaves doubt, more counts.
"""

from __future__ import annotations

import ast
import contextlib
import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

KIT = "sabreport"
TODAY, TIME, CHANCE, SAVED, PROGRAM = "today's date", "the time", "chance", "when a file was saved", "another program"
NOT_PRINTED = "# not printed"
"""Ends a line that asks a clock or chance for what no report shows."""

_IMPORTS = ("importlib.import_module", "importlib.__import__", "builtins.__import__", "__import__")
_RUNS_ANYTHING = (
    *("exec", "eval", "compile", "builtins", "runpy", "pkgutil", "sys.modules", "importlib.machinery"),
    *("importlib.util.spec_from_file_location", "importlib.util.module_from_spec", "importlib.util.find_spec"),
)
_CLOCKS = ("time",)
_NO_CLOCKS = ("time.sleep", "time.strptime", "time.struct_time")
_CHANCES = (
    "random",
    "secrets",
    "numpy.random",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid.getnode",
    "os.urandom",
    "os.getrandom",
    "os.getpid",
)
_NOW, _DRAWN = ("now", "utcnow", "today"), ("sample", "rvs", "shuffle", "permutation", "default_rng")
_SAVED = ("getmtime", "getctime", "getatime")
_HARMLESS_MAGICS = ("autoreload", "autosave", "config", "load_ext", "matplotlib", "precision")
_TIMES_OF_FILES = ("st_mtime", "st_ctime", "st_atime", "st_birthtime")
_SHELL = ("system", "getoutput", "getoutput_pexpect")
_WORDS = (*_IMPORTS, *_RUNS_ANYTHING, *_CLOCKS, *_CHANCES, *_NOW, *_DRAWN, *_SAVED)
_TELLING = re.compile(
    rf"\b(?:(?:{'|'.join(sorted({name.rpartition('.')[2] for name in _WORDS}))})\b|(?:{'|'.join(_TIMES_OF_FILES)})|ST_)"
)
"""Of these words one stands in each module that asks, or that may run what is not known."""


@dataclass(frozen=True)
class Uses:
    """What some code uses.

    Parameters
    ----------
    modules
        Modules of the kit, in full; of a package only what its own file holds.
    bound
        Names that may be modules or packages of the kit, in full; of a package any part may be used.
    unknown
        Whether it may import what only shows when it runs.
    asks
        What it asks for that no hash can tell, and where: ``("the time", "line 3")``.
    """

    modules: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    unknown: bool = False
    asks: tuple[tuple[str, str], ...] = ()


def uses_of_module(source: str, module: str = "", *, package: bool = False) -> Uses:
    """What a file of Python uses; one that does not parse may use anything.

    Parameters
    ----------
    module
        Its name in full, for imports relative to it.
    package
        Whether it is the ``__init__.py`` of that package.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return Uses(unknown=True)
    telling = _TELLING.search(source) is not None
    code = _Code(tree, source, "", module if package else module.rpartition(".")[0], telling=telling)
    return _uses([code], telling=telling)


def uses_of_notebook(source: str) -> Uses:
    """What the code cells of a notebook use, given its JSON; a cell that does not parse may use anything."""
    try:
        cells = json.loads(source)["cells"]
        codes = [(number, "".join(cell["source"])) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        return Uses(unknown=True)
    trees = [(number, code, _parsed(code)) for number, code in codes]
    return _uses(
        [_Code(tree, code, f"cell {number}") for number, code, tree in trees if tree is not None],
        unknown=any(tree is None for *_, tree in trees),
    )


def _parsed(code: str) -> ast.Module | None:
    """A cell's syntax, IPython's magics and shell lines written out as calls; None where it has none."""
    for spelt in (str, _as_python, lambda text: _within_a_function(_as_python(text))):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            return ast.parse(spelt(code))
    return None


def _within_a_function(code: str) -> str:
    """So that a cell may wait for something."""
    return f"async def cell():\n{textwrap.indent(code, ' ')}\n pass"


def _as_python(code: str) -> str:
    from IPython.core.inputtransformer2 import TransformerManager  # slow to import, and few cells need it

    return TransformerManager().transform_cell(code)


def _uses(codes: Sequence[_Code], *, unknown: bool = False, telling: bool = True) -> Uses:
    """What pieces of code use that follow each other and share their names; `telling` unless they only import."""
    found = _Found(unknown=unknown)
    for code in codes:
        code.note_imports(found)
    for code in codes if telling else ():
        code.note_names(found)
    modules, bound = (tuple(name for name in names if _within(name, (KIT,))) for names in (found.modules, found.bound))
    return Uses(modules, bound, found.unknown, tuple(found.asks))


@dataclass
class _Found:
    """What was found up to now; `aliases` has what each imported name stands for, in full."""

    unknown: bool
    aliases: dict[str, str] = field(default_factory=dict)
    modules: dict[str, None] = field(default_factory=dict)
    bound: dict[str, None] = field(default_factory=dict)
    asks: dict[tuple[str, str], None] = field(default_factory=dict)


class _Code:
    """The syntax of a module, or of a cell, which is called `where`."""

    def __init__(self, tree: ast.Module, source: str, where: str, package: str = "", *, telling: bool = True) -> None:
        self._nodes = _run(tree, statements=not telling)
        self._lines = source.splitlines()
        self._package = package
        self._where = where
        self._found = _Found(unknown=False)

    def note_imports(self, found: _Found) -> None:
        """Note what it imports."""
        self._found = found
        for node in self._nodes:
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)

    def note_names(self, found: _Found) -> None:
        """Note what it does with that, and what it asks for."""
        self._found = found
        called = {id(node.func) for node in self._nodes if isinstance(node, ast.Call)}
        for node in self._nodes:
            if isinstance(node, ast.Call):
                self._call(node)
            elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                self._name(node, called=id(node) in called)

    def _import(self, node: ast.Import) -> None:
        for each in node.names:
            name = each.name if each.asname else each.name.partition(".")[0]
            self._found.modules[each.name] = None
            self._found.bound[name] = None
            self._found.aliases[each.asname or name] = name

    def _import_from(self, node: ast.ImportFrom) -> None:
        base = self._absolute("." * node.level + (node.module or ""))
        self._found.modules[base] = None
        for each in node.names:
            name = base if each.name == "*" else f"{base}.{each.name}"
            self._found.bound[name] = None
            self._found.aliases[each.asname or each.name] = name
            if each.name == "*" and base in (*_CLOCKS, *_CHANCES):
                self._ask(TIME if base in _CLOCKS else CHANCE, node)

    def _absolute(self, name: str) -> str:
        """The full name of what may be named relative to the package, with dots before it."""
        plain = name.lstrip(".")
        up = len(name) - len(plain)
        if not up:
            return plain
        parents = self._package.split(".")[: -(up - 1) or None]
        return ".".join([*parents, plain] if plain else parents)

    def _call(self, node: ast.Call) -> None:
        name = self._full(node.func)
        first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        if name in _IMPORTS:
            if isinstance(first, str):
                self._found.bound[self._absolute(first)] = None
            else:
                self._found.unknown = True
        elif name.startswith(("pandas.", "numpy.")) and first in ("now", "today"):
            self._ask(TIME, node)
        elif isinstance(node.func, ast.Attribute) and self._full(node.func.value) == "get_ipython()":
            self._magic(node.func.attr, first, node)

    def _magic(self, method: str, name: Any, node: ast.Call) -> None:
        """One of IPython's commands: a line for the shell, or a magic, which may run anything but for a few."""
        if method in _SHELL:
            self._ask(PROGRAM, node)
        elif method in ("run_line_magic", "run_cell_magic", "magic", "run_cell") and name not in _HARMLESS_MAGICS:
            self._found.unknown = True
            self._ask(f"%{name}" if isinstance(name, str) else "a magic", node)

    def _name(self, node: ast.Name | ast.Attribute, *, called: bool) -> None:
        """A name that is used: does it stand for a clock, for chance, or for what runs any code?"""
        name = self._full(node)
        attribute = node.attr if isinstance(node, ast.Attribute) else ""
        if _within(name, _RUNS_ANYTHING) or (name in _IMPORTS and not called):
            self._found.unknown = True
        if name.endswith("date.today"):
            self._ask(TODAY, node)
        elif (attribute in _NOW and (called or self._is_imported(node))) or (_below(name, _CLOCKS) and name not in _NO_CLOCKS):
            self._ask(TIME, node)
        elif attribute in _DRAWN or _below(name, _CHANCES) or (name in _CHANCES and "." in name):
            self._ask(CHANCE, node)
        elif attribute in _SAVED or name.rpartition(".")[2] in _SAVED or _is_time_of_file(name):
            self._ask(SAVED, node)

    def _is_imported(self, node: ast.AST) -> bool:
        """Whether a name, or what it is an attribute of, was imported."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self._found.aliases

    def _full(self, node: ast.AST) -> str:
        """What a name or an attribute stands for, as far as imports tell; empty where that is more than a name."""
        if isinstance(node, ast.Name):
            return self._found.aliases.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self._full(node.value)
            return f"{owner}.{node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return f"{node.func.id}()"
        return ""

    def _ask(self, what: str, node: ast.AST) -> None:
        first, last = node.lineno, node.end_lineno or node.lineno  # type: ignore[attr-defined]  # of every expression
        if not any(line.rstrip().endswith(NOT_PRINTED) for line in self._lines[first - 1 : last]):
            self._found.asks[what, self._where or f"line {first}"] = None


def _run(tree: ast.Module, *, statements: bool) -> list[ast.AST]:
    """All parts of it that may run: not what stands there for a type checker only. Or of those parts the statements only."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if statements and isinstance(node, ast.expr):
            continue
        found.append(node)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)
    return found


def _within(name: str, owners: tuple[str, ...]) -> bool:
    return name in owners or _below(name, owners)


def _below(name: str, owners: tuple[str, ...]) -> bool:
    return name.startswith(tuple(f"{owner}." for owner in owners))


def _is_time_of_file(name: str) -> bool:
    return name.rpartition(".")[2].lower().startswith(_TIMES_OF_FILES)
