"""What one cell of an extract holds: a plain number, a date or a word, and what to write where it holds none of these."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from sabreport.base.dates import first_and_last
from sabreport.base.errors import did_you_mean
from sabreport.tables.marks import CHOICES, read_mark, unclear_mark
from sabreport.tables.thousands import IN_POUNDS, says_thousands

EMPTY = "the cell is empty"
"""What is said of a cell that should hold something."""
MOST_DIGITS = 12
"""Digits of a number before its point."""
_MOST_OF_FLOAT = 17
"""Digits in which a program writes out any fraction that it keeps, noughts at either end not counted."""
_NUMBER = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DIGITS}}})?")
_DATE = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_ZERO_DAY = re.compile(r"00/01/1900")
"""How Excel shows a day that is 0."""
_EDGES = re.compile(r"\A[\s\u200b-\u200f\u2060\ufeff\u00ad]+|[\s\u200b-\u200f\u2060\ufeff\u00ad]+\Z")
_TEXT_AS_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_THOUSANDS = re.compile(r"(-?[0-9]{1,3})((?:[,'’ ][0-9]{3})+)(\.[0-9]+)?")
_IN_K = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?k", re.IGNORECASE)
_LOOSE = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_DAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y", "%d-%b-%y")
_MONTHS = ("%B %Y", "%b %Y", "%B-%Y", "%b-%Y", "%B-%y", "%b-%y", "%m/%Y")
_BESIDE_DAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+|(?<=[0-9])(?:st|nd|rd|th)\b"
    r"|[ T][0-9]{1,2}:[0-9]{2}.*$",
    re.IGNORECASE,
)
"""What people and programs write round a day: its name, the end of an ordinal number, a time."""
_FINANCIAL_YEAR = re.compile(r"(?:FY ?)?(20[0-9]{2})[/-](?:20)?([0-9]{2})", re.IGNORECASE)
_FORMULA_ERROR = re.compile(
    r"#(DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!|BLOCKED!|CONNECT!|UNKNOWN!|EXTERNAL!|GETTING_DATA|ERROR!)"
    r"|#{3,}|Loading(?:\.\.\.|…)|Err:5[0-9]{2}"
)
"""As Excel shows them, and Google Sheets and LibreOffice those of their own."""
_ABOUT = re.compile(r"(?:about|around|roughly|approximately|approx\.?|circa|ca?\.?|[~≈])\s*(?=[0-9])", re.IGNORECASE)
_NOTHING = re.compile(r"n\.?/?a\.?|nil|none|[-–—]+|\.+|…", re.IGNORECASE)
_NOUGHT = re.compile(r"\(?\s*£\s*[-–—]+\s*\)?")
"""How Excel's format for accounts shows a 0."""
_NOTHING_OF_PROGRAMS = re.compile(r"<na>|#n/a|null|\(null\)|\\n|nan|nat|undefined|\[object object\]|\(blank\)", re.IGNORECASE)
_NOT_ASKED = re.compile(r"not (?:applicable|rated|assessed|asked|known|available|yet rated)|none", re.IGNORECASE)
_TO_COME = re.compile(
    r"t\.?b\.?[acd]\.?|to (?:follow|be (?:confirmed|advised|agreed|announced|decided|determined|completed|added))|x{2,}|\?+"
    r"|[\[<](?:insert|enter|add|type|t\.?b\.?[acd]|to be|xx+)\b[^\]>]*[\]>]",
    re.IGNORECASE,
)
NOT_HELD = re.compile(r"\b(?:cancell?ed|postponed|called off|did not (?:go ahead|take place)|not held)\b", re.IGNORECASE)
DELETE_IF_NOT_HELD = "Delete the row if it was not held in the year."
_EXCEL_BEGAN = date(1899, 12, 30)
_SERIALS = range(32874, 55153)
"""Excel's numbers of the days from 1990 to 2050."""
Fault = tuple[str, str]
"""What is wrong with a cell, and what to do."""


def stripped(cell: str) -> str:
    """A cell without what cannot be seen at its ends: spaces of any kind, and marks without width."""
    return _EDGES.sub("", cell)


def within_formula(cell: str) -> str:
    """The text of a cell that is written as a formula, ="18-64", so that Excel shows it as it is; other cells as they are."""
    match = _TEXT_AS_FORMULA.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell


def is_number(cell: str) -> bool:
    """Whether a cell is a plain number: 4167, 54.5, -3; digits 0 to 9, a point and a hyphen only."""
    return _NUMBER.fullmatch(cell) is not None


def is_written_out(cell: str) -> bool:
    """Whether a cell is a fraction with all digits that a program keeps, more than a plain number has: 76.15658362989324."""
    whole, _, decimals = cell.removeprefix("-").partition(".")
    digits = f"{whole}{decimals}"
    if is_number(cell) or not (whole and decimals and digits.isascii() and digits.isdecimal()):
        return False
    return len(whole) <= MOST_DIGITS and len(digits.strip("0")) <= _MOST_OF_FLOAT


def is_date(cell: str) -> bool:
    """Whether a cell is a date as 2020-03-31."""
    return _DATE.fullmatch(cell) is not None and _day(cell, "%Y-%m-%d") is not None


def is_span(cell: str) -> bool:
    """Whether a cell is a date that may be known to the month or year only: 2020-03, 2020, 2019-04/2020-03."""
    return first_and_last(cell) is not None


def is_placeholder(cell: str, *, to_come: bool = False) -> bool:
    """Whether a text stands for nothing: n/a, NULL, None, (blank), a dash; `to_come`: or for what is to be confirmed."""
    if _NOTHING.fullmatch(cell) or is_nothing_of_programs(cell):
        return True
    return to_come and _TO_COME.fullmatch(cell) is not None


def is_nothing_of_programs(cell: str) -> bool:
    """Whether a text is what a program writes for an empty cell, and nobody types: NULL, NaN, (blank)."""
    return _NOTHING_OF_PROGRAMS.fullmatch(cell) is not None


def without_about(cell: str) -> str:
    """The number of a cell that says "about" before it, in any of the usual ways; other cells as they are."""
    return _ABOUT.sub("", cell)


def is_excels_day(cell: str) -> bool:
    """Whether a cell is a number by which Excel keeps a date of our time: 43921 for 31 March 2020."""
    return re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell) is not None and int(float(cell)) in _SERIALS


def is_impossible_day(cell: str) -> bool:
    """Whether a cell is written as a date, and there is no such day: 2019-06-31."""
    return _DATE.fullmatch(cell) is not None and not is_date(cell)


def is_formula_error(cell: str) -> bool:
    """Whether a cell holds what a spreadsheet shows where a formula went wrong, or where a column is too narrow."""
    return _FORMULA_ERROR.fullmatch(cell) is not None


def is_visible(cell: str, *, matched: bool) -> bool:
    """Whether all of a cell can be seen; where it is `matched` with other cells, marks without width count too."""
    return not _unseen(cell, matched=matched)


def visible(cell: str) -> str:
    """A cell without the characters in it that cannot be seen."""
    unseen = _unseen(cell, matched=True)
    return "".join(each for each in cell if each not in unseen) if unseen else cell


def formula_error_fault(cell: str) -> Fault:
    """What to say of a cell that shows the error of a formula."""
    if set(cell) == {"#"}:
        what = f'"{cell}" is what a spreadsheet shows where a column is too narrow'
        return what, "Widen the column in the spreadsheet and save it again, or write what belongs here."
    return f'"{cell}" is the error of a formula', "Correct the formula in the spreadsheet, or write what belongs here."


def unseen_fault(cell: str) -> Fault:
    """What to say of a cell that holds something which cannot be seen."""
    found = _unseen(cell, matched=True)
    named = [f"{unicodedata.name(each, 'control character').lower()}, U+{ord(each):04X}" for each in dict.fromkeys(found)]
    what = f'"{_shortened(visible(cell))}" holds a character that cannot be seen ({"; ".join(named)})'
    return what, "Clear the cell and type it anew."


def number_fault(cell: str, *, required: bool, instead: str, marks: bool = False, about: bool = False) -> Fault:
    """What to say of a cell that should be a number.

    Parameters
    ----------
    instead
        What to do where there is no number to write; a sentence.
    marks
        Whether a mark may stand in place of the number, where it is clear what it means.
    about
        Whether the number may be known about only.
    """
    if not is_visible(cell, matched=True):
        return unseen_fault(cell)
    if marks and unclear_mark(cell):
        return f'"{cell}" may mean more than one thing', f"Write {CHOICES}."
    is_nought = _NOUGHT.fullmatch(cell) is not None
    if is_nought or unclear_mark(cell) or read_mark(cell) is not None:
        what = f'"{cell}" stands in place of a number{", as Excel shows 0 in an account" if is_nought else ""}'
        return what, f"Write the number itself. {instead}".strip()
    if is_date(cell):
        remedy = (
            "Write the number. In a workbook, format the cell as General (Home, Number): if it held a number, that shows again."
        )
        return f'"{cell}" is a date, and a number belongs here', remedy
    digits = "".join(str(unicodedata.decimal(each, each)) for each in cell)
    meant = _meant(digits)
    if digits != cell:
        write = f"Write {meant}." if meant else "Write it as plain digits, such as 4167."
        return f'"{cell}" is not written in the digits 0 to 9', write
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        what = f'"{_shortened(cell)}" has more digits than a figure can have'
        return what, f"Write at most {MOST_DIGITS} digits before the point, and {MOST_DIGITS} after it."
    if meant and re.fullmatch(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+", cell):
        what = f'"{cell}" is how Excel or R shortens a long number ({meant}), and its last digits may be lost'
        remedy = "In Excel, widen the column, or format it as a number with no decimals (Home, Number), and save it again; "
        return what, f"{remedy}in R, set options(scipen = 999) and write it again; or type the figure in full."
    if meant and cell.endswith("%"):
        return f'"{cell}" is a percentage, and none belongs here', f"Write {meant} if that number is meant."
    if meant:
        return f'"{cell}" is not a number', f"Write {meant}."
    if says_thousands(cell):
        return f'"{_shortened(cell)}" says that amounts are in thousands, and pounds belong here', IN_POUNDS
    if NOT_HELD.search(cell):
        return f'"{_shortened(cell)}" is not a number', DELETE_IF_NOT_HELD
    numbers = re.findall(rf"[0-9]{{1,{MOST_DIGITS}}}", cell)
    or_about = f", as about {numbers[0] if len(numbers) == 1 else '100'} where nobody counted exactly" if about else ""
    or_empty = "" if required else ", or leave the cell empty if there is none"
    return f'"{_shortened(cell)}" is not a number', f"Write it as plain digits, such as 4167{or_about}{or_empty}."


def impossible_day_fault(cell: str) -> Fault:
    """What to say of a cell that is written as a date and is no day of the calendar."""
    return f'"{cell}" is no day of the calendar', "Write the day that is meant, or the month alone, such as 2019-06."


def date_fault(cell: str, *, if_empty: str, whole_days: bool = True) -> Fault:
    """What to say of a cell that should be a date.

    Parameters
    ----------
    if_empty
        What an empty one means; empty where it may not be empty.
    whole_days
        Whether the day has to be known.
    """
    if not is_visible(cell, matched=True):
        return unseen_fault(cell)
    if is_excels_day(cell):
        return excels_day_fault(cell)
    if _ZERO_DAY.fullmatch(cell):
        what = f'"{cell}" is no date; Excel shows a 0 so, as a formula gives it that found an empty cell'
        return what, f"Write the date{f', or leave the cell empty {if_empty}' if if_empty else ''}."
    if whole_days and "/" in cell and (span := first_and_last(cell)):
        return f'"{cell}" is a span of days, and one date belongs here', f"Write one of them, such as {span[0].isoformat()}."
    if whole_days and (span := first_and_last(cell)):
        remedy = f"Write the year, month and day, such as {span[1].isoformat()}. "
        remedy += "In a workbook the day may be there and not show: choose Short Date for the cell (Home, Number), and save it."
        return f'"{cell}" is a date without its day', remedy
    what = f'"{_shortened(cell)}" is not a date'
    if NOT_HELD.search(cell):
        return what, DELETE_IF_NOT_HELD
    if meant := _date_meant(cell, whole_days=whole_days):
        return what, meant
    or_empty = f", or leave the cell empty {if_empty}" if if_empty else ""
    less = (
        ""
        if whole_days
        else "; where the day is not known, write the month as 2020-03, the year as 2020, or a span as 2019-04/2020-03"
    )
    return what, f"Write the year, month and day, such as 2020-03-31 for 31 March 2020{less}{or_empty}."


def excels_day_fault(cell: str) -> Fault:
    """What to say of a cell that holds Excel's number of a day in place of the date."""
    day = _EXCEL_BEGAN + timedelta(days=int(float(cell)))
    what = f'"{cell}" is not a date, but the number by which Excel keeps one'
    return (
        what,
        f"Write {day.isoformat()} if {day.day} {day:%B %Y} is meant; in a workbook, format the column as a date and save it.",
    )


def word_fault(cell: str, words: tuple[str, ...], if_none: str = "") -> Fault:
    """What to say of a cell that should be one of a few words.

    Parameters
    ----------
    if_none
        What to do where none of them is meant, as a sentence; empty where one always is.
    """
    what = f'"{_shortened(cell)}" is not one of the words allowed here'
    if not is_visible(cell, matched=True):
        return unseen_fault(cell)
    if if_none and (is_placeholder(cell, to_come=True) or _NOT_ASKED.fullmatch(cell)):
        return what, f"{if_none} Else use one of: {', '.join(words)}."
    near = [word for word in words if _same_words(cell.lower(), word)]
    hint = f"{did_you_mean(cell.lower(), near)} Allowed" if near else "Use one of"
    return what, f"{hint}: {', '.join(words)}."


def _same_words(cell: str, word: str) -> bool:
    """Whether each word of one is a spelling of a word of the other: one more, or "in" or "un" before it, may turn the sense."""
    ours, theirs = cell.replace("-", " ").split(), word.replace("-", " ").split()
    if any(one.startswith(("in", "un")) and one[2:] in theirs for one in ours):
        return False
    return all(get_close_matches(one, theirs) for one in ours) and all(get_close_matches(one, ours) for one in theirs)


def _unseen(cell: str, *, matched: bool) -> list[str]:
    """The characters of a cell that cannot be seen; line breaks and tabs are no such, nor are joiners within running text."""
    categories = ("Cc", "Cf", "Co", "Cn") if matched else ("Cc", "Cn")
    return [each for each in cell if each not in "\n\r\t" and unicodedata.category(each) in categories]


def _meant(cell: str) -> str:
    """The plain number that a cell means by other marks; empty where that is not certain."""
    written = cell.replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    written = written.replace("£", "").removesuffix("%").strip().removeprefix("+").strip()
    if match := _IN_K.fullmatch(written):
        written = f"{match[1]}e3"
    if match := _THOUSANDS.fullmatch(written):
        written = match[1] + re.sub(r"[^0-9]", "", match[2]) + (match[3] or "")
    if not _LOOSE.fullmatch(written):
        return ""
    try:
        plain = format(Decimal(written), "f")
    except InvalidOperation:
        return ""
    return plain if is_number(plain) else ""


def _date_meant(cell: str, *, whole_days: bool) -> str:
    """A sentence that offers the date which a cell means, if it is not written as dates are here; empty where none is certain."""
    plain = _BESIDE_DAY.sub("", cell)
    day = next((day for each in _DAYS if (day := _day(plain, each)) is not None), None)
    if day is not None and is_date(day.isoformat()):
        return f"Write the year, month and day as {day.isoformat()} if {day.day} {day:%B %Y} is meant."
    month = next((month for each in _MONTHS if (month := _day(plain, each)) is not None), None)
    if month is not None and not whole_days:
        return f"Write the year and month as {month:%Y-%m} if {month:%B %Y} is meant."
    years = _FINANCIAL_YEAR.fullmatch(plain)
    if years is not None and not whole_days and (int(years[1]) + 1) % 100 == int(years[2]):
        return f"Write {years[1]}-04/{int(years[1]) + 1}-03 if all of the financial year is meant."
    return ""


def _day(cell: str, form: str) -> date | None:
    try:
        return datetime.strptime(cell, form).date()
    except ValueError:
        return None


def _shortened(cell: str) -> str:
    return cell if len(cell) <= 60 else f"{cell[:57]}..."
