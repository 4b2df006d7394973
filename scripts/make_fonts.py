"""Writes lib/sabreport/fonts/: the kit's font, what stands in for letters that it lacks, and the table of what each has.

The sources are unpacked into one folder, whose path is the argument. They are the Debian packages fonts-noto-core
(20201225-1) and fonts-noto-cjk (1:20220127+repack1-1), unpacked with `dpkg-deb -x`, and the npm packages
@expo-google-fonts/public-sans (0.4.2: Public Sans 2.001) and @expo-google-fonts/noto-emoji (0.4.7: Noto Emoji 3.006),
unpacked with `tar`. All are under the SIL Open Font License, which lib/sabreport/fonts/LICENSE holds.

Each font is cut down to the characters named here, with the rules for joining and placing them that its script needs.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).resolve().parents[1] / "lib/sabreport/fonts"
SHARED = "20 a0 25cc 200c-200f 2010 2013 2014 2018-201d 2026"
"""What a script's own font should have too, so that a word with it is set in one font."""
PLAIN_AND_BOLD = ("Regular", "Bold")


@dataclass(frozen=True)
class Source:
    """A font, and which characters are kept of it: ranges of code points, in hexadecimal; `None` for all."""

    family: str
    keeps: str | None
    styles: tuple[str, ...] = PLAIN_AND_BOLD


LATIN = "20-7e a0-2af 2b0-36f 1e00-1eff 2000-206f 2070-209c 20a0-20bf"
SYMBOLS = "2100-214f 2150-218f 2190-22ff 2300-23ff 2460-24ff 2500-25ff 2600-26ff 2700-27bf 27f0-27ff 2900-297f 2b00-2bff"
NOT_LETTERS = ("Cc", "Co")
"""What fonts have for the use of programs: control characters, and shapes that mean something in that font alone."""
SCRIPTS = {
    "Gurmukhi": "964-965 a00-a7f",
    "Gujarati": "964-965 a80-aff",
    "Bengali": "964-965 980-9ff",
    "Devanagari": "900-97f 1cd0-1cff a8e0-a8ff",
    "Tamil": "964-965 b80-bff",
    "Telugu": "964-965 c00-c7f",
    "Kannada": "964-965 c80-cff",
    "Malayalam": "964-965 d00-d7f",
    "Sinhala": "964-965 d80-dff",
    "Arabic": "600-6ff 750-77f 8a0-8ff fb50-fdff fe70-feff",
    "Hebrew": "590-5ff 20aa fb1d-fb4f",
    "Ethiopic": "1200-139f 2d80-2ddf",
    "Armenian": "530-58f",
    "Georgian": "10a0-10ff 1c90-1cbf 2d00-2d2f",
    "Thai": "e00-e7f",
}
BOLD_TOO = ("Gurmukhi", "Gujarati", "Bengali", "Devanagari", "Tamil", "Arabic", "Hebrew")
"""The scripts that have bold type of their own; a heading in another is of plain type, which keeps the kit small."""
SOURCES = (
    Source("Public Sans", None, ("Regular", "Italic", "Bold", "BoldItalic")),
    Source("Noto Sans", f"{LATIN} 370-3ff 400-52f"),
    *(
        Source(f"Noto Sans {script}", f"{keeps} {SHARED}", PLAIN_AND_BOLD if script in BOLD_TOO else ("Regular",))
        for script, keeps in SCRIPTS.items()
    ),
    Source("Noto Sans Math", SYMBOLS, ("Regular",)),
    Source("Noto Sans Symbols", SYMBOLS, ("Regular",)),
    Source("Noto Sans Symbols2", f"{SYMBOLS} 1f100-1f1ff 1f700-1f8ff", ("Regular",)),
    Source("Noto Emoji", None, ("Regular",)),
    Source("Noto Sans CJK SC", "3000-30ff 31f0-31ff ff01-ff9f ffe0-ffe6", ("Regular",)),
)
"""In the order in which a character is looked for."""
FEATURES_LEFT_OUT = {
    *("aalt", "salt", "ss01", "lnum", "onum", "ordn", "sinf", "subs", "sups"),
    *("vert", "vrt2", "vkna", "vpal", "valt", "halt", "vhal", "ruby"),
}
"""Other forms of letters, which no report asks for, and lines that run downwards."""


def code_points(ranges: str) -> set[int]:
    """The code points of ranges such as ``20-7e a0``."""
    pairs = [part.partition("-") for part in ranges.split()]
    return {point for low, _, high in pairs for point in range(int(low, 16), int(high or low, 16) + 1)}


def ranges(points: Iterable[int]) -> str:
    """Code points as ranges: the other way about."""
    found = []
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        found.append(f"{members[0]:x}" if len(members) == 1 else f"{members[0]:x}-{members[-1]:x}")
    return " ".join(found)


def common_chinese() -> set[int]:
    """The characters in common use, simplified (GB 2312, first level) and traditional (Big5, first level)."""
    rows = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
    found = {
        bytes([lead, trail]).decode(codec, "ignore")
        for codec, leads in rows.items()
        for lead in leads
        for trail in range(0x40, 0xFF)
    }
    return {ord(each) for each in found if len(each) == 1 and 0x4E00 <= ord(each) <= 0x9FFF}


def open_font(source: Source, style: str, folder: Path) -> TTFont:
    """The whole font of a family and style."""
    name = source.family.replace(" ", "")
    if "CJK" in name:
        collection = TTCollection(only(folder, f"NotoSansCJK-{style}.ttc"))
        return next(font for font in collection.fonts if font["name"].getDebugName(1) == source.family)
    weight = {"Regular": "400Regular", "Italic": "400Regular_Italic", "Bold": "700Bold", "BoldItalic": "700Bold_Italic"}[style]
    return TTFont(only(folder, f"{name}-{style}.ttf", f"{name}_{weight}.ttf"))


def only(folder: Path, *names: str) -> Path:
    """The one file of these names below a folder."""
    found = sorted(path for name in names for path in folder.rglob(name))
    if not found:
        sys.exit(f"{folder} holds no {' or '.join(names)}: see the head of this script for what is unpacked there")
    return found[0]


def cut_down(font: TTFont, source: Source) -> None:
    """Keep the named characters of a font, and what joins and places them."""
    options = Options()
    options.hinting = source.family == "Public Sans"
    options.name_IDs = [1, 2, 3, 4, 5, 6, 16, 17, 0, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG", "meta"]
    # of emoji, each stands alone: what several are joined into would take as much room again
    options.layout_features = (
        [] if source.family == "Noto Emoji" else [tag for tag in feature_tags(font) if tag not in FEATURES_LEFT_OUT]
    )
    keeps = code_points(source.keeps) if source.keeps is not None else set(font.getBestCmap())
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=keeps | (common_chinese() if "CJK" in source.family else set()))
    subsetter.subset(font)


def feature_tags(font: TTFont) -> list[str]:
    """The features of a font's layout tables."""
    tables = [font[tag].table for tag in ("GSUB", "GPOS") if tag in font and font[tag].table.FeatureList]
    return sorted({record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord})


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Write every font; the name of each family with what all its styles have."""
    for source in SOURCES:
        covered: set[int] | None = None
        for style in source.styles:
            font = open_font(source, style, folder)
            cut_down(font, source)
            font["head"].modified = font["head"].created
            font.recalcTimestamp = False
            suffix = "otf" if "CFF " in font else "ttf"
            path = FONTS / f"{source.family.replace(' ', '')}-{style}.{suffix}"
            font.save(path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {len(font.getBestCmap())} characters", file=sys.stderr)
            covered = set(font.getBestCmap()) & (covered or set(font.getBestCmap()))
        yield source.family, ranges(point for point in covered or () if unicodedata.category(chr(point)) not in NOT_LETTERS)


if __name__ == "__main__":
    table = dict(written(Path(sys.argv[1])))
    (FONTS / "coverage.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
