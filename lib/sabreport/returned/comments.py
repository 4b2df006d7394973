"""comments.csv: what is still to be answered, which the business manager keeps up to date."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from sabreport.base.document_names import COMMENTS
from sabreport.base.errors import FileError, Problem
from sabreport.base.project import Project
from sabreport.base.spreadsheets import inert
from sabreport.returned.merged import Noted
from sabreport.returned.places import plain

OPEN, AGREED, DECLINED = STATUSES = ("open", "agreed", "declined")
OWN = ("status", "reason")
"""The columns that people fill in."""
COLUMNS = ("id", "draft", "from", "date", "kind", "section", "place", "around", "where", "words", "remark", "answer", *OWN)


def read_comments(project: Project) -> dict[str, dict[str, str]]:
    """The rows of comments.csv by their id, with whatever columns they have; nothing where there is no such file.

    Raises
    ------
    FileError
        Where it cannot be read, or a status is none of those that there are.
    """
    path = project.data / COMMENTS
    if not path.exists():
        return {}
    from sabreport.tables.csv_tables import rows_of_csv  # slow to import

    problems: list[Problem] = []
    read = rows_of_csv(path, project.root, COLUMNS, problems)
    if read is None:
        raise FileError(problems, project.root)
    rows = read[0]
    headings = {column: _heading(text.strip()) for column, text in rows[0][1].items()} if rows else {}
    if missing := [name for name in ("id", *OWN) if name not in headings.values()]:
        what = f"there is no column {missing[0]}"
        problem = Problem(path, 1, "", what, "Put it back: the first row has the names that the kit wrote.")
        raise FileError([problem], project.root)
    found: dict[str, dict[str, str]] = {}
    faults = []
    for number, cells in rows[1:]:
        row = {headings[column]: text for column, text in cells.items() if column in headings}
        if not any(text.strip() for text in row.values()):
            continue
        row["status"] = row.get("status", "").strip().lower() or OPEN
        if row["status"] not in STATUSES:
            what = f'"{row["status"]}" is no status'
            faults.append(Problem(path, number, "status", what, "Write open, agreed or declined."))
        ident = row.get("id", "").strip()
        if not ident or ident in found:
            what = f'the id "{ident}" is that of another row' if ident else "the row has no id"
            faults.append(Problem(path, number, "id", what, "Put back the id that the kit wrote, or delete the row."))
        found[ident] = row
    if faults:
        raise FileError(faults, project.root)
    return found


def _heading(text: str) -> str:
    """A heading of the kit's in small letters; one of somebody's own as it is."""
    return text.lower() if text.lower() in COLUMNS else text


def without_reason(project: Project, rows: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """A problem for each remark that was declined and does not say why."""
    for number, row in enumerate(rows.values(), start=2):
        if row["status"] == DECLINED and not row.get("reason", "").strip():
            what = "the remark is declined, and no reason is given"
            yield Problem(project.data / COMMENTS, number, "reason", what, "Write it: whoever made the remark is told.")


def with_remarks(rows: Mapping[str, Mapping[str, str]], remarks: Sequence[Noted]) -> dict[str, dict[str, str]]:
    """The rows with those of a review, each once, their answers still empty.

    What people wrote stays, and so does every row that was there.
    """
    found = {ident: dict(row) for ident, row in rows.items()}
    for each in remarks:
        before = found.get(each.ident, {"status": AGREED if each.remark.resolved else OPEN, "reason": ""})
        kept = {name: text for name, text in before.items() if name not in COLUMNS or name in OWN}
        found[each.ident] = {**_row(each), **kept}
    return found


def as_csv(rows: Mapping[str, Mapping[str, str]]) -> bytes:
    """The rows as a file that Excel opens."""
    columns = dict.fromkeys((*COLUMNS, *(name for row in rows.values() for name in row)))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows.values())
    return stream.getvalue().encode("utf-8-sig")


def _row(each: Noted) -> dict[str, str]:
    remark, place = each.remark, each.place
    answers = [f"{reply.by.author}: {reply.said}" for reply in remark.replies]
    said = "\n".join([remark.said, *answers]) if remark.kind == "comment" else change_of(each)
    return {
        "id": each.ident,
        "draft": str(each.draft.number),
        "from": inert(remark.by.author),
        "date": remark.by.date[:10],
        "kind": remark.kind,
        "section": inert(place.section or place.what),
        "place": place.what,
        "around": inert(place.cell or place.said),
        "where": place.words.named if place.words else "",
        "words": inert(plain(remark.old) or place.said),
        "remark": inert(said),
        "answer": "",
    }


def change_of(each: Noted) -> str:
    """What a tracked change does, in words."""
    old, new = plain(each.remark.old), plain(each.remark.new)
    match each.remark.kind:
        case "replaced":
            return f"“{old}” becomes “{new}”"
        case "put in":
            return f"“{new}” is put in" if new else "a new paragraph begins here"
        case "taken out":
            return f"“{old}” is taken out" if old else "the paragraph runs on into the next"
        case "moved":
            return f"“{old}” is moved"
        case _:
            return f"“{old}” looks otherwise"
