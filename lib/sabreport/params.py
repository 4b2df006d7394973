"""The settings of a board and year: layered YAML, merged and checked against strict models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sabreport.errors import ParamsError, Problem, did_you_mean
from sabreport.project import Project

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Chair(_Strict):
    """The board's independent chair: a public role."""

    role: Text = Field(description="the role as printed below the foreword")
    name: Text | None = Field(None, description="the chair's name; may be left out")


class Area(_Strict):
    """A council area whose figures the board reports."""

    id: Id = Field(description="as written in measures.csv")
    name: Text = Field(description="as printed")


class Member(_Strict):
    """An organisation on the board."""

    id: Id = Field(description="also the name of its statement's file")
    name: Text = Field(description="as printed")
    short_name: Text | None = Field(None, description="heads narrow columns of tables")
    statutory: bool = Field(description="whether the Care Act makes it a member: council, NHS, police")


class Terms(_Strict):
    """The board's own words, in the singular; used wherever the report speaks of the thing."""

    concern: Text = Field("concern", description="the board's word for a concern, such as alert")
    enquiry: Text = Field("enquiry", description="the board's word for an enquiry")
    application: Text = Field("application", description="the board's word for a DoLS application, such as referral")
    outstanding: Text = Field(
        "number of applications outstanding", description="what those not yet decided are called, such as waiting list"
    )


class Disclosure(_Strict):
    """Disclosure control: on by default; off only with a reason."""

    enabled: bool = Field(True, description="whether small counts, and what gives them away, are held back")
    threshold: int = Field(5, ge=1, description="the smallest count of people that may be shown")
    rounding: Literal[5] | None = Field(None, description="5 to round the counts that are shown to the nearest 5")
    reason: Text | None = Field(None, description="why it is off; required then")

    @model_validator(mode="after")
    def _off_needs_reason(self) -> Disclosure:
        if not self.enabled and self.reason is None:
            raise ValueError("disclosure control is off without a reason", "Give `reason:` beside it, or turn it on.")
        return self


class Claim(_Strict):
    """A number in authored text that rests on no fact, deliberately, and why."""

    text: Text = Field(description="the words as they stand in the text")
    reason: Text = Field(description="why no fact lies behind them")


class Statements(_Strict):
    """What the board asks its members to write in a year."""

    headings: tuple[Text, ...] = Field(
        (), description="the headings that a statement is asked to have; `{year}` and `{next_year}` print as 2019-20 and 2020-21"
    )
    words: int | None = Field(None, ge=50, description="how many words a statement may have before a warning says so")
    due: date | None = Field(None, description="the day by which statements are due, as 2020-06-30")
    none_from: dict[Id, Text] = Field(
        default_factory=dict, description="why a member sends no statement, by the member's id; the report prints it"
    )


class Recipients(_Strict):
    """Those of one council who are sent the report by law: Care Act 2014, Schedule 2, paragraph 4(2)."""

    area: Id = Field(description="the area of the council, one of `areas`")
    chief_executive: Text = Field(description="the chief executive of the council, by role and council")
    leader: Text = Field(description="the leader of the council, by role and council")
    policing_body: Text = Field(description="the local policing body")
    healthwatch: Text = Field(description="the Local Healthwatch organisation")
    wellbeing_board: Text = Field(description="the chair of the Health and Wellbeing Board")


class Params(_Strict):
    """All settings of one board and year, after the layers are merged."""

    name: Text = Field(description="the board's full name, on the cover")
    short_name: Text = Field(description="its initials")
    website: Annotated[Text, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        None, description="its address on the web, beginning with https://"
    )
    chair: Chair = Field(description="the independent chair")
    areas: Annotated[tuple[Area, ...], Field(min_length=1)] = Field(
        description="the council areas it covers, in the order to print them"
    )
    members: Annotated[tuple[Member, ...], Field(min_length=1)] = Field(description="its members, in the order to print them")
    terms: Terms = Field(Terms(), description="its own words")
    disclosure: Disclosure = Field(Disclosure(), description="disclosure control")
    conversion: Literal["s42", "s42_and_other"] = Field(
        "s42", description="which enquiries the conversion rate counts: `s42` or `s42_and_other`"
    )
    accent: Annotated[Text, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = Field(
        None, description='the board\'s colour, as `"#12436D"` in quotes, for headings, the cover and the year reported in charts'
    )
    kind: Id = Field(description="the kind of report: a folder of notebooks/ and of report_templates/")
    title: Text = Field(description="the report's title, on the cover")
    chapters: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(description="the chapters to print, in order")
    statements: Statements = Field(Statements(), description="what members are asked to write")
    recipients: tuple[Recipients, ...] = Field((), description="who is sent the report by law, a set for each council")
    strategy: tuple[Text, ...] = Field(
        (), description="the priorities of the board's strategy, each of which `priorities.csv` is to answer"
    )
    targets: dict[str, float] = Field(default_factory=dict, description="the board's target for a measure, in its unit")
    claims: tuple[Claim, ...] = Field((), description="numbers in authored text that rest on no fact, deliberately")

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Params:
        for key, ids in (
            ("areas", [area.id for area in self.areas]),
            ("members", [member.id for member in self.members]),
            ("chapters", list(self.chapters)),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{key} lists {', '.join(twice)} more than once", "List each once.")
        if any(area.id == "board" for area in self.areas):
            raise ValueError('areas has the id "board", which stands for the whole board', "Give the area another id.")
        for key, ids, known in (
            ("recipients", [each.area for each in self.recipients], [area.id for area in self.areas]),
            ("statements", list(self.statements.none_from), [member.id for member in self.members]),
        ):
            for unknown in sorted(set(ids) - set(known)):
                raise ValueError(f'{key} names "{unknown}", which the board does not have', did_you_mean(unknown, known))
        return self

    def member_called(self, text: str) -> Member | None:
        """The member of that id, name or short name; None where there is none."""
        return next((member for member in self.members if text in (member.id, member.name, member.short_name)), None)


Place = tuple[str | int, ...]


@dataclass(frozen=True)
class _Layer:
    """One YAML file as plain values, with the line of each key."""

    path: Path
    values: dict[str, Any]
    lines: dict[Place, int]


def load_params(project: Project) -> Params:
    """Read, merge and check the params of a board and year.

    Layers are merged in the order ``defaults.yml``, ``<board>/board.yml``, ``<board>/<year>.yml``: a later
    mapping adds to and overrides an earlier one key by key; any other value replaces it.

    Raises
    ------
    ParamsError
        With every problem found: file, line, what was got, what was expected.
    """
    layers = [_read_layer(path, project.root) for path in project.params_files if path.is_file()]
    for needed in project.params_files[1:]:
        if not needed.is_file():
            problem = Problem(needed, None, "", "the file is missing", "Create it; docs/data_dictionary.md lists its keys.")
            raise ParamsError([problem], project.root)
    merged: dict[str, Any] = {}
    for layer in layers:
        _merge(merged, layer.values)
    try:
        return Params.model_validate(merged)
    except ValidationError as error:
        problems = [_explain(dict(detail), layers) for detail in error.errors()]
        raise ParamsError(problems, project.root) from error


def find_line(project: Project, *place: str | int) -> tuple[Path, int | None]:
    """File and line of the last layer that sets a key, given as its steps: ``"chapters", 3``."""
    layers = [_read_layer(path, project.root) for path in project.params_files if path.is_file()]
    return _locate(place, layers)


def _read_layer(path: Path, root: Path) -> _Layer:
    yaml = YAML(typ="rt", pure=True)
    try:
        tree = yaml.load(path.read_text(encoding="utf-8-sig"))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        row = mark.line + 1 if mark is not None else None
        what = f"this is not valid YAML: {str(error.problem or error).splitlines()[0]}"
        remedy = "Check the indentation, quotes and colons on that line and the one above."
        raise ParamsError([Problem(path, row, "", what, remedy, line=True)], root) from error
    except YAMLError as error:
        what = f"this is not valid YAML: {str(error).splitlines()[0]}"
        raise ParamsError([Problem(path, None, "", what, "Take out what cannot be seen or typed.")], root) from error
    except UnicodeDecodeError as error:
        raise ParamsError([Problem(path, None, "", "the file is not UTF-8 text", "Save it as UTF-8.")], root) from error
    if tree is None:
        return _Layer(path, {}, {})
    if not isinstance(tree, Mapping):
        what = "the file does not hold keys and values"
        raise ParamsError([Problem(path, 1, "", what, "Write one `key: value` a line.", line=True)], root)
    return _Layer(path, _plain(tree), dict(_lines(tree)))


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _lines(node: Any, place: Place = ()) -> Iterator[tuple[Place, int]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield (*place, str(key)), node.lc.key(key)[0] + 1  # type: ignore[attr-defined]  # ruamel's line record
            yield from _lines(value, (*place, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield (*place, index), node.lc.item(index)[0] + 1  # type: ignore[attr-defined]
            yield from _lines(value, (*place, index))


def _merge(target: dict[str, Any], layer: Mapping[str, Any]) -> None:
    for key, value in layer.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _merge(target[key], value)
        elif isinstance(value, dict):
            target[key] = {}
            _merge(target[key], value)
        else:
            target[key] = value


def _locate(place: Place, layers: list[_Layer]) -> tuple[Path, int | None]:
    """File and line of the last layer that sets `place`, or of the nearest place around it."""
    while place:
        for layer in reversed(layers):
            if place in layer.lines:
                return layer.path, layer.lines[place]
        place = place[:-1]
    return layers[-1].path, None


def model_within(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is made of: itself, or what its tuple, list or union holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_within, get_args(annotation))), None)


def _model_at(place: Place) -> type[BaseModel] | None:
    """The model that describes the mapping at `place`."""
    model: type[BaseModel] | None = Params
    for step in place:
        if isinstance(step, str) and model is not None:
            found = model.model_fields.get(step)
            model = model_within(found.annotation) if found else None
    return model


def _explain(detail: dict[str, Any], layers: list[_Layer]) -> Problem:
    """A pydantic error as a problem with file, line and remedy."""
    place: Place = tuple(detail["loc"])
    path, line = _locate(place, layers)
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    got = detail.get("input")
    match detail["type"]:
        case "extra_forbidden":
            model = _model_at(place[:-1])
            known = list(model.model_fields) if model else []
            return Problem(path, line, "", f'unknown key "{key}"', did_you_mean(str(place[-1]), known), line=True)
        case "missing":
            within = f" in {'.'.join(str(s + 1) if isinstance(s, int) else s for s in place[:-1])}" if place[:-1] else ""
            what = f'the key "{place[-1]}"{within} is missing'
            return Problem(path, line, "", what, "Add it; docs/data_dictionary.md says what it holds.", line=True)
        case "string_pattern_mismatch":
            if "https" in str(detail["ctx"]["pattern"]):
                return Problem(path, line, "", f'{key} is "{got}"', "Write the whole address, from https:// on.", line=True)
            if "A-Fa-f" in str(detail["ctx"]["pattern"]):
                remedy = 'Write # and six digits from 0 to F, in quotes: "#12436D".'
                return Problem(path, line, "", f'{key} is "{got}", which is not a colour', remedy, line=True)
            remedy = "Use lower-case letters, digits, hyphens and underscores, starting with a letter."
            return Problem(path, line, "", f'{key} is "{got}", which is not a valid id', remedy, line=True)
        case "value_error":
            reason, remedy = detail["ctx"]["error"].args
            if not place:
                path, line = _locate((reason.split()[0],), layers)
            return Problem(path, line, "", reason, remedy, line=True)
        case _:
            expected = detail["msg"].removeprefix("Input should be ")
            return Problem(path, line, "", f'{key} is "{_shown(got)}"', f"Expected {expected}.", line=True)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."
