"""What a report rests on besides files and figures: what was asked of the machine, by names that `--explain` prints.

What is there, a variable or the date can be compared the next time. A clock, chance, another program or another machine cannot:
whatever rests on them never counts as it was.
"""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

from sabreport.reuse.hashes import ABSENT, digest_of_text, digest_of_value
from sabreport.reuse.uses import TODAY

THERE, SIZE, PYTHON = "whether there is ", "the size of ", "the Python in "
"""Each followed by a path, relative to the kit's folder where it lies there."""
VARIABLE, VARIABLES = "the environment variable ", "all environment variables"
OTHER_MACHINE = "another machine"
_SUFFIXES = (".py", ".pyd", ".so")


def digest_of_asked(name: str, root: Path = Path()) -> str:
    """The hash of what is answered now; another each time where answers cannot be compared.

    Parameters
    ----------
    root
        The kit's folder.
    """
    for what, answer in ((THERE, _there), (SIZE, _size), (PYTHON, _python)):
        if name.startswith(what):
            return answer(root / name.removeprefix(what))
    if name.startswith(VARIABLE):
        value = os.environ.get(name.removeprefix(VARIABLE))
        return ABSENT if value is None else digest_of_text(value)
    if name == VARIABLES:
        return digest_of_value(dict(os.environ))
    if name.startswith(TODAY):
        return date.today().isoformat()  # not printed
    return os.urandom(16).hex()  # not printed


def is_asked(name: str) -> bool:
    """Whether a name is one of these, and not of a file."""
    return name.startswith((THERE, SIZE, PYTHON, VARIABLE, VARIABLES)) or ", which " in name


def _there(path: Path) -> str:
    """What kind of thing stands there."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return "a link to nothing" if path.is_symlink() else ABSENT
    return f"{stat.S_IFMT(mode):o} {path.is_symlink()}"


def _size(path: Path) -> str:
    return f"{_there(path)} {path.stat().st_size}" if path.is_file() else _there(path)


def _python(path: Path) -> str:
    """Which modules may be imported from a folder."""
    try:
        found = [each for each in path.iterdir() if each.name.partition(".")[0].isidentifier()]
        return digest_of_value(sorted(each.name for each in found if each.suffix in _SUFFIXES or each.is_dir()))
    except OSError:
        return ABSENT
