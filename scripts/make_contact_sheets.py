"""Makes docs/contact_sheets/: pages of three reports in every format, side by side, from builds of now.

Needs pdftoppm, LibreOffice and Chromium, which building a report does not.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, sync_playwright
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.documents.engines import find_engine

KIT = Path(__file__).resolve().parents[1]
REPORTS = (("lrsab", 2020), ("dbcpsab", 2023), ("fivelands", 2025))
PROGRAMS = {"pdftoppm": ("pdftoppm",), "LibreOffice": ("soffice",), "Chromium": ("chromium", "chromium-browser", "google-chrome")}
PDF_PAGES, WORD_PAGES, SCREENS = 21, 7, 4
"""How many are shown: of a longer document as many, at even distances."""
SCREEN, PHONE = (1280, 900), (390, 844)
HEIGHT, WIDTH, GAP, HEADING = 356, 1850, 10, 34
LARGEST = 300_000


def main(target: Path) -> None:
    """Build the reports, take pictures of them, and write one sheet a report."""
    programs = find_programs()
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs["Chromium"], args=["--no-sandbox", "--disable-gpu"])
        for board, year in REPORTS:
            root = Path(temporary) / board
            project = Project(kit_with(root, board), board, year)
            built = build_report(project, find_engine("embedded"), ["html", "pdf", "docx"])
            documents = {path.suffix: project.outputs / path.name for path in built.documents}
            parts = {
                "PDF": pages(programs, documents[".pdf"], PDF_PAGES, root),
                "Word": pages(programs, as_pdf(programs, documents[".docx"], root), WORD_PAGES, root),
                "Web page": [
                    *screens(browser, documents[".html"], SCREEN, "light", SCREENS),
                    *screens(browser, documents[".html"], SCREEN, "dark", SCREENS // 2),
                    *screens(browser, documents[".html"], PHONE, "light", SCREENS),
                    *screens(browser, documents[".html"], PHONE, "dark", SCREENS // 2),
                ],
            }
            write_small(sheet(parts), target / f"{board}_{year}.webp")
        browser.close()


def find_programs() -> dict[str, str]:
    """The path of each program that the pictures are taken with; ends with the names of those that are missing."""
    found = {name: next(filter(None, map(shutil.which, commands)), None) for name, commands in PROGRAMS.items()}
    if missing := [name for name, path in found.items() if path is None]:
        sys.exit(f"To make the contact sheets, install {' and '.join(missing)}.")
    return {name: path for name, path in found.items() if path is not None}


def kit_with(root: Path, board: str) -> Path:
    """A kit with one board, the kit's own or one of the tests, and nothing built."""
    own = KIT / "tests" / "boards" / board
    for folder in ("params", "data"):
        shutil.copytree(own / folder if own.is_dir() else KIT / folder / board, root / folder / board)
    shutil.copy(KIT / "params" / "defaults.yml", root / "params")
    for folder in ("notebooks", "report_templates"):
        shutil.copytree(KIT / folder, root / folder)
    return root


def as_pdf(programs: dict[str, str], word: Path, folder: Path) -> Path:
    """A Word file as LibreOffice prints it, with a profile of its own."""
    command = [programs["LibreOffice"], f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{word.stem}.pdf"


def pages(programs: dict[str, str], pdf: Path, most: int, folder: Path) -> list[Image.Image]:
    """Pages of a PDF, the first and the last among them."""
    with tempfile.TemporaryDirectory(dir=folder) as drawn:
        subprocess.run([programs["pdftoppm"], "-r", "60", "-png", str(pdf), f"{drawn}/page"], check=True)
        paths = sorted(Path(drawn).glob("*.png"))
        return [Image.open(paths[place]).convert("RGB") for place in at_even_distances(len(paths), most)]


def screens(
    browser: Browser, html: Path, size: tuple[int, int], scheme: Literal["light", "dark"], most: int
) -> Iterator[Image.Image]:
    """What a screen shows of a page, from its top to its end."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto(html.as_uri())
    for place in at_even_distances(page.evaluate("document.documentElement.scrollHeight") // size[1], most):
        page.evaluate(f"window.scrollTo(0, {place * size[1]})")
        with tempfile.NamedTemporaryFile(suffix=".png") as picture:
            page.screenshot(path=picture.name)
            yield Image.open(picture.name).convert("RGB")
    page.close()


def at_even_distances(count: int, most: int) -> list[int]:
    """Places among `count`, the first and the last among them, and no more than `most`."""
    return sorted({round(each * (count - 1) / (most - 1)) for each in range(most)})


def sheet(parts: Mapping[str, Sequence[Image.Image]]) -> Image.Image:
    """All pictures in rows on grey, under the name of each format."""
    font = ImageFont.truetype(str(KIT / "lib/sabreport/fonts/PublicSans-Bold.ttf"), 20)
    placed: list[tuple[int, int, Image.Image | str]] = []
    top = GAP
    for name, pictures in parts.items():
        placed.append((GAP, top, name))
        left, top = GAP, top + HEADING
        for picture in pictures:
            small = picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT), Image.Resampling.LANCZOS)
            if left + small.width + GAP > WIDTH:
                left, top = GAP, top + HEIGHT + GAP
            placed.append((left, top, small))
            left += small.width + GAP
        top += HEIGHT + GAP
    made = Image.new("RGB", (WIDTH, top), "#D0D4D9")
    for left, top, each in placed:
        if isinstance(each, str):
            ImageDraw.Draw(made).text((left, top), each, fill="black", font=font)
        else:
            made.paste(each, (left, top))
    return made


def write_small(picture: Image.Image, target: Path) -> None:
    """Write a picture as well as it can be within the size that documents of the repository may have."""
    for quality in range(80, 0, -10):
        picture.save(target, quality=quality, method=6)
        if target.stat().st_size <= LARGEST:
            return


if __name__ == "__main__":
    main(KIT / "docs" / "contact_sheets")
