"""The look of a report: colours, type and spaces, which every format and the charts take from one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, StringConstraints

from sabreport.base.errors import ParamsError, Problem
from sabreport.base.project import Project
from sabreport.base.yaml_files import Strict, checked, read_settings
from sabreport.settings.params import Params, find_line

LOOK = "look.yml"
"""The template that holds the look."""
Size = Annotated[float, Field(gt=0, le=200)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
_TEXT, _SHAPE, _DARK = 4.5, 3.0, 7.0
"""Contrast that is asked for: of text, of shapes beside each other, and of the accent on a dark screen."""
_STEP = 0.01


class Palette(Strict):
    """Colours by what they are for, as #RRGGBB; see look.yml."""

    accent: Colour
    ink: Colour
    soft: Colour
    paper: Colour
    tint: Colour
    rule: Colour
    earlier: Colour
    second: Colour
    warm: Colour
    alert: Colour


class Dark(Strict):
    """The colours of the web page on a dark screen, but for the accent, which is the board's, lightened."""

    ink: Colour
    soft: Colour
    paper: Colour
    tint: Colour
    rule: Colour


class Signs(Strict):
    """The colours on paper of signs that say something by theirs, such as a green circle: those of every board."""

    red: Colour
    orange: Colour
    yellow: Colour
    green: Colour
    blue: Colour
    purple: Colour
    brown: Colour


COLOURED_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "red": "🔴🟥🔺🔻",
        "orange": "🟠🟧🔶🔸🧡",
        "yellow": "🟡🟨💛",
        "green": "🟢🟩💚",
        "blue": "🔵🟦🔷🔹💙",
        "purple": "🟣🟪💜",
        "brown": "🟤🟫🤎",
    }
)
"""The signs of each colour."""


class Type(Strict):
    """Sizes of type in points on paper."""

    cover: Size
    subtitle: Size
    chapter: Size
    section: Size
    subsection: Size
    figure: Size
    lead: Size
    text: Size
    caption: Size
    small: Size
    note: Size


class Space(Strict):
    """Spaces in points."""

    paragraph: Size
    block: Size
    section: Size


class Look(Strict):
    """All of it, with the board's accent in its place."""

    font: str
    palette: Palette
    dark: Dark
    signs: Signs
    type: Type
    space: Space

    @property
    def accent(self) -> str:
        """The board's colour on paper."""
        return self.palette.accent

    @property
    def dark_accent(self) -> str:
        """The board's colour on a dark screen: as much lighter as it takes to be read there."""
        return _moved(self.accent, _STEP, lambda colour: _contrast(colour, self.dark.paper) >= _DARK)


def read_look(path: Path, root: Path) -> Look:
    """Read ``look.yml`` of a kind of report, with the kit's own accent.

    Parameters
    ----------
    root
        The kit's folder.

    Raises
    ------
    ParamsError
        Where it cannot be read, or a key is unknown, missing or of the wrong kind.
    """
    return checked(read_settings(path, root), Look, root, keys_are_in="the file, in its remarks,")


def board_look(project: Project, params: Params) -> Look:
    """The look of a board's report, unchecked: notebooks draw with what `load_look` has passed."""
    look = read_look(project.template(params.kind, LOOK), project.root)
    if params.accent is None:
        return look
    return look.model_copy(update={"palette": look.palette.model_copy(update={"accent": params.accent.upper()})})


def load_look(project: Project, params: Params) -> Look:
    """The look of a board's report.

    Raises
    ------
    ParamsError
        Where a colour cannot be told from what it stands on or beside; with a colour that could be.
    """
    look, templates = board_look(project, params), project.template(params.kind, LOOK)
    path, row = (templates, None) if params.accent is None else find_line(project, "accent")
    if (fault := _accent_fault(look, look.accent)) is not None:
        darker = _moved(look.accent, -_STEP, lambda colour: _accent_fault(look, colour) is None)
        problem = Problem(
            path, row, "", f'accent is "{look.accent}": {fault}', f"Choose a darker one: {darker} would do.", line=True
        )
        raise ParamsError([problem], project.root)
    if faults := _other_faults(look):
        remedy = "Choose colours that differ more in lightness."
        raise ParamsError([Problem(templates, None, "", fault, remedy) for fault in faults], project.root)
    return look


def _accent_fault(look: Look, accent: str) -> str | None:
    """What stands in the way of a colour as the accent."""
    palette = look.palette
    for name, beside, least in (
        ("the white of paper", palette.paper, _TEXT),
        ("the tint behind key figures", palette.tint, _TEXT),
        ("the grey of earlier years in charts", palette.earlier, _SHAPE),
    ):
        if (found := _contrast(accent, beside)) < least:
            return f"its contrast with {name} is {found:.1f}, and {least} is needed to tell them apart"
    return None


def _other_faults(look: Look) -> list[str]:
    """The pairs of text and ground that cannot be read."""
    palette, dark = look.palette, look.dark
    pairs = [
        ("palette", text, ground, getattr(palette, text), getattr(palette, ground))
        for text, ground in (
            ("ink", "paper"),
            ("ink", "tint"),
            ("ink", "earlier"),
            ("ink", "warm"),
            ("soft", "paper"),
            ("soft", "tint"),
            ("alert", "paper"),
            ("second", "paper"),
        )
    ] + [
        ("dark", text, ground, getattr(dark, text), getattr(dark, ground))
        for text in ("ink", "soft")
        for ground in ("paper", "tint")
    ]
    return [
        f"{part}: {text} on {ground} has a contrast of {_contrast(one, other):.1f}, and text needs {_TEXT}"
        for part, text, ground, one, other in pairs
        if _contrast(one, other) < _TEXT
    ]


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of ``#RRGGBB`` by WCAG 2."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _moved(colour: str, step: float, enough: Callable[[str], bool]) -> str:
    """The first colour that is enough on the way from `colour` to white or, by a step below zero, to black; of the same hue."""
    from coloraide import Color  # slow to import, and needed only where a colour will not do

    found, moving = colour, Color(colour).convert("oklch")
    while not enough(found) and 0 < moving["lightness"] < 1:
        moving["lightness"] += step
        found = str(moving.convert("srgb").fit().to_string(hex=True)).upper()
    return found


LOOK_FILES = ("look.css", "look.json")
"""What the web page, and what the PDF, takes its look from."""


def write_look(look: Look, folder: Path) -> None:
    """Write the look into a stitched report."""
    values = {**look.model_dump(), "coloured_signs": dict(COLOURED_SIGNS)}
    (folder / "look.json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8", newline="\n")
    (folder / "look.css").write_text(_css(look), encoding="utf-8", newline="\n")


def _css(look: Look) -> str:
    """Custom properties: colours of light and dark, sizes and spaces as multiples of the text's size."""
    light = {**look.palette.model_dump(), "cover": look.accent}
    dark = {**look.dark.model_dump(), "accent": look.dark_accent}
    sizes = {f"size-{name}": _rem(size, look) for name, size in look.type.model_dump().items()}
    spaces = {f"space-{name}": _rem(size, look) for name, size in look.space.model_dump().items()}
    return (
        "/* Written from look.yml and the board's params. */\n"
        + f":root {{ {_properties({'font': json.dumps(look.font), **light, **sizes, **spaces})} }}\n"
        + f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_properties(dark)} }} }}\n"
    )


def _rem(points: float, look: Look) -> str:
    return f"{points / look.type.text:.3f}rem"


def _properties(values: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())
