"""Makes statements at random: in Word with python-docx, in LibreOffice's format with odfdo, and in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from awkward.by_hand import blank_document

WORDS = (
    *("We", "met", "staff", "adults", "carers", "2019-20", "£1,250", "12%", "31", "March", "s.42", "well-being", "can't", "A&E"),
    *("“quoted”", "‘single’", '"straight"', "it's", "the board’s", "– dash –", "—", "−3", "…", "...", "1/2", "½", "m²", "CO2"),
    *("*star*", "_line_", "`tick`", "~tilde~", "^caret^", "$5", "#5", "@home", "@fig-x", "<b>", "</b>", "&amp;", "&", "\\", "|"),
    *("[sic]", "(see", "below)", "{brace}", "100%", "%", "+", "=", "<5", ">10", "n/a", "N/A", "1.", "a)", "(i)", "-", "•", "*"),
    *(
        "naïve",
        "Łódź",
        "Llanfairpwll",
        "dŵr",
        "Страна",
        "مرحبا",
        "שלום",
        "中文",
        "日本語",
        "e\u0301",
        "ﬁne",
        "🙂",
        "👩‍👩‍👧",
        "™",
        "©",
    ),
    *(
        "http://example.org/a_b?c=d&e=f",
        "a.b@example.org",
        "C:\\folder\\file",
        "::: x",
        "***",
        "---",
        "===",
        "```",
        "!",
        "!x",
        "1)",
    ),
    *("a\u00a0b", "non\u2011breaking", "soft\u00adhyphen", "zero\u200bwidth", "word--word", "two  spaces", "tab\tstop", "x" * 60),
    *(
        "°C",
        "€10",
        "§ 42",
        "†",
        "‰",
        "×",
        "÷",
        "≥",
        "≤",
        "→",
        "✓",
        "☐",
        "☒",
        "′",
        "″",
        "¶",
        "№",
        "ß",
        "İ",
        "ǆ",
        "a/b",
        "e.g.",
        "#",
    ),
)
STYLES = ("Normal", "Body Text", "Quote", "Intense Quote", "Caption", "List Paragraph", "No Spacing", "macro")
LISTS = ("List Bullet", "List Bullet 2", "List Number", "List Number 2", "List Continue")


def phrase(rng: Random, most: int = 6) -> str:
    """Some words and signs."""
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


# Word --------------------------------------------------------------------------------------------------------------------


def make_docx(rng: Random, path: Path) -> None:
    """A Word document of a few blocks of any kind."""
    document = blank_document()
    notes: list[str] = []
    blocks = (_heading, _paragraph, _paragraph, _paragraph, _list, _table, _control, _caption, _empty, _wrapped)
    document.add_paragraph(f"Start {rng.randint(0, 9)}.")
    for _ in range(rng.randint(1, 6)):
        rng.choice(blocks)(rng, document, notes)
    if notes:
        _add_notes(document, notes)
    document.save(str(path))


def _heading(rng: Random, document: Any, notes: list[str]) -> None:
    document.add_heading(phrase(rng, 4), level=rng.randint(1, 5))


def _paragraph(rng: Random, document: Any, notes: list[str]) -> None:
    _fill(rng, document, document.add_paragraph(style=rng.choice(STYLES)), notes)


def _list(rng: Random, document: Any, notes: list[str]) -> None:
    style = rng.choice(LISTS)
    for _ in range(rng.randint(1, 4)):
        _fill(rng, document, document.add_paragraph(style=style if rng.random() < 0.7 else rng.choice(LISTS)), notes)


def _empty(rng: Random, document: Any, notes: list[str]) -> None:
    document.add_paragraph()
    if rng.random() < 0.5:
        document.add_page_break()


def _caption(rng: Random, document: Any, notes: list[str]) -> None:
    line = document.add_paragraph("Table ", style="Caption")
    _xml(line, '<w:fldSimple {} w:instr=" SEQ Table "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    line.add_run(f": {phrase(rng, 3)}")


def _table(rng: Random, document: Any, notes: list[str]) -> None:
    rows, columns = rng.randint(1, 4), rng.randint(1, 4)
    table = document.add_table(rows, columns)
    for row in table.rows:
        for cell in row.cells:
            if rng.random() < 0.85:
                _fill(rng, document, cell.paragraphs[0], notes)
            if rng.random() < 0.15:
                cell.add_paragraph(phrase(rng, 2), style=rng.choice(("List Bullet", "Normal", "Heading 2")))
    if rng.random() < 0.3 and rows > 1 and columns > 1:
        table.cell(0, 0).merge(table.cell(rng.randint(0, rows - 1), rng.randint(0, columns - 1)))
    if rng.random() < 0.15:
        inner = table.cell(rows - 1, columns - 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = phrase(rng, 2), phrase(rng, 2)


def _control(rng: Random, document: Any, notes: list[str]) -> None:
    """A content control around a paragraph."""
    text = _escaped(phrase(rng, 4))
    inside = f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent>"
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr><w:text/></w:sdtPr>{inside}</w:sdt>")
    document.element.body.insert(len(document.element.body) - 1, control)


def _wrapped(rng: Random, document: Any, notes: list[str]) -> None:
    """A paragraph with its text in marks of Word's own."""
    line = document.add_paragraph(phrase(rng, 2) + " ")
    text = _escaped(phrase(rng, 3))
    markup = rng.choice(
        (
            '<w:bdo {{}} w:val="rtl"><w:r><w:t>{0}</w:t></w:r></w:bdo>',
            '<w:smartTag {{}} w:element="place"><w:r><w:t>{0}</w:t></w:r></w:smartTag>',
            "<w:sdt {{}}><w:sdtContent><w:r><w:t>{0}</w:t></w:r></w:sdtContent></w:sdt>",
            '<w:hyperlink {{}} w:anchor="top"><w:r><w:t>{0}</w:t></w:r></w:hyperlink>',
            '<w:fldSimple {{}} w:instr=" REF x "><w:r><w:t>{0}</w:t></w:r></w:fldSimple>',
            '<w:r {{}}><w:rPr><w:rtl/><w:lang w:bidi="ar-SA"/></w:rPr><w:t>{0}</w:t></w:r>',
            "<w:r {{}}><w:rPr><w:caps/></w:rPr><w:t>{0}</w:t></w:r>",
            '<w:r {{}}><w:rPr><w:smallCaps/><w:highlight w:val="yellow"/></w:rPr><w:t>{0}</w:t></w:r>',
            "<w:r {{}}><w:t>a{0}</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>",
        )
    ).format(text)
    _xml(line, markup)
    line.add_run(" " + phrase(rng, 2))


def _fill(rng: Random, document: Any, paragraph: Any, notes: list[str]) -> None:
    for _ in range(rng.randint(1, 3)):
        run = paragraph.add_run(phrase(rng, 4) + " ")
        run.bold, run.italic = rng.random() < 0.15, rng.random() < 0.15
        for name in ("strike", "superscript", "subscript", "underline"):
            if rng.random() < 0.06:
                setattr(run if name == "underline" else run.font, name, True)
        if rng.random() < 0.1:
            run.add_break()
        if rng.random() < 0.05:
            _link(document, paragraph, phrase(rng, 2))
        if rng.random() < 0.06:
            notes.append(phrase(rng, 3))
            _xml(paragraph, f'<w:r {{}}><w:footnoteReference w:id="{len(notes)}"/></w:r>')


def _link(document: Any, paragraph: Any, text: str) -> None:
    ident = document.part.relate_to("https://example.org/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{ident}">{run}</w:hyperlink>'))


def _add_notes(document: Any, notes: list[str]) -> None:
    items = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{_escaped(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{items}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _xml(paragraph: Any, markup: str) -> None:
    paragraph._p.append(parse_xml(markup.format(nsdecls("w")).replace("<w:t>", '<w:t xml:space="preserve">')))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("{", "(").replace("}", ")")


# OpenDocument ----------------------------------------------------------------------------------------------------------------


def make_odt(rng: Random, path: Path) -> None:
    """An OpenDocument text of a few blocks of any kind."""
    from odfdo import Document as OpenDocument
    from odfdo import Element, Header, List, ListItem, Note, Paragraph, Span, Table

    document = OpenDocument("text")
    body = document.body
    body.clear()
    body.append(Paragraph(f"Start {rng.randint(0, 9)}."))

    def line() -> Any:
        paragraph = Paragraph(phrase(rng, 4))
        if rng.random() < 0.3:
            paragraph.append(Span(" " + phrase(rng, 2)))
        if rng.random() < 0.1:
            paragraph.append(Note(note_id=f"n{rng.randint(0, 10**9)}", citation="1", body=phrase(rng, 3)))
        if rng.random() < 0.2:
            paragraph.append(Element.from_tag(rng.choice(("<text:line-break/>", "<text:tab/>", '<text:s text:c="3"/>'))))
            paragraph.append(Span(phrase(rng, 2)))
        return paragraph

    def several() -> Any:
        found = List()
        for _ in range(rng.randint(1, 3)):
            item = ListItem()
            item.append(line())
            if rng.random() < 0.2:
                item.append(List([phrase(rng, 2)]))
            found.append(item)
        return found

    def table() -> Any:
        rows, columns = rng.randint(1, 3), rng.randint(1, 3)
        made = Table(f"T{rng.randint(0, 10**9)}", width=columns, height=rows)
        for row in range(rows):
            for column in range(columns):
                if rng.random() < 0.85:
                    made.set_value((column, row), phrase(rng, 2))
        if rng.random() < 0.3 and columns > 1:
            made.set_span((0, 0, 1, 0))
        return made

    for _ in range(rng.randint(1, 6)):
        make: Callable[[], Any] = rng.choice((lambda: Header(rng.randint(1, 4), phrase(rng, 3)), line, line, several, table))
        body.append(make())
    document.save(str(path))


# Markdown ---------------------------------------------------------------------------------------------------------------------

PLAIN = tuple(
    word for word in WORDS if word not in ("::: x", "***", "---", "===", "```", "*", "_", "|", "#", "•", "\\") and "@" not in word
)


def make_markdown(rng: Random, path: Path) -> None:
    """A text in Markdown of a few blocks of any kind."""
    path.write_text(markdown(rng), encoding="utf-8")


def markdown(rng: Random) -> str:
    """A text in Markdown whose words hold no marks of Markdown but those that are meant."""
    notes: list[str] = []
    blocks = [_markdown_block(rng, notes) for _ in range(rng.randint(1, 6))]
    blocks += [f"[^{number}]: {note}" for number, note in enumerate(notes, start=1)]
    return "\n\n".join([f"Start {rng.randint(0, 9)}.", *blocks]) + "\n"


def typed(rng: Random, most: int = 5) -> str:
    """Words as somebody types them who knows which marks to escape."""
    words = [rng.choice(PLAIN) for _ in range(rng.randint(1, most))]
    return " ".join("".join(f"\\{c}" if c in r"\`*_{}[]<>#|~^$!+-=" and len(w) > 1 else c for c in w) for w in words)


def _markdown_block(rng: Random, notes: list[str]) -> str:
    match rng.randint(0, 8):
        case 0:
            return f"{'#' * rng.randint(1, 4)} Part {typed(rng, 3)}"
        case 1:
            return "\n".join(f"- item {typed(rng)}" for _ in range(rng.randint(1, 4)))
        case 2:
            return "\n".join(f"{number}. item {typed(rng)}" for number in range(1, rng.randint(2, 4)))
        case 3:
            return f"> said {typed(rng)}\n> and {typed(rng)}"
        case 4:
            rows = "\n".join(f"| r {typed(rng, 2)} | c {typed(rng, 2)} |" for _ in range(rng.randint(1, 3)))
            return f"| a | b |\n|---|---|\n{rows}"
        case 5:
            notes.append(f"note {typed(rng, 3)}")
            return f"Noted[^{len(notes)}] and {typed(rng)}"
        case 6:
            return f"A **bold {rng.choice(('word', 'name'))}** and *one more* and [a link](https://example.org/a) {typed(rng)}"
        case 7:
            return f"Line one {typed(rng)}\\\nline two {typed(rng)}"
    return f"Text {typed(rng, 9)}"


MAKERS = {"docx": make_docx, "odt": make_odt, "md": make_markdown}
"""By suffix."""
