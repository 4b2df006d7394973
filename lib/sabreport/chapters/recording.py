"""What a notebook reads while it runs: which parts of its material, which files, and what else it asks the machine.

The build writes the material into a file and starts `record` in each kernel before the first cell; `open_chapter` takes the
material from there, in wrappers that note each part that is used. Outside a build nothing is recorded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import json
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, ValuesView
from dataclasses import replace
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any, cast

import pandas as pd

from sabreport.base.places import PACKAGE
from sabreport.base.project import Project
from sabreport.facts.material import Material
from sabreport.reuse.watching import EVENTS, Watch, full_path, looks_for_modules
from sabreport.settings.look import LOOK
from sabreport.tables.extract import Extract

READS = "sabreport-reads.json"
"""The file in a notebook's working folder that says what it has read."""
_PARTS = ("params", "look", "tables", "facts")
Note = Callable[[str], None]
_READ = ("os.listdir", "os.scandir", "sqlite3.connect")
_EVENTS = EVENTS.union(_READ, ["open"])
_recording: Recording | None = None


class Recording:
    """What was read and asked up to now; written anew after each cell.

    Parameters
    ----------
    material
        The file that the build wrote its material into.
    folder
        The working folder of the notebook.
    cells
        The names of its cells.
    """

    def __init__(self, material: Path, folder: Path, cells: Mapping[str, Any]) -> None:
        self._material = material
        self._folder = folder
        self.parts: dict[str, None] = {}
        self.files: dict[str, None] = {}
        self.asked: dict[tuple[str, str], None] = {}
        self.watch = Watch(self._note_asked, cells)
        own = (sys.prefix, sys.base_prefix, str(PACKAGE), str(folder), str(material.parent), "/proc", "/dev")
        places = dict.fromkeys(place for path in own for place in (full_path(path), str(Path(path).resolve())))
        self._passed_over = tuple(f"{place.rstrip(os.sep)}{os.sep}" for place in places)

    def material(self, project: Project) -> Material | None:
        """The material of a board and year, noting what is used of it; None where the build prepared that of another."""
        material: Material = pickle.loads(self._material.read_bytes())  # noqa: S301  # the build wrote it
        if material.project != project:
            return None
        wrapped = {part: _Noted(getattr(material, part), part, self._note) for part in _PARTS}
        return replace(material, **cast(dict[str, Any], wrapped))

    def _note(self, part: str) -> None:
        self.parts[part] = None

    def _note_asked(self, what: str, of: str) -> None:
        if not f"{of}{os.sep}".startswith(self._passed_over):
            self.asked[what, of] = None

    def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note a file that is opened to be read, a folder that is listed, and what else is asked: a hook for audit events."""
        if event not in _EVENTS:
            return  # first of all, for to look at the stack is an event too
        caller = sys._getframe().f_back
        if event in EVENTS:
            self.watch.on_event(event, arguments, caller)
        if event == "open":
            path, mode, flags = arguments
            written = any(letter in mode for letter in "wax+") if isinstance(mode, str) else bool((flags or 0) & os.O_ACCMODE)
        elif event in _READ and not looks_for_modules(caller):
            path, written = arguments[0] or ".", False
        else:
            return
        if not written and isinstance(path, str | bytes | os.PathLike):
            full = full_path(path)
            if full.endswith(".pyc"):
                full = importlib.util.source_from_cache(full)
            if not f"{full}{os.sep}".startswith(self._passed_over):
                self.files[full] = None

    def write(self, *_: Any) -> None:
        """Write down what was read: a hook of IPython's, after each cell."""
        read = {"parts": list(self.parts), "files": list(self.files), "asked": [list(each) for each in self.asked]}
        (self._folder / READS).write_text(json.dumps(read), encoding="utf-8")


def record(material: str, beside: str) -> None:
    """Record from now on what this kernel reads and asks.

    Parameters
    ----------
    material
        The file that the build wrote its material into; empty to record nothing.
    beside
        The notebook's folder, whose Python it may import, as in JupyterLab.
    """
    from IPython import get_ipython

    global _recording  # noqa: PLW0603  # a kernel runs one notebook
    sys.path.insert(0, beside)
    sys.dont_write_bytecode = True
    if material:
        shell = get_ipython()
        _recording = Recording(Path(material), Path.cwd(), shell.user_ns)
        _recording.watch.start()
        sys.addaudithook(_recording.on_event)
        _recording.write()
        shell.events.register("post_run_cell", _recording.write)


def prepared(project: Project) -> Material | None:
    """The material that the build prepared for this kernel; None outside a build."""
    return _recording.material(project) if _recording is not None else None


def is_part(name: str) -> bool:
    """Whether a name is one under which a part of the material was noted."""
    return name.startswith(tuple(f"{part}." for part in _PARTS))


def name_of_part(part: str, material: Material) -> str:
    """A part as a user knows it: its file, or its key."""
    owner, attribute, *key = part.split(".", 2)
    if owner in ("params", "look"):
        return f"{attribute} in {'the params' if owner == 'params' else _look_file(material)}"
    if owner == "facts":
        return {"_by_key": "the figure ", "_by_measure": "the figures of ", "_absent": "the figures of "}.get(
            attribute, "the figures"
        ) + "".join(key)
    found = getattr(material.tables, attribute)
    if key and isinstance(found, Mapping):
        each = found.get(int(key[0]) if attribute == "measures_by_year" else key[0])
        path = each.path if isinstance(each, Extract) else each
        return material.project.relative(path) if path is not None else f"{key[0]} ({attribute.replace('_', ' ')})"
    return f"the list of {attribute.replace('_', ' ')}"


def _look_file(material: Material) -> str:
    return material.project.relative(material.project.template(material.params.kind, LOOK))


def source_of_part(part: str, material: Material) -> list[str]:
    """The files that an extract or a figure came from, relative to the root; none for another part, or one that is not there."""
    kind, _, key = part.partition(".by_name.") if ".by_name." in part else part.partition("._by_key.")
    if kind == "tables" and key in material.tables.by_name:
        return [material.project.relative(material.tables.by_name[key].path)]
    if kind == "facts" and key in material.facts:
        fact = material.facts[key]
        own = [fact.source.path] if fact.source else []
        return own + [source for each in fact.inputs for source in source_of_part(f"facts._by_key.{each}", material)]
    return []


def digest_of_part(part: str, material: Material) -> str:
    """A hash of what a part holds, by the name under which it was noted; of a text, of where it lies."""
    owner, attribute, *key = part.split(".", 2)
    value = getattr(getattr(material, owner), attribute)
    if key:
        value = value.get(int(key[0]) if attribute == "measures_by_year" else key[0], "absent")
    return hashlib.sha256(_spelt(value).encode("utf-8")).hexdigest()


def _spelt(value: Any) -> str:
    """A value as text that differs where the value does."""
    if isinstance(value, Mapping):
        return repr([(key, _spelt(each)) for key, each in value.items()])
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return repr([_spelt(each) for each in value])
    if isinstance(value, Extract):
        return f"{value.path.name} {_spelt(value.rows)}"
    if isinstance(value, pd.DataFrame):
        return f"{list(value.dtypes)} {value.to_csv()}"
    return repr(value)


class _Noted:
    """Stands for an object and notes which of its attributes are used; its own methods and properties run on the stand-in."""

    def __init__(self, target: Any, name: str, note: Note) -> None:
        self._target, self._name, self._note = target, name, note

    def __getattr__(self, attribute: str) -> Any:
        found = inspect.getattr_static(type(self._target), attribute, None)
        if isinstance(found, FunctionType) and not attribute.startswith("model_"):
            return MethodType(found, self)
        if isinstance(found, property):
            return cast(Any, found.fget)(self)
        value = getattr(self._target, attribute)
        name = f"{self._name}.{attribute}"
        if isinstance(value, dict):
            return _NotedDict(value, name, self._note)
        self._note(name)
        return value

    def __getitem__(self, key: Any) -> Any:
        return type(self._target).__getitem__(self, key)

    def __iter__(self) -> Iterator[Any]:
        return cast(Iterator[Any], type(self._target).__iter__(self))

    def __len__(self) -> int:
        return int(type(self._target).__len__(self))

    def __contains__(self, key: Any) -> bool:
        return bool(type(self._target).__contains__(self, key))


class _NotedDict(Mapping[Any, Any]):
    """Stands for a dictionary and notes which of its keys are looked up; looking through it notes the whole."""

    def __init__(self, target: dict[Any, Any], name: str, note: Note) -> None:
        self._target, self._name, self._note = target, name, note

    def __getitem__(self, key: Any) -> Any:
        self._note(f"{self._name}.{key}")
        return self._target[key]

    def values(self) -> ValuesView[Any]:
        self._note(self._name)
        return self._target.values()

    def __iter__(self) -> Iterator[Any]:
        self._note(self._name)
        return iter(self._target)

    def __len__(self) -> int:
        self._note(self._name)
        return len(self._target)
