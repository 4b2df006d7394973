"""Makes docs/page.png, the picture in the README: two pages of the report of lrsab 2020, from a build of now."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import find_engine

KIT = Path(__file__).resolve().parents[1]
PAGES = (5, 10)
DPI = 60


def main(target: Path) -> None:
    """Build the report, and draw two of its pages."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "kit"
        root.mkdir()
        for folder in ("params", "data", "notebooks", "report_templates"):
            (root / folder).symlink_to(KIT / folder)
        (report,) = build_report(Project(root, "lrsab", 2020), find_engine("embedded"), ["pdf"]).documents
        draw(report, target)


def draw(report: Path, target: Path) -> None:
    """Draw pages of a PDF side by side on grey, and write them as a small PNG."""
    with pypdfium2.PdfDocument(report) as document:
        # Drawn larger and made small: letters are then as smooth as in print.
        drawn = [document[number - 1].render(scale=4 * DPI / 72).to_pil().convert("RGB") for number in PAGES]
    pages = [page.reduce(4) for page in drawn]
    width, height = sum(page.width for page in pages) + 16 * (len(pages) + 1), pages[0].height + 32
    sheet = Image.new("RGB", (width, height), "#d0d4d9")
    left = 16
    for page in pages:
        sheet.paste(page, (left, 16))
        left += page.width + 16
    sheet.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main(KIT / "docs" / "page.png")
