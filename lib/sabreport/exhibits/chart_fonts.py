"""The fonts of a chart: the report's own, and for a label with other letters those that have them."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from sabreport.base.characters import fonts_for

_BOLD = 700


@cache
def add_font(family: str) -> None:
    """Make a font of the kit known to matplotlib; its plain type stands for bold where it has none, and nothing is said of it."""
    start = f"{family.replace(' ', '')}-"
    for resource in files("sabreport").joinpath("fonts").iterdir():
        if resource.name.startswith(start):
            with as_file(resource) as path:
                fontManager.addfont(path)
    entries = [entry for entry in fontManager.ttflist if entry.name == family]
    if entries and all(entry.weight != _BOLD for entry in entries):
        fontManager.ttflist.append(entries[0].__class__(**{**entries[0].__dict__, "weight": _BOLD}))


def find_letters(figure: Figure) -> None:
    """Give each label of a figure the fonts that its letters need; one that needs the first alone keeps it as it is."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()  # which gives them their words
    for text in figure.findobj(Text):
        if isinstance(text, Text) and len(needed := fonts_for(text.get_text())) > 1:
            for family in needed:
                add_font(family)
            text.set_fontfamily([*text.get_fontfamily(), *needed])
