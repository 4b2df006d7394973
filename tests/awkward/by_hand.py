"""Word documents and OpenDocument texts written by hand, mark by mark."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = {name: name for name in ("office", "text", "table", "style", "form")}
_ODF_NAMES |= {"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}
ODF_NAMESPACES = " ".join(
    (
        *(f'xmlns:{prefix}="{ODF}:{name}:1.0"' for prefix, name in _ODF_NAMES.items()),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
)
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marked}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def style(kind: str, name: str, within: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{within}</w:style>'


@cache
def _blank() -> dict[str, bytes]:
    """The parts of an empty document but a hundred styles of tables, which take long to read and which no case uses."""
    written = io.BytesIO()
    Document().save(written)
    with zipfile.ZipFile(written) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/styles.xml", "word/stylesWithEffects.xml"):
        content[name] = re.sub(
            rb'<w:style w:type="table"[^>]*w:styleId="(?!TableNormal|TableGrid").*?</w:style>',
            b"",
            content[name],
            flags=re.DOTALL,
        )
    return content


def blank_document() -> DocumentType:
    """An empty document to write with python-docx."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in _blank().items():
            archive.writestr(name, content)
    return Document(whole)


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word document of some paragraphs, and of such other parts as styles, numbering and footnotes, all given by hand."""
    content: dict[str, str | bytes] = dict(_blank())
    content["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    for name, inner in parts.items():
        content[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"
        rels = _text(content["word/_rels/document.xml.rels"])
        if f'Target="{name}.xml"' not in rels:
            related = f'<Relationship Id="x{name}" Type="{MAIN}/{name}" Target="{name}.xml"/></Relationships>'
            content["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", related)
            kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
            types = _text(content["[Content_Types].xml"])
            override = f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/></Types>'
            content["[Content_Types].xml"] = types.replace("</Types>", override)
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in content.items():
            archive.writestr(name, each)
    return path


def as_strict(path: Path) -> Path:
    """A Word document as Word saves it as a Strict Open XML Document: other namespaces, and widths in points."""
    ordinary, strict = (
        re.compile(r'="http://schemas\.openxmlformats\.org/((?!package/)\w+)/2006/'),
        r'="http://purl.oclc.org/ooxml/\1/',
    )
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in content.items():
            if name.endswith((".xml", ".rels")):
                text = ordinary.sub(strict, each.decode("utf-8")).replace("extended-properties", "extendedProperties")
                archive.writestr(
                    name, re.sub(r'<w:gridCol w:w="(\d+)"', lambda found: f'<w:gridCol w:w="{int(found[1]) / 20}pt"', text)
                )
            else:
                archive.writestr(name, each)
    return path


def _text(content: str | bytes) -> str:
    return content.decode("utf-8") if isinstance(content, bytes) else content


def odt(path: Path, body: str, automatic: str = "", styles: str = "", master: str = "") -> Path:
    """An OpenDocument text of some paragraphs and styles."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODF_NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>{text}"
            "</office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {ODF_NAMESPACES}><office:styles>{styles}</office:styles><office:automatic-styles/>"
            f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        )
    return path


def item(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a numbered list."""
    return line(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*lists: tuple[tuple[str, str], ...], restarts: int = 0) -> str:
    """The lists of a document, numbered from 1: of each, the format and the text of each level.

    Parameters
    ----------
    restarts
        How many more there are, each of which is the first list begun anew.
    """
    kinds, numbers = "", ""
    for number, levels in enumerate(lists, start=1):
        within = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (kind, text) in enumerate(levels)
        )
        kinds += f'<w:abstractNum w:abstractNumId="{number}">{within}</w:abstractNum>'
        numbers += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number in range(len(lists) + 1, len(lists) + restarts + 1):
        numbers += f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begin}</w:num>'
    return kinds + numbers


def control(shown: str, properties: str = "") -> str:
    """A field of a form."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"


def old_field(kind: str, within: str, shown: str = "") -> str:
    """A field of a form as Word 2003 made them."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("separate", "end")]
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{within}</w:ffData></w:fldChar></w:r>'
    return f"{begin}<w:r><w:instrText> {kind} </w:instrText></w:r>{marks[0]}{run(shown) if shown else ''}{marks[1]}"
