"""Makes what is published of a report: the documents without a draft mark, their words those of the draft that was signed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sabreport.base.document_names import ACCESSIBILITY, DISTRIBUTION, DRAFT_MARK, document_name
from sabreport.base.errors import GateError, Problem
from sabreport.documents.accessibility.judge import check_accessibility, write_accessibility_page
from sabreport.documents.engines import DOCUMENTS, Engine
from sabreport.documents.stitch import Stitched, marked
from sabreport.documents.write import Document, write_documents
from sabreport.inputs import Inputs
from sabreport.proofreading.order import Finished, tokens
from sabreport.reports.drafts import PUBLICATION, Draft
from sabreport.reports.history import Event
from sabreport.reports.publication_record import RECORD, SUMS
from sabreport.reports.recipients import write_distribution
from sabreport.reuse.cache import Memory
from sabreport.reuse.hashes import digest_of_file
from sabreport.settings.look import LOOK_FILES
from sabreport.workers.pool import Workers

_OF_DRAFTS = re.compile(rf"{DRAFT_MARK.pattern}|:? ?\bnot for publication\b", re.IGNORECASE)
"""What stands on a draft and not on a final."""


@dataclass(frozen=True)
class Signed:
    """A draft that may be final, and the sign-offs that hold for it."""

    draft: Draft
    by: Sequence[Event]


def publish(
    inputs: Inputs,
    engine: Engine,
    stitched: Stitched,
    drafted: Sequence[Document],
    signed: Signed,
    *,
    memory: Memory,
    workers: Workers,
) -> list[Path]:
    """Write ``publication/`` beside a draft's documents, in the folder of the build.

    Parameters
    ----------
    stitched
        The report as its draft was made from it.
    drafted
        The draft's documents, all of them.
    signed
        The draft, and by whose sign-offs it may be final.

    Returns
    -------
    list of Path
        What is published, by its place in the build's folder.

    Raises
    ------
    GateError
        Where a document does not say what the draft says.
    """
    project, folder = inputs.project, stitched.source.parent.parent
    target, final = folder / PUBLICATION, folder / "final"
    target.mkdir()
    shutil.copytree(stitched.source.parent, final)
    source = Stitched(final / stitched.source.name, stitched.sections, "")
    source = marked(project, inputs.params, source, draft_mark="", documents=DOCUMENTS)
    documents = write_documents(inputs, engine, source, DOCUMENTS, memory, workers, step="final")
    _refuse_other_words(inputs, drafted, documents)
    name = document_name(project, inputs.params.kind)
    readings = {each.path: each.reading for each in documents if each.reading is not None}
    look = (final / LOOK_FILES[0]).read_text(encoding="utf-8")
    page = target / f"{name}{ACCESSIBILITY}"
    write_accessibility_page(inputs.params, look, readings, check_accessibility(project, readings), page, draft_mark="")
    for document in documents:
        document.path.rename(target / document.path.name)
    shutil.rmtree(final)
    write_distribution(inputs.params, target / f"{name}{DISTRIBUTION}")
    record = json.dumps(_record(inputs, signed, target), ensure_ascii=False, indent=2) + "\n"
    (target / RECORD).write_text(record, encoding="utf-8", newline="\n")
    sums = "".join(f"{digest}  {path}\n" for path, digest in _digests(target).items())
    (target / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return sorted(target.iterdir())


def _record(inputs: Inputs, signed: Signed, folder: Path) -> dict[str, Any]:
    """What is published, of what, and by whose sign-off: no figure stands in it."""
    project, params = inputs.project, inputs.params
    return {
        "title": f"{params.name}: {params.title}",
        "publisher": params.name,
        "board": project.board,
        "kind": params.kind,
        "period": {"label": project.label, "from": project.first_day.isoformat(), "to": project.last_day.isoformat()},
        "language": "en-GB",
        "website": params.website,
        "published": datetime.now(UTC).date().isoformat(),  # not printed
        "draft": signed.draft.number,
        "content_hash": signed.draft.content,
        "signed": [{"by": each.by, "on": each.when[:10], "draft": each.draft, "outcome": each.outcome} for each in signed.by],
        "files": [{"path": path, "sha256": digest} for path, digest in _digests(folder).items()],
    }


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: digest_of_file(path) for path in sorted(folder.iterdir())}


def _refuse_other_words(inputs: Inputs, drafted: Sequence[Document], documents: Sequence[Document]) -> None:
    """Each document says what the draft's says, word for word and figure for figure, but for the mark."""
    before = {each.form: each for each in drafted}
    problems = []
    for document in documents:
        one, other = (_said(each) for each in (before[document.form], document))
        if one != other:
            at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
            said = [" ".join(text[at : at + 8]) or "nothing" for text in (one, other)]
            what = f'the final {document.path.name} does not say what the draft says: "{said[1]}" in place of "{said[0]}"'
            problems.append(Problem(None, None, "", what, "Report this: the fault is in the kit. Nothing is published."))
    if problems:
        raise GateError(problems, inputs.project.root)


def _said(document: Document) -> list[str]:
    """The words and figures of a document in order, without a draft's mark."""
    if document.words is None:
        return _cells(document.path)
    return _without_mark(document.words)


def _without_mark(words: Finished) -> list[str]:
    texts = [text for _, text in words.blocks] + list(words.notes)
    return [token for text in texts for token in tokens(_OF_DRAFTS.sub("", text))]


def _cells(path: Path) -> list[str]:
    from openpyxl import load_workbook  # slow to import, and few builds are final

    workbook = load_workbook(path, data_only=True)
    said = []
    for sheet in workbook:
        said.append(sheet.title)
        for row in sheet.iter_rows():
            said += [_OF_DRAFTS.sub("", str(cell.value)) for cell in row if cell.value is not None]
    return [text for text in said if text.strip()]
