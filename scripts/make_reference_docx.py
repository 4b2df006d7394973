"""Writes report_templates/_shared/reference.docx, or a kind's own: the styles, page and footer that Word reports take on.

Run it after changing look.yml or a style here. Sizes, colours and spaces are those of look.yml; the accent is tied to the
theme, so that the file and the reports can be restyled in Word by another theme.
"""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pypandoc
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from sabreport.base.project import Project
from sabreport.documents.word.look import name_font, set_theme
from sabreport.settings.look import LOOK, Look, read_look

ACCENT, WHITE = "accent", "white"
BUILT_IN = {"TOC 1": "toc 1", "TOC 2": "toc 2", "Header": "header", "Footer": "footer"}
"""What Word calls styles of its own: it must not take them for somebody else's."""
AFTER_SHADING = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What follows shading among a paragraph's properties, whose order Word insists on."""


@dataclass(frozen=True)
class Style:
    """A paragraph style: points, a colour of the palette, and what keeps it with others."""

    size: float
    colour: str = "ink"
    bold: bool = False
    before: float = 0
    after: float = 0
    based_on: str = "Normal"
    keep_next: bool = False
    line: float | None = None
    left: float = 0
    right: float = 0
    fill: str = ""
    borders: tuple[tuple[str, int, int, str], ...] = ()
    """Side, width in eighths of a point, distance in points, colour."""


def styles(look: Look) -> dict[str, Style]:
    """The paragraph styles of a look by name."""
    size, space = look.type, look.space
    rule = ("left", 24, 8, ACCENT)
    gap = ("top", 72, 5, WHITE)
    cover = tuple((side, 96, 31, ACCENT) for side in ("top", "left", "bottom", "right"))
    half = space.paragraph / 2
    return {
        "Normal": Style(size.text, after=space.paragraph),
        "Body Text": Style(size.text, after=space.paragraph),
        "First Paragraph": Style(size.text, after=space.paragraph, based_on="Body Text"),
        "Lead": Style(size.lead, after=space.block * 0.8, based_on="Body Text"),
        "After Table": Style(size.text, before=space.block, after=space.paragraph, based_on="Body Text"),
        "Compact": Style(size.text, before=1.5, after=1.5, based_on="Body Text"),
        "Table Text": Style(size.small, before=2.5, after=2.5, line=1.1),
        "Table Heading": Style(size.small, bold=True, before=2.5, after=2.5, line=1.1, based_on="Table Text"),
        "Title": Style(size.cover, WHITE, True, 0, 18, fill=ACCENT, borders=cover),
        "Subtitle": Style(size.subtitle, WHITE, False, 0, 220, fill=ACCENT, borders=cover),
        "Draft Mark": Style(size.subtitle * 0.8, WHITE, True, fill=ACCENT, borders=cover),
        "Heading 1": Style(size.chapter, ACCENT, True, 0, 12, keep_next=True, borders=(("top", 24, 8, ACCENT),)),
        "TOC Heading": Style(size.chapter, ACCENT, True, 0, 12, based_on="Heading 1", keep_next=True),
        "Heading 2": Style(size.section, ACCENT, True, space.section, 6, keep_next=True),
        "Heading 3": Style(size.subsection, ACCENT, True, space.block, 4, keep_next=True),
        "Heading 4": Style(size.text, ACCENT, True, space.block * 0.7, 3, keep_next=True),
        "Heading 5": Style(size.text, bold=True, before=space.block * 0.6, after=3, keep_next=True),
        "Heading 6": Style(size.text, "soft", True, space.block * 0.6, 3, keep_next=True),
        "Caption": Style(size.caption, bold=True, after=half),
        "Image Caption": Style(size.caption, bold=True, before=space.block, after=half, based_on="Caption", keep_next=True),
        "Table Caption": Style(size.caption, bold=True, before=space.block, after=5, based_on="Caption", keep_next=True),
        "Figure": Style(size.text, after=half, keep_next=True),
        "Chart Note": Style(size.note, "soft", after=space.block),
        # White above each, not space: LibreOffice would fill that with the tint.
        "Key Figure": Style(size.figure, ACCENT, True, keep_next=True, line=1.0, left=11, fill="tint", borders=(gap, rule)),
        "Key Figure Label": Style(size.text, bold=True, keep_next=True, left=11, fill="tint", borders=(rule,)),
        "Key Figure Change": Style(size.small, "soft", line=1.3, left=11, fill="tint", borders=(rule,)),
        "Key Figure Last": Style(size.text, bold=True, left=11, fill="tint", borders=(rule,), based_on="Key Figure Label"),
        "Panel": Style(
            size.text, before=half, after=half, left=11, right=8, fill="tint",
            borders=(("top", 24, 4, "tint"), rule, ("bottom", 24, 4, "tint"), ("right", 24, 5, "tint")),
        ),
        "Pull-out": Style(
            size.section, ACCENT, True, space.block, space.block, left=11, line=1.15, borders=(("left", 36, 8, ACCENT),)
        ),
        "Signature": Style(size.text, bold=True, before=space.block, after=space.paragraph),
        "Footnote Text": Style(size.note, after=2),
        "Header": Style(size.note, "soft", borders=(("bottom", 4, 4, "rule"),)),
        "Footer": Style(size.note, "soft"),
        "TOC 1": Style(size.text + 0.8, before=5, after=5),
        "TOC 2": Style(size.text, before=2, left=22),
    }  # fmt: skip


def main(target: Path) -> None:
    """Write the reference document to `target`, in the look of the kind of report whose folder that is in."""
    kit = Path(__file__).parents[1]
    look = Project(kit, "", 0).template(target.absolute().parent.name, LOOK)
    make(read_look(look, kit)).save(str(target))


def make(look: Look) -> DocumentType:
    """A reference document in a look."""
    default = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], check=True, capture_output=True
    ).stdout
    document = Document(io.BytesIO(default))
    set_theme(document, look)
    name_font(document, look)
    document.styles.element.find(qn("w:style") + f"[@{qn('w:styleId')}='Caption']").find(qn("w:name")).set(qn("w:val"), "caption")
    for name, style in styles(look).items():
        _set_style(document, look, name, style)
    for name in ("Heading 1", "TOC Heading"):
        document.styles[name].paragraph_format.page_break_before = True
    link = document.styles["Hyperlink"]
    link.font.underline = True
    _colour_run(link, look, ACCENT)
    _set_table_style(document, look)
    _set_language(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.2)
    section.gutter = 0
    section.different_first_page_header_footer = True
    for note in section._sectPr.findall(qn("w:footnotePr")):
        section._sectPr.remove(note)
    _page_number(section.footer.paragraphs[0])
    return document


def _set_style(document: DocumentType, look: Look, name: str, given: Style) -> None:
    names = [style.name for style in document.styles]
    new = name not in names
    found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else document.styles[name]
    style = cast(ParagraphStyle, found)
    if name in BUILT_IN:
        style.element.find(qn("w:name")).set(qn("w:val"), BUILT_IN[name])
        style.element.attrib.pop(qn("w:customStyle"), None)
    if name != "Normal":
        style.base_style = document.styles[given.based_on]
    for tag in ("w:pBdr", "w:shd", "w:numPr", "w:contextualSpacing"):
        for old in style.element.get_or_add_pPr().findall(qn(tag)):
            style.element.pPr.remove(old)
    for old in list(style.element.get_or_add_rPr()):
        style.element.rPr.remove(old)
    style.font.size, style.font.bold, style.font.italic = Pt(round(given.size * 2) / 2), given.bold, False
    headed = name.startswith(("Heading", "TOC Heading", "Title", "Subtitle", "Key Figure"))
    _set_fonts(style.element.rPr, "majorHAnsi" if headed else "minorHAnsi")
    _colour_run(style, look, given.colour)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(given.before), Pt(given.after)
    form.line_spacing = given.line or (1.15 if given.size < 12 else 1.05)
    form.alignment = 0
    form.keep_with_next = given.keep_next
    form.left_indent, form.right_indent = Pt(given.left), Pt(given.right)
    if given.borders:
        style.element.pPr.insert_element_before(_borders("w:pBdr", look, given.borders), "w:shd", *AFTER_SHADING)
    if given.fill:
        fill = OxmlElement("w:shd")
        for key, value in {"val": "clear", "color": "auto", **_colour(look, given.fill, "fill", "themeFill")}.items():
            fill.set(qn(f"w:{key}"), value)
        style.element.pPr.insert_element_before(fill, *AFTER_SHADING)


def _colour(look: Look, name: str, value: str, theme: str) -> dict[str, str]:
    """The attributes of a colour: the accent and white by the theme, the others as they are."""
    if name == WHITE:
        return {value: look.palette.paper[1:], theme: "background1"}
    if name == ACCENT:
        return {value: look.accent[1:], theme: "accent1"}
    return {value: getattr(look.palette, name)[1:]}


def _colour_run(style: Any, look: Look, name: str) -> None:
    style.font.color.rgb = RGBColor(0, 0, 0)
    colour = style.element.rPr.find(qn("w:color"))
    for key, value in _colour(look, name, "val", "themeColor").items():
        colour.set(qn(f"w:{key}"), value)


def _set_fonts(properties: Any, theme: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.set(qn(f"w:{kind}"), theme)


def _borders(tag: str, look: Look, sides: tuple[tuple[str, int, int, str], ...]) -> Any:
    borders = OxmlElement(tag)
    for side in ("top", "left", "bottom", "right", "insideH"):
        for name, width, distance, colour in sides:
            if name == side:
                border = OxmlElement(f"w:{side}")
                drawn = {"val": "single", "sz": str(width), "space": str(distance)}
                for key, value in {**drawn, **_colour(look, colour, "color", "themeColor")}.items():
                    border.set(qn(f"w:{key}"), value)
                borders.append(border)
    return borders


def _set_table_style(document: DocumentType, look: Look) -> None:
    """Thin rules between rows, a firm one under the header row, which is bold; a first column is marked by its place alone."""
    table = document.styles["Table"].element
    for old in table.findall(qn("w:tblStylePr")):
        table.remove(old)
    properties = table.find(qn("w:tblPr"))
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    margins = properties.find(qn("w:tblCellMar"))
    margins.addprevious(_borders("w:tblBorders", look, (("bottom", 4, 0, "rule"), ("insideH", 4, 0, "rule"))))
    for side in ("left", "right"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), "85")
    header = OxmlElement("w:tblStylePr")
    header.set(qn("w:type"), "firstRow")
    run = OxmlElement("w:rPr")
    run.append(OxmlElement("w:b"))
    cell = OxmlElement("w:tcPr")
    cell.append(_borders("w:tcBorders", look, (("bottom", 8, 0, ACCENT),)))
    header.extend([run, OxmlElement("w:tblPr"), cell])
    table.append(header)


def _set_language(document: DocumentType) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(properties, "minorHAnsi")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for kind in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{kind}"), "en-GB" if kind != "bidi" else "ar-SA")
    properties.append(language)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = 2
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("report_templates/_shared/reference.docx"))
