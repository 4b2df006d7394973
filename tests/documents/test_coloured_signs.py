"""Signs that say something by their colour, as a rating in red, amber and green: in the PDF they have it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pytest
import typst
from conftest import KIT
from PIL import Image
from reading import pdf_text
from sabreport.base.characters import fonts_for
from sabreport.settings.look import read_look, write_look

TEMPLATE = KIT / "report_templates/_shared/report.typ"
SIDE = 60
"""Points of the page that a sign stands on."""


def page(folder: Path, sign: str, form: Literal["pdf", "png"]) -> bytes:
    """A page with a sign alone, by the rule of the report."""
    rule = TEMPLATE.read_text(encoding="utf-8")
    rule = rule[rule.index("#let coloured-signs") : rule.index("#set smartquote")]
    fonts = ", ".join(f'"{font}"' for font in fonts_for(sign))
    source = folder / "sign.typ"
    write_look(read_look(TEMPLATE.with_name("look.yml"), KIT), folder)
    paper = f"#set page(width: {SIDE}pt, height: {SIDE}pt, margin: 10pt)\n#set text(font: ({fonts},), size: 30pt)\n"
    head = f'#let look = json("look.json")\n{paper}'
    source.write_text(f"{head}{rule}{sign}\n", encoding="utf-8")
    made = typst.compile(
        str(source),
        format=form,
        ppi=72,
        font_paths=[str(KIT / "lib/sabreport/fonts")],
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize(
    ("signs", "red", "green", "blue"),
    [
        ("🔴🟥", (190, 255), (0, 70), (0, 70)),
        ("🟠🟧", (200, 255), (90, 160), (0, 70)),
        ("🟡🟨", (200, 255), (165, 230), (0, 70)),
        ("🟢🟩", (0, 70), (110, 200), (0, 110)),
        ("🔵🟦", (0, 70), (60, 130), (180, 255)),
        ("🟣🟪", (90, 160), (20, 90), (150, 230)),
        ("🟤🟫", (90, 150), (50, 100), (10, 60)),
        ("⚫⬛", (0, 10), (0, 10), (0, 10)),
    ],
)
def test_the_middle_of_a_coloured_sign_has_its_colour(
    tmp_path: Path, signs: str, red: tuple[int, int], green: tuple[int, int], blue: tuple[int, int]
) -> None:
    for sign in signs:
        picture = Image.open(io.BytesIO(page(tmp_path, sign, "png"))).convert("RGB")
        inked = [
            (across, down)
            for across in range(SIDE)
            for down in range(SIDE)
            if picture.getpixel((across, down)) != (255, 255, 255)
        ]
        middle = [(min(each) + max(each)) // 2 for each in zip(*inked, strict=True)]
        seen = [picture.getpixel((middle[0] + across, middle[1] + down)) for across in range(-3, 4) for down in range(-3, 4)]
        for pixel in seen:
            assert isinstance(pixel, tuple)
            for part, (least, most) in zip(pixel, (red, green, blue), strict=True):
                assert least <= part <= most, f"{sign} is {pixel}"


def test_a_coloured_sign_is_found_in_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "sign.pdf").write_bytes(page(tmp_path, "🟢", "pdf"))
    assert "🟢" in pdf_text(tmp_path / "sign.pdf")
