"""The look in a Word file: its theme, its fonts, and the board's accent wherever the theme's first accent is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

from docx.document import Document as DocumentType
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sabreport.documents.word.xml import made
from sabreport.settings.look import Look
from sabreport.texts.office.colours import shaded

FALLBACK = "Arial"
"""What Word takes where it does not use the font in the file: every council has it."""
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KEYS = UUID("6f1c3f0e-5b0d-4f55-9a51-0d3b7f1c2a90")
_STYLES = {"Regular": "embedRegular", "Bold": "embedBold", "Italic": "embedItalic", "BoldItalic": "embedBoldItalic"}
_BEFORE_EMBEDDING = (
    "writeProtection",
    "view",
    "zoom",
    "removePersonalInformation",
    "removeDateAndTime",
    "doNotDisplayPageBoundaries",
    "displayBackgroundShape",
    "printPostScriptOverText",
    "printFractionalCharacterWidth",
    "printFormsData",
)
"""The settings that stand before w:embedTrueTypeFonts: Word insists on their order."""


def set_theme(document: DocumentType, look: Look) -> None:
    """Give a reference document's theme the look's colours and font, so that Word offers them and can change them."""
    palette = look.palette
    colours = {
        "dk2": palette.ink,
        "lt2": palette.tint,
        "accent1": look.accent,
        "accent2": palette.second,
        "accent3": palette.warm,
        "accent4": palette.alert,
        "accent5": palette.soft,
        "accent6": palette.earlier,
        "hlink": look.accent,
        "folHlink": palette.soft,
    }

    def change(theme: Any) -> None:
        for name, colour in colours.items():
            _set_theme_colour(theme, name, colour)
        for kind in ("majorFont", "minorFont"):
            latin = theme.find(f".//{{{_DRAWING}}}{kind}/{{{_DRAWING}}}latin")
            latin.attrib.clear()
            latin.set("typeface", look.font)

    _change_blob(_part(document, "theme"), change)


def name_font(document: DocumentType, look: Look) -> None:
    """Enter the look's font, and what to take in its place, in the font table."""

    def change(table: Any) -> None:
        font = made("w:font", name=look.font)
        font.append(made("w:altName", val=FALLBACK))
        font.append(made("w:charset", val="00"))
        font.append(made("w:family", val="swiss"))
        font.append(made("w:pitch", val="variable"))
        table.insert(0, font)

    _change_blob(_part(document, "fontTable"), change)


def set_accent(document: DocumentType, accent: str) -> None:
    """Make a board's accent the theme's first, and every colour tied to it; no other colour changes.

    Somebody may have restyled reference.docx in Word: what they coloured by hand, or by another of the theme's colours, stays.
    """
    _change_blob(_part(document, "theme"), lambda theme: _set_theme_colour(theme, "accent1", accent))
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _set_tied_colours(part.element, accent)
        elif part.content_type.startswith("application/vnd.openxmlformats-officedocument.wordprocessingml"):
            _change_blob(part, lambda root: _set_tied_colours(root, accent))


def embed_fonts(document: DocumentType, look: Look) -> None:
    """Put the look's font into the file, as ECMA-376 part 4, 17.8.1 says, unless the styles use another.

    The keys that each font is scrambled with are made from its name, so that the same report is the same file.
    """
    fonts = {style: files("sabreport").joinpath("fonts", f"{look.font.replace(' ', '')}-{style}.ttf") for style in _STYLES}
    used = any(look.font.encode() in part.blob for part in (_part(document, "theme"), _part(document, "styles")))
    if not used or not all(font.is_file() for font in fonts.values()):
        return
    table = _part(document, "fontTable")

    def change(root: Any) -> None:
        entry = next((font for font in root.findall(qn("w:font")) if font.get(qn("w:name")) == look.font), None)
        if entry is None:
            entry = made("w:font", name=look.font)
            root.append(entry)
        for number, (style, tag) in enumerate(_STYLES.items(), start=1):
            key = uuid5(_KEYS, f"{look.font} {style}")
            name = PackURI(f"/word/fonts/font{number}.odttf")
            part = Part(name, _OBFUSCATED, _scrambled(fonts[style].read_bytes(), key), document.part.package)
            embedded = made(f"w:{tag}", fontKey=f"{{{str(key).upper()}}}")
            embedded.set(qn("r:id"), table.relate_to(part, f"{_RELATIONSHIP}/font"))
            entry.append(embedded)

    _change_blob(table, change)
    settings = document.settings.element
    for old in (*settings.findall(qn("w:embedTrueTypeFonts")), *settings.findall(qn("w:embedSystemFonts"))):
        settings.remove(old)  # system fonts would swell the file as soon as somebody saves it in Word
    before = [settings.find(qn(f"w:{tag}")) for tag in _BEFORE_EMBEDDING]
    settings.insert(sum(each is not None for each in before), made("w:embedTrueTypeFonts"))


def _scrambled(font: bytes, key: UUID) -> bytes:
    """The first 32 bytes of a font combined with its key, read from its end."""
    mask = key.bytes[::-1] * 2
    return bytes(one ^ other for one, other in zip(font, mask, strict=False)) + font[32:]


def _part(document: DocumentType, kind: str) -> Part:
    return document.part.part_related_by(f"{_RELATIONSHIP}/{kind}")


def _change_blob(part: Part, change: Callable[[Any], None]) -> None:
    """Change a part of which the python-docx library knows no more than its bytes."""
    root = parse_xml(part.blob)
    before = serialize_part_xml(root)
    change(root)
    if (after := serialize_part_xml(root)) != before:
        part._blob = after


def _set_theme_colour(theme: Any, name: str, colour: str) -> None:
    place = theme.find(f".//{{{_DRAWING}}}clrScheme/{{{_DRAWING}}}{name}")
    if place is not None:
        for old in list(place):
            place.remove(old)
        place.append(place.makeelement(f"{{{_DRAWING}}}srgbClr", {"val": colour[1:].upper()}))


def _set_tied_colours(root: Any, accent: str) -> None:
    """The colours beside ``themeColor`` and ``themeFill``, which programs without themes show."""
    for element in root.iter():
        for theme, value, shade in (("themeColor", "color", "theme"), ("themeFill", "fill", "themeFill")):
            if element.get(qn(f"w:{theme}")) == "accent1":
                name = "val" if element.tag == qn("w:color") else value
                darker, lighter = (element.get(qn(f"w:{shade}{change}")) for change in ("Shade", "Tint"))
                nearer = {"darker": int(darker or "FF", 16) / 255, "lighter": int(lighter or "FF", 16) / 255}
                element.set(qn(f"w:{name}"), shaded(accent[1:], **nearer))
