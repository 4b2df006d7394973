"""The files that sources.csv lists: their paths as people copy them from Windows and browsers, and what is said of others."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from sabreport.base.errors import Problem
from sabreport.base.files import shown_files
from sabreport.tables.extract import Extract, each_row

_QUOTED = re.compile(r"""\s*["'“”‘’](.*)["'“”‘’]\s*""")
_OF_URL = re.compile(r"(?:file|https?):/*", re.IGNORECASE)


def path_below(folder: Path, typed: str) -> str:
    """The path of a file below the folder of a board and year, where the whole of it, or more than that, is typed.

    Examples
    --------
    >>> path_below(Path("data/example/2020"), r'"C:\\\\sab\\\\data\\\\example\\\\2020\\\\partners\\\\police.docx"')
    'partners/police.docx'
    """
    quoted = _QUOTED.fullmatch(typed)
    text = (quoted[1] if quoted else typed).strip()
    if _OF_URL.match(text):
        text = unquote(text).partition("?")[0]
    slashed = text.replace("\\", "/")
    above = f"/{folder.parent.name}/{folder.name}/"
    at = f"/{slashed}".lower().rfind(above.lower())
    if at >= 0:
        return f"/{slashed}"[at + len(above) :]
    return slashed.removeprefix("./") if slashed.startswith("./") or text != typed.strip() else typed


def check_sources(extract: Extract | None, missing: Collection[Path]) -> Iterator[Problem]:
    """Each file that sources.csv lists is there, but for those of which it is told anyhow that they are missing."""
    if extract is None:
        return
    folder = extract.path.parent
    for row in each_row(extract.rows):
        path = folder / row.file
        if row.file and path not in missing and (_leads_out(row.file) or not os.path.lexists(path)):
            what = f'"{row.file}" is not in this folder'
            yield Problem(extract.path, int(row.Index), "file", what, _remedy(folder, row.file))


def _leads_out(path: str) -> bool:
    """Whether a path leads out of the folder in which it should be."""
    return PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts


def _remedy(folder: Path, typed: str) -> str:
    """The file of the folder that has that name, or nearly; else how a path is written."""
    name = PurePosixPath(typed.lower())
    there = [path for under in (folder, folder / "narrative", folder / "partners") for path in shown_files(under)]
    twins = {".csv": ".xlsx", ".xlsx": ".csv"}
    for wanted in (name.name, f"{name.stem}{twins.get(name.suffix, name.suffix)}"):
        found = [path for path in there if path.name.lower() == wanted]
        if len(found) == 1:
            return f'Did you mean "{found[0].relative_to(folder).as_posix()}"?'
    return "Write the path as it is below this folder, such as partners/police.docx."
