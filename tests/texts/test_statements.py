"""Members' statements: whatever is sent is printed with all its words, or named with the reason."""

from __future__ import annotations

import re
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from awkward import (
    GIVEN,
    HEADINGS,
    READABLE,
    REFUSED,
    Make,
    by_libreoffice,
    picture,
    tracked,
    word_file,
    words,
    words_of,
)
from bs4 import Tag
from conftest import copy_kit, every_day, has_quarto
from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from example_board import PARTNERS, change_params, document, statements_only
from reading import html_page, html_text, pdf_text, style_of, word_text
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.chapters import partnership
from sabreport.chapters.chapter import open_chapter
from sabreport.documents.engines import FORMATS, Engine, find_engine
from sabreport.texts.prose import Prose
from sabreport.texts.statement_files import inspect_statement
from sabreport.texts.statement_tree import nearest
from sabreport.texts.statements import StatementReview, remarks, review_statement


def send(root: Path, member: str, suffix: str, make: Make) -> Path:
    """Put a statement in place of the one that a member of the example board has sent."""
    (root / PARTNERS / f"{member}.md").unlink()
    change_sources(root, member, suffix)
    path = root / PARTNERS / f"{member}.{suffix}"
    make(path)
    return path


def change_sources(root: Path, member: str, suffix: str) -> None:
    path = root / "data/example/2020/sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f"partners/{member}.md", f"partners/{member}.{suffix}"), "utf-8")


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=pytest.mark.quarto)])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A report of every readable statement, in all formats, by each engine that is there."""
    if request.param == "quarto" and not has_quarto():
        pytest.skip("genuine Quarto is not on PATH")
    project = statements_only(copy_kit(tmp_path_factory.mktemp("awkward") / "kit", "example"), READABLE)
    build_report(project, find_engine(request.param), FORMATS)
    return project


def source_words(project: Project, name: str) -> Counter[str]:
    return words(GIVEN[name]) if name in GIVEN else words_of(project.root / PARTNERS / name)


def html_section(path: Path, heading: str) -> str:
    """What stands under a member's name."""
    page = html_page(path)
    for mark in page.find_all(class_="footnote-ref"):
        mark.decompose()
    name = next(each for each in page.find_all("h3") if each.get_text() == heading)
    parts = []
    for sibling in name.next_siblings:
        if isinstance(sibling, Tag) and sibling.name in ("h1", "h2", "h3", "section"):
            break
        parts.append(sibling.get_text(" ") if isinstance(sibling, Tag) and sibling.name == "table" else sibling.get_text())
    return "\n".join(parts)


@pytest.mark.long
@pytest.mark.parametrize("name", READABLE)
def test_words_in_are_words_out(printed: Project, name: str) -> None:
    heading = f"Member {list(READABLE).index(name)}"
    assert words(html_section(document(printed, "html"), heading)) == source_words(printed, name)


@pytest.mark.long
def test_a_caption_stands_below_a_table_with_an_empty_row_and_one_of_one_row(printed: Project) -> None:
    page = html_page(document(printed, "html"))
    captions = [" ".join(each.get_text().split()) for each in page.find_all(string=re.compile("Training of staff"))]
    assert captions == ["Table 1: Training of staff", "Table 2: Training of staff"]
    below = [each.parent.find_previous_sibling() for each in page.find_all(string=re.compile("Training of staff"))]
    assert all(each.find("table") for each in below)
    assert "———" not in html_section(document(printed, "html"), f"Member {list(READABLE).index('fields.docx')}")


@pytest.mark.long
def test_every_word_is_in_word_and_in_print(printed: Project) -> None:
    wanted = sum((source_words(printed, name) for name in READABLE), Counter[str]())
    assert wanted - words_of(document(printed, "docx")) == Counter()
    broken = source_words(printed, "wide_table.docx")  # over several lines: the next test
    assert wanted - broken - words(pdf_text(document(printed, "pdf"))) == Counter()


@pytest.mark.long
def test_notes_are_notes_in_every_format(printed: Project) -> None:
    note = "In March and | April."
    assert note in html_text(document(printed, "html"))
    assert note in " ".join(pdf_text(document(printed, "pdf")).split())
    with zipfile.ZipFile(document(printed, "docx")) as archive:
        assert "April." in archive.read("word/footnotes.xml").decode("utf-8")


@pytest.mark.long
def test_long_words_break_in_print_and_lose_no_letter(printed: Project) -> None:
    text = re.sub(r"[^\w]", "", pdf_text(document(printed, "pdf")))
    assert "averylongaddress" * 15 in text
    assert "x" * 300 in text


def review(project: Project, name: str) -> StatementReview:
    return review_statement(project.root / PARTNERS / name, project.root, HEADINGS)


@pytest.mark.long
def test_headings_are_found_in_styles_and_in_bold_lines(printed: Project) -> None:
    for name in ("bold_headings.docx", "smart_quotes.docx"):
        assert review(printed, name).missing == review(printed, name).extra == ()
    assert review(printed, "no_headings.docx").missing == HEADINGS
    assert review(printed, "title_style.docx").headings == ("Statement by our trust", HEADINGS[1])
    assert review(printed, "nested_lists.docx").extra == ("Our own heading",)
    assert review(printed, "notes.md").headings == ("Achievements", "Challenges")
    page = html_page(document(printed, "html"))
    assert [h.get_text() for h in page.find_all("h4")][:6] == [*HEADINGS, *review(printed, "smart_quotes.docx").headings]


@pytest.mark.long
def test_what_a_reader_should_know_is_warned_of(printed: Project, sabreport) -> None:
    ran = sabreport("check", "--year", "2020", root=printed.root)
    assert ran.code == 0
    for file, message in (
        ("title_style.docx", 'two headings asked for are not in it: "Achievements during 2019-20", "Planned'),
        ("nested_lists.docx", 'one heading in it is none of those asked for: "Our own heading"'),
        ("captions.docx", 'two pictures are printed as a description only: "A van", "no description"'),
        ("pictures.docx", 'three pictures are printed as a description only: "A blue flag", "no description"'),
        ("twenty_pages.docx", "it has 9,600 words, and the limit is 1,000. Ask the member to shorten it"),
    ):
        assert f"warn (partners): {PARTNERS}/{file}: {message}" in ran.err
    assert "bold_headings.docx" not in ran.err


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Achievements during 2019 to 2020", HEADINGS[0]),
        ("ACHIEVEMENTS DURING 2018/19:", HEADINGS[0]),
        ("Our key achievements", HEADINGS[0]),
        ("Achievments", HEADINGS[0]),
        ("What were our challenges?", HEADINGS[1]),
        ("Planned work for 2020–21 to support the SAB’s strategic plan", HEADINGS[2]),
        ("Planned work to support the Safeguarding Adults Board's Strategic Plan", HEADINGS[2]),
        ("About us", ""),
    ],
)
def test_headings_are_matched_with_tolerance(written: str, meant: str) -> None:
    assert nearest(written, HEADINGS) == meant


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Planned work for 2020-21", ['one heading asked for is cut short in it: "Planned work for 2020-21"']),
        (
            "Planned",
            [
                f'one heading asked for is not in it: "{HEADINGS[2]}"',
                'one heading in it is none of those asked for: "Planned"',
            ],
        ),
    ],
)
def test_a_heading_that_is_cut_short_is_told_once(heading: str, said: list[str], tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(f"# {HEADINGS[0]}\n\nSo.\n\n# {HEADINGS[1]}\n\nSo.\n\n# {heading}\n\nMore.\n", encoding="utf-8")
    assert [each.what for each in remarks(path, review_statement(path, tmp_path, HEADINGS), None)] == said


@pytest.mark.sampled
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_named_with_the_reason(name: str, kit: Path, sabreport) -> None:
    suffix, make, message = REFUSED[name]
    path = send(kit, "exampleshire_fire", suffix, make)
    earlier = kit / "outputs/example/2020/earlier.pdf"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"the report before")
    ran = sabreport("build", "--year", "2020", "--format", "html", root=kit)
    assert ran.code == 1
    assert re.search(rf"{PARTNERS}/{re.escape(path.name)}(, line \d+)?: {message}", ran.err), ran.err
    assert "Traceback" not in ran.err
    assert [each.name for each in (kit / "outputs").rglob("*") if each.is_file()] == ["earlier.pdf"]


HARMFUL = [name for name in REFUSED if any(word in name for word in ("deep", "bracket", "link", "mega", "long", "bytes", "bomb"))]


@pytest.mark.sampled
@pytest.mark.parametrize("name", HARMFUL)
def test_what_would_hang_or_break_the_kit_is_told_before_it_is_read(
    name: str, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix, make, message = REFUSED[name]
    path = send(kit, "exampleshire_fire", suffix, make)
    monkeypatch.setattr("subprocess.run", None)  # so that Pandoc cannot be asked
    (problem,) = inspect_statement(path, kit)
    assert re.match(message, f"{problem.what}. {problem.remedy}")


@pytest.mark.long
@pytest.mark.office
def test_files_by_libreoffice_are_told_apart(tmp_path: Path) -> None:
    source = tmp_path / "source.docx"
    word_file(tracked)(source)
    by_libreoffice(source, "odt", tmp_path / "tracked.odt")
    by_libreoffice(source, "doc", tmp_path / "renamed.docx")
    assert "two tracked changes" in inspect_statement(tmp_path / "tracked.odt", tmp_path)[0].what
    assert 'put in "every single week' in inspect_statement(tmp_path / "tracked.odt", tmp_path)[0].what
    assert "an old Word document" in inspect_statement(tmp_path / "renamed.docx", tmp_path)[0].what


@pytest.mark.long
@pytest.mark.office
@pytest.mark.parametrize(
    "name", every_day(["bold_headings.docx", "smart_quotes.docx", "nested_lists.docx", "pictures.docx"], "nested_lists.docx")
)
def test_an_odt_by_libreoffice_keeps_its_words_and_headings(name: str, tmp_path: Path) -> None:
    READABLE[name](tmp_path / name)
    by_libreoffice(tmp_path / name, "odt", tmp_path / "member.odt")
    assert inspect_statement(tmp_path / "member.odt", tmp_path) == []
    as_odt = review_statement(tmp_path / "member.odt", tmp_path, HEADINGS)
    as_word = review_statement(tmp_path / name, tmp_path, HEADINGS)
    assert (as_odt.words, as_odt.headings, as_odt.lost) == (as_word.words, as_word.headings, ())


@pytest.fixture
def website() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_in_a_statement_is_run_read_or_fetched(kit: Path, engine: Engine, website: tuple[str, list[str]]) -> None:
    address, asked = website
    secret = kit / "secret.txt"
    secret.write_text("TOPSECRET", encoding="utf-8")

    def in_word(document: DocumentType) -> None:
        document.add_paragraph(f'{{{{< include {secret} >}}}} #read("{secret}") <script>alert(2)</script>')
        document.add_picture(picture())
        blip = next(document.element.body.iter(qn("a:blip")))
        del blip.attrib[qn("r:embed")]
        blip.set(qn("r:link"), document.part.relate_to(f"{address}/word.png", RELATIONSHIP_TYPE.IMAGE, is_external=True))

    text = (
        f'<script>alert(1)</script>\n\n{{{{< include /etc/passwd >}}}}\n\n```{{=typst}}\n#read("{secret}")\n```\n\n'
        f'`#read("{secret}")`{{=typst}}\n\n![A local file]({secret})\n\n![A picture]({address}/x.png)\n\n'
        "Code `{{< env HOME >}}` and [a link](https://example.org/{{<env'HOME'>}}).\n\n    {{< env PATH >}}\n\n"
        f'<img src="{address}/y.png">\n\n\\input{{{secret}}}\n\n[^1]\n\n[^1]: {{{{< include {secret} >}}}}\n'
    )
    project = statements_only(kit, {"hand.md": lambda path: path.write_text(text, "utf-8"), "word.docx": word_file(in_word)})
    build_report(project, engine, FORMATS)
    page = html_page(document(project, "html"))
    assert page.find("script") is None
    assert page.find("a", string="a link")["href"] == "https://example.org/%7B%7B%3Cenv%27HOME%27%3E%7D%7D"
    assert not [tag for tag in page.find_all(src=True) if "127.0.0.1" in tag["src"] or "secret" in tag["src"]]
    for shown in (html_text(document(project, "html")), word_text(document(project, "docx")), pdf_text(document(project, "pdf"))):
        assert "TOPSECRET" not in shown
        assert "root:" not in shown
        flat = re.sub(r"[\s\u200b]", "", shown)
        for kept in (
            "<script>alert(1)</script>",
            "{{<include/etc/passwd>}}",
            "Code{{<envHOME>}}andalink.",
            "{{<envPATH>}}",
            "#read(",
            "[Picture:Alocalfile]",
            "[Picture:Apicture]",
        ):
            assert kept in flat, kept
    assert asked == []


def test_a_form_comes_back_with_only_what_the_member_wrote(kit: Path, sabreport) -> None:
    change_params(kit, "2020.yml", statements={"due": "2020-06-30"})
    ran = sabreport("template", "partners", "--year", "2020", root=kit)
    assert ran.code == 0
    assert ran.out.count(".docx\n") == 5
    form = kit / "outputs/forms/example-2020/exampleshire_fire.docx"
    blank = Document(str(form))
    assert [p.text for p in blank.paragraphs if style_of(p) == "Heading 1"] == list(HEADINGS)
    assert blank.paragraphs[0].text.startswith(
        "Statement of Exampleshire Fire and Rescue Service for the annual report 2019-20 of"
    )
    notes = [p.text for p in blank.paragraphs if style_of(p) == "Statement Guidance"]
    assert notes[1] == (
        "[Note: Say what was difficult, and what you did about it. About 330 words here, and 1,000 in all. "
        "Due by 30 June 2020. This note is not printed.]"
    )
    assert blank.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["en-GB"]

    for path in (form, send(kit, "exampleshire_fire", "docx", lambda path: blank.save(str(path)))):
        review = review_statement(path, kit, HEADINGS)
        assert (review.empty, review.missing, review.extra, review.words) == (True, (), (), 0)
    for number, paragraph in enumerate(p for p in blank.paragraphs if not p.text):
        paragraph.text = f"Answer {number}."
    guided = next(p for p in blank.paragraphs if p.text == notes[0])
    guided.text = "I wrote over the note."
    blank.save(str(kit / PARTNERS / "exampleshire_fire.docx"))
    text = open_chapter("members_statements", "example", 2020, str(kit)).statement("exampleshire_fire")
    assert text is not None
    said = words(text.markdown)
    assert said == words(" ".join(HEADINGS) + " I wrote over the note. Answer 0. Answer 1. Answer 2.")


def test_a_form_that_is_there_is_kept(kit: Path, sabreport) -> None:
    form = kit / "outputs/forms/example-2020/exampleshire_fire.docx"
    form.parent.mkdir(parents=True)
    form.write_bytes(b"half filled in")
    ran = sabreport("template", "partners", "--year", "2020", "--board", "example", root=kit)
    assert re.search(r"exampleshire_fire\.docx was there already and is as it was\. Delete it first", ran.out)
    assert form.read_bytes() == b"half filled in"
    assert len(list(form.parent.iterdir())) == 5


def test_a_member_may_send_none_with_a_reason(kit: Path, sabreport) -> None:
    change_params(kit, "2020.yml", statements={"none_from": {"exampleshire_fire": "it joined the board in March 2020"}})
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    assert "exampleshire_fire.md: the params say under none_from that this member sends no statement. Take the member" in ran.err

    (kit / PARTNERS / "exampleshire_fire.md").unlink()
    sources = kit / "data/example/2020/sources.csv"
    sources.write_text(re.sub(r"(?m)^partners/exampleshire_fire.*\n", "", sources.read_text("utf-8")), "utf-8")
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 0
    assert "there is no statement from" not in ran.err
    shown = partnership.statements(open_chapter("members_statements", "example", 2020, str(kit)))
    said = "No statement was received from Exampleshire Fire and Rescue Service: it joined the board in March 2020."
    assert [each.markdown for each in shown if isinstance(each, Prose)].count(said) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "# About us\n\nWords.\n",
            'one heading in it is none of those asked for: "About us". It is printed as it stands; change it in the file if it '
            "is a slip.",
        ),
        (
            "# About us\n\nWords.\n\n# Our staff\n\nWords.\n",
            'two headings in it are none of those asked for: "About us", "Our staff". They are printed as they stand; change '
            "in the file any that is a slip.",
        ),
    ],
)
def test_headings_of_their_own_are_told_in_their_number(kit: Path, sabreport, written: str, said: str) -> None:
    (kit / PARTNERS / "exampleshire_fire.md").write_text(written, encoding="utf-8")
    assert said in sabreport("check", "--year", "2020", root=kit).err
