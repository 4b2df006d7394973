"""Statements as Word and LibreOffice write them."""

from __future__ import annotations

from awkward.by_hand import control, item, line, numbering, odt, old_field, run, word
from awkward.cases import Case, Printed, Refused, Remarked, Write, statement

ASKS = "<w:showingPlcHdr/>"
TICKED = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
FIELD = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
MORE = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
CHOICE = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Blue"/></w:ddList>'
RUBY = "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>below</w:t></w:r></w:rubyBase></w:ruby></w:r>"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
GRID = "<w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>"
CAPTION = '<w:pStyle w:val="Caption"/>'
HEADING = '<w:pStyle w:val="Heading1"/>'
SIGNS = "Staff and\\or carers ~ {a} *b* _c_ | $5 and $6 # @foo &lt;b> ^x^ a--b ... `q` [l](m) C:\\new\\table 'e' \"f\""
SIGNS_SHOWN = "Staff and\\or carers ~ {a} *b* _c_ | $5 and $6 # @foo"


def docx(body: str, **parts: str) -> Write:
    return lambda path: word(path, body, **parts)


def open_text(body: str, automatic: str = "", styles: str = "", master: str = "") -> Write:
    return lambda path: odt(path, body, automatic, styles, master)


def table(*cells: str) -> str:
    """A table of one column."""
    return f"<w:tbl>{''.join(f'<w:tr><w:tc>{line(run(each))}</w:tc></w:tr>' for each in cells)}</w:tbl>"


def unread(name: str, suffix: str, write: Write, outcome: Refused) -> Case:
    """A case that is told only where all that is read before it is in order."""
    return Case(name, outcome, statement=(suffix, write), alone=True)


CASES: list[Case] = [
    statement(
        "a form with a field that nobody filled in",
        "docx",
        docx(
            line(run("Name: ") + control("Click here to enter text.", ASKS))
            + line(run("Aims: ") + control("To listen more"))
            + line(run("Agreed: ") + control("☒", TICKED))
        ),
        Remarked(
            'one field of its form was not filled in: "Name: [Click here to enter text.]"',
            words=("Aims: To listen more", "Agreed: ☒"),
            without=("Click here to enter",),
        ),
    ),
    unread(
        "a form that nobody filled in",
        "docx",
        docx(
            line(run("About us"), HEADING)
            + line(run("Name: ") + control("Click here to enter text.", ASKS))
            + f"<w:tbl><w:tr><w:tc>{line(run('What did you do?'))}</w:tc>"
            f"<w:tc>{line(control('Choose an item.', ASKS))}</w:tc></w:tr></w:tbl>"
        ),
        Refused(
            'nobody has filled it in: it holds only what its form asks, such as "Name: [Click here to enter text.]", "What '
            'did you do? [Choose an item.]". Ask the member for the text.'
        ),
    ),
    unread(
        "an OpenDocument form that nobody filled in",
        "odt",
        open_text('<text:p>Name: <text:placeholder text:placeholder-type="text">&lt;your name></text:placeholder></text:p>'),
        Refused('nobody has filled it in: it holds only what its form asks, such as "Name: [<your name>]"'),
    ),
    statement(
        "a form of Word 2003",
        "docx",
        docx(
            line(run("Ticked: ") + old_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>') + run(" yes"))
            + line(
                run("Bare: ") + old_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>')
            )
            + line(run("Chosen: ") + old_field("FORMDROPDOWN", CHOICE))
            + line(run("Typed: ") + old_field("FORMTEXT", "<w:textInput/>", "by hand"))
        ),
        Printed(("Ticked: ☒ yes", "Bare: ☐", "Chosen: Blue", "Typed: by hand")),
    ),
    statement(
        "an OpenDocument text with fields, boxes and words above others",
        "odt",
        open_text(
            f'<text:p>Ticked: <field:fieldmark {FIELD} field:type="x.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" '
            'field:value="true"/></field:fieldmark> yes</text:p><text:p>Typed: <text:text-input>by hand</text:text-input> on '
            "<text:date>3 May</text:date></text:p><text:p>Read <text:ruby><text:ruby-base>below</text:ruby-base><text:ruby-text>"
            f"above</text:ruby-text></text:ruby>.</text:p><text:p>Agreed: <loext:content-control {MORE}>☒</loext:content-control>"
            "</text:p>"
        ),
        Printed(("Ticked: ☒ yes", "Typed: by hand on 3 May", "Read below (above).", "Agreed: ☒")),
    ),
    statement("words above others", "docx", docx(line(run("Read ") + RUBY + run("."))), Printed(("Read below (above).",))),
    statement(
        "lists with labels of their own",
        "docx",
        docx(
            item("we will listen", 1) + line(run("Between.")) + item("we will act", 1) + item("Aims", 2) + item("Sub", 2, 1),
            numbering=numbering((("decimal", "Recommendation %1:"),), (("upperRoman", "Part %1 –"), ("decimal", "%1.%2"))),
        ),
        Printed(("Recommendation 1: we will listen", "Recommendation 2: we will act", "Part I – Aims", "I.1 Sub")),
    ),
    statement(
        "a note on a heading",
        "docx",
        docx(
            line(run("Achievements") + NOTE, HEADING) + line(run("We met.")) + line(run("Challenges") + NOTE, HEADING),
            footnotes=f'<w:footnote w:id="2">{line(run("As the board asked."))}</w:footnote>',
        ),
        Printed(("We met.", "As the board asked.")),
    ),
    statement("a note on a heading in Markdown", "md", "# Aims[^1]\n\nWe met.\n\n[^1]: As asked.\n", Printed(("As asked.",))),
    statement(
        "captions above their tables, and one below",
        "docx",
        docx(
            line(run("Table 1: Referrals"), CAPTION)
            + table("Quarter", "Q1")
            + line(run("Between."))
            + line(run("Table 2: Visits"), CAPTION)
            + table("Ward", "W1")
            + table("Home", "H1")
            + line(run("Table 3: Homes"), CAPTION)
        ),
        Printed(("Table 1: Referrals Quarter Q1 Between. Table 2: Visits Ward W1 Home H1 Table 3: Homes",)),
    ),
    statement("signs that Markdown knows", "docx", docx(line(run(SIGNS))), Printed((SIGNS_SHOWN, "<b>", "C:\\new\\table"))),
    statement("signs that Markdown knows, in an .odt", "odt", open_text(f"<text:p>{SIGNS}</text:p>"), Printed((SIGNS_SHOWN,))),
    statement(
        "pages of an .odt with a header",
        "odt",
        open_text(
            "<text:p>We met.</text:p>",
            master="<style:master-page><style:header><text:p>Draft of May</text:p></style:header></style:master-page>",
        ),
        Remarked('what stands in the header or footer of its pages is not printed: "Draft of May"', without=("Draft of May",)),
    ),
    statement(
        "letters, bullets and cells that Word alone shows",
        "docx",
        docx(
            line(run("D"), '<w:framePr w:dropCap="drop" w:lines="3"/>')
            + line(
                run("rop by drop \u202awe\u202c were ")
                + run("M", "<w:b/>")
                + run("aking it safe, the ")
                + run("nhs trust", "<w:caps/>")
                + run(" too.")
            )
            + item("listened", 1)
            + item("waited", 2)
            + f"<w:tbl><w:tr><w:tc>{item('', 3)}</w:tc><w:tc>{line(run('met'))}</w:tc></w:tr>"
            + f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{line(run("acted"))}</w:tc></w:tr></w:tbl>',
            numbering=numbering((("bullet", "✓"),), (("bullet", "✗"),), (("decimal", "%1."),)),
        ),
        Printed(("the NHS TRUST too.", "✓ listened", "✗ waited", "1. met")),
    ),
    statement(
        "cells with a no-break or a wide space at their end",
        "docx",
        docx(table("Due\u00a0", "In May\u2003\u00a0", "\u3000Done").replace("<w:tr>", f"{GRID}<w:tr>", 1)),
        Printed(("Due In May Done",)),
    ),
    statement(
        "an older form with a list that nobody chose from",
        "docx",
        docx(
            line(run("We met all."))
            + line(run("Rated: ") + old_field("FORMDROPDOWN", CHOICE.replace("Red", "Please select").replace('"1"', '"0"', 1)))
        ),
        Remarked('one field of its form was not filled in: "Rated: [Please select]"', ("We met all.",), ("Please select",)),
    ),
    statement(
        "an .odt with underlined words and a table in an item",
        "odt",
        open_text(
            '<text:p>We <text:span text:style-name="U1">met all</text:span>.</text:p>'
            "<text:list><text:list-item><text:p>one</text:p>"
            "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>alpha</text:p></table:table-cell>"
            "</table:table-row></table:table></text:list-item></text:list>",
            automatic='<style:style style:name="U1" style:family="text"><style:text-properties '
            'style:text-underline-style="solid"/></style:style>',
        ),
        Remarked("one table stands in an item of a list", ("We met all.", "one alpha")),
    ),
]
