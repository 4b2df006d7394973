"""Looks into a notebook's file before anything runs it: whether it is one, of the form in use, with its parameters."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sabreport.base.errors import Problem, ReportError
from sabreport.base.files import LARGEST_NOTEBOOK, read_whole
from sabreport.tables.character_checks import faults_of_notebook

_FORM = 4
_RESTORE = "Restore it, or save it again from JupyterLab."


class _NotANotebookError(ValueError):
    """What a file lacks that every notebook has, and what to do."""


def inspect_notebook(path: Path, root: Path, parameters: Sequence[str]) -> list[Problem]:
    """What keeps a notebook from being run, with all that it is sent.

    Parameters
    ----------
    parameters
        The names that its cell tagged "parameters" is to declare, no more and no fewer.
    """
    try:
        notebook = _read(read_whole(path, root, LARGEST_NOTEBOOK))
        declared = _declared(notebook)
    except ReportError as error:
        return list(error.problems)
    except _NotANotebookError as error:
        what, remedy = error.args
        return [Problem(path, None, "", f"the notebook cannot be read: {what}", remedy)]
    problems = faults_of_notebook(path, notebook)
    if set(declared) == set(parameters):
        return problems
    got = ", ".join(sorted(declared)) or "none"
    what = f"the notebook declares the parameters {got}; it is sent {', '.join(parameters)}"
    return [*problems, Problem(path, None, "", what, 'Declare those three, one a line, in the cell tagged "parameters".')]


def _read(content: bytes) -> dict[str, Any]:
    """A notebook of form 4 with its cells."""
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _NotANotebookError("it is not UTF-8 text", _RESTORE) from None
    except json.JSONDecodeError as error:
        raise _NotANotebookError(f"it breaks off or is damaged at line {error.lineno}", _RESTORE) from None
    except RecursionError:
        raise _NotANotebookError("its parts stand too deep within each other", _RESTORE) from None
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise _NotANotebookError("it is not a notebook", _RESTORE)
    form = notebook["nbformat"]
    if form != _FORM:
        remedy = "Open it in JupyterLab and save it, which brings it to form 4."
        raise _NotANotebookError(f"it is of form {form}, and those of form {_FORM} are run", remedy)
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise _NotANotebookError("it has no cells", _RESTORE)
    for number, cell in enumerate(cells, start=1):
        try:
            json.dumps(cell, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            remedy = "Delete the sign that shows as a box or a question mark, and type it anew."
            raise _NotANotebookError(f"cell {number} holds half a character", remedy) from None
    return notebook


def _declared(notebook: dict[str, Any]) -> list[str]:
    """The names that the cell tagged "parameters" assigns."""
    about = notebook.get("metadata")
    if not isinstance(about, dict) or not any(
        isinstance(about.get(part), dict) and about[part].get(key)
        for part, key in (("kernelspec", "language"), ("language_info", "name"))
    ):
        raise _NotANotebookError("it names no language", _RESTORE)
    names = []
    for number, cell in enumerate(notebook["cells"], start=1):
        if not isinstance(cell.get("metadata"), dict):
            raise _NotANotebookError(f"cell {number} lacks what every cell has", _RESTORE)
        if "parameters" not in (cell["metadata"].get("tags") or ()):
            continue
        try:
            body = ast.parse("".join(cell.get("source", ""))).body
        except (SyntaxError, ValueError, TypeError, RecursionError):
            remedy = "Write one parameter a line, such as `year: int = 2020`."
            raise _NotANotebookError(f"cell {number}, tagged parameters, is not Python", remedy) from None
        for node in body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names
