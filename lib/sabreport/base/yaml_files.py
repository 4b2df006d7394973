"""Files of settings: YAML as plain values with the line of each, layers merged, checked against a model."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode

from sabreport.base.errors import ParamsError, Problem, ReportError
from sabreport.base.files import read_whole
from sabreport.base.yaml_syntax import DEEPEST, Fault, no_space_in, node_faults, syntax_fault
from sabreport.base.yaml_values import Place, value_fault

LARGEST_SETTINGS = 200_000
"""Bytes of a file of settings; the longest of the kit's own has about ten thousand."""
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A model of settings: a key that it does not have is an error, and its values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")]
"""A name in settings and extracts that other files repeat."""


@dataclass(frozen=True)
class Settings:
    """Settings as plain values.

    Parameters
    ----------
    values
        Text, numbers, dates, yes and no, lists and mappings of them.
    places
        The file and line of each key and entry of a list, by the steps that lead to it.
    path
        The file; of merged ones, the last.
    """

    values: dict[str, Any]
    places: Mapping[Place, tuple[Path, int]]
    path: Path

    def locate(self, *place: str | int) -> tuple[Path, int | None]:
        """File and line of `place`, or of the nearest place around it."""
        steps: Place = place
        while steps:
            if steps in self.places:
                return self.places[steps]
            steps = steps[:-1]
        return self.path, None


def read_settings(path: Path, root: Path) -> Settings:
    """Read a file of settings.

    Raises
    ------
    ParamsError
        With everything that keeps it from being read: file, line, what is wrong in plain words, what to do.
    """
    try:
        content = read_whole(path, root, LARGEST_SETTINGS)
    except ReportError as error:
        raise ParamsError(error.problems, root) from error
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise ParamsError([_problem(path, (row, "the file is not UTF-8 text", "Save it again as UTF-8."))], root) from error
    return _settings_of(path, root, text)


@lru_cache(maxsize=64)
def _settings_of(path: Path, root: Path, text: str) -> Settings:
    """The settings that a file's text holds; several steps of a build ask for the same file."""
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = DEEPEST
    try:
        node = yaml.compose(text)
    except YAMLError as error:
        raise ParamsError([_problem(path, syntax_fault(error, text))], root) from error
    if node is None:
        return Settings({}, {}, path)
    faults = list(node_faults(node, text))
    if not isinstance(node, MappingNode):
        what, remedy = "the file does not hold keys and values", "Write one `key: value` a line."
        if isinstance(node, ScalarNode) and no_space_in(node.value):
            what, remedy = "there is no space after the colon", "Put one there: `key: value`."
        faults.append((int(node.start_mark.line) + 1, what, remedy))
    if faults:
        raise ParamsError([_problem(path, fault) for fault in dict.fromkeys(faults)], root)
    return Settings(_plain(node, yaml.constructor), {place: (path, line) for place, line in _lines(node)}, path)


def merged(layers: Sequence[Settings]) -> Settings:
    """Layers as one: a later mapping adds to and overrides an earlier one key by key; any other value replaces it."""
    values: dict[str, Any] = {}
    places: dict[Place, tuple[Path, int]] = {}
    for layer in layers:
        _merge(values, layer.values, (), places)
        places.update(layer.places)
    return Settings(values, places, layers[-1].path)


def checked(
    settings: Settings, model: type[Model], root: Path, *, keys_are_in: str, belongs: Mapping[str, Path] | None = None
) -> Model:
    """Settings as the model that describes them.

    Parameters
    ----------
    keys_are_in
        Where a reader finds what each key holds, for messages.
    belongs
        The file in which a key is to be written that is missing; without it, that of the settings.

    Raises
    ------
    ParamsError
        With every key that is unknown, missing, or has a value that cannot be.
    """
    try:
        return model.model_validate(settings.values)
    except ValidationError as error:
        problems = []
        details = error.errors()
        missing = {tuple(each["loc"]) for each in details if each["type"] == "missing"}
        misspelt = {_meant(tuple(each["loc"]), missing) for each in details if each["type"] == "extra_forbidden"}
        short = {tuple(each["loc"]) for each in details if each["type"] == "too_short" and _is_around(each["loc"], details)}
        for detail in (each for each in details if tuple(each["loc"]) not in misspelt | short):
            place, what, remedy = value_fault(dict(detail), model, keys_are_in)
            path, line = settings.locate(*place)
            if detail["type"] == "missing" and len(detail["loc"]) == 1:
                path, line = (belongs or {}).get(str(detail["loc"][0]), settings.path), None
            problems.append(_problem(path, (line, what, remedy)))
        raise ParamsError(dict.fromkeys(problems), root) from error


def _is_around(place: Place, details: Sequence[Any]) -> bool:
    """Whether something within a place is at fault too: a list is counted without the entries that are."""
    return any(len(each["loc"]) > len(place) and each["loc"][: len(place)] == place for each in details)


def _meant(unknown: Place, missing: set[Place]) -> Place:
    """The missing key that an unknown one stands for, which need not be told as well; no place where there is none."""
    beside = {str(each[-1]): each for each in missing if each[:-1] == unknown[:-1]}
    nearest = difflib.get_close_matches(str(unknown[-1]), beside, n=1)
    return beside[nearest[0]] if nearest else ()


def _problem(path: Path, fault: Fault) -> Problem:
    return Problem(path, fault[0], "", fault[1], fault[2], line=True)


def _plain(node: Any, constructor: Any) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _plain(value, constructor) for key, value in node.value}
    if not isinstance(node, ScalarNode):
        return [_plain(value, constructor) for value in node.value]
    try:
        return constructor.construct_object(node)
    except ValueError:  # what looks like a date or a number and is none, such as 2020-13-45
        return node.value


def _lines(node: Any, place: Place = ()) -> Iterator[tuple[Place, int]]:
    if isinstance(node, ScalarNode):
        return
    pairs = [(key.value, key, value) for key, value in node.value] if isinstance(node, MappingNode) else []
    for step, marked, value in pairs or [(index, each, each) for index, each in enumerate(node.value)]:
        yield (*place, step), int(marked.start_mark.line) + 1
        yield from _lines(value, (*place, step))


def _merge(target: dict[str, Any], layer: Mapping[str, Any], place: Place, places: dict[Place, tuple[Path, int]]) -> None:
    """Merge a layer in, and forget the places of what it replaces."""
    for key, value in layer.items():
        here = (*place, key)
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _merge(target[key], value, here, places)
            continue
        for gone in [each for each in places if each[: len(here)] == here]:
            del places[gone]
        target[key] = deepcopy(value)  # the layer stays as it was read
