"""What those who read a draft are told in the next one: what became of each of their remarks."""

from __future__ import annotations

from sabreport.base.project import Project
from sabreport.base.spreadsheets import as_written
from sabreport.documents.answer import Answer
from sabreport.returned.answers import TO_PUT_IN
from sabreport.returned.comments import AGREED, DECLINED, read_comments
from sabreport.wording.lists import first_words

_MOST_WORDS = 25


def answers_for(project: Project) -> tuple[Answer, ...]:
    """An answer to each remark that stands in comments.csv.

    Raises
    ------
    FileError
        Where the file cannot be read.
    """
    return tuple(_answer(row) for row in read_comments(project).values())


def _answer(row: dict[str, str]) -> Answer:
    section, words, around = (as_written(row.get(name, "")) for name in ("section", "words", "around"))
    return Answer(section, words, f"{_remark(row)}\n{_outcome(row)}", row.get("place", ""), around)


def _remark(row: dict[str, str]) -> str:
    who = row.get("from", "") or "Somebody"
    draft = f" on draft {row['draft']}" if row.get("draft") else ""
    said = first_words(" ".join(as_written(row.get("remark", "")).split()), _MOST_WORDS)
    return f"{who}{draft}: {said if said.startswith('“') else f'“{said}”'}"


def _outcome(row: dict[str, str]) -> str:
    reason = row.get("reason", "").strip()
    if row["status"] == AGREED:
        return f"Agreed: {reason}" if reason else "Agreed."
    if row["status"] == DECLINED:
        return f"Declined: {reason}" if reason else "Declined."
    return f"Open. {row.get('answer', '').replace(TO_PUT_IN, 'Not yet put into')}".strip()
