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
