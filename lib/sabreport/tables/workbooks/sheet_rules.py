"""Rules by which a sheet shows its cells otherwise than they are stored (conditional formatting): said, and not followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from sabreport.base.errors import Problem
from sabreport.tables.workbooks.sheet_colours import SheetColours
from sabreport.tables.workbooks.sheet_parts import SheetParts, filled_within, listed_places, rows_of
from sabreport.texts.office.colours import BLACK, PAGE, cannot_be_told

_REMEDY = (
    "Home, Conditional Formatting, Manage Rules, This Worksheet lists them. Write into the cells what they are to say, and "
    "delete what is not to be printed."
)


def said_of_rules(path: Path, parts: SheetParts, colours: SheetColours, filled: Mapping[str, int]) -> Iterator[Problem]:
    """One remark about the rules that strike through, hide, reword or add signs to cells which are read.

    Colours in which it can be read are passed over, for they follow from what the cell says. Whether a rule holds at present is
    not worked out.

    Parameters
    ----------
    filled
        The row of each cell that holds something, by its place.
    """
    looks = [_effect_of_look(look, colours) for look in _dxfs(parts)]
    found: dict[str, list[str]] = {}
    read: list[str] = []
    for group in parts.of_sheet("conditionalFormatting"):
        ranges = group.get("sqref") or " ".join(each.text or "" for each in group.iter() if _tag(each) == "sqref")
        if not (places := filled_within(ranges, filled)):
            continue
        for rule in (each for each in group.iter() if _tag(each) == "cfRule"):
            for effect in _effects(rule, looks, colours):
                found.setdefault(effect, []).extend(ranges.split())
                read += places
    if found:
        what = "rules of the sheet (conditional formatting) may change what is seen, and what is stored is read: they "
        what += "; they ".join(f"{effect} {listed_places(list(dict.fromkeys(each)))}" for effect, each in found.items())
        first, *others = rows_of(read, filled)
        yield Problem(path, first, "", what, _REMEDY, also=tuple(others))


def said_of_zeros(path: Path, parts: SheetParts, filled: Mapping[str, int], texts: Mapping[str, str]) -> Iterator[Problem]:
    """One remark about the zeros of a sheet that is set to show none.

    Parameters
    ----------
    filled, texts
        The row and the text of each cell that holds something, by its place.
    """
    if all(view.get("showZeros") not in ("0", "false") for view in parts.of_sheet("sheetView")):
        return
    if zeros := [place for place, text in texts.items() if text.removesuffix("%") == "0"]:
        what = f"the sheet shows no zeros, so {listed_places(zeros)} {'look' if len(zeros) > 1 else 'looks'} empty, and 0 is read"
        remedy = "Empty the cell if nothing is meant. To see them, choose File, Options, Advanced, and tick Show a zero in cells "
        first, *others = rows_of(zeros, filled)
        yield Problem(path, first, "", what, f"{remedy}that have zero value.", also=tuple(others))


def _dxfs(parts: SheetParts) -> list[Element]:
    """The looks that rules give, in the order by which these call them."""
    return [look for each in parts.of("styles", "dxfs") for look in each]


def _effects(rule: Element, looks: list[str], colours: SheetColours) -> Iterator[str]:
    """What a rule does to its cells, as a verb."""
    number = rule.get("dxfId", "")
    own = next((each for each in rule.iter() if _tag(each) == "dxf"), None)
    if own is not None:
        yield from filter(None, [_effect_of_look(own, colours)])
    elif number.isdecimal() and int(number) < len(looks):
        yield from filter(None, [looks[int(number)]])
    for each in rule.iter():
        if _tag(each) in ("iconSet", "dataBar") and each.get("showValue") in ("0", "false"):
            yield "show a sign or a bar in place of"
        elif _tag(each) == "iconSet":
            yield "show a sign beside"


def _effect_of_look(look: Element, colours: SheetColours) -> str:
    """What a look does to a cell, as a verb; empty for one that colours it so that it can be read."""
    parts: dict[str, Any] = {_tag(each): each for each in look.iter()}
    font = next((each for each in look if _tag(each) == "font"), None)
    in_font = {} if font is None else {_tag(each): each for each in font}
    if "strike" in in_font and in_font["strike"].get("val", "1") in ("1", "true"):
        return "strike through"
    if "numFmt" in parts:
        return "show in another number format"
    letters = colours.named(in_font["color"].attrib if "color" in in_font else {}, BLACK)
    behind = _behind(parts, colours)
    return "hide by colour" if letters and behind and cannot_be_told(letters, behind) else ""


def _behind(parts: Mapping[str, Element], colours: SheetColours) -> str:
    """The colour that a look gives what is behind the letters: a solid one has it where patterns have that of their ground."""
    pattern = parts.get("patternFill")
    if pattern is None:
        return PAGE if "fill" not in parts else ""
    kind = pattern.get("patternType", "solid")
    front, back = (parts[name].attrib if name in parts else {} for name in ("fgColor", "bgColor"))
    return PAGE if kind == "none" else colours.of_pattern(kind, back if kind == "solid" else front, back)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
