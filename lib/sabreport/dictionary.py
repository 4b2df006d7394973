"""Writes docs/data_dictionary.md from the columns of extracts, the catalogue and the params' models."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from sabreport.report_kinds.catalogue import Measure, Protect, measure_names
from sabreport.report_kinds.columns import EXTRACTS
from sabreport.settings.measures import measure
from sabreport.settings.params import Params, model_within

_EXAMPLE = Params.model_validate(
    {
        "name": "Board",
        "short_name": "B",
        "chair": {"role": "Independent Chair"},
        "areas": [{"id": "area", "name": "Area"}],
        "members": [{"id": "member", "name": "Member", "statutory": True}],
        "kind": "sab_annual_report",
        "title": "Annual report",
        "chapters": ["foreword"],
    }
)
"""Params with every default, for the catalogue's texts in the kit's own words."""
_SMALL: dict[Protect, str] = {
    "count": "held back",
    "share": "held back where it tells one",
    "derived": "held back with them",
    "none": "shown",
}


def data_dictionary() -> str:
    """The whole page: files and columns, measures, params."""
    return "\n".join([*_introduction(), *_extracts(), *_authored(), *_measures(), *_params()]) + "\n"


def _introduction() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "What a board keeps for a year in `data/<board>/<year>/`, and the settings in `params/`. Written from the kit's"
    yield "schemas by `make docs`: change it there, not here."
    yield ""
    yield "Every table is UTF-8 CSV with a header row, or an .xlsx of the same name with one sheet of the same columns."
    yield "Dates are written 2020-03-31. Numbers are plain digits, such as 4167; thousands may be parted, as in 4,167, a"
    yield "percentage may have its sign, and pounds theirs. A measure may be called by its label below, an area and a member by"
    yield "its name. Headings, names and words from a list may differ in capitals, spaces and curly or straight marks: they count"
    yield "as one, and `check` says once for each file that it took them so. Names that differ in other marks alone are refused."
    yield "A file may be absent where the params list no chapter that needs it. Rows are printed in the order of the file, but"
    yield "where it is said otherwise below. Words are printed as they are typed, and straight quotation marks as curly ones."


def _extracts() -> Iterator[str]:
    yield "\n## Files"
    for extract in EXTRACTS:
        yield f"\n### {extract.name}.csv\n"
        yield " ".join(filter(None, (extract.grain, extract.note))) + "\n"
        yield "| column | holds | written as | may be empty |"
        yield "|---|---|---|---|"
        for column, cells in extract.columns.items():
            kind, empty = ", ".join(cells.words) or cells.kind, "no" if cells.required else "yes"
            yield f"| `{column}` | {cells.description} | {kind} | {empty} |"
        if any("held" in cells.marks for cells in extract.columns.values()):
            yield "\nA mark may stand in place of a value: `<5` or `fewer than 5` for a count that is held back at source and"
            yield "known to be small; `*`, `[c]`, `[low]` or `suppressed` for one that is held back; `[x]`, `n/a`, `..` or `:`"
            yield "for one that is not available; `[z]` for one that cannot apply. A dash or `nil` may mean several things, and"
            yield "is refused."


def _authored() -> Iterator[str]:
    yield "\n## Authored text\n"
    yield "`narrative/<chapter>.md` is the board's own text for a chapter, in Markdown, without a top heading. A number in it is"
    yield "bound to its fact: `{{ leicestershire.concerns }}` prints this year's figure and `{{ leicestershire.concerns.2019 }}`"
    yield "that of the year ending in March 2019. An unknown name stops the build and names the nearest one.\n"
    yield "`partners/<member id>.docx`, `.odt` or `.md` is a member's statement. Headings start at any level; short bold lines"
    yield "stand for headings where there are none; raw HTML and code in it are printed as text. A file that is locked, holds"
    yield "macros, comments, tracked changes, hidden or blacked-out text, or words that would not be printed, stops the build."


def _measures() -> Iterator[str]:
    yield "\n## Measures\n"
    yield "Names that `measures.csv` may hold. Words such as *concern* print as the board's own, set in its params.\n"
    yield "Disclosure control takes each percentage for a share of the measure named under *rests on*, and the categories of a"
    yield "breakdown to add up to what is named there. *Small numbers* says what becomes of them: a count of people or cases is"
    yield "held back, a share where it would tell one, and what counts nobody whom a service knows is shown.\n"
    yield "| measure | label | unit | small numbers | counts | categories | rests on | national table |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in measure_names():
        entry = measure(name, _EXAMPLE)
        cells = (
            f"`{name}`",
            entry.label,
            entry.unit,
            _SMALL[entry.protect],
            entry.definition,
            _categories(entry),
            _rests_on(entry),
            entry.sac_table or "none",
        )
        yield f"| {' | '.join(cells)} |"
    yield "\n### Derived by the kit\n"
    yield "| measure | label | unit | worked out as |"
    yield "|---|---|---|---|"
    for name in measure_names(supplied=False):
        entry = measure(name, _EXAMPLE)
        if entry.formula:
            yield f"| `{name}` | {entry.label} | {entry.unit} | {entry.formula} |"


def _rests_on(entry: Measure) -> str:
    name = entry.base or entry.adds_up_to
    return f"`{name}`" if name in measure_names() else name.replace("_", " ") or "–"


def _categories(entry: Measure) -> str:
    if not entry.has_categories:
        return "none"
    return ", ".join(entry.categories) if entry.categories else "any"


def _params() -> Iterator[str]:
    yield "\n## Params\n"
    yield "Merged in this order, a later file adding to and overriding an earlier one: `params/defaults.yml`,"
    yield "`params/<board>/board.yml`, `params/<board>/<year>.yml`. Any key may stand in any of them;"
    yield "an unknown one is an error.\n"
    yield "| key | holds | default |"
    yield "|---|---|---|"
    yield from _keys(Params, "")


def _keys(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """One row a key; the keys of a nested model follow their own key."""
    for name, field in model.model_fields.items():
        default = "required" if field.default is PydanticUndefined and field.default_factory is None else _default(field.default)
        yield f"| `{prefix}{name}` | {field.description} | {default} |"
        nested = model_within(field.annotation)
        if nested is not None:
            several = any(arg is Ellipsis for arg in get_args(field.annotation))
            yield from _keys(nested, f"{prefix}{name}[]." if several else f"{prefix}{name}.")


def _default(value: Any) -> str:
    if isinstance(value, BaseModel):
        return "as below"
    return "none" if value is None or value is PydanticUndefined or value == () else f"`{value}`"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(data_dictionary(), encoding="utf-8", newline="\n")
