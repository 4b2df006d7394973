"""Thirty remarks of two reviewers on the report of lrsab for 2019-20, each with the place where it is to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marking import Marked

CHAIR, MEMBER = "Independent Chair", "A. Reviewer"
TEXTS = "data/lrsab/2020/narrative/"
BOOKS = "notebooks/sab_annual_report/"


@dataclass(frozen=True)
class Label:
    """What a remark is, and where its words are changed.

    Parameters
    ----------
    holds
        What its words, or what it says, begin with.
    words
        The file with its line or cell.
    behind
        The file and row of a cell that has to be among those behind it; empty for none at all.
    """

    kind: str
    holds: str
    words: str
    behind: str = ""


NOW, BEFORE = "data/lrsab/2020/measures.csv", "data/lrsab/2019/measures.csv"
LABELS = [
    Label("comment", "On the title", "params/lrsab/board.yml, line 3"),
    Label("comment", "On the year", "params/lrsab/2020.yml, line 4"),
    Label("comment", "Is this the right total?", f"{BOOKS}00_summary.ipynb, cell 5", f"{NOW}, row 2, column value"),
    Label("comment", "Say who", f"{TEXTS}foreword.md, line 3"),
    Label("comment", "Settled", f"{TEXTS}foreword.md, line 3"),
    Label("replaced", "who ask hard questions", f"{TEXTS}foreword.md, line 3"),
    Label("put in", "and their carers", f"{TEXTS}foreword.md, line 1"),
    Label("taken out", "quick and", f"{TEXTS}foreword.md, line 7"),
    Label("moved", "This report says what", f"{TEXTS}foreword.md, line 5"),
    Label("formatting", "Signs of Safety", f"{TEXTS}foreword.md, line 3"),
    Label("formatting", "Thank you for reading", f"{TEXTS}foreword.md, line 9"),
    Label("taken out", "This foreword is example", f"{TEXTS}foreword.md, line 11"),
    Label("comment", "A figure to be sure of", f"{BOOKS}02_year_in_numbers.ipynb, cell 6", f"{NOW}, row 4, column value"),
    Label("comment", "The caption says too much", f"{BOOKS}02_year_in_numbers.ipynb, cell 7", f"{NOW}, row 4, column value"),
    Label("put in", "A sentence of its own", f"{TEXTS}board_and_members.md, line 3"),
    Label("replaced", "Statutory partner", f"{BOOKS}03_board_and_members.ipynb, cell 6"),
    Label(
        "comment", "Which subgroup?", f"{BOOKS}04_priorities.ipynb, cell 7", "data/lrsab/2020/priorities.csv, row 2, column lead"
    ),
    Label("replaced", "643", f"{BOOKS}05_concerns_and_enquiries.ipynb, cell 6", f"{BEFORE}, row 2, column value"),
    Label("comment", "Why?", f"{BOOKS}05_concerns_and_enquiries.ipynb, cell 6", f"{NOW}, row 15, column value"),
    Label("comment", "Rutland's own heading", f"{TEXTS}concerns_and_enquiries.md, line 7"),
    Label("replaced", "298", f"{TEXTS}concerns_and_enquiries.md, line 9", f"{NOW}, row 13, column value"),
    Label("comment", "From here to there", f"{TEXTS}concerns_and_enquiries.md, line 3"),
    Label("comment", "Not ours", f"{BOOKS}05_concerns_and_enquiries.ipynb, cell 7"),
    Label("put in", "at once", f"{TEXTS}engagement.md, line 3"),
    Label("replaced", "Staffing took", f"{BOOKS}13_finance.ipynb, cell 5", "data/lrsab/2020/finance.csv"),
    Label("comment", "A table of data", f"{BOOKS}05_concerns_and_enquiries.ipynb, cell 6", f"{NOW}, row 15, column value"),
    Label("taken out", "Publish the annual report", f"{BOOKS}14_looking_forward.ipynb, cell 6", "data/lrsab/2020/forward.csv"),
    Label("comment", "Cross-check this", f"{TEXTS}finance.md, line 1"),
    Label("put in", "in both areas", f"{TEXTS}training.md, line 3"),
    Label("comment", "By whom?", f"{TEXTS}looking_forward.md, line 1"),
]


def mark_up(report: Path, folder: Path) -> tuple[Path, Path]:
    """The chair's copy, and one in which a member wrote after the chair had begun: three of the chair's remarks are in both."""
    chair, member = Marked(report, CHAIR), Marked(report, MEMBER)
    for each in (chair, member):
        each.author = CHAIR
        each.comment("Leicestershire & Rutland Safeguarding Adults Board", "On the title: is it the full name?")
        each.replace("who ask hard questions", "who ask good questions")
        each.delete("quick and ")
    member.author = MEMBER
    chair.comment("Annual report 2019-20", "On the year: as on last year's cover?")
    chair.comment("4,465", "Is this the right total?", reply="It is that of both areas.")
    chair.comment("member organisations", "Say who.\nOr how many.", reply="Eleven of them.")
    chair.comment("as they become adults", "Settled between us.", done=True)
    chair.insert(" and their carers", after="adults at risk")
    chair.move("This report says what we did with that learning and what is still to do.", after="we say so.")
    chair.embolden("Signs of Safety")
    chair.centre("Thank you for reading")
    chair.delete_paragraph("This foreword is example text")
    chair.comment("20%", "A figure to be sure of.")
    chair.comment("One in five alerts (20%) led", "The caption says too much.")
    chair.add_paragraph("A sentence of its own, about the office.", after="An independent chair leads the board.")
    chair.replace("Statutory partner", "Statutory member")
    chair.comment("Procedures Subgroup", "Which subgroup?")
    chair.replace("643", "650")
    chair.comment("One in eight alerts", "Why?")
    chair.comment_on(chair.heading("Rutland", 3), "Rutland's own heading")
    chair.replace("298", "300", nth=chair.nth("Alerts went from", "298"))
    member.comment("The council’s safeguarding team", "From here to there: too long.", to="went up during the year.")
    member.comment("Behind the figures", "Not ours: a heading like any other.")
    member.insert(" at once", after="Engagement is now")
    member.replace("Staffing took", "Staff took")
    member.comment_on(member.cell("Alerts and enquiries in Rutland", 2, 4), "A table of data")
    member.delete("Publish the annual report and the strategic plan by September 2020.")
    member.comment("money from reserves", "Cross-check this.")
    member.insert(" in both areas", after="Board members also joined learning sessions")
    member.comment("has drawn up a five-year", "By whom?")
    return chair.save(folder / "chair.docx"), member.save(folder / "member.docx")
