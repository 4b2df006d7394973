"""The settings of a board and year: layered YAML, merged and checked against strict models."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from os.path import lexists
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, Field, HttpUrl, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from sabreport.base.errors import ParamsError, Problem, did_you_mean
from sabreport.base.project import Project
from sabreport.base.yaml_files import Id, Settings, Strict, checked, merged, read_settings

_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"`{}|\\^\[\]]|[^\x21-\x7e]")
_WORD = re.compile(r"(?!\w{1,3}[.)](?:\s|$))[^\W\d_](?:[^\W_]|[ '’&/(),-]|\.(?=\w))*")
_OF_THE_YEAR = ("kind", "title", "chapters")
"""Keys that stand in the file of the year; the others that must be there are the board's."""


@cache
def _address_on_the_web() -> TypeAdapter[HttpUrl]:
    return TypeAdapter(HttpUrl)


def _address(text: str) -> str:
    """An address of the web as it is typed; it stands in links of every document, so nothing else may stand in it."""
    try:
        _address_on_the_web().validate_python(text)
    except ValidationError:
        raise PydanticCustomError("address", "no address") from None
    if _NOT_IN_ADDRESSES.search(text):
        raise PydanticCustomError("address", "no address")
    return text


def _word(text: str) -> str:
    """A word for sentences, captions and charts, which print it as it is: plain in each of them."""
    if not _WORD.fullmatch(text):
        raise PydanticCustomError("word", "no word")
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Word = Annotated[Text, AfterValidator(_word)]
Address = Annotated[Text, AfterValidator(_address)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Chair(Strict):
    """The board's independent chair: a public role."""

    role: Text = Field(description="the role as printed below the foreword")
    name: Text | None = Field(None, description="the chair's name; may be left out")


class Area(Strict):
    """A council area whose figures the board reports."""

    id: Id = Field(description="as written in measures.csv")
    name: Text = Field(description="as printed")


class Member(Strict):
    """An organisation on the board."""

    id: Id = Field(description="also the name of its statement's file")
    name: Text = Field(description="as printed")
    short_name: Text | None = Field(None, description="heads narrow columns of tables")
    statutory: bool = Field(description="whether the Care Act makes it a member: council, NHS, police")


class Terms(Strict):
    """The board's own words, in the singular; used wherever the report speaks of the thing."""

    concern: Word = Field("concern", description="the board's word for a concern, such as alert")
    enquiry: Word = Field("enquiry", description="the board's word for an enquiry")
    application: Word = Field("application", description="the board's word for a DoLS application, such as referral")
    outstanding: Word = Field(
        "number of applications outstanding", description="what those not yet decided are called, such as waiting list"
    )


class Disclosure(Strict):
    """Disclosure control: on by default; off only with a reason."""

    enabled: bool = Field(True, description="whether small counts, and what gives them away, are held back")
    threshold: int = Field(5, ge=1, description="the smallest count of people that may be shown")
    rounding: Literal[5] | None = Field(None, description="5 to round the counts that are shown to the nearest 5")
    source_shows_zero: bool = Field(
        False, description="whether those who supply the figures write 0 for none, so that their <5 means 1 to 4"
    )
    reason: Text | None = Field(None, description="why it is off; required then")

    @model_validator(mode="after")
    def _off_needs_reason(self) -> Disclosure:
        if not self.enabled and self.reason is None:
            raise ValueError("disclosure control is off without a reason", "Give `reason:` beside it, or turn it on.")
        return self


class ClaimException(Strict):
    """A number in authored text that rests on no fact, deliberately, and why."""

    text: Text = Field(description="the words as they stand in the text")
    reason: Text = Field(description="why no fact lies behind them")


class Accepted(Strict):
    """A warning that the board has looked at and lets stand in a final, and why."""

    gate: Text = Field(description="the word in brackets behind `warn`, such as extracts")
    about: Text | None = Field(None, description="words that the warning holds; left out, each warning of the gate is accepted")
    reason: Text = Field(description="why it may stand")


class Statements(Strict):
    """What the board asks its members to write in a year."""

    headings: tuple[Text, ...] = Field(
        (), description="the headings that a statement is asked to have; `{year}` and `{next_year}` print as 2019-20 and 2020-21"
    )
    words: int | None = Field(None, ge=50, description="how many words a statement may have before a warning says so")
    due: date | None = Field(None, description="the day by which statements are due, as 2020-06-30")
    pictures: bool = Field(
        False, description="`yes` to print the pictures of statements that have a description; else the description alone is"
    )
    none_from: dict[Id, Text] = Field(
        default_factory=dict, description="why a member sends no statement, by the member's id; the report prints it"
    )


class Recipients(Strict):
    """Those of one council who are sent the report by law: Care Act 2014, Schedule 2, paragraph 4(2)."""

    area: Id = Field(description="the area of the council, one of `areas`")
    chief_executive: Text = Field(description="the chief executive of the council, by role and council")
    leader: Text = Field(description="the leader of the council, by role and council")
    policing_body: Text = Field(description="the local policing body")
    healthwatch: Text = Field(description="the Local Healthwatch organisation")
    wellbeing_board: Text = Field(description="the chair of the Health and Wellbeing Board")


class Params(Strict):
    """All settings of one board and year, after the layers are merged."""

    name: Text = Field(description="the board's full name, on the cover")
    short_name: Text = Field(description="its initials")
    website: Address | None = Field(None, description="its address on the web, beginning with https://")
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
    targets: dict[str, Number] = Field(default_factory=dict, description="the board's target for a measure, in its unit")
    keep_drafts: int | None = Field(
        None, ge=1, description="how many drafts to keep, besides those sent out, reviewed or signed; left out, all are kept"
    )
    accepted: tuple[Accepted, ...] = Field((), description="warnings of gates that may stand in a final, each with the reason")
    claims: tuple[ClaimException, ...] = Field((), description="numbers in authored text that rest on no fact, deliberately")

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


def load_params(project: Project) -> Params:
    """Read, merge and check the params of a board and year.

    Layers are merged in the order ``defaults.yml``, ``<board>/board.yml``, ``<board>/<year>.yml``: a later
    mapping adds to and overrides an earlier one key by key; any other value replaces it.

    Raises
    ------
    ParamsError
        With every problem found: file, line, what was got, what was expected.
    """
    _, board, year = project.params_files
    belongs = {name: year if name in _OF_THE_YEAR else board for name in Params.model_fields}
    return checked(_settings(project), Params, project.root, keys_are_in="docs/data_dictionary.md", belongs=belongs)


def find_line(project: Project, *place: str | int) -> tuple[Path, int | None]:
    """File and line of the last layer that sets a key, given as its steps: ``"chapters", 3``."""
    return _settings(project).locate(*place)


def _settings(project: Project) -> Settings:
    """The layers as one; the kit's defaults may be left out."""
    layers, problems = [], list[Problem]()
    for path in project.params_files:
        if path == project.params_files[0] and not lexists(path):
            continue
        try:
            layers.append(read_settings(path, project.root))
        except ParamsError as error:
            problems += error.problems
    if problems:
        raise ParamsError(problems, project.root)
    return merged(layers)


def model_within(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is made of: itself, or what its tuple, list or union holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_within, get_args(annotation))), None)
