"""Marks and words in the text of a cell that mean something elsewhere: in the program they come from, or beside the table.

They are printed as they are typed, for it is not certain what they mean, and told.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sabreport.tables.exported_cells import ENTITY, SEVERAL, TAGS_OF_WORDS
from sabreport.texts.left_words import OF_PARTED, OF_UNKNOWN, PARTED, TO_FILL_IN, TO_ONESELF, UNKNOWN_LETTER

_OTHER_TAGS = (
    *("body", "code", "del", "figure", "hr", "html", "img", "pre", "s", "script", "small", "strike", "style", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr"),
)
_ANY_TAG = re.compile(
    rf"</?(?:{'|'.join([*sorted(TAGS_OF_WORDS), *_OTHER_TAGS])})(?:\s*/?>|\s+[\w:-]+\s*=[^<>]*>)", re.IGNORECASE
)
"""A mark of a web page; <name withheld> is none."""
_FORMULA = r"^=\s*(?:[A-Z]+[\w.]*\(|\$?[A-Z]{1,3}\$?[0-9]|'[^']+'!|\[?[\w.]+\]?\w*!|[-+(]?[0-9])"
_POINTS = r"\b(?:see|as per|refer to) (?:the )?(?:separate |attached |other )?"
_ELSEWHERE = (
    r"(?:notes?|footnotes?|comments?|tabs?|sheets?|worksheets?|attach\w*|appendi(?:x|ces)|overleaf|tables?|charts?|pages?|columns?"
    r"|rows?|cells?)"
)
_LEFT = (
    (
        re.compile(_FORMULA),
        "a formula in place of what it comes to",
        "Write what it comes to; in a workbook, format the cell as General (Home, Number), press F2 and Enter, and save.",
    ),
    (
        re.compile(r"^(?:ditto|do\.|(?:same )?(?:as|see)(?: per)? above|[\"”〃]+)$", re.IGNORECASE),
        "words that stand for those of the cell above",
        "Write those words out in each row: the report may print the rows apart.",
    ),
    (
        re.compile(
            rf"{_POINTS}{_ELSEWHERE}(?: (?:below|above|\w{{1,3}}))?[)\]]?\.?$|^see below",
            re.I,
        ),
        "words that point to what stands elsewhere",
        "Write here what is said there, where a reader needs it: notes, comments and other sheets are not printed.",
    ),
    (
        re.compile(r"^[^*]*[A-Za-z)\]’'.]\*{1,3}$|[A-Za-z)\]’'.][†‡]$|[A-Za-z]{3}[)’]?[¹²³⁴-⁹]$|[A-Za-z]{3}[)’]? ?\[[0-9a-z]\]$"),
        "the mark of a note",
        "Write into the cell what the note says, and take the mark out: notes of a table are not printed.",
    ),
    (
        re.compile(r"^'(?:[-=+@]|[0-9](?!0s\b)|(?!(?:twas|tis|til|cause|em)\b)[A-Za-z][^'’]*$)", re.IGNORECASE),
        "an apostrophe at its beginning, by which a spreadsheet keeps what is typed as text",
        "Take the apostrophe out, if it is no quotation mark.",
    ),
    (
        re.compile(rf"[\[<]to be\b[^\]>]*[\]>]|{TO_FILL_IN}", re.IGNORECASE),
        "a place to fill in",
        "Write what belongs there.",
    ),
    (
        re.compile(TO_ONESELF, re.IGNORECASE),
        "a note to those who write",
        "Write what it asks for, and take the note out.",
    ),
    (
        re.compile(r"\*\*[^*\s][^*]*\*\*|(?<!\w)__[^_\s][^_]*__(?!\w)|^#{1,6} \w|\[[^\]]+\]\(https?:"),
        "marks of Markdown",
        "Write the words without them: in a table they are printed as they are typed.",
    ),
    (UNKNOWN_LETTER, "a ? that seems to stand for a letter or sign", OF_UNKNOWN),
    (PARTED, "a word that was parted at the end of a line", OF_PARTED),
    (re.compile(SEVERAL), "SharePoint's marks (;#)", "Write each name in a row of its own, or the one that is meant."),
    (
        _ANY_TAG,
        "the marks of a web page (HTML)",
        "Write the words as they are to be read; in Power Query, or in the list's settings, choose plain text for the column.",
    ),
    (ENTITY, "the marks of a web page (HTML)", "Write the sign itself."),
    (re.compile(r"\bi:0[#e]\.[a-z]\|"), "a name by which SharePoint knows an account", "Write the person's role or name."),
    (
        re.compile(r"(?<![A-Za-z]:)(?<!\\)\\[nrt]"),
        "a backslash with a letter",
        "Start a new line there, or write / if that is meant.",
    ),
    (re.compile(r'^\[?\{\s*"[^"]+"\s*:'), "JSON", "Write the words that are meant."),
    (re.compile(r"^\[(?:'[^']*'(?:, )?)+\]$|^c\(\".*\"\)$"), "a list of Python or R", "Write the words that are meant."),
)
"""What is not certain, what it is called, and what to do."""


@lru_cache(maxsize=10_000)
def left_over(cell: str) -> tuple[tuple[str, str], ...]:
    """What of a text means something elsewhere, as a remark names it, each with what to do.

    Examples
    --------
    >>> [what for what, _ in left_over("Care home staff*")]
    ['the mark of a note']
    """
    return tuple({what: remedy for pattern, what, remedy in _LEFT if pattern.search(cell)}.items())
