"""Texts before anything works on them: how long, how deep, whether their braces are whole; and the time that reading takes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pypandoc
import pytest
from sabreport.base import pandoc
from sabreport.base.errors import ExtractError
from sabreport.texts.authored import statement_tree
from sabreport.texts.text import bindings, brace_faults, inspect_text

NARRATIVE = "data/example/2020/narrative"
STATEMENT = "data/example/2020/partners/exampleshire_fire.md"
DID = "Write {{ area.measure }}"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "We had {{ exampleshire.concerns of them.",
            1,
            '"{{ exampleshire.concerns of them." begins with two braces and does not end',
        ),
        ("One.\n\nWe had {{ exampleshire.concerns } in all.", 3, "begins with two braces and does not end with two. " + DID),
        ("We had { exampleshire.concerns }} in all.", 1, '"We had { exampleshire.concerns }}" ends with two braces and does not'),
        (
            "We had {{ exampleshire.concerns || change }}.",
            1,
            '"{{ exampleshire.concerns || change }}" has more than a name and a form',
        ),
        (
            "We had {{ exampleshire.concerns | change | words }}.",
            1,
            "has more than a name and a form. Write {{ area.measure }} or, with",
        ),
        ("We had {{ exampleshire.concerns | }}.", 1, '"{{ exampleshire.concerns | }}" has no form after |'),
        ("We had {{ }}.", 1, "the braces hold no name. " + DID),
        ("We had {{ | change }}.", 1, "the braces hold no name. " + DID),
        ("We had {{ a < b }}.", 1, '"{{ a < b }}." begins with two braces'),
    ],
)
@pytest.mark.parametrize("file", [f"{NARRATIVE}/finance.md", STATEMENT])
def test_braces_that_are_not_whole_are_told_with_their_line(
    file: str, text: str, line: int, message: str, kit: Path, sabreport
) -> None:
    (kit / file).write_text(f"{text}\n", encoding="utf-8")
    ran = sabreport("check", "--year", "2020", "--board", "example", root=kit)
    assert ran.code == 1
    assert re.search(rf"{re.escape(file)}, line {line}: .*{re.escape(message)}", ran.err), ran.err


def test_a_text_without_bindings_may_have_braces() -> None:
    for text in ("{ a }", "{{< include x >}}", "{{% x %}}", "a } b { c", "{{ a.b }} and {{ c.d | change }}"):
        assert brace_faults(Path("x.md"), text) == []


def test_thousands_of_braces_are_read_in_a_moment() -> None:
    for text in ("{{" * 100_000, "{{ " * 60_000, "{{" + " " * 190_000, "}}" * 100_000):
        assert bindings(text) == []


def test_a_text_that_pandoc_does_not_finish_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_BY_THE_CLOCK", 0.0001)
    (tmp_path / "member.md").write_text("We met.\n", encoding="utf-8")
    with pytest.raises(ExtractError, match=r"member\.md: reading the text takes longer than .* seconds\. Look for a long row of"):
        statement_tree(tmp_path / "member.md", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the time of another program's processor")
@pytest.mark.parametrize(("works", "told"), [("sleep 1.5", False), ("n=0; while [ $n -lt 5000000 ]; do n=$((n+1)); done", True)])
def test_a_text_may_wait_for_a_processor_and_not_keep_it(
    works: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f'#!/bin/sh\n{works}\necho \'{{"meta": {{}}, "blocks": []}}\'\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: str(program))
    monkeypatch.setattr(pandoc, "LONGEST_READING", 1)
    (tmp_path / "member.md").write_text("We met.\n", encoding="utf-8")
    if told:
        monkeypatch.setattr(pandoc, "_BY_THE_CLOCK", 100)
        with pytest.raises(ExtractError, match=r"member\.md: reading the text takes longer than 1 seconds\."):
            statement_tree(tmp_path / "member.md", tmp_path)
    else:
        assert statement_tree(tmp_path / "member.md", tmp_path)["blocks"] == []


def test_ordinary_texts_are_deep_enough(tmp_path: Path) -> None:
    lists = "\n".join(f"{'    ' * depth}- item" for depth in range(6))
    text = f"{lists}\n\n> > quoted [with [a [note]]](https://example.org)\n\n    code, indented\n\n" + "A [link](x).\n" * 200
    (tmp_path / "member.md").write_text(text, encoding="utf-8")
    assert inspect_text(tmp_path / "member.md", tmp_path) == []
    assert statement_tree(tmp_path / "member.md", tmp_path)["blocks"]


def test_a_narrative_that_cannot_be_read_is_told_with_all_others(kit: Path, sabreport) -> None:
    outside = kit.parent / "outside.md"
    outside.write_text("TOPSECRET", encoding="utf-8")
    folder = kit / NARRATIVE
    for name in ("engagement", "finance", "foreword", "priorities", "training", "looking_forward", "board_and_members"):
        (folder / f"{name}.md").unlink()
    (folder / "engagement.md").mkdir()
    (folder / "finance.md").symlink_to(outside)
    (folder / "priorities.md").symlink_to(kit / "nowhere.md")
    (folder / "foreword.md").write_text(" \n\n", encoding="utf-8")
    (folder / "board_and_members.md").write_text("", encoding="utf-8")
    (folder / "training.md").write_text("[" * 3000, encoding="utf-8")
    (folder / "looking_forward.md").write_text("words " * 100_000, encoding="utf-8")
    for command in ("check", "build", "status"):
        ran = sabreport(command, "--year", "2020", root=kit)
        assert ran.code == (0 if command == "status" else 1)
        said = ran.out + ran.err + "".join(path.read_text(encoding="utf-8") for path in kit.glob("outputs/status.html"))
        assert "TOPSECRET" not in said
        assert "unforeseen" not in said
        for message in (
            "engagement.md: this is a folder, and a file is expected. Put the file itself here",
            "finance.md: the file is a link to a file outside the kit",
            "priorities.md: the file is a link to nothing. Put the file itself here.",
            "foreword.md: the file is empty, and the chapter &#34;foreword&#34; consists of it. Write it as Markdown",
            "board_and_members.md: the file is empty. Write the text, or delete the file.",
            "training.md, line 1: more than 6 square brackets are open at once. Close each with ]",
            "looking_forward.md: the file has 600,000 bytes, and at most 200,000 are read. Look whether",
        ):
            assert message in said or message.replace("&#34;", '"') in said, (command, message, said)


def test_a_text_that_may_not_be_read_is_told(kit: Path, sabreport, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = kit / NARRATIVE / "finance.md"
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name in (locked.name, "exampleshire_fire.md"):
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    ran = sabreport("check", "--year", "2020", root=kit)
    assert ran.code == 1
    for name in ("narrative/finance.md", "partners/exampleshire_fire.md"):
        assert f"{name}: it cannot be read: Permission denied. Close it in other programs (Excel, Word)" in ran.err


def test_a_section_that_a_narrative_refers_to_and_that_is_no_chapter_is_told_by_check(kit: Path, sabreport) -> None:
    text = "See @sec-finance.\n\nAnd \\@sec-x, a@sec-y.org, @sec-finance-example and @sec-trainning.\n"
    (kit / f"{NARRATIVE}/finance.md").write_text(text, encoding="utf-8")
    ran = sabreport("check", "--year", "2020", "--board", "example", root=kit)
    assert ran.code == 1
    assert 'narrative/finance.md, line 3: "@sec-trainning" is not in this report. Did you mean "sec-training"?' in ran.err
    assert ran.err.count("is not in this report") == 1
    (kit / "notebooks/sab_annual_report/13_finance.ipynb").write_bytes(b"\x80\xb4")
    err = sabreport("check", "--year", "2020", "--board", "example", root=kit).err
    assert ("13_finance.ipynb" in err, '"@sec-trainning" is not in this report' in err) == (True, True), err
