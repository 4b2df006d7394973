"""The accessibility gate: each finished document is read back and judged, and a page beside the report says what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sabreport.base.checks import Check
from sabreport.base.pages import page_of
from sabreport.base.project import Project
from sabreport.documents.accessibility.reading import Form, Reading, order_faults
from sabreport.settings.params import Params

GATE = "accessibility"
_NAMES: dict[Form, str] = {"HTML": "Web page", "PDF": "PDF", "Word": "Word document"}


def read_document(path: Path) -> Reading:
    """What a web page, a PDF or a Word report holds."""
    from sabreport.documents.accessibility.html import read_html  # what each reads with is slow to import
    from sabreport.documents.accessibility.pdf import read_pdf
    from sabreport.documents.accessibility.word import read_word

    return {".html": read_html, ".pdf": read_pdf, ".docx": read_word}[path.suffix](path)


def check_accessibility(project: Project, readings: Mapping[Path, Reading]) -> list[Check]:
    """One check for each fault, and one with counts for each document that has none.

    A fault of authored text warns; any other is the kit's own and fails. Where a web page was read, the others are to have
    its headings in its order.
    """
    page = next((each.outline for each in readings.values() if each.form == "HTML"), None)
    checks: list[Check] = []
    for path, reading in readings.items():
        out_of_order = order_faults(reading.outline, page) if page is not None else ()
        faults = [*reading.faults, *out_of_order]
        document = project.relative(project.outputs / path.name)
        for fault in faults:
            where = f"{document}, {fault.place}" if fault.place else document
            message = f"{reading.form}: {fault.what}"
            checks.append(Check(GATE, "warn" if fault.authored else "fail", where, message, fault.remedy))
        if not faults:
            checks.append(Check(GATE, "pass", document, f"{reading.form}: {reading.counts}", ""))
    return checks


def write_accessibility_page(
    params: Params, look: str, readings: Mapping[Path, Reading], checks: Sequence[Check], path: Path, *, draft_mark: str
) -> None:
    """Write the page on accessibility: standard, what was checked in this build, known limits, how to ask for more.

    It holds no date: the same report has the same page.

    Parameters
    ----------
    look
        Custom properties in CSS, as the web page takes them.
    """
    results = list(_results(readings, checks))
    template = "sabreport.documents.accessibility", "accessibility.html.j2"
    text = page_of(*template, look=look, params=params, results=results, draft_mark=draft_mark)
    path.write_text(text, encoding="utf-8", newline="\n")


def _results(readings: Mapping[Path, Reading], checks: Sequence[Check]) -> Iterator[dict[str, object]]:
    """What the page says of each document: its name, its file, and what the checks found."""
    for path, reading in readings.items():
        wrong = [
            f"{check.where.rpartition(', ')[2]}: {check.message.partition(': ')[2]}"
            for check in checks
            if check.status != "pass" and path.name in check.where
        ]
        yield {"name": _NAMES[reading.form], "file": path.name, "wrong": wrong, "counts": reading.counts}
