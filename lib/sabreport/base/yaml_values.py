"""What is wrong with a value of the settings, in words for someone who has never heard of types."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from sabreport.base.errors import did_you_mean
from sabreport.base.yaml_syntax import no_space_in

Place = tuple[str | int, ...]
"""The steps that lead to a value: ``("members", 2, "name")``."""

_LONGEST = 60
_TEXT = "Write text here; a number, a date or yes and no that is meant as text goes in quotation marks."
_YES = "Write true for yes or false for no."
_LIST = "Write a list: each entry on a line of its own, indented, after a hyphen and a space."
_KEYS = "Write keys here, each with its value on a line of its own, indented."
_DAY = "Write the year, month and day as 2020-06-30."
_ADDRESS = "Write the whole address, from https:// on, without spaces, quotation marks and < >."
_WORDS = "Write a plain word or two: letters, digits, spaces and ' - / & ( ) only."
_WANTED = {
    "address": ("", _ADDRESS),
    "word": ("not a word for sentences", _WORDS),
    "string_type": ("not text", _TEXT),
    "string_sub_type": ("not text", _TEXT),
    "bool_type": ("neither yes nor no", _YES),
    "bool_parsing": ("neither yes nor no", _YES),
    "int_type": ("not a whole number", "Write a whole number in digits."),
    "int_parsing": ("not a whole number", "Write a whole number in digits."),
    "int_parsing_size": ("too long a number", "Write a whole number in digits."),
    "int_from_float": ("not a whole number", "Write a whole number in digits."),
    "float_type": ("not a number", "Write a number in digits, such as 80 or 79.5."),
    "float_parsing": ("not a number", "Write a number in digits, such as 80 or 79.5."),
    "finite_number": ("not a number", "Write a number in digits, such as 80 or 79.5."),
    "tuple_type": ("not a list", _LIST),
    "list_type": ("not a list", _LIST),
    "dict_type": ("not a set of keys", _KEYS),
    "model_type": ("not a set of keys", _KEYS),
    "model_attributes_type": ("not a set of keys", _KEYS),
    "date_type": ("not a day", _DAY),
    "date_parsing": ("not a day", _DAY),
    "date_from_datetime_parsing": ("not a day", _DAY),
    "date_from_datetime_inexact": ("not a day", _DAY),
}
"""What a value is not, and what to write, by the name that pydantic has for the fault."""
_LIMITS = {
    "greater_than_equal": "Write {ge} or more.",
    "greater_than": "Write a number above {gt:g}.",
    "less_than_equal": "Write {le:g} or less.",
}
"""What to write where a number is beyond a limit, likewise."""


def value_fault(detail: Mapping[str, Any], model: type[BaseModel], keys_are_in: str) -> tuple[Place, str, str]:
    """Where a fault is that a model found, what it is, and what to do.

    Parameters
    ----------
    detail
        One of the errors of pydantic's ``ValidationError``.
    """
    place: Place = tuple(step for step in detail["loc"] if step != "[key]")
    key, kind, got = shown_place(place), str(detail["type"]), detail.get("input")
    if kind == "extra_forbidden":
        return place, f'unknown key "{key}"', did_you_mean(str(place[-1]), keys_at(model, place[:-1]))
    if kind == "missing":
        within = f" in {shown_place(place[:-1])}" if place[:-1] else ""
        return place, f'the key "{place[-1]}"{within} is missing', f"Add it; {keys_are_in} says what it holds."
    if kind == "value_error":
        reason, remedy = detail["ctx"]["error"].args
        return place or (reason.split()[0],), reason, remedy
    if kind == "string_pattern_mismatch":
        what, remedy = _pattern_fault(str(detail["ctx"]["pattern"]))
        return place, f'{key} is "{shown(got)}"{what}', remedy
    if kind == "literal_error":
        words = str(detail["ctx"]["expected"]).replace("'", "")
        return place, f"{key} is {_said(got)}", f"Write {words}." if " or " in words else f"Write {words}, or leave it out."
    if kind in ("string_too_short", "too_short") or got is None:
        empty = "has no entry" if kind == "too_short" else "is empty"
        return place, f"{key} {empty}", f"Write what belongs there; {keys_are_in} says what it is."
    if kind in _LIMITS:
        return place, f"{key} is {_said(got)}", _LIMITS[kind].format(**detail["ctx"])
    what, remedy = _WANTED.get(kind, ("not what belongs there", f"Look in {keys_are_in} for what it holds."))
    if kind == "string_type" and isinstance(got, Mapping) and len(got) == 1:
        ((before, after),) = got.items()
        if after is None:
            return place, f"{key} ends with a colon", f"Take the colon away: {shown(before)}"
        return place, f"{key} holds a colon", f'Put it in quotation marks: "{shown(before)}: {shown(after)}".'
    if isinstance(got, str) and remedy in (_KEYS, _LIST) and no_space_in(got):
        return place, f'{key} is "{shown(got)}", with no space after the colon', f"Write it as {got.replace(':', ': ', 1)}"
    return place, f"{key} is {_said(got)}{what and f', {what}'}", remedy


def shown_place(place: Place) -> str:
    """A place as a message names it, entries of lists counted from 1: ``members.3.name``."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place)


def shown(value: Any) -> str:
    """A value as a message repeats it: on one line, and not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def keys_at(model: Any, place: Place) -> list[str]:
    """The keys that settings may have at a place."""
    found: Any = model
    for step in place:
        found = _within(found, step)
    fields = [each.model_fields for each in _choices(found) if isinstance(each, type) and issubclass(each, BaseModel)]
    return [name for each in fields for name in each]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "a set of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, date):
        return f"a day ({value})"
    return f'"{shown(value)}"'


def _pattern_fault(pattern: str) -> tuple[str, str]:
    if "A-Fa-f" in pattern:
        return ", which is not a colour", 'Write # and six digits from 0 to F, in quotes: "#12436D".'
    return ", which is not a valid id", "Use lower-case letters, digits, hyphens and underscores, starting with a letter."


def _within(annotation: Any, step: str | int) -> Any:
    """What a step into something of this kind leads to."""
    for each in _choices(annotation):
        if isinstance(each, type) and issubclass(each, RootModel):
            return _within(each.model_fields["root"].annotation, step)
        if isinstance(each, type) and issubclass(each, BaseModel) and step in each.model_fields:
            return each.model_fields[str(step)].annotation
        if get_origin(each) in (dict, tuple, list):
            return get_args(each)[1 if get_origin(each) is dict else 0]
    return None


def _choices(annotation: Any) -> tuple[Any, ...]:
    """The kinds that an annotation allows."""
    if get_origin(annotation) is Annotated:
        return _choices(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(choice for each in get_args(annotation) for choice in _choices(each))
    return (annotation,)
