"""What is told of a statement, and of its file: each remark by its words, and none of a statement that is as it was asked for."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sabreport.texts import statement_files
from sabreport.texts.office.parts import parts_of
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_words import page_margins, printed_text, where_lost, words_beside_signs, words_in
from sabreport.texts.statements import StatementReview, remarks, review_statement, unprintable

AS_ASKED = StatementReview(
    words=100,
    headings=("Achievements",),
    missing=(),
    extra=(),
    short=(),
    pictures=(),
    margins="",
    lost=(),
    unfilled=(),
    faint=(),
    beside_title=(),
    looks=(),
    empty=False,
)
PATH = Path("partners/member.docx")
LONG = "word " * 30


def test_of_a_statement_as_it_was_asked_for_nothing_is_told() -> None:
    assert remarks(PATH, AS_ASKED, 100) == remarks(PATH, replace(AS_ASKED, words=9_999), None) == []
    assert unprintable(PATH, AS_ASKED) == []


@pytest.mark.parametrize(
    ("found", "what", "remedy"),
    [
        ({"missing": ("A",)}, 'one heading asked for is not in it: "A"', "Ask the member, or leave it: the rest is printed."),
        ({"missing": ("A", "B")}, 'two headings asked for are not in it: "A", "B"', "Ask the member, or leave it"),
        (
            {"extra": ("A",)},
            'one heading in it is none of those asked for: "A"',
            "It is printed as it stands; change it in the file",
        ),
        (
            {"extra": ("A", "B")},
            'two headings in it are none of those asked for: "A", "B"',
            "They are printed as they stand; change",
        ),
        ({"short": ("A", "B")}, 'two headings asked for are cut short in it: "A", "B"', "Write it out in the file, or leave it"),
        ({"unfilled": ("A",)}, 'one field of its form was not filled in: "A"', "Ask the member, or leave it: what the form says"),
        ({"unfilled": tuple("ABCDE")}, 'five fields of its form were not filled in: "A", "B", "C", "D", "E"', "Ask the member"),
        (
            {"unfilled": tuple("ABCDEFG")},
            'seven fields of its form were not filled in: "A", "B", "C", "D", "E"; and 2 more',
            "Ask the member",
        ),
        (
            {"beside_title": ("A",)},
            'the title of its form is not printed, nor what was written into it: "A"',
            "Move it into the text",
        ),
        (
            {"pictures": ("A van", "")},
            'two pictures are printed as a description only: "A van", "no description"',
            "See that no words",
        ),
        (
            {"pictures": ("A van",)},
            'one picture is printed as a description only: "A van"',
            "See that no words of the member are lost",
        ),
        (
            {"faint": tuple("ABCDEF")},
            'it has text in white, or too small to see, which is printed: "A", "B", "C", "D", "E"',
            "Ask",
        ),
        ({"looks": (("it is so", "Do so."),)}, "it is so", "Do so."),
        (
            {"margins": "Page 1"},
            'what stands in the header or footer of its pages is not printed: "Page 1"',
            "Move it into the text",
        ),
        ({"words": 1_001}, "it has 1,001 words, and the limit is 1,000", "Ask the member to shorten it, or leave it"),
        ({"extra": (LONG,)}, f'one heading in it is none of those asked for: "{"word " * 18}word ..."', "It is printed"),
    ],
)
def test_what_is_otherwise_is_told_with_its_remedy(found: dict[str, Any], what: str, remedy: str) -> None:
    (problem,) = remarks(PATH, replace(AS_ASKED, **found), 1_000)
    assert (problem.path, problem.what) == (PATH, what)
    assert problem.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("found", "what", "remedy"),
    [
        ({"empty": True}, "nothing is written in it", "Ask the member for the text."),
        ({"empty": True, "pictures": ("",)}, "nothing is written in it that is text, and pictures are not printed", "Ask"),
        (
            {"empty": True, "unfilled": tuple("ABCDEF"), "pictures": ("",)},
            'nobody has filled it in: it holds only what its form asks, such as "A", "B", "C", "D", "E"',
            "Ask the member for the text.",
        ),
        ({"empty": True, "lost": ("one",)}, "nothing is written in it", "Ask"),
        (
            {"lost": ("one", "two")},
            'some of its words would not be printed: "one two"',
            "Look for them in a text box, in the sentence",
        ),
    ],
)
def test_what_would_not_be_printed_is_told(found: dict[str, Any], what: str, remedy: str) -> None:
    (problem,) = unprintable(PATH, replace(AS_ASKED, **found))
    assert (problem.path, problem.what) == (PATH, what)
    assert problem.remedy.startswith(remedy)


def reviewed(folder: Path, text: str, expected: tuple[str, ...] = (), title: str = "") -> StatementReview:
    path = folder / "member.md"
    path.write_text(text, encoding="utf-8")
    return review_statement(path, folder, expected, form_title=title)


def test_words_are_counted_without_headings_and_marks(tmp_path: Path) -> None:
    found = reviewed(
        tmp_path, "# What we did\n\nWe trained 12 – or so – staff.\n\n- one\n- two ...\n", ("What we did", "Next steps")
    )
    assert (found.words, found.headings, found.missing, found.extra) == (7 + 1, ("What we did",), ("Next steps",), ())
    assert (found.lost, found.empty, found.margins, found.unfilled) == ((), False, "", ())


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("# What we did\n", True),
        ("# What we did\n\n...\n", True),
        ("# What else\n", False),  # a heading of their own is something written
        ("# What we did\n\nNothing.\n", False),
        ("\n", True),
    ],
)
def test_a_statement_is_empty_where_it_has_no_more_than_the_headings_asked_for(text: str, empty: bool, tmp_path: Path) -> None:
    assert reviewed(tmp_path, text, ("What we did",)).empty == empty


def test_what_is_written_into_the_title_of_the_form_is_told(tmp_path: Path) -> None:
    sent = "Statement of Example Police for the annual report 2019-20 of the board’s partners"
    written = sent.replace("’", "'").replace("Police", "Police and Trust").replace("partners", "staff")
    assert reviewed(tmp_path, f"# {written}\n\nOurs.\n", title=sent).beside_title == ("and Trust", "staff")
    assert reviewed(tmp_path, f"# {sent}\n\nOurs.\n", title=sent).beside_title == ()
    assert reviewed(tmp_path, f"# {written}\n\nOurs.\n").beside_title == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One <!-- say more --> two.", [(1, "say more")]),
        ("One.\n\n<!-- a\nb --> and <!--c-->", [(3, "a b"), (4, "c")]),
        ("Code `<!-- no -->` and ``a ` <!-- no -->`` here.", []),
        ("One ` alone <!-- so -->.", [(1, "so")]),
        ("- One\n\n<!-- -->\n\n- two <!---->", []),
    ],
)
def test_a_comment_in_markdown_is_told_with_its_line(text: str, told: list[tuple[int, str]], tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    problems = inspect_statement(path, tmp_path)
    assert [problem.sentence(tmp_path) for problem in problems] == [
        f'member.md, line {line}: it has a comment left in it, which would be printed: "{words}". '
        "Delete it in the file, from <!-- to -->."
        for line, words in told
    ]


@pytest.mark.parametrize("name", ["member.docx", "member.odt", "member.md"])
def test_an_empty_file_is_told_as_such_and_so_is_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    (problem,) = inspect_statement(tmp_path / name, tmp_path)
    assert problem.sentence(tmp_path) == f"{name}: the file is empty. Ask the member to send it again."
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    (problem,) = inspect_statement(tmp_path / name, tmp_path)
    assert problem.what == "a statement cannot be a folder"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(folder: Path, body: str, **others: str) -> Path:
    """A Word file of one part, and of others by their names."""
    path = folder / "member.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in others.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def said(text: str) -> str:
    return f"<w:p><w:r>{text}</w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (said("<w:t>one</w:t><w:tab/><w:t>two</w:t>"), "one two"),
        (said("<w:t>one</w:t><w:noBreakHyphen/><w:t>two</w:t>"), "one-two"),
        (said("<w:t>on</w:t>") + said("<w:t>two</w:t>"), "on two"),
        (said("<w:t>on</w:t><w:t>e</w:t>"), "one"),
        (
            '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>' + said("<w:t>nce</w:t>"),
            "Once",
        ),
        (
            '<w:p><w:pPr><w:framePr w:dropCap="none"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>' + said("<w:t>nce</w:t>"),
            "O nce",
        ),
        (
            said("<w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby>"),
            "base above",
        ),
        (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
            + said("<w:t>gone</w:t>")
            + "</w:sdtContent></w:sdt>"
            + said("<w:t>stays</w:t>"),
            "stays",
        ),
        (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr><w:sdtContent>'
            + said("<w:t>cover</w:t>")
            + "</w:sdtContent></w:sdt>",
            "cover",
        ),
    ],
)
def test_the_words_of_a_word_file_are_read_from_its_own_marks(body: str, words: str, tmp_path: Path) -> None:
    parts = dict(parts_of(package(tmp_path, body)))
    assert " ".join(printed_text(parts).split()) == words


def test_words_of_notes_are_printed_and_those_of_margins_told_once(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{said("<w:t>noted</w:t>")}</w:footnote></w:footnotes>'
    head, foot = (
        f"<w:{kind} {W}>{said(f'<w:t>{text}</w:t>')}</w:{kind}>" for kind, text in (("hdr", "Our  head"), ("ftr", "- 1"))
    )
    path = package(tmp_path, said("<w:t>text</w:t>"), footnotes=notes, header1=head, header2=head, footer1=foot)
    assert words_in(printed_text(dict(parts_of(path)))) == Counter(["text", "noted"])
    assert page_margins(path) == "Our head - 1"


def test_a_word_is_a_run_of_letters_and_digits_however_they_are_set() -> None:
    assert words_in("co\u00adoperate 2019-20 don't a_b \U0001d400\U0001d7d0 \u2115 \u2122") == Counter(
        ["cooperate", "2019", "20", "don", "t", "a", "b", "A2", "N"]
    )
    assert words_beside_signs("5μg of it") == Counter(["5", "g", "of", "it"])


def test_words_that_are_lost_are_told_in_their_order_and_place(tmp_path: Path) -> None:
    path = package(tmp_path, said("<w:t>one two one three two</w:t>"))
    assert where_lost(path, "one three two", Counter(["two", "one"])) == ("one", "two")
    assert where_lost(path, "one two one three", Counter(["two"])) == ("two",)
    assert where_lost(path, "one two one three two", Counter()) == ()
    assert where_lost(path, "one two one three", Counter(["two", "four"])) == ("two", "four")


@pytest.mark.parametrize(
    ("sizes", "is_too_much"),
    [
        ({"word/a.xml": 150}, False),
        ({"word/a.xml": 151}, True),
        ({"media/a.png": 151}, False),
        ({"media/a.png": 100, "media/b.png": 100}, False),
        ({"media/a.png": 100, "media/b.png": 101}, True),
    ],
)
def test_how_much_a_file_may_unpack_to_is_of_a_part_of_text_and_of_the_whole(
    sizes: dict[str, int], is_too_much: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_files, "LARGEST_PART", 150)
    monkeypatch.setattr(statement_files, "LARGEST_FILE", 200)
    with zipfile.ZipFile(tmp_path / "member.docx", "w") as archive:
        for name, size in sizes.items():
            archive.writestr(name, "x" * size)
    found = statement_files._unpacks_to_too_much(tmp_path / "member.docx")
    assert (found is not None) == is_too_much
