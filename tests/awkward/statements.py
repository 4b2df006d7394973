"""Makes the statements that members really send: by python-docx, by hand, and by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from awkward.by_hand import blank_document

HEADINGS = (
    "Achievements during 2019-20",
    "What have the challenges been?",
    "Planned work for 2020-21 to support the board's strategic plan",
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
Make = Callable[[Path], object]


def words(text: str) -> Counter[str]:
    """How often each word stands in a text; marks between letters are gaps."""
    return Counter(re.findall(r"[^\W_]+", text.replace("\u00ad", "").replace("\u200b", "")))


def words_of(path: Path) -> Counter[str]:
    """The words of a Word document's text and of the descriptions of its pictures, read without the kit."""
    body = Document(str(path)).element.body
    lines = ["".join(run.text or "" if run.tag == qn("w:t") else " " for run in _runs(p)) for p in body.iter(qn("w:p"))]
    lines += [f"Picture {picture.get('descr', '')}" for picture in body.iter(qn("wp:docPr"))]
    lines += [text.text or "" for text in body.iter("{http://schemas.openxmlformats.org/officeDocument/2006/math}t")]
    return words("\n".join(lines))


def _runs(paragraph) -> Iterable:
    return paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))


def word_file(write: Callable[[DocumentType], object]) -> Make:
    def make(path: Path) -> None:
        document = blank_document()
        write(document)
        document.save(str(path))

    return make


def bold(document: DocumentType, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), (18, 67, 109)).save(stream, "PNG")
    stream.seek(0)
    return stream


# What is printed with all its words ------------------------------------------------------------------------------


def no_headings(document: DocumentType) -> None:
    document.add_paragraph("We sent every concern on within a day.")
    document.add_paragraph("We trained staff in three towns and learnt from each session.")


def bold_headings(document: DocumentType) -> None:
    for heading, text in zip(HEADINGS, ("Bold led.", "Bold lagged.", "Bold plans."), strict=True):
        bold(document, heading)
        document.add_paragraph(text)


def smart_quotes(document: DocumentType) -> None:
    for heading in (
        "Achievements during 2019/20",
        "What have the challenges been",
        "Planned work for 2020 to 2021 to support the SABs’ strategic plan",
    ):
        document.add_heading(heading, level=2)
        document.add_paragraph(
            "“Don’t wait” – it’s the board’s ‘one rule’… and we’ve kept to it; *stars* and _lines_ # too | \\ $5."
        )


def nested_lists(document: DocumentType) -> None:
    document.add_heading(HEADINGS[0], level=1)
    for style in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet", "List Number", "List Number 2", "List Number"):
        document.add_paragraph(f"an item in {style}", style=style)
    document.add_heading("Our own heading", level=1)
    document.add_paragraph("1. typed by hand")
    document.add_paragraph("- likewise")


def merged_tables(document: DocumentType) -> None:
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=4, cols=4)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell{number} holds words"
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 3).merge(table.cell(3, 3))
    table.cell(1, 0).add_paragraph("second paragraph")
    table.cell(1, 0).add_paragraph("bullet in a cell", style="List Bullet")
    table.cell(2, 1).add_paragraph("Heading in a cell", style="Heading 1")
    inner = table.cell(3, 0).add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in inner.rows for cell in row.cells):
        cell.text = f"inner{number} words"
    document.add_paragraph("After the table.")


def wide_table(document: DocumentType) -> None:
    table = document.add_table(rows=3, cols=14)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"column {number}"
    table.cell(1, 0).text = "Safeguardingarrangements " * 3
    document.add_paragraph("https://example.org/" + "averylongaddress" * 15)
    document.add_paragraph("x" * 300)


def twenty_pages(document: DocumentType) -> None:
    for heading in HEADINGS:
        document.add_heading(heading, level=1)
        for number in range(40):
            document.add_paragraph(
                f"Paragraph {number}. " + "We looked at the case again with all who had known the person. " * 6
            )


def pictures(document: DocumentType) -> None:
    document.add_paragraph("Our logo is below.")
    for description in ("A blue flag", ""):
        document.add_picture(picture())
        next(reversed(list(document.element.body.iter(qn("wp:docPr"))))).set("descr", description)
    document.add_paragraph("And text beside it: ").add_run().add_picture(picture())


def captions(document: DocumentType) -> None:
    document.add_paragraph("Our new van is below.")
    for description in ("A van", ""):
        document.add_picture(picture())
        next(reversed(list(document.element.body.iter(qn("wp:docPr"))))).set("descr", description)
        document.add_paragraph("Picture: the van on its first day, with Ann & Bo's dog", style="Caption")
        document.add_paragraph("And it drove off.")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Trips"
    document.add_paragraph("Table of trips", style="Caption")


def title_style(document: DocumentType) -> None:
    document.add_paragraph("Statement by our trust", style="Title")
    document.add_paragraph("From the chief nurse", style="Subtitle")
    bold(document, HEADINGS[1])
    document.add_paragraph("Few beds.")
    bold(document, "A bold sentence that ends with a full stop.")
    bold(document, "A bold line of far more words than any heading in a statement would have, so that it stays as text")


def deep_headings(document: DocumentType) -> None:
    for level in (3, 6, 9, 1):
        document.add_heading(f"Depth {level}", level=level)
        document.add_heading("", level=level)
        document.add_paragraph(f"Text at {level}.")


def formula(document: DocumentType) -> None:
    paragraph = document.add_paragraph("The rate is ")
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = "<m:f><m:num><m:r><m:t>cases</m:t></m:r></m:num><m:den><m:r><m:t>adults</m:t></m:r></m:den></m:f>"
    paragraph._p.append(parse_xml(f"<m:oMath {maths}>{fraction}</m:oMath>"))
    document.add_paragraph("and no more.")


NOTES = (
    "# Achievements\n\nWe met often.[^n] Line one\\\nline two.\n\n[^n]: In *March* and | April.\n\n"
    "term\n:   what it means\n\n> quoted words\n\n**Challenges**\n\nFew.\n"
)
NOTES_WORDS = "Achievements We met often Line one line two term what it means quoted words Challenges Few"


def fields(document: DocumentType) -> None:
    """Captions and dates with the fields that Word's menus put in, and words in marks that Word keeps unseen."""
    for rows, instruction, shown in ((3, " SEQ Table \\* ARABIC ", "1"), (1, " SEQ Table ", "2")):
        table = document.add_table(rows, 2, "Table Grid")
        for row in {0, rows - 1}:  # the row between is left empty, as members leave it
            table.cell(row, 0).text, table.cell(row, 1).text = "sessions", f"held {shown}"
        line = document.add_paragraph("Table ", style="Caption")
        _add(line, f'<w:fldSimple {{}} w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>')
        line.add_run(": Training of staff")
    line = document.add_paragraph("Written on ")
    _add(line, '<w:fldSimple {} w:instr=" DATE "><w:r><w:t>3 May</w:t></w:r></w:fldSimple>')
    line.add_run(" in ")
    _add(line, '<w:customXml {} w:element="place"><w:r><w:t>Ashford</w:t></w:r></w:customXml>')
    _add(line, '<w:bdo {} w:val="ltr"><w:r><w:t> leftwards</w:t></w:r></w:bdo>')
    for kind in ("begin", "separate", "end"):
        _add(line, f'<w:r {{}}><w:fldChar w:fldCharType="{kind}"/></w:r>')
        if kind == "begin":
            _add(line, "<w:r {}><w:instrText> PAGE </w:instrText></w:r>")
        elif kind == "separate":
            _add(line, "<w:r {}><w:t> paged</w:t></w:r>")


def _add(paragraph, markup: str) -> None:
    paragraph._p.append(parse_xml(markup.format(nsdecls("w"))))


READABLE: dict[str, Make] = {
    "no_headings.docx": word_file(no_headings),
    "bold_headings.docx": word_file(bold_headings),
    "smart_quotes.docx": word_file(smart_quotes),
    "nested_lists.docx": word_file(nested_lists),
    "merged_tables.docx": word_file(merged_tables),
    "wide_table.docx": word_file(wide_table),
    "twenty_pages.docx": word_file(twenty_pages),
    "pictures.docx": word_file(pictures),
    "captions.docx": word_file(captions),
    "fields.docx": word_file(fields),
    "title_style.docx": word_file(title_style),
    "deep_headings.docx": word_file(deep_headings),
    "formula.docx": word_file(formula),
    "notes.md": lambda path: path.write_text(NOTES, encoding="utf-8"),
    "open_document.odt": lambda path: open_document(path, ODT_BODY),
}

# OpenDocument texts by hand -------------------------------------------------------------------------------------------

ODT_BODY: str = (
    f'<text:h text:outline-level="1">{escape(HEADINGS[0])}</text:h><text:p>Open text<text:s/>with spaces.</text:p>'
    "<text:list><text:list-item><text:p>outer</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item>"
    "</text:list></text:list-item></text:list>"
    '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>spanning</text:p>'
    "</table:table-cell>"
    "<table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>left</text:p></table:table-cell>"
    "<table:table-cell><text:p>right</text:p></table:table-cell></table:table-row></table:table>"
)
ODT_WORDS = f"{HEADINGS[0]} Open text with spaces outer inner spanning left right"


def open_document(path: Path, body: str, manifest: str = "") -> None:
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "manifest"))
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}><office:automatic-styles/>{text}</office:document-content>"
    styles = "<office:styles/><office:automatic-styles/><office:master-styles/>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {spaces}>{manifest}</manifest:manifest>")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {spaces}>{styles}</office:document-styles>")


def by_libreoffice(source: Path, suffix: str, target: Path) -> None:
    """Convert a file; the test that asks is skipped where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on PATH")
    folder = target.parent / "converted"
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    shutil.move(folder / f"{source.stem}.{suffix}", target)


GIVEN = {"notes.md": NOTES_WORDS, "open_document.odt": ODT_WORDS}
"""The words of those that python-docx cannot read."""

# What is refused ------------------------------------------------------------------------------------------------------


def changed(change: Callable[[dict[str, bytes]], None], write: Callable[[DocumentType], None] = no_headings) -> Make:
    """A Word document whose parts are changed by hand."""

    def make(path: Path) -> None:
        word_file(write)(path)
        change_parts(path, change)

    return make


def change_parts(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts of a file that is a zip archive, such as a Word document or a workbook, in place."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def in_document(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)

    return change


def tracked(document: DocumentType) -> None:
    paragraph = document.add_paragraph("We met ")
    about = f'{nsdecls("w")} w:id="1" w:author="A. Reviewer" w:date="2020-05-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {about}><w:r><w:delText>seldom</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {about}><w:r><w:t>every single week of the year without fail</w:t></w:r></w:ins>"))


def commented(document: DocumentType) -> None:
    run = document.add_paragraph("We met weekly.").add_run(" Always.")
    document.add_comment(run, text="Is this right?", author="A. Reviewer", initials="AR")


def scanned(document: DocumentType) -> None:
    document.add_picture(picture())
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "")


def hidden(document: DocumentType) -> None:
    line = document.add_paragraph("We listened. ")
    for words in ("Do not print: ", "Mrs Example"):
        line.add_run(words).font.hidden = True
    line.add_run(" Shown again.").font.hidden = False
    style = document.styles.add_style("Notes to self", 2)
    style.font.hidden = True
    document.add_paragraph("Then ").add_run("A note by style", style=style)


def cell_beyond(document: DocumentType) -> None:
    document.add_paragraph("Seen.")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).text = "only in a cell"
    table._tbl.tblGrid.getparent().remove(table._tbl.tblGrid)


def ole(*streams: str) -> Make:
    """The start of an old Office file, with the names of its streams as such files write them."""
    names = b"".join(name.encode("utf-16-le") for name in streams)
    return lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(1024))


def with_doctype(parts: dict[str, bytes]) -> None:
    declaration = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = re.sub(rb"(<\?xml[^>]*\?>)", rb"\1" + declaration, parts["word/document.xml"])


def macro_type(parts: dict[str, bytes]) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in parts["[Content_Types].xml"]
    enabled = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, enabled)


def cut_short(path: Path) -> None:
    word_file(no_headings)(path)
    path.write_bytes(path.read_bytes()[:-2000])


def overwritten(make: Make, name: str) -> Make:
    """Ten bytes in the middle of a part of a package, as a bad disk or a bad transfer leaves them."""

    def harm(path: Path) -> None:
        make(path)
        with zipfile.ZipFile(path) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in parts.items():
                archive.writestr(each, content)
            entry = archive.getinfo(name)
        whole = bytearray(path.read_bytes())
        middle = entry.header_offset + 30 + len(name) + entry.compress_size // 2
        whole[middle : middle + 10] = b"\xff" * 10
        path.write_bytes(whole)

    return harm


def nested(opening: str, closing: str) -> Make:
    """A text whose one paragraph stands a thousand deep within something."""
    text = opening * 1000 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + closing * 1000
    return changed(in_document(b"<w:sectPr", text.encode() + b"<w:sectPr"))


def link_to(target: str) -> Make:
    def make(path: Path) -> None:
        outside = path.parents[5] / "outside.docx"
        word_file(no_headings)(outside)
        path.symlink_to(path.parents[5] / target)

    return make


def wrong_sums(path: Path) -> None:
    """A zip that says its text is short while it is long."""
    changed(lambda parts: parts.update({"word/document.xml": b" " * 5_000_000}))(path)
    path.write_bytes(path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little")))


def tracked_odt(path: Path) -> None:
    by = "<office:change-info><dc:creator>A. Reviewer</dc:creator></office:change-info>"
    regions = (
        f'<text:changed-region text:id="c1"><text:insertion>{by}</text:insertion></text:changed-region>'
        f'<text:changed-region text:id="c2"><text:deletion>{by}<text:p>gone</text:p></text:deletion></text:changed-region>'
    )
    text = '<text:p>We <text:change-start text:change-id="c1"/>added this<text:change-end text:change-id="c1"/> here.</text:p>'
    open_document(path, f"<text:tracked-changes>{regions}</text:tracked-changes>{text}")


def commented_odt(path: Path) -> None:
    note = "<office:annotation><dc:creator>A. Reviewer</dc:creator><text:p>Is this right?</text:p></office:annotation>"
    open_document(path, f"<text:p>We met.{note}</text:p>")


def encrypted_odt(path: Path) -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    open_document(path, "<text:p>x</text:p>", entry)


def write(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


REFUSED: dict[str, tuple[str, Make, str]] = {
    "tracked changes": (
        "docx",
        word_file(tracked),
        r'it has two tracked changes still to settle: A\. Reviewer took out "seldom"; A\. Reviewer put in '
        r'"every single week of the year without fail"\. In Word, open the Review tab, accept or reject all changes',
    ),
    "comments": ("docx", word_file(commented), r'it has one comment left in it: A\. Reviewer wrote "Is this right\?"\. In Word'),
    "tracked changes in an .odt": (
        "odt",
        tracked_odt,
        r'it has two tracked changes still to settle: A\. Reviewer put in "added this"; A\. Reviewer took out "gone"\. In Libre',
    ),
    "comments in an .odt": (
        "odt",
        commented_odt,
        r'it has one comment left in it: A\. Reviewer wrote "Is this right\?"\. In Libre',
    ),
    "an encrypted one": (
        "docx",
        ole("EncryptionInfo", "EncryptedPackage"),
        r"the file is locked with a password\. Ask the member",
    ),
    "an encrypted .odt": ("odt", encrypted_odt, r"the file is locked with a password\. Ask the member"),
    "a .doc renamed": ("docx", ole("WordDocument"), r"this is an old Word document \(\.doc\) called \.docx\. Open it in Word"),
    "an empty file": ("docx", write(b""), r"the file is empty\. Ask the member to send it again"),
    "a blank page": ("docx", word_file(lambda document: None), r"nothing is written in it\. Ask the member for the text"),
    "headings only": ("md", write(f"# {HEADINGS[0]}\n".encode()), r"nothing is written in it\. Ask the member for the text"),
    "a scan": ("docx", word_file(scanned), r"nothing is written in it that is text, and pictures are not printed\. Ask"),
    "a zip bomb": (
        "docx",
        changed(lambda parts: parts.update({"word/document.xml": b" " * 60_000_000})),
        r"the file unpacks to 60 MB, more than a statement can have\. Ask the member",
    ),
    "a bomb of pictures": (
        "docx",
        changed(lambda parts: parts.update({f"word/media/{n}.png": bytes(60_000_000) for n in range(5)})),
        r"the file unpacks to 300 MB, more than a statement can have\. Ask the member",
    ),
    "a zip that lies": (
        "docx",
        wrong_sums,
        r"the file is damaged: a part of it cannot be unpacked\. Ask the member to send it again",
    ),
    "macros": (
        "docx",
        changed(lambda parts: parts.update({"word/vbaProject.bin": b"macro"})),
        r"the file holds macros, which are programs\. Ask the member to save it as an ordinary Word document",
    ),
    "a .docm renamed": ("docx", changed(macro_type), r"the file holds macros, which are programs\. Ask"),
    "words beyond the columns": (
        "docx",
        word_file(cell_beyond),
        r'some of its words would not be printed: "only in a cell"\. Look for',
    ),
    "hidden text": (
        "docx",
        word_file(hidden),
        r'it has hidden text, which would be printed: "Do not print: Mrs Example"; "A note by style"\. In Word, show',
    ),
    "a document type": ("docx", changed(with_doctype), r"the file declares a document type, which no word processor writes"),
    "broken XML": (
        "docx",
        changed(in_document(b"</w:body>", b"")),
        r"the statement cannot be read as a Word document\. Open it in Word",
    ),
    "a file cut short": ("docx", cut_short, r"the statement cannot be read as a Word document\. Open it in Word"),
    "an .odt called .docx": (
        "docx",
        lambda path: open_document(path, "<text:p>x</text:p>"),
        r"the statement cannot be read as a Word document\. Open it in Word",
    ),
    "tables a thousand deep": (
        "docx",
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        r"tables, boxes or other marks stand more than 200 deep within each other\. Ask the member for the text",
    ),
    "controls a thousand deep": (
        "docx",
        nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        r"tables, boxes or other marks stand more than 200 deep within each other\. Ask the member for the text",
    ),
    "lists a hundred deep in an .odt": (
        "odt",
        lambda path: open_document(
            path, "<text:list><text:list-item>" * 80 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 80
        ),
        r"lists stand more than 12 deep within each other\. Ask the member for the text without them",
    ),
    "ten bytes overwritten": (
        "docx",
        overwritten(word_file(twenty_pages), "word/document.xml"),
        r"the file is damaged: a part of it cannot be unpacked\. Ask the member to send it again",
    ),
    "ten bytes overwritten in an .odt": (
        "odt",
        overwritten(lambda path: open_document(path, ODT_BODY * 20), "content.xml"),
        r"the file is damaged: a part of it cannot be unpacked\. Ask the member to send it again",
    ),
    "a link to a file outside": (
        "docx",
        link_to("outside.docx"),
        r"the file is a link to a file outside the kit's folder\. Put a",
    ),
    "a link to nothing": ("docx", link_to("nothing.docx"), r"the file is a link to nothing\. Put the file itself here"),
    "five megabytes": ("md", write(b"word " * 1_000_000), r"the file has 5,000,000 bytes, and at most 200,000 are read\. Look"),
    "a long Word text": (
        "docx",
        word_file(lambda document: document.add_paragraph("word " * 50_000)),
        r"the text has 25\d,\d{3} characters, and at most 200,000 are read\. Ask the member whether",
    ),
    "a line of brackets": (
        "md",
        write(b"We met.\n\n" + b"[" * 3000),
        r"more than 6 square brackets are open at once\. Close each",
    ),
    "brackets over lines": ("md", write(b"[a\n" * 30), r"more than 6 square brackets are open at once\. Close each"),
    "quotations a thousand deep": (
        "md",
        write(b"> " * 1000 + b"x"),
        r"lists or quotations stand more than 12 deep within each other\. Take out levels",
    ),
    "lists a thousand deep": (
        "md",
        write(b"- " * 1000 + b"x"),
        r"lists or quotations stand more than 12 deep within each other\. Take out levels",
    ),
    "lists indented ever deeper": (
        "md",
        write("".join(f"{' ' * 4 * n}- x\n" for n in range(100)).encode()),
        r"lists or quotations stand more than 12 deep within each other\. Take out levels",
    ),
    "a folder": ("docx", lambda path: path.mkdir(), r"a statement cannot be a folder\. Put the statement itself here"),
    "another format": ("rtf", write(b"{\\rtf1}"), r"a statement cannot be a \.rtf file\. Save it as \.docx, \.odt or \.md"),
}
