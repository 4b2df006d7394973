"""What the steps of the last build made, and on what each rested, so that a step is done again only where something changed.

What cannot be read back whole, for whatever reason, counts as never made: the step is done again. So does what another version
of the kit wrote. What cannot be written is not remembered. None of this stops a build.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sabreport.base.files import CACHE
from sabreport.base.places import PACKAGE
from sabreport.base.project import Project
from sabreport.reuse.hashes import ABSENT, digest_of_bytes, digest_of_file, digest_of_text, digest_of_value

_RECORD = "record.json"
NEVER = "nothing is remembered of it"


@dataclass(frozen=True)
class Made:
    """What a step made.

    Parameters
    ----------
    rests_on
        The hash of each thing that the step used, by the name of the thing as `--explain` prints it.
    files
        The files it made, by name.
    value
        What else it found out, as JSON can hold it.
    """

    rests_on: Mapping[str, str]
    files: Mapping[str, Path]
    value: Any


class Memory:
    """The steps of one board and year.

    Parameters
    ----------
    project
        Whose steps they are.
    forget
        Whether to take nothing from the last build.
    """

    def __init__(self, project: Project, *, forget: bool = False) -> None:
        self._folder = project.root / CACHE / project.board / str(project.year)
        self._forget = forget

    def recall(self, step: str) -> Made | None:
        """What a step made when it was last done; None where that is not known for certain."""
        folder = self._folder / step
        try:
            checksum, text = (folder / _RECORD).read_text(encoding="utf-8").split("\n", 1)
            record = json.loads(text)
            whole = checksum == digest_of_text(text) and record["version"] == _version()
            files = {name: folder / name for name in record["files"]}
            whole = whole and all(digest_of_file(path) == record["files"][name] for name, path in files.items())
            return Made(record["rests_on"], files, record["value"]) if whole and not self._forget else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, step: str, made: Made) -> None:
        """Remember what a step made, in place of what it made before."""
        target = self._folder / step
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".", dir=self._folder, ignore_cleanup_errors=True) as temporary:
                fresh = Path(temporary) / "fresh"
                fresh.mkdir()
                for name, path in made.files.items():
                    _copy(path, fresh / name)
                files = {name: digest_of_file(path) for name, path in made.files.items()}
                record = {"version": _version(), "rests_on": dict(made.rests_on), "files": files, "value": made.value}
                text = json.dumps(record, ensure_ascii=False, indent=1)
                (fresh / _RECORD).write_text(f"{digest_of_text(text)}\n{text}", encoding="utf-8", newline="\n")
                if target.exists():
                    target.rename(Path(temporary) / "replaced")
                fresh.rename(target)

    def take(self, step: str, rests_on: Mapping[str, str], folder: Path) -> tuple[Made | None, tuple[str, ...]]:
        """Put what a step made into `folder` if all that it rested on is as it was; else None, and what changed."""
        kept = self.recall(step)
        why = changed(kept, rests_on)
        if kept is None or why:
            return None, why
        if not self.copy(step, kept, {name: folder / name for name in kept.files}):
            return None, (NEVER,)
        return Made(rests_on, {name: folder / name for name in kept.files}, kept.value), ()

    def copy(self, step: str, kept: Made, targets: Mapping[str, Path]) -> bool:
        """Copy files that a step made to where they are wanted; False where another build remembered something else meanwhile."""
        try:
            for name, target in targets.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(kept.files[name], target)
        except FileNotFoundError:
            return False
        return self.recall(step) == kept

    def sweep(self) -> None:
        """Delete what was half remembered when a build was killed."""
        for left in self._folder.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)


@cache
def _version() -> str:
    """The hash of every module of the kit that may say what is remembered: each that names this one.

    So that no older version's record is ever read, however little differs.
    """
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))}
    return digest_of_value({name: digest_of_bytes(text) for name, text in texts.items() if b"sabreport.reuse.cache" in text})


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def changed(kept: Made | None, now: Mapping[str, str] | Callable[[str], str]) -> tuple[str, ...]:
    """What a step rests on that changed since it was done, so that it has to be done again; empty where nothing did.

    Parameters
    ----------
    now
        The hash of each thing as it is now; or, where the step finds out while it runs what it uses, what gives it.
    """
    if kept is None:
        return (NEVER,)
    if isinstance(now, Mapping):
        names = [name for name in {**kept.rests_on, **now} if kept.rests_on.get(name, ABSENT) != now.get(name, ABSENT)]
    else:
        names = [name for name, digest in kept.rests_on.items() if now(name) != digest]
    return tuple(names)
