"""What letters set in a font of signs show: the whole of Symbol, and of the others what stands in forms and lists.

By the encoding that Adobe publishes of Symbol, and by what Microsoft's fonts show; nothing of what the report is made with.
"""

from __future__ import annotations

from sabreport.proofreading.order import HOLE

_SYMBOL = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"  # from 21
    "\ue000αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"  # from 60
)
_SYMBOL_ABOVE = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\ue000\ue000↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊\ue000®©™∑"  # from A0
_SIGNS = {
    "Symbol": {
        **{0x21 + place: sign for place, sign in enumerate(_SYMBOL)},
        **{0xA0 + place: sign for place, sign in enumerate(_SYMBOL_ABOVE)},
        0xF2: "∫",
    },
    "Wingdings": {
        **{0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "⮚", 0xE0: "🡪"},
        **{0xFB: "✗", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑"},
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "⬜"},
    "Wingdings 3": {},
    "Webdings": {0x61: "✔", 0x72: "✗"},
}
_PRIVATE = 0xF000


def in_font(text: str, font: str) -> str:
    """A text as it looks in a font; in place of a sign that is not known here, a hole."""
    signs = _SIGNS.get(font)
    if signs is None:
        return text
    return "".join(each if each.isspace() else signs.get(ord(each) - _PRIVATE * (ord(each) >= _PRIVATE), HOLE) for each in text)
