"""Signs that say something by their colour are drawn in it in the labels of charts."""

from __future__ import annotations

import io
from base64 import b64decode
from pathlib import Path

import pytest
import typst
from conftest import KIT
from matplotlib.figure import Figure
from PIL import Image
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart
from sabreport.facts.fact import Fact, fact_key
from sabreport.settings.look import read_look

TEMPLATES = KIT / "report_templates/_shared"
LOOK = read_look(TEMPLATES / "look.yml", KIT)


LABELS = {"red": "🔴 Late", "yellow": "Half\nway 🟡 on", "green": "On time 🟢"}


def fact(category: str) -> Fact:
    return Fact(fact_key("a", "m", category, "", 2020), "a", "m", category, 2020, 10.0, "count", 0, None, "", ())


def drawn(figure: Figure) -> tuple[str, Image.Image]:
    """A chart as SVG and as a picture."""
    bundle = Chart("c", "Caption", "alt", figure, "")._repr_mimebundle_()[0]
    return bundle["image/svg+xml"], Image.open(io.BytesIO(b64decode(bundle["image/png"]))).convert("RGB")


def parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def rendered(svg: str, folder: Path) -> Image.Image:
    """The picture that a reader of the SVG sees."""
    (folder / "chart.svg").write_text(svg, encoding="utf-8")
    (folder / "page.typ").write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")\n', encoding="utf-8")
    made = typst.compile(str(folder / "page.typ"), format="png", ppi=144)
    assert isinstance(made, bytes)
    return Image.open(io.BytesIO(made)).convert("RGB")


def share(picture: Image.Image, colour: tuple[int, ...]) -> tuple[float, tuple[float, float]]:
    """How much of a picture has a colour, in thousandths, and the middle of that, of its width and height."""
    across, down = picture.size
    found = [(x, y) for x in range(across) for y in range(down) if picture.getpixel((x, y)) == colour]
    middle = [sum(each) / max(1, len(found)) for each in zip(*found, strict=True)] or [0, 0]
    return 1000 * len(found) / across / down, (middle[0] / across, middle[1] / down)


@pytest.mark.parametrize("name", LABELS)
def test_a_sign_of_a_label_has_its_colour(name: str, tmp_path: Path) -> None:
    svg, picture = drawn(charts.bars_by_category(LOOK, [fact(LABELS[name]), fact("Plain")]))
    area, middle = share(picture, parts(getattr(LOOK.signs, name)))
    assert area > 1  # the whole of it, and not an edge
    in_svg, seen = share(rendered(svg, tmp_path), parts(getattr(LOOK.signs, name)))
    assert in_svg == pytest.approx(area, rel=0.1)
    assert seen == pytest.approx(middle, abs=0.005)


def test_two_signs_of_a_line_stand_apart_and_cover_the_black_ones() -> None:
    _, picture = drawn(charts.account(LOOK, [fact("🔴 a 🟢 b")], [fact("c")]))
    (red, (left, _)), (green, (right, _)) = (share(picture, parts(each)) for each in (LOOK.signs.red, LOOK.signs.green))
    assert min(red, green) > 1
    assert left + 0.03 < right
    _, black = drawn(charts.account(LOOK, [fact("⚫ a ⚫ b")], [fact("c")]))
    ink = parts(LOOK.palette.ink)
    assert share(picture, ink)[0] < share(black, ink)[0] - 0.5
