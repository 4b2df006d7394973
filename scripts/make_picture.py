"""Makes docs/page.png, the picture in the README: two pages of the report of lrsab 2020, from a build of now."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import typst
from PIL import Image
from sabreport.build import build_report
from sabreport.engines import find_engine
from sabreport.project import Project

KIT = Path(__file__).resolve().parents[1]
PAGES = (5, 10)
DPI = 60


def main(target: Path) -> None:
    """Build, draw the pages side by side on grey, and write them as a small PNG."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "kit"
        root.mkdir()
        for folder in ("params", "data", "notebooks", "report_templates"):
            (root / folder).symlink_to(KIT / folder)
        project = Project(root, "lrsab", 2020)
        build_report(project, find_engine("embedded"), ["pdf"])
        report = project.outputs / "report"
        source = report / "annual-report.typ"
        drawn = typst.compile(str(source), root=str(report), font_paths=[str(report / "fonts")], format="png", ppi=4 * DPI)
    # Drawn larger and made small: drawn small, Typst cuts the tops of letters in charts.
    pages = [Image.open(io.BytesIO(drawn[number - 1])).convert("RGB").reduce(4) for number in PAGES]
    width, height = sum(page.width for page in pages) + 16 * (len(pages) + 1), pages[0].height + 32
    sheet = Image.new("RGB", (width, height), "#d0d4d9")
    left = 16
    for page in pages:
        sheet.paste(page, (left, 16))
        left += page.width + 16
    sheet.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main(KIT / "docs" / "page.png")
