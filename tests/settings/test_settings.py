"""Files of settings with a slip in them: each is told by file and line, in words that are nobody's but the kit's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sabreport.base.errors import ParamsError
from sabreport.base.project import Project
from sabreport.settings.params import load_params

YEAR, BOARD = "params/example/2020.yml", "params/example/board.yml"
CHAPTERS = "report_templates/sab_annual_report/chapters.yml"
DUTY = "report_templates/sab_annual_report/duty.yml"
LOOK = "report_templates/_shared/look.yml"
FOREIGN = (
    *("mapping values", "block", "scalar", "token", "anchor", "alias", "document start", "stream", "indicator", "parsing"),
    *("tuple", "ordereddict", "Input", "valid string", "boolean", "Traceback", "pydantic", "yaml.", "unforeseen", "NoneType"),
)
"""Words of the libraries beneath, which mean nothing to a reader."""


def lines_of(root: Path, file: str, *lines: str) -> int:
    """Put lines at the end of a file of settings; the number of the first of them."""
    path = root / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "\n".join(lines) + "\n", encoding="utf-8")
    return before.count("\n") + 1


def refused(sabreport, root: Path, *commands: str) -> str:
    """What `check` says, after every command was seen to say it and to be as calm about it."""
    said = ""
    for command in commands or ("check",):
        ran = sabreport(command, "--year", "2020", root=root)
        said = " ".join((ran.out + ran.err).split()) if command == "check" else said
        assert ran.code == (0 if command == "status" else 1), ran.err
        assert not [word for word in FOREIGN if word in ran.out + ran.err], ran.out + ran.err
    return said


# what was typed: (the lines, which of them is at fault, what is said of it)
SLIPS = {
    "a colon in a value": (
        ("strategy:", "  - Listen: early and well"),
        2,
        'strategy.1 holds a colon. Put it in quotation marks: "Listen: early and well".',
    ),
    "a colon after an entry": (("strategy:", "  - Listen:"), 2, "strategy.1 ends with a colon. Take the colon away: Listen"),
    "a second colon": (
        ("title2: Report: the year",),
        1,
        'the value of "title2" holds a colon. Put it in quotation marks: title2: "',
    ),
    "no space after the colon": (("accent:red",), 1, "there is no space after the colon. Write it as accent: red"),
    "no colon": (("accent red",), 1, "this line has no colon. Write it as `key: value`"),
    "a tab": (("terms:", "\tconcern: alert"), 2, "a tab stands here, and only spaces may. Type spaces in its place"),
    "an open quotation mark": (('accent: "red',), 1, "a quotation mark is opened here and not closed. Close it"),
    "an apostrophe in quotes": (("accent: 'the board's'",), 1, "there is more text after the closing quotation mark. Put all"),
    "an open bracket": (("strategy: [one, two",), 1, "the [ here is not closed, or a comma is missing after it. Close it with ]"),
    "another column": (("terms:", "    concern: alert", "  enquiry: case"), 3, "this line begins in another column than those"),
    "an entry in another column": (
        ("strategy:", "  - Prevention", "    - Listening"),
        3,
        "this line is indented further than the entry above it, and would be part of that. Begin its hyphen in the same column",
    ),
    "a key under a value": (
        ("accent: red", "  terms: alert"),
        2,
        "this line is indented, and the key above it has a value already",
    ),
    "a key twice": (
        ("targets2: a", "targets2: b"),
        2,
        r'the key "targets2" is there already, in line \d+. Delete one of the two',
    ),
    "an anchor": (("terms: &words", "  concern: alert"), 2, "the mark &words stands before a value. Delete it"),
    "an alias": (("accent: *words",), 1, r"a value cannot begin with \*. Put the whole value in quotation marks"),
    "a merge": (
        ("terms:", "  <<: {concern: alert}"),
        2,
        "the key << takes in other keys, which cannot be done here. Write those",
    ),
    "a tag": (("accent: !colour red",), 1, "a value cannot begin with !. Put the whole value in quotation marks"),
    "an at sign": (("accent: @board",), 1, "a value cannot begin with @. Put the whole value in quotation marks"),
    "braces": (("accent: {{ red }}",), 1, r"a value cannot begin with { or \[ unless it is a list. Put the whole value in"),
    "a second document": (("---", "accent: red"), 1, "a second set of keys begins here, after a line of dashes or dots. Delete"),
    "a remark that was a colour": (("accent: #12436D",), 1, 'Put the value in quotation marks: accent: "#12436D"'),
    "a remark that was a number": (("website: Board #1",), 1, 'all after # is left out as a remark: "#1"'),
    "lists in lists": (("strategy: " + "[" * 5000,), 1, "keys and lists stand more than 12 deep within each other"),
    "a character of control": (("accent: red\x07",), 1, r"a character stands here that cannot be printed \(number 7\)"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_the_pen_is_told_in_plain_words(name: str, kit: Path, sabreport) -> None:
    lines, at, message = SLIPS[name]
    first = lines_of(kit, YEAR, *lines)
    said = refused(sabreport, kit, "check", "status")
    found = re.search(rf"{re.escape(YEAR)}, line (\d+): .*?{message if chr(92) in message else re.escape(message)}", said)
    assert found, said
    assert int(found[1]) in (first + at - 1, first + at - 2) if name == "an anchor" else int(found[1]) == first + at - 1


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (BOARD, r"^name:.*$", "name: 2020", 'name is "2020", not text. Write text here; a number'),
        (BOARD, r"^name:.*$", "name: 2020-06-30", "name is a day (2020-06-30), not text"),
        (BOARD, r"^name:.*$", "name:", "name is empty. Write what belongs there"),
        (BOARD, r"^areas:\n(  .*\n)+", "areas: Exampleshire\n", 'areas is "Exampleshire", not a list. Write a list: each entry'),
        (BOARD, r"^areas:\n(  .*\n)+", "areas: []\n", "areas has no entry"),
        (BOARD, r"^areas:\n(  .*\n)+", "areas:\n  id: x\n", "areas is a set of keys, not a list"),
        (BOARD, r"^chair:\n(  .*\n)+", "chair:\n  role:Chair\n", "with no space after the colon. Write it as role: Chair"),
        (BOARD, r"^chair:\n(  .*\n)+", "chair:\n  - role: Chair\n", "chair is a list, not a set of keys. Write keys here"),
        (YEAR, r"^targets:\n(  .*\n)+", "targets: {msp_asked_pct: .inf}\n", 'targets.msp_asked_pct is "inf", not a number'),
        (YEAR, r"\Z", "statements: {due: 2020-13-45}\n", 'statements.due is "2020-13-45", not a day. Write the year, month'),
        (YEAR, r"\Z", "statements: {words: 5}\n", 'statements.words is "5". Write 50 or more'),
        (YEAR, r"\Z", "conversion: all\n", 'conversion is "all". Write s42 or s42_and_other.'),
        (YEAR, r"\Z", "terms: {concern: '<b>alert</b>'}\n", 'terms.concern is "<b>alert</b>", not a word for sentences. Write'),
        (
            YEAR,
            r"\Z",
            'website: "https://a/><script>alert(1)</script>"\n',
            "Write the whole address, from https:// on, without spaces",
        ),
        (YEAR, r"\Z", "website: javascript:alert(1)\n", 'website is "javascript:alert(1)". Write the whole address'),
    ],
)
def test_a_value_that_cannot_be_is_told_in_plain_words(file: str, old: str, new: str, message: str, kit: Path, sabreport) -> None:
    path = kit / file
    text, found = re.subn(old, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert found
    path.write_text(text, encoding="utf-8")
    assert re.search(rf"{re.escape(file)}, line \d+: .*{re.escape(message)}", refused(sabreport, kit))


def test_an_area_that_is_at_fault_is_not_told_to_be_missing_as_well(kit: Path, sabreport) -> None:
    path = kit / BOARD
    path.write_text(path.read_text(encoding="utf-8").replace("- id: exampleshire\n", "- id: example shire\n"), encoding="utf-8")
    said = refused(sabreport, kit)
    assert 'areas.1.id is "example shire", which is not a valid id.' in said
    assert "no entry" not in said


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (CHAPTERS, "needs: [measures]", "need: [measures]", 'unknown key "year_in_numbers.need". Did you mean "needs"?'),
        (CHAPTERS, "needs: [measures]", "needs: measures", 'year_in_numbers.needs is "measures", not a list. Write a list'),
        (CHAPTERS, "needs: [measures]", "needs: [measurs]", 'needs "measurs", which no file is called. Did you mean "measures"?'),
        (CHAPTERS, "clause: A summary in", "clause: A summary: in", 'the value of "clause" holds a colon'),
        (CHAPTERS, "\nfinance:\n", "\nFinance:\n", "is not a valid id. Use lower-case letters"),
        (
            DUTY,
            "        filled: progress\n        lacks: nothing",
            "        filld: progress\n        lacks: nothing",
            "unknown key",
        ),
        (DUTY, "filled: progress", "filled: progres", 'there is no column of priorities "progres". Did you mean "progress"?'),
        (DUTY, "rows: priorities", "rows: priority", 'there is no extract "priority". Did you mean "priorities"?'),
        (DUTY, "covers: strategy", "covers: strategies", 'there is no list in the params "strategies". Did you mean "strategy"?'),
        (
            DUTY,
            "concluded: in the year",
            "concluded: in a year",
            'there is no word for concluded "in a year". Did you mean "in the',
        ),
        (DUTY, "status: not declined", "status: not decline", 'there is no word for status "decline". Did you mean "declined"?'),
        (
            DUTY,
            "answered_in: [priorities]",
            "answered_in: [priority]",
            'there is no chapter "priority". Did you mean "priorities"?',
        ),
        (DUTY, "found_in: sar_findings.sar", "found_in: sar_findings.sars", 'there is no column of sar_findings "sars"'),
        (
            DUTY,
            " of: last year\n",
            " of: this decade\n",
            'clauses.4(1)(e).needs.2.of is "this decade". Write this year or last year.',
        ),
        (DUTY, "asks: What the board", "ask: What the board", 'unknown key "clauses.4(1)(a).ask". Did you mean "asks"?'),
        (DUTY, "\nclauses:\n", "\nclauses: none\nothers:\n", 'clauses is "none", not a set of keys'),
        (LOOK, "  cover: 34", "  cover: -1", 'type.cover is "-1". Write a number above 0.'),
        (LOOK, "  cover: 34", "  cover: 201", 'type.cover is "201". Write 200 or less.'),
        (
            DUTY,
            "“{name}” is not answered",
            "“{nme}” is not answered",
            "lacks has {nme}, which stands for nothing. Write {name} where the name is to stand",
        ),
        (LOOK, 'accent: "#12436D"', "accent: #12436D", "Put the value in quotation marks: accent: "),
    ],
)
def test_a_slip_in_the_files_of_a_kind_is_told_by_every_command(
    file: str, old: str, new: str, message: str, kit: Path, sabreport
) -> None:
    path = kit / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = refused(sabreport, kit, "check", "status")
    assert re.search(rf"{re.escape(file)}, line \d+: .*{re.escape(message)}", said), said


@pytest.mark.sampled
@pytest.mark.parametrize("file", [YEAR, BOARD, CHAPTERS, DUTY, LOOK])
def test_a_file_of_settings_that_is_none_is_told(file: str, kit: Path, sabreport) -> None:
    outside = kit.parent / "outside.yml"
    outside.write_bytes((kit / file).read_bytes())
    for harm, message in (
        (lambda path: path.write_bytes(b"a: b\n" * 60_000), "the file has 300,000 bytes, and at most 200,000 are read"),
        (lambda path: path.write_bytes(b"name: Caf\xe9\n"), "line 1: the file is not UTF-8 text. Save it again as UTF-8."),
        (lambda path: path.write_bytes(bytes(range(256)) * 4), "the file is not UTF-8 text"),
        (lambda path: path.write_bytes(b"- a\n- b\n"), "the file does not hold keys and values. Write one `key: value` a line"),
        (lambda path: (path.unlink(), path.symlink_to(outside)), "the file is a link to a file outside the kit's folder"),
        (lambda path: (path.unlink(), path.mkdir()), "this is a folder, and a file is expected. Put the file itself here"),
    ):
        harm(kit / file)
        said = refused(sabreport, kit, "check", "status")
        assert f"{file}" in said
        assert message in said, said


def test_a_fault_is_told_of_the_file_that_holds_it(kit: Path, sabreport) -> None:
    board, year = kit / BOARD, kit / YEAR
    board.write_text(re.sub(r"(?m)^short_name:.*\n", "", board.read_text(encoding="utf-8")), encoding="utf-8")
    lines_of(kit, YEAR, "members:", "  - id: council", "    name: The council")
    said = refused(sabreport, kit)
    assert f'{BOARD}: the key "short_name" is missing' in said
    assert re.search(rf'{YEAR}, line \d+: the key "statutory" in members.1 is missing', said), "board.yml has such a key too"
    year.write_text(re.sub(r"(?m)^title:.*\n", "", year.read_text(encoding="utf-8")), encoding="utf-8")
    assert f'{YEAR}: the key "title" is missing' in refused(sabreport, kit)


def test_all_faults_of_all_layers_are_told_at_once(kit: Path) -> None:
    lines_of(kit, YEAR, "accent:red")
    lines_of(kit, BOARD, "website: @x")
    with pytest.raises(ParamsError) as error:
        load_params(Project(kit, "example", 2020))
    assert [problem.path.name for problem in error.value.problems if problem.path] == ["board.yml", "2020.yml"]


def test_what_yaml_takes_for_something_else_stays_as_it_was_typed(kit: Path) -> None:
    lines_of(kit, YEAR, 'strategy: ["2020", yes, "#1: R&D", 5 * 3]', "website: https://example.org/#top")
    params = load_params(Project(kit, "example", 2020))
    assert params.strategy == ("2020", "yes", "#1: R&D", "5 * 3")
    assert params.website == "https://example.org/#top"
