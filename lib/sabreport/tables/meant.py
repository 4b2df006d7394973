"""What cells stand for, however they are typed: the one rule for names, words of lists and numbers.

Two spellings are *alike* where they differ only in capitals, in spaces (no-break or double ones too), in an underscore for a
space, in signs without width, in characters of another width (Ｃare), or in straight and curly marks. A cell of a column that is
matched is read as the one word that it is alike to:

1. a word that the column lists (``in progress``);
2. what is known of the board: the id or name of an area, the id of a measure or its label in the kit's or in the board's words,
   a category of the row's measure, any name of a member, a priority of the strategy, a review of sars.csv;
3. else the spelling that most cells of its column have.

A word that could be two things is left as it is, and told where it is none. A number may have its thousands parted, a
percentage its sign, and pounds theirs. All other cells keep their own characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from sabreport.base.errors import Problem
from sabreport.report_kinds.columns import Cells, columns_of
from sabreport.tables.cells import is_date, is_number, is_span, is_written_out, without_about
from sabreport.tables.workbooks.shown_values import in_digits

_MARKS = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "_": " "})
_OF_WIDTH = ("<wide>", "<narrow>", "<noBreak>")
"""How Unicode calls a character that is another one in a different width."""
_OF_FORM = (*_OF_WIDTH, "<compat>", "<font>")
"""Likewise, in a different form: not one that is raised or part of a fraction, which means something else."""
_OF_LOOK = ("<noBreak>", "<compat>", "<font>")
"""Likewise, in a form that looks much the same."""
_UNBROKEN = "\u2011"
_HYPHENS = "hyphens that do not break as plain hyphens"
_LINE_BREAKS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:([,'’ ])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"^(-?[0-9]+),([0-9]+)$")
_DASHES_OF_DATES = re.compile(r"(?<=[0-9])[\u2010-\u2013\u2212](?=[0-9]{2}(?![0-9]))")
_MIDNIGHT = re.compile(r"(?<=[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$")
"""What programs write behind a day for the time of it that nobody gave."""
_DAY_AS_TYPED = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
_DAY_WITH_SLASHES = re.compile(r"^([0-9]{4})/([0-9]{2})/([0-9]{2})$")
_MOST_QUOTED = 3


@lru_cache(maxsize=10_000)
def alike(text: str) -> str:
    """What a text has in common with every spelling of it.

    Examples
    --------
    >>> alike("Ｗomen’s\\u00a0 aid ") == alike("women's aid")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _plain(_spaced(text), _OF_FORM))
    return " ".join(text.translate(_MARKS).split()).casefold()


@dataclass(frozen=True)
class Known:
    """What is known of a board that cells may stand for.

    Parameters
    ----------
    written
        By column, the word for each spelling that the column may have anyhow, such as an id.
    words
        By column, the word by what its spellings are `alike` to.
    categories
        Likewise, by measure.
    counted
        The measures whose figures are no percentages.
    """

    written: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()

    def adding(self, column: str, spellings: Iterable[str]) -> Known:
        """With the spellings of a column that were read; what was known before stays."""
        words = {**by_likeness((each, each) for each in spellings), **self.words.get(column, {})}
        return replace(self, words={**self.words, column: words})


def by_likeness(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words that some spellings stand for, by what these are alike to; no word where it could be two."""
    found: dict[str, set[str]] = {}
    for spelling, word in pairs:
        found.setdefault(alike(spelling), set()).add(word)
    return {spelling: words.pop() if len(words) == 1 else "" for spelling, words in found.items()}


def as_meant(name: str, cells: pd.DataFrame, known: Known, *, commas: bool) -> pd.DataFrame:
    """A new frame with each cell as what it stands for, by the rule of this module.

    Parameters
    ----------
    name
        The stem of the extract's file.
    cells
        As they stand in the file, as text.
    commas
        Whether a comma in a number parts its thousands, and is not the sign of its decimals.
    """
    new = cells.copy()
    for column, about in columns_of(name).items():
        if about.words:
            words = by_likeness((word, word) for word in about.words)
            new[column] = _series([words.get(alike(cell)) or cell for cell in cells[column]], cells)
        elif about.kind == "number":
            new[column] = _series([_number(cell, about, commas=commas) for cell in cells[column]], cells)
        elif about.kind == "date" or about.may_be_day:
            new[column] = _series([_date(cell, about) for cell in cells[column]], cells)
        elif about.matched:
            words, written = {**_usual(cells[column]), **known.words.get(column, {})}, known.written.get(column, {})
            new[column] = _series([written.get(cell) or words.get(alike(cell)) or cell for cell in cells[column]], cells)
        if about.one_line:
            new[column] = _series([_LINE_BREAKS.sub(" ", cell) for cell in new[column]], cells)
        if about.path:
            new[column] = new[column].str.replace("\\", "/", regex=False)
    if name == "measures":
        measures = list(new["measure"])
        new["category"] = _series(
            map(lambda m, c: known.categories.get(m, {}).get(alike(c)) or c, measures, new["category"]), new
        )
        new["value"] = _series(map(lambda m, v: v if m in known.counted else _percentage(v), measures, new["value"]), new)
    return new


def said_once(path: Path, cells: pd.DataFrame, new: pd.DataFrame, known: Known) -> Iterator[Problem]:
    """That some cells of a file were read as what they stand for: one remark, which repeats no figure."""
    rows: set[int] = set()
    words: dict[str, None] = {}
    others: dict[str, None] = {}
    for column, about in columns_of(path.stem).items():
        written = known.written.get(column, {})
        for row, old, read in zip(cells.index, cells[column], new[column], strict=True):
            if read in (old, written.get(old)) or (about.kind == "number" and (old.endswith("%") or is_written_out(old))):
                continue
            rows.add(int(row))
            if about.kind == "number" and any(map(str.isdigit, read)):
                others[f"numbers of column {column} as plain digits"] = None
                continue
            others |= dict.fromkeys(_spaces_in_words(old))
            spaced = _spaced(old)
            if spaced == read:
                continue
            if _shown(spaced) == _shown(read):
                others[_HYPHENS if _UNBROKEN in spaced else "letters and marks in their usual form"] = None
            else:
                words[f'"{spaced}" as "{read}"'] = None
    if rows:
        first, *also = sorted(rows)
        quoted = [*words][:_MOST_QUOTED] + ([f"{len(words) - _MOST_QUOTED} more"] if len(words) > _MOST_QUOTED else [])
        what = f"cells are read as what they stand for: {', '.join([*quoted, *others])}"
        yield Problem(path, first, "", what, "Nothing, if it is what they mean.", also=tuple(also))


def _spaces_in_words(cell: str) -> Iterator[str]:
    """What a cell is read without that stands between its words or cannot be seen, as a remark names it."""
    unbroken = _LINE_BREAKS.sub(" ", cell)
    if unbroken != cell:
        yield "line breaks as spaces"
    if _spaced(cell) != unbroken:
        yield "words without spaces and signs that cannot be seen"


def _shown(text: str) -> str:
    """A text by what is seen of it: two that come to the same look alike, and a remark cannot quote one beside the other."""
    return unicodedata.normalize("NFC", _plain(text, _OF_LOOK)).replace("\u2010", "-").replace("\u02bc", "’")


def _usual(cells: Sequence[str] | pd.Series[str]) -> dict[str, str]:
    """The spelling that most cells have, by what all of them are alike to; the first where as many have another."""
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        counts.setdefault(alike(cell), Counter())[_plain(_spaced(cell), _OF_WIDTH)] += 1
    return {spelling: found.most_common(1)[0][0] for spelling, found in counts.items()}


def _spaced(text: str) -> str:
    """A text without signs that have no width, with one space of the usual kind between words."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join("".join(each for each in text if unicodedata.category(each) != "Cf").split())


def _plain(text: str, forms: tuple[str, ...]) -> str:
    """A text with the usual character in place of each that is one in some other form."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", each).replace("\u2010", "-") if unicodedata.decomposition(each).startswith(forms) else each
        for each in text
    )


def _number(cell: str, about: Cells, *, commas: bool) -> str:
    """A number in plain digits where it is certain which it is; else the cell, which may hold a mark, in usual characters."""
    if is_number(cell):
        return cell
    written = _plain(_spaced(cell), _OF_WIDTH).replace("−", "-")
    number = without_about(written) if about.about else written
    before = written.removesuffix(number)
    if about.pounds:
        number = re.sub(r"^(-?)£ ?", r"\1", number)
    if not commas:
        number = _DECIMAL_COMMA.sub(r"\1.\2", number)
    if _THOUSANDS.fullmatch(number):
        number = re.sub(r"[,'’ ]", "", number)
    if is_written_out(number):
        number = in_digits(float(number))
    return f"{before}{number}" if is_number(number.removesuffix("%").rstrip()) else written


def _date(cell: str, about: Cells) -> str:
    """A date without midnight, and with plain hyphens for Word's, a dash, or slashes after the year; other cells as they are.

    Among text, a day may stay as it is typed, and loses midnight too.
    """
    day = _MIDNIGHT.sub("", cell)
    if about.kind == "text" and _DAY_AS_TYPED.fullmatch(day):
        return day
    plain = _DAY_WITH_SLASHES.sub(r"\1-\2-\3", _DASHES_OF_DATES.sub("-", day))
    return plain if is_date(plain) or is_span(plain) else cell


def _percentage(value: str) -> str:
    """The number of a percentage; other cells as they are."""
    number = value.removesuffix("%").rstrip()
    return number if is_number(number) else value


def _series(cells: Iterable[str], like: pd.DataFrame) -> pd.Series[str]:
    return pd.Series(list(cells), like.index, dtype=str)
