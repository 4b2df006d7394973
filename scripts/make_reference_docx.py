"""Writes report_templates/<kind>/reference.docx: the styles, page and footer that Word reports take on.

Run it after changing a style here; restyling the file in Word works too, and then this script is not needed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypandoc
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"  # what every council's Word has; the report's own font may not be installed there
ACCENT, INK, SOFT = RGBColor(0x12, 0x43, 0x6D), RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F)

# name: (size, bold, colour, space before, space after)
STYLES = {
    "Normal": (10.5, False, INK, 0, 6),
    "Body Text": (10.5, False, INK, 0, 7),
    "First Paragraph": (10.5, False, INK, 0, 7),
    "Compact": (9.5, False, INK, 2, 2),
    "Title": (30, True, ACCENT, 160, 12),
    "Subtitle": (18, False, INK, 0, 12),
    "TOC Heading": (20, True, ACCENT, 0, 12),
    "Heading 1": (20, True, ACCENT, 0, 12),
    "Heading 2": (14, True, ACCENT, 18, 6),
    "Heading 3": (11.5, True, ACCENT, 12, 4),
    "Image Caption": (10, True, INK, 3, 12),
    "Table Caption": (10, True, INK, 12, 4),
    "Figure": (10.5, False, INK, 10, 0),
    "Key Figure": (22, True, ACCENT, 12, 0),
    "Key Figure Label": (10.5, True, INK, 0, 0),
    "Key Figure Change": (9.5, False, SOFT, 0, 0),
    "Panel": (10.5, False, INK, 6, 6),
    "Signature": (10.5, False, INK, 14, 7),
    "Draft Mark": (16, True, RGBColor(0x80, 0x16, 0x50), 12, 0),
    "Header": (8.5, False, SOFT, 0, 0),
    "Footer": (8.5, False, SOFT, 0, 0),
    "TOC 1": (10.5, False, INK, 4, 0),
    "TOC 2": (10, False, INK, 2, 0),
}


def main(target: Path) -> None:
    """Write the reference document to `target`."""
    default = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], check=True, capture_output=True
    ).stdout
    document = Document(io.BytesIO(default))
    for name, (size, bold, colour, before, after) in STYLES.items():
        _set_style(document, name, size, bold, colour, before, after)
    for name in ("Heading 1", "Heading 2", "Heading 3", "Table Caption", "Figure", "Key Figure", "Key Figure Label"):
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    document.styles["TOC Heading"].paragraph_format.page_break_before = True
    document.styles["TOC 2"].paragraph_format.left_indent = Cm(0.8)
    document.styles["Hyperlink"].font.color.rgb = ACCENT
    _set_table_style(document)
    _set_language(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.different_first_page_header_footer = True
    _page_number(section.footer.paragraphs[0])
    document.save(str(target))


def _set_style(document: DocumentType, name: str, size: float, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    names = [style.name for style in document.styles]
    style = document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if name not in names:
        style.base_style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15 if size < 12 else 1.05
    style.paragraph_format.alignment = 0


def _set_table_style(document: DocumentType) -> None:
    """Thin rules between rows, a firm one under the header row, which is bold."""
    table = document.styles["Table"].element
    for old in table.findall(qn("w:tblStylePr")):
        table.remove(old)
    properties = table.find(qn("w:tblPr"))
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    properties.append(_borders("w:tblBorders", {"bottom": (4, "B1B4B6"), "insideH": (4, "B1B4B6")}))
    header = OxmlElement("w:tblStylePr")
    header.set(qn("w:type"), "firstRow")
    run = OxmlElement("w:rPr")
    run.append(OxmlElement("w:b"))
    cell = OxmlElement("w:tcPr")
    cell.append(_borders("w:tcBorders", {"bottom": (8, "12436D")}))
    header.extend([run, OxmlElement("w:tblPr"), cell])
    table.append(header)


def _borders(tag: str, sides: dict[str, tuple[int, str]]) -> OxmlElement:
    borders = OxmlElement(tag)
    for side, (size, colour) in sides.items():
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    return borders


def _set_language(document: DocumentType) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for kind in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{kind}"), "en-GB" if kind != "bidi" else "ar-SA")
    properties.append(language)


def _page_number(paragraph) -> None:
    paragraph.alignment = 2
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("report_templates/sab_annual_report/reference.docx"))
