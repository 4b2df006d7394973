"""Lines that people end before they are full are lines, and prose that was wrapped is prose."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from conftest import KIT
from sabreport.texts.authored import read_narrative, read_statement
from sabreport.texts.statements import remarks_on_narrative
from sabreport.texts.text import inspect_text

WRAPPED = "We met with all partners each month and trained the staff\nof Care homes in what to look for, and whom to ask.\n"
LINES = {
    "Jane Smith\nDirector of Adult Services\nExampleshire Council": 2,
    "Yours sincerely,\n\nJ. Smith\nChair": 1,
    "Exampleshire Council,\n1 High Street,\nAlder AB1 2CD": 2,
    "Email: jane@example.org\nTelephone: 01234 567890": 1,
    "jane@example.org\nwww.example.org": 1,
    "# Contact\nJane Smith\nChair": 1,
    "Our aims were\n*Listen* to people\nWork together\nLearn Ltd.": 3,
    "We met.\nWe listened to people.\nWe will meet again.": 2,
    "Jane Doe | Independent Chair\nExampleshire Safeguarding Adults Board | Exampleshire": 1,
    "Jo Lee | Chair\nT: 01234 567890 | E: jo@example.org": 1,
    "Pat Lee\n-- \nSent from my phone": 2,
    "Jane Smith  \nDirector\\\nCouncil": 2,
    "Cllr. Ann Green (Exampleshire Council) – Cabinet Member for Adults’ Care\nCh. Insp. R. Lee – Police\nDr Jo Lee – ICB": 2,
    "Induction for new starters (all staff), half a day, 412 people\nLevel 3 for managers, 36 people\nCapacity Act, one day": 2,
    "2018-01 Fire at flat; s.42 enquiry\n2018-09 Review commissioned\n2019-11 Report accepted": 2,
    "1.1 Background\n1.1.1 The plan runs for three years.\n1.2\u00a0\u00a0Next steps": 2,
    "Did you know?\n1 in 5 carers said yes\n3 in 10 said no\nHalf did not answer": 3,
    "10.45 Workshops:\n   A) Hoarding\n   B) Capacity\n12.30 Lunch (v/vg options)\n1.30pm Panel: Q & A\n3.00pm Close": 2,
    "- Find us here:\n\n    Jane Smith\n    Chair\n    Alder": 2,
    "£12,000 training\n£4,500 venue\n£800 printing": 2,
}
HALF = "10.45 Workshops:\n   A) Hoarding\n   B) Capacity\n12.30 Lunch (v/vg options)\n1.30pm Panel: Q & A\n3.00pm Close"
"""Lines of which some are printed as part of the item above."""
SHORT = (
    "We met with the\nCare Quality Commission.",
    "We met them.\nThey told us a lot",
    "Trained staff\nand met carers",
    "We met **all\npartners** and\n**trained**\nstaff.",
    "> Jane Smith\n> Director",
    "A word\n: What it means",
)
"""Printed as one, and not wrapped at any width."""
PROSE = (
    WRAPPED,
    "We met with all partners each month and trained the staff\nOf Care homes",
    "- Jane Smith\n- Director",
    "1. Jane Smith\n2. Director",
    "Year | Visits\n---|---\nOne | 2",
    "Jane Doe | Chair\n---|---\nAnn Lee | Director",
    "Jane Smith\n==========",
    "Visits [^1]\n\n[^1]: Since May\nOr June",
)


def breaks(text: str, tmp_path: Path, *, trusted: bool) -> int:
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    return (read_narrative if trusted else read_statement)(path, tmp_path, 3, lambda name, form: name).count("\\\n")


@pytest.mark.sampled
@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize("trusted", [True, False])
def test_lines_that_were_ended_are_lines(text: str, trusted: bool, tmp_path: Path) -> None:
    assert breaks(f"{WRAPPED}\n{text}\n", tmp_path, trusted=trusted) == LINES[text]


@pytest.mark.sampled
@pytest.mark.parametrize("text", [*SHORT, *PROSE])
@pytest.mark.parametrize("trusted", [True, False])
def test_prose_that_was_wrapped_runs_on(text: str, trusted: bool, tmp_path: Path) -> None:
    assert breaks(f"{WRAPPED}\n{text}\n", tmp_path, trusted=trusted) == 0


def test_lines_that_are_set_in_are_lines_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text("Find us here:\n\n    Jane Smith\n    Chair\n    Alder\n", encoding="utf-8")
    assert read_statement(path, tmp_path, 3, lambda name, form: name) == "Find us here:\n\nJane Smith\\\nChair\\\nAlder\n"


def test_lines_between_fences_are_left(tmp_path: Path) -> None:
    text = "```\nJane Smith\n\nCouncil\nAlder\n```\n"
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    assert "\\\\" not in read_statement(path, tmp_path, 3, lambda name, form: name)


def test_prose_of_short_lines_runs_on(tmp_path: Path) -> None:
    assert (
        breaks(
            "We met with each of the partners and the\nBoard\n\nWe trained staff in all of the homes of\nAlder",
            tmp_path,
            trusted=False,
        )
        == 0
    )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("We met.\n\nJane Doe | Chair\nBoard | County\n", 0),
        ("Jane Doe | Chair\nAnn Lee-Smith | Director of Nursing\n", 0),
        ("Lead Officer | Chair\nJane Doe | Ann Lee\n", 1),
        ("Name | Role\nJane Doe | Chair\n", 1),
        ("Jane Doe | 12\nAnn Lee | 15\n", 1),
    ],
)
def test_a_name_and_a_role_with_a_bar_between_them_are_no_table(text: str, faults: int, tmp_path: Path) -> None:
    path = tmp_path / "member.md"
    path.write_text(text, encoding="utf-8")
    assert len(inspect_text(path, tmp_path)) == faults


RUN_TOGETHER = {
    "Introduction\nThe board met four times in the year, and heard from people.": "lines 1 to 2 are printed as one paragraph",
    "We met.\nWe talked to many people about their lives.": "lines 1 to 2 are printed as one paragraph",
    "Our aims\nlisten to people\nwork together with others and with carers": "lines 1 to 3 are printed as one paragraph",
    "> We met.\n> We talked to many people about their lives.": "lines 1 to 2 are printed as one paragraph",
    "Aims\nTo listen to each of them. And more.\n\n- a\n\nAims\nTo listen to each of them. And more.": (
        "lines 1 to 2, lines 6 to 7 are each printed as one paragraph"
    ),
    "Staffing:\n  manager 1.0 FTE\n  admin 0.6 FTE": "lines 1 to 3 are printed as one paragraph",
    "Q2. Who would you tell?\n(could tick more than one)\nFamily ........ 81%\nGP ............ 40%": (
        "lines 1 to 4 are printed as one paragraph"
    ),
    "1. Leadership\nNamed leads in all seven boards\n2. Learning\nTwo events": (
        "lines 1 to 2, lines 3 to 4 are each printed as one paragraph"
    ),
    "[00:01:12] Chair\nThanks, all. What will you do?": "lines 1 to 2 are printed as one paragraph",
    "Find us: www.example.org\nTwitter: @Example\n#Safe": "lines 1 to 3 are printed as one paragraph",
    "Jo Lee\nHead of Care\nCare | Alder\nTel. 01234 567890\nwww.example.org": "lines 1 to 5 are printed as one paragraph",
    "**Aims**\n - share data\n - visits\nand calls": "lines 3 to 4 are printed as one paragraph",
    "-- first\n-- second": "lines 1 to 2 are printed as one paragraph",
    "> Roses are red,\n> violets are blue,\n> my friend is kind,\n> and I hope so are you.": (
        "lines 1 to 4 are printed as one paragraph"
    ),
    "> Dad was a joker and a baker and a fan of the Rovers.\n> He would have hated the fuss.": (
        "lines 1 to 2 are printed as one paragraph"
    ),
    "We did:\n- audit": "lines 1 to 2 are printed as one paragraph",
    "- audit\nof all homes\n- visits": "lines 1 to 2 are printed as one paragraph",
    "\n\n".join(["Met\nthem"] * 7): (
        ", ".join(f"lines {first} to {first + 1}" for first in range(1, 21, 3)) + " are each printed as one paragraph"
    ),
    HALF: "lines 3 to 6 are printed as one paragraph",
    **dict.fromkeys(SHORT[:3], "lines 1 to 2 are printed as one paragraph"),
    SHORT[3]: "lines 1 to 4 are printed as one paragraph",
    **dict.fromkeys(SHORT[4:], "lines 1 to 2 are printed as one paragraph"),
}
WIDE = " ".join(["We met with all of the partners and with carers in each month of the year and trained their staff."] * 3)
NOT_TOLD = (
    WRAPPED,
    "We met with all partners each month and trained the staff\n{{ exampleshire.concerns | change }} of all\nmore.",
    "We met with all partners each month, and we trained the staff\nof care\nhomes in what to look for, and whom to ask.",
    "Introduction\\\nThe board met four times in the year, and heard from people.",
    "Introduction  \nThe board met four times in the year, and heard from people.",
    "# Introduction\nThe board met four times in the year, and heard from people.",
    "Introduction\n---\nThe board met four times in the year, and heard from people.",
    "```\nIntroduction\nThe board met four times in the year, and heard from people.\n```",
    "Name | Visits\n---|---\nA longer name than that of the column | 2",
    *(textwrap.fill(WIDE, width) for width in (50, 65, 72, 80, 100, 120)),
    "\n".join(textwrap.wrap(WIDE, 60, initial_indent="- ", subsequent_indent="  ")),
    "\n".join(textwrap.wrap(WIDE, 60, initial_indent="> ", subsequent_indent="> ")),
    "\n".join(textwrap.wrap(WIDE, 60, initial_indent="1. ", subsequent_indent="   ")),
    f"{textwrap.fill(WIDE, 55)}\n\nWe heard from carers in the spring and in the\nautumn.",
    *(each for each in LINES if each != HALF),
    *PROSE,
)


def told(text: str, folder: Path) -> list[str]:
    path = folder / "foreword.md"
    path.write_text(f"{text}\n", encoding="utf-8")
    return [each.what for each in remarks_on_narrative(path, folder) if "one paragraph" in each.what]


@pytest.mark.parametrize("text", RUN_TOGETHER)
def test_lines_that_are_printed_as_one_paragraph_are_told(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == [RUN_TOGETHER[text]]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_prose_that_was_wrapped_is_not_told(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


def test_no_text_of_the_examples_is_told(tmp_path: Path) -> None:
    texts = [*(KIT / "data").rglob("*.md")]
    assert texts
    assert [path for path in texts if told(path.read_text(encoding="utf-8"), tmp_path)] == []
