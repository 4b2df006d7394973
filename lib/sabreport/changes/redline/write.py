"""Writes a later draft's Word report with all that changed since an earlier one as tracked changes, and proves it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from sabreport.base.errors import FileError, Problem
from sabreport.base.files import write_whole
from sabreport.changes.redline.blocks import Blocks
from sabreport.changes.redline.marks import Marks
from sabreport.changes.redline.parts import Lists, Notes, Parts
from sabreport.changes.redline.resolved import resolved
from sabreport.texts.office.parts import UNREADABLE

_COMMENT_MARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def write_redline(old: Path, new: Path, target: Path, *, author: str, made: date, root: Path) -> Path:
    """Write the redline of two Word reports in place of the one before.

    Parameters
    ----------
    author
        Who Word says made the changes, such as "Draft 4, 27 November 2026, 3fa2b1".
    made
        The day that Word says they were made on.

    Raises
    ------
    FileError
        Where one of the two cannot be read, the redline cannot be written, or it does not say what the two say.
    """
    before, after = _opened(old, root), _opened(new, root)
    marks = Marks(author, f"{made.isoformat()}T00:00:00Z")
    lists = Lists(before, after)
    notes = _notes(before, after, lists)
    Blocks(Parts(before.part, after.part, lists, notes), marks).track(before.element.body, after.element.body)
    for kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for one, other in zip(_parts(before, kind), _parts(after, kind), strict=False):
            Blocks(Parts(one, other, lists), marks).track(one.element, other.element)
    if notes:
        notes.save()
    after.core_properties.content_status = after.core_properties.keywords = f"Changes up to {author}"
    with tempfile.TemporaryDirectory() as folder:
        redline = Path(folder) / target.name
        after.save(str(redline))
        _prove(redline, old, new, target, root)
        return write_whole(target, redline.read_bytes(), root)


def _prove(redline: Path, old: Path, new: Path, target: Path, root: Path) -> None:
    """With all changes accepted a redline says what the later draft says, and with all rejected what the earlier one says."""
    for accepted, draft in ((True, new), (False, old)):
        found, expected = resolved(redline, accepted=accepted), resolved(draft, accepted=True)
        if found != expected:
            at = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), len(found))
            said = [text[at] if at < len(text) else "nothing" for text in (found, expected)]
            what = (
                f"the Word redline was not written: with all changes {'accepted' if accepted else 'rejected'} it would say "
                f'"{said[0][:80]}" and the draft says "{said[1][:80]}"'
            )
            remedy = "Use changes.html, and report this with the two drafts: the fault is in the kit."
            raise FileError([Problem(target, None, "", what, remedy)], root)


def _opened(path: Path, root: Path) -> Any:
    try:
        return _without_comments(Document(str(path)))
    except (*UNREADABLE, PackageNotFoundError, KeyError) as error:
        what = "the kit kept this Word report with its draft, and it cannot be opened any more"
        raise FileError([Problem(path, None, "", what, "Put it back from a backup, or compare others.")], root) from error


def _without_comments(document: Any) -> Any:
    """Without the comments of either draft, which are no part of what it says."""
    for mark in list(document.element.body.iter(*map(qn, _COMMENT_MARKS))):
        gone = mark.getparent() if mark.tag == qn("w:commentReference") else mark
        gone.getparent().remove(gone)
    return document


def _parts(document: Any, kind: str) -> list[Any]:
    found = {rel.target_part.partname: rel.target_part for rel in document.part.rels.values() if rel.reltype == kind}
    return [found[name] for name in sorted(found)]


def _notes(before: Any, after: Any, lists: Lists) -> Notes | None:
    old, new = (_parts(document, RELATIONSHIP_TYPE.FOOTNOTES) for document in (before, after))
    return Notes(old[0], new[0], lists) if old and new else None
