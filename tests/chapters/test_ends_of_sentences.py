"""Words that people typed, at the end of a sentence of the kit's: one full stop, whatever they end with, and all of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_board import change_params
from ruamel.yaml import YAML
from sabreport.chapters import (
    assurance,
    breakdowns,
    checklist,
    finance,
    partnership,
    priorities,
    reviews,
    summary,
    training,
    trends,
)
from sabreport.chapters.chapter import Chapter, open_chapter
from sabreport.exhibits.exhibit import Chart, Table
from sabreport.texts.prose import Prose
from sabreport.wording.lists import ended
from sabreport.wording.markdown import escape, without_spans

DATA = "data/example/2020"
NAMES = {
    "priorities.csv": ("Preventing abuse in care settings", "Multi-agency guidance on self-neglect"),
    "audits.csv": ("Making Safeguarding Personal",),
    "forward.csv": (
        "Preventing abuse in care settings",
        "Learning through the pandemic",
    ),
    "measures.csv": ("Not known to the person",),
    "finance.csv": ("Staffing", "Exampleshire Council"),
}
"""Words of each file that stand at the end of a sentence, or might."""


def with_names_that_end_in(mark: str, kit: Path) -> Chapter:
    """The example board with a mark at the end of these words, of its area and of its members."""
    for file, names in NAMES.items():
        path = kit / DATA / file
        text = path.read_text(encoding="utf-8")
        for name in names:
            assert re.search(rf"(?<=,){name}(?=,)|^{name}(?=,)", text, re.MULTILINE), name
            text = re.sub(rf"(?<=,){name}(?=,)|^{name}(?=,)", f"{name}{mark}", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    measures = kit / DATA / "measures.csv"
    text = measures.read_text(encoding="utf-8")
    text = re.sub(rf"(Not known to the person{re.escape(mark)}),\d+", r"\1,[c]", text)
    measures.write_text(re.sub(r"(dols_applications,),\d+", r"\1,", text), encoding="utf-8")
    board = YAML(typ="safe").load((kit / "params/example/board.yml").read_text(encoding="utf-8"))
    named = {part: [{**each, "name": f"{each['name']}{mark}"} for each in board[part]] for part in ("areas", "members")}
    change_params(kit, "board.yml", **named)
    change_params(kit, "2020.yml", statements={"none_from": {"exampleshire_fire": f"it joined in March{mark}"}})
    for statement in ("exampleshire_fire", "exampleshire_police"):
        (kit / DATA / f"partners/{statement}.md").unlink()
    sources = kit / DATA / "sources.csv"
    kept = [line for line in sources.read_text(encoding="utf-8").splitlines() if not re.match("partners/.*(fire|police)", line)]
    sources.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return open_chapter("summary", "example", 2020, str(kit))


def sentences(chapter: Chapter) -> Iterator[str]:
    """All that the parts of chapters say which end a sentence with words of the board's."""
    exhibits = [
        *summary.in_brief(chapter),
        *partnership.membership(chapter),
        *partnership.statements(chapter),
        priorities.progress_summary(chapter),
        *priorities.by_priority(chapter),
        *priorities.next_year(chapter),
        *chapter.by_area(trends.concerns_and_enquiries, trends.deprivation_of_liberty, breakdowns.breakdown("risk_source")),
        *reviews.reviews_of_the_year(chapter),
        *reviews.findings(chapter),
        *assurance.self_assessment(chapter),
        *assurance.audits(chapter),
        *training.events(chapter),
        *finance.account(chapter),
        *checklist.clauses(chapter),
    ]
    for each in exhibits:
        if isinstance(each, Prose):
            yield without_spans(each.markdown)
        elif isinstance(each, Table):
            yield from (without_spans(cell) for row in each.rows for cell in row)
        elif isinstance(each, Chart):
            yield from (without_spans(each.alt), without_spans(each.note))


@pytest.mark.sampled
@pytest.mark.parametrize("mark", ["", " etc.", "?", " (Is it?)", "…"])
def test_words_that_end_a_sentence_keep_their_own_end(kit: Path, mark: str) -> None:
    said = "\n".join(sentences(with_names_that_end_in(mark, kit)))
    stop = mark or "."
    assert not re.search(r"[.?!…][”’)*]*\.", said)
    for end in (
        f"**Multi-agency guidance on self-neglect{stop}** Write the guidance",
        f"Theme: Making Safeguarding Personal{stop} Status on 31 March 2020",
        f"“Learning through the pandemic{mark}”{'' if mark else '.'}",
        f"No statement was received from Exampleshire Fire and Rescue Service{mark}: it joined in March{stop}",
        f"No statement was received from Exampleshire Police{stop}",
        f"There is no statement from Exampleshire Police{stop}",
        f"Not known to the person{stop}",
        f"for DoLS applications in Exampleshire{stop}",
        f"Voices: Voices of Exampleshire{stop}",
    ):
        assert end in said, end


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Self-neglect", "Self-neglect."),
        ("20 p.a.", "20 p.a."),
        ("Is it working?", "Is it working?"),
        ("“Is it working?”", "“Is it working?”"),
        ('"Stop!"', '"Stop!"'),
        ("Visits (care homes etc.)", "Visits (care homes etc.)"),
        ("Visits (care homes)", "Visits (care homes)."),
        ("“Visits”", "“Visits”."),
        ("Visits [sic!]", "Visits [sic!]"),
        ("And more …", "And more …"),
        ("At 10.30", "At 10.30."),
    ],
)
def test_a_text_has_one_end(text: str, printed: str) -> None:
    assert ended(text) == printed
    assert without_spans(ended(escape(text))) == printed
