"""Words that a program or a form left in a text, and that its author did not mean to be read: told, and printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sabreport.wording.lists import some_of

_WORDS = r"[^\[\]()<>\n]{0,60}"
_LATER = r"t\.?b\.?[acd]\.?"
TO_FILL_IN = (
    rf"[\[<](?:please )?(?:insert|enter|add|type|complete|{_LATER}|xx+)(?!\w)[^\]>]*[\]>]"
    r"|\bclick (?:or tap )?(?:here )?to (?:enter|add|type)\b[ \w]*|\b(?:insert|add|enter|type) (?:your )?text here\b"
    r"|\bchoose an item\b|\blorem ipsum\b"
    rf"|\[(?:(?:name|date|number|title|figures?) of {_WORDS}|date|number|figures?|{_WORDS}\?)\](?![(\[{{:])"
    rf"|\[\W*(?:please )?(?:check|confirm)\b{_WORDS}\](?![(\[{{:])"
    rf"|\[{_WORDS}\bto (?:add|check|confirm|draft|follow|update|write|be (?:added|agreed|confirmed|written))\b{_WORDS}\]"
    rf"|\[{_WORDS}\b{_LATER}\]|\({_WORDS}\w {_LATER}\)|\({_LATER} {_WORDS}\)"
    rf"|\b(?-i:(?![ACD])\w)\w*,? \({_LATER}\)|(?<=[.!?:–—-] ){_LATER}$"
    r"|(?<!\w)x{2,}(?:%|(?= [a-z]))|(?-i:\b[a-z]+) x{2,}(?=[.,;:)]|$)|£x{2,}|(?<!\w)x{2,}/x{2,}"
    r"|(?<!\S)\?{2,}(?=\s\S)|\?{3,}"
)
"""What seems still to be written, in capitals or not; a name with its initials behind it, Council (TBC), is none."""
TO_ONESELF = (
    r"\b(?:details?|figures?|findings?|numbers?|text|update) to (?:come|follow(?! up)|be (?:added|confirmed))\b"
    r"|\bsee (?:the )?comments? (?:from|by)\b[ \w]*|\bawaiting update\b|\bupdate\?|(?-i:\bCHECK WITH [A-Z]+)"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )\bnot for publication\b"
)
"""What people note for themselves or each other while they write."""
PARTED = re.compile(
    r"(?<![\w-])[^\W\d_]*[a-z][-‐¬\u00ad](?:[ \t\u00a0]+|[ \t\u00a0]*\n[ \t\u00a0]*)"
    r"(?!(?:and|or|to|nor|but|as|plus|rather|through|versus|vs)\b)[a-z]{2,}"
)
"""A word that was parted at the end of a line, as in a copy of a PDF; of "pre- and post-war" no part is."""
OF_PARTED = "Write each as one word, or with its hyphen and no space; if a dash is meant, put a space on both sides of it."
UNKNOWN_LETTER = re.compile(
    r"(?<!\S)[\"'(‘“]*[^\W\d_]+\?[a-z]+(?![\w=&/:?])|"
    r"(?<!\S)\(?\?[0-9](?:[0-9,.]*[0-9])?|(?<!\S)[0-9][0-9.]*\?(?= of\b)|(?<=\w )\?(?= [a-z])"
)
"""What a program writes for a letter or sign that it does not know: ``staff?s``, ``?5,000``."""
OF_UNKNOWN = "Write the letter or sign that is meant, such as ’ £ – or é; a workbook, or CSV UTF-8, keeps them."
_LEFT = {
    "words in which a program says that something went wrong": re.compile(
        r"\bError! [A-Z][\w ]+\.?|\bError: Reference source not found|\bNo (?:table of (?:contents|figures)|index) entries found"
        r"|#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!)(?!\w)"
    ),
    "places that seem still to be written": re.compile(TO_FILL_IN, re.IGNORECASE),
    "notes that seem meant for those who write": re.compile(TO_ONESELF, re.IGNORECASE),
    "a ? that seems to stand for a letter or sign": UNKNOWN_LETTER,
}
_REMEDIES = (
    "In the file, write in its place what is meant, and save it.",
    "Write there what is meant, or take it out; or leave it if readers are to see it.",
    "Write what it asks for and take it out; or leave it if readers are to see it.",
    OF_UNKNOWN,
)


def left_words(lines: Iterable[tuple[int | None, str]]) -> Iterator[tuple[str, str]]:
    """What to say of such words, each kind once, with its remedy; nothing where a text has none.

    Parameters
    ----------
    lines
        Its lines or paragraphs, each with its number where a reader can count them.

    Examples
    --------
    >>> [what for what, _ in left_words([(3, "See Error! Reference source not found."), (4, "In all, #N/A met.")])]
    ['line 3: it has words in which a program says that something went wrong: "Error! Reference source not found.", "#N/A"']
    """
    lines = list(lines)
    for (kind, pattern), remedy in zip(_LEFT.items(), _REMEDIES, strict=True):
        said = [(row, " ".join(found[0].split())) for row, line in lines for found in pattern.finditer(line)]
        yield from _told(said, kind, remedy)
    text = "\n".join(line for _, line in lines)
    parted = [(lines[text.count("\n", 0, found.start())][0], " ".join(found[0].split())) for found in PARTED.finditer(text)]
    yield from _told(parted, "words that were parted at the end of a line, and that are printed so", OF_PARTED)


def _told(said: list[tuple[int | None, str]], kind: str, remedy: str) -> Iterator[tuple[str, str]]:
    if said:
        where = f"line {said[0][0]}: " if said[0][0] else ""
        named = some_of(list(dict.fromkeys(f'"{words}"' for _, words in said)))
        yield f"{where}it has {kind}: {named}", remedy
