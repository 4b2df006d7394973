"""Where the report answers the law: a table of its clauses."""

from __future__ import annotations

from sabreport.chapters.chapter import Chapter
from sabreport.exhibits.exhibit import Column, Exhibit, Table
from sabreport.settings.chapters import load_chapters
from sabreport.tables.answers import Answer, answers, load_duty
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended
from sabreport.wording.markdown import escape
from sabreport.wording.numbers import in_words

_MOST_GAPS = 3


def clauses(chapter: Chapter) -> list[Exhibit]:
    """Each clause of the duty, what it asks, and where it is answered, or what is still missing."""
    duty = load_duty(chapter.project, chapter.params.kind)
    found = answers(chapter.project, chapter.params, load_chapters(chapter.project, chapter.params), chapter.tables)
    if duty is None:
        return []
    rows = [[escape(each.clause.id), escape(each.clause.asks), _where(each)] for each in found]
    columns = [Column("Clause", width=2), Column("What the law asks", width=6), Column("Where the report answers it", width=6)]
    text = f"The board publishes this report under the {escape(duty.statute)}. The table shows where each clause is answered."
    return [Prose(text), Table("duty", f"Where this report answers the {escape(duty.statute)}", columns, rows)]


def _where(answer: Answer) -> str:
    """A link to the chapter and the nil return, or what is missing."""
    if answer.clause.answered_in and answer.chapter is None:
        return "**Not yet answered.** The report has no chapter that answers it."
    if answer.gaps:
        shown = [ended(capitalised(escape(gap.what))) for gap in answer.gaps[:_MOST_GAPS]]
        more = len(answer.gaps) - len(shown)
        return " ".join(["**Not yet answered.**", *shown, *([f"And {in_words(more)} more."] if more else [])])
    if answer.chapter is None:
        return "The distribution list beside this report names them."
    return " ".join(filter(None, (f"@{answer.chapter.anchor}.", escape(answer.nil))))
