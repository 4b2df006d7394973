"""Pictures that a file shows cropped, turned or mirrored: printed so, and without what was cropped away."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from awkward.by_hand import line, odt, word
from PIL import Image
from sabreport.texts.authored import statement_tree
from sabreport.texts.pictures import Unprinted, place_pictures
from sabreport.texts.prose import Picture

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def quarters() -> bytes:
    """A picture of 40 by 20 pixels: red and green above, blue and white below."""
    image = Image.new("RGB", (40, 20))
    for place, colour in zip(((0, 0), (20, 0), (0, 10), (20, 10)), (RED, GREEN, BLUE, WHITE), strict=True):
        image.paste(colour, (*place, place[0] + 20, place[1] + 10))
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(96, 96))
    return stream.getvalue()


def with_files(path: Path, files: dict[str, bytes]) -> Path:
    """A package with more files, or with others in their place."""
    with zipfile.ZipFile(path) as archive:
        content: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    content |= files
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in content.items():
            archive.writestr(name, each)
    return path


def drawing(fill: str = "", look: str = "", form: str = '<a:prstGeom prst="rect"/>') -> str:
    described = '<wp:docPr id="1" name="P" descr="A stall"/>'
    size = '<a:off x="0" y="0"/><a:ext cx="720000" cy="360000"/>'
    inner = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="P"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rPic"/>{fill}'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm {look}>{size}</a:xfrm>{form}</pic:spPr></pic:pic>"
    )
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    graphic = f'<a:graphic><a:graphicData uri="{kind}">{inner}</a:graphicData></a:graphic>'
    return line(
        f'<w:r><w:drawing><wp:inline><wp:extent cx="720000" cy="360000"/>{described}{graphic}</wp:inline></w:drawing></w:r>'
    )


def in_word(path: Path, *drawings: str) -> Path:
    made = word(path, "".join(drawings))
    with zipfile.ZipFile(made) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    one = f'<Relationship Id="rPic" Type="{RELATED}/image" Target="media/p.png"/></Relationships>'
    png = '<Default Extension="png" ContentType="image/png"/></Types>'
    return with_files(
        made,
        {
            "word/media/p.png": quarters(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", one).encode(),
            "[Content_Types].xml": types.replace("</Types>", png).encode(),
        },
    )


def in_odt(path: Path, properties: str, frame: str = 'svg:width="1cm" svg:height="0.5cm"') -> Path:
    style = f'<style:style style:name="fr1" style:family="graphic"><style:graphic-properties {properties}/></style:style>'
    image = '<draw:image xlink:href="Pictures/p.png" xlink:type="simple"/><svg:desc>A stall</svg:desc>'
    body = f'<text:p><draw:frame draw:style-name="fr1" text:anchor-type="as-char" {frame}>{image}</draw:frame></text:p>'
    return with_files(odt(path, body, style), {"Pictures/p.png": quarters()})


def placed(path: Path) -> tuple[tuple[Picture, ...], tuple[Unprinted, ...]]:
    return place_pictures(statement_tree(path, path.parent), path, "statement")


def shown(path: Path) -> tuple[list[tuple[int, ...]], tuple[int, int]]:
    """The colours in the four quarters of the one picture of a file, and its size."""
    ((picture,), unprinted) = placed(path)
    assert unprinted == ()
    image = Image.open(io.BytesIO(picture.content)).convert("RGB")
    across, down = image.size
    corners = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    return [image.getpixel((int(x * across), int(y * down))) for x, y in corners], image.size  # type: ignore[misc]


CASES = {
    "as it is": (drawing(), [RED, GREEN, BLUE, WHITE], (40, 20)),
    "cropped at the right": (drawing('<a:srcRect r="50000"/>'), [RED, RED, BLUE, BLUE], (20, 20)),
    "cropped at the left and below": (drawing('<a:srcRect l="50000" b="50000"/>'), [GREEN] * 4, (20, 10)),
    "with more space than it has": (drawing('<a:srcRect l="-50000"/>'), [RED, GREEN, BLUE, WHITE], (40, 20)),
    "upside down": (drawing(look='rot="10800000"'), [WHITE, BLUE, GREEN, RED], (40, 20)),
    "a quarter turn": (drawing(look='rot="5400000"'), [BLUE, RED, WHITE, GREEN], (20, 40)),
    "mirrored": (drawing(look='flipH="1"'), [GREEN, RED, WHITE, BLUE], (40, 20)),
    "upended": (drawing(look='flipV="1"'), [BLUE, WHITE, RED, GREEN], (40, 20)),
    "cropped and turned": (drawing('<a:srcRect r="50000"/>', 'rot="10800000"'), [BLUE, BLUE, RED, RED], (20, 20)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_picture_is_printed_as_word_shows_it(name: str, tmp_path: Path) -> None:
    drawn, colours, size = CASES[name]
    assert shown(in_word(tmp_path / "member.docx", drawn)) == (colours, size)


def test_a_picture_on_its_side_is_as_wide_as_it_was_high(tmp_path: Path) -> None:
    ((picture,), _) = placed(in_word(tmp_path / "member.docx", drawing(look='rot="5400000"')))
    assert picture.width == 1.0


@pytest.mark.parametrize(
    ("drawings", "reason"),
    [
        ([drawing(form='<a:prstGeom prst="ellipse"/>')], "it is cropped to a shape, which the report cannot draw"),
        ([drawing('<a:srcRect l="60000" r="60000"/>')], "it is cropped, and the file does not say how"),
        (
            [drawing(), drawing('<a:srcRect r="50000"/>')],
            "the file shows it in several places, cropped or turned in different ways",
        ),
    ],
)
def test_a_picture_whose_look_cannot_be_drawn_is_told(drawings: list[str], reason: str, tmp_path: Path) -> None:
    pictures, unprinted = placed(in_word(tmp_path / "member.docx", *drawings))
    assert pictures == ()
    assert [each.reason for each in unprinted] == [reason] * len(drawings)


HALF = 20 / 96 * 2.54
ODT_CASES = {
    "as it is": ("", 'svg:width="1cm" svg:height="0.5cm"', [RED, GREEN, BLUE, WHITE]),
    "cropped at the right": (
        f'fo:clip="rect(0cm, {HALF}cm, 0cm, 0cm)"',
        'svg:width="1cm" svg:height="1cm"',
        [RED, RED, BLUE, BLUE],
    ),
    "mirrored": ('style:mirror="horizontal"', 'svg:width="1cm" svg:height="0.5cm"', [GREEN, RED, WHITE, BLUE]),
    "upside down": (
        "",
        'svg:width="1cm" svg:height="0.5cm" draw:transform="rotate (3.14159265358979) translate (1cm 1cm)"',
        [WHITE, BLUE, GREEN, RED],
    ),
}


@pytest.mark.parametrize("name", ODT_CASES)
def test_a_picture_is_printed_as_an_odt_shows_it(name: str, tmp_path: Path) -> None:
    properties, frame, colours = ODT_CASES[name]
    assert shown(in_odt(tmp_path / "member.odt", properties, frame))[0] == colours


def test_a_picture_whose_crop_does_not_make_its_form_is_told(tmp_path: Path) -> None:
    path = in_odt(tmp_path / "member.odt", f'fo:clip="rect(0cm, {HALF}cm, 0cm, 0cm)"')
    pictures, unprinted = placed(path)
    assert pictures == ()
    assert [each.reason for each in unprinted] == ["it is cropped, and the file does not say how"]
