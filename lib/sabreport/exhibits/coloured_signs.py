"""Signs that say something by their colour, such as 🟢, in the labels of charts: filled with it, as the PDF's text has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from sabreport.settings.look import COLOURED_SIGNS

_COLOURED = re.compile(f"[{''.join(COLOURED_SIGNS.values())}]")
_STROKE = 0.2
"""Of the size of a label: the font has the signs hatched, and a line around each bar fills them and covers the black ones."""


class ReportFigure(Figure):
    """A figure that knows in which colours signs are drawn, by the names of these."""

    sign_colours: Mapping[str, str] = MappingProxyType({})


def colour_signs(figure: Figure) -> None:
    """Let each label of a figure be drawn with its signs in their colours."""
    colours = {sign: given for name, given in getattr(figure, "sign_colours", {}).items() for sign in COLOURED_SIGNS[name]}
    for text in figure.findobj(Text) if colours else ():
        if isinstance(text, Text) and _COLOURED.search(text.get_text()):
            _let_be_coloured(text, colours)


def _let_be_coloured(text: Text, colours: Mapping[str, str]) -> None:
    draw = type(text).draw

    def draw_coloured(renderer: RendererBase) -> None:
        draw(text, cast(RendererBase, _Colouring(renderer, colours)))

    text.draw = draw_coloured  # type: ignore[method-assign]


class _Colouring:
    """What draws for another and, after each line of a label, its signs over those that are black."""

    def __init__(self, renderer: Any, colours: Mapping[str, str]) -> None:
        self._renderer = renderer
        self._colours = colours

    def __getattr__(self, name: str) -> Any:
        return getattr(self._renderer, name)

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, line: str, font: FontProperties, angle: float, **how: Any
    ) -> None:
        self._renderer.draw_text(gc, x, y, line, font, angle, **how)
        scale = self._renderer.points_to_pixels(1.0)
        top = self._renderer.get_canvas_width_height()[1]
        for found in _COLOURED.finditer(line):
            sign = TextPath((0, 0), found[0], prop=font)
            before = TextPath((0, 0), line[: found.end()], prop=font)  # ends where the sign does
            across = before.get_extents().x1 - sign.get_extents().x1
            place = Affine2D().translate(across, 0).scale(scale).rotate_deg(angle).translate(x, top - y)
            own, colour = self._renderer.new_gc(), to_rgb(self._colours[found[0]])
            own.copy_properties(gc)
            own.set_foreground(colour)
            own.set_linewidth(_STROKE * font.get_size_in_points())
            self._renderer.draw_path(own, sign, place, colour)
            own.restore()
