"""Colours of letters and of what lies behind them, as office files write them: six hexadecimal figures."""

from __future__ import annotations

import colorsys
import re

PAGE = "FFFFFF"
BLACK = "000000"
HIGHLIGHTS = {
    **{"black": BLACK, "white": PAGE, "red": "FF0000", "green": "00FF00", "blue": "0000FF", "yellow": "FFFF00"},
    **{"cyan": "00FFFF", "magenta": "FF00FF", "darkRed": "800000", "darkGreen": "008000", "darkBlue": "000080"},
    **{"darkYellow": "808000", "darkCyan": "008080", "darkMagenta": "800080", "darkGray": "808080", "lightGray": "C0C0C0"},
}
"""The colours of Word's highlighter by their names."""
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_BLUE, _PURPLE = 190, 255
_HUES = (
    *((15, "red"), (35, "orange"), (50, "amber"), (70, "yellow"), (_BLUE, "green")),
    *((_PURPLE, "blue"), (290, "purple"), (345, "pink"), (360, "red")),
)
"""The names of colours, by the degree of the circle of colours up to which each goes."""
_DARK = 0.7
"""The strongest and the weakest of a colour's red, green and blue, of 1 each: below it a blue is read as black."""
_FARTHEST = 40
"""Of 255, in each of red, green and blue."""
_LEAST_CONTRAST = 1.4
"""Below it nobody reads; the guidelines for web content ask for 4.5."""


def colour_of(given: str) -> str:
    """A colour as it is given; empty where that is none, such as ``auto`` and ``transparent``."""
    found = _COLOUR.fullmatch(given.strip())
    return found[1].upper() if found else ""


def mixed(colour: str, behind: str, share: float) -> str:
    """A colour that lies over another with a share of it, as in a pattern of dots."""
    from coloraide import Color  # slow to import, and seldom asked for

    return str(Color(f"#{behind}").mix(f"#{colour}", share, space="srgb").to_string(hex=True)).lstrip("#").upper()


def shaded(colour: str, *, darker: float = 1, lighter: float = 1) -> str:
    """A colour whose lightness is brought nearer to black, to a share of itself, and to white, to a share of what it lacks.

    Examples
    --------
    >>> shaded("000000", lighter=0.5)
    '808080'
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))
    lightness = 1 - (1 - lightness * darker) * lighter
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))


def name_of_colour(colour: str, least: float) -> str:
    """What a reader calls a colour; empty for a grey, for a blue so dark that it is taken for black, and for no colour.

    Parameters
    ----------
    least
        Of 1: how far the strongest of red, green and blue has to be from the weakest.

    Examples
    --------
    >>> [name_of_colour(each, 0.25) for each in ("C00000", "FFC000", "00B050", "808080", "1F3864", "")]
    ['red', 'amber', 'green', '', '', '']
    """
    parts = [part / 255 for part in _parts(colour)] if colour else [0.0]
    if max(parts) - min(parts) < least or (is_blue(colour) and max(parts) + min(parts) < _DARK):
        return ""
    hue = colorsys.rgb_to_hls(*parts)[0] * 360
    return next(name for end, name in _HUES if hue <= end)


def is_blue(colour: str) -> bool:
    """Whether a colour is a blue, as those of links are."""
    return bool(colour) and _BLUE < colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))[0] * 360 <= _PURPLE


def cannot_be_told(letters: str, behind: str) -> bool:
    """Whether letters of a colour cannot be told from the colour behind them.

    Examples
    --------
    >>> [cannot_be_told("000000", behind) for behind in ("000000", "262626", "808080")]
    [True, True, False]
    """
    if max(abs(one - other) for one, other in zip(_parts(letters), _parts(behind), strict=True)) > _FARTHEST:
        return False
    from coloraide import Color  # slow to import, and most letters are far from what is behind them

    return float(Color(f"#{letters}").contrast(f"#{behind}", method="wcag21")) < _LEAST_CONTRAST


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
