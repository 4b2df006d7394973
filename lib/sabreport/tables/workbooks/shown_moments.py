"""How Excel shows a date, a time or a length of time by its number format, and the words that the format adds.

A date is written as the reports write one, as far as the format shows it: Jun-19 is June 2019. Times are written as they show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal

from sabreport.tables.workbooks.number_formats import Beside, text_of

_SIGNS = re.compile(
    r"(?P<clock>AM/PM|A/P|\[(?:h+|m+|s+)\]|h+|s+)|(?P<date>y+|d+|m+)|(?P<end>;)"
    r"|(?P<text>\"[^\"]*\"?|\\.|_.|\*.|\[[^\]]*\]|[^\w#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LOCALE = re.compile(r"\[\$[^\]-]*-([^\],]+)[^\]]*\]")
_OF_ENGLISH = 0x09
"""The lowest ten bits of the number by which Windows knows each kind of English."""
_SYSTEMS = ("f800", "f400", "x-sysdate", "x-systime")
"""In place of a language: that of the machine."""


@dataclass(frozen=True)
class _Sign:
    """One sign of a format: letters for a part of a date or of a time (n for minutes), or the text that is shown."""

    kind: Literal["date", "clock", "text", "other"]
    text: str


def moment_shown(code: str, value: date | time | timedelta) -> str | None:
    """What Excel shows of a date or time; None where the format is not one of the usual ones, or in another language.

    Examples
    --------
    >>> moment_shown('"End of "mmmm yy', date(2019, 6, 30)), moment_shown("ddd dd/mm/yyyy hh:mm", datetime(2020, 2, 12, 9, 30))
    ('End of June 2019', 'Wednesday 12 February 2020 09:30')
    """
    before, among, after = _around(_signs(code))
    signs = [*before, *among, *after]
    if not _is_english(code) or any(sign.kind == "other" for sign in signs):
        return None
    if any(sign.kind == "clock" or _says(sign) for sign in among):
        return None
    letters = [sign.text for sign in among if sign.kind == "date"]
    shown = _day(letters, value) if isinstance(value, date) else None if letters else ""
    if shown is None:
        return None
    halved = any("/" in sign.text for sign in signs if sign.kind == "clock")
    begin, end = ("".join(_part(sign, value, halved=halved) for sign in each) for each in (before, after))
    return f"{begin}{shown}{end}".strip() or None


def shows_time(code: str) -> bool:
    """Whether a format shows a time of day.

    Examples
    --------
    >>> shows_time("dd/mm/yyyy hh:mm"), shows_time("dd mmm yyyy")
    (True, False)
    """
    return any(sign.kind == "clock" for sign in _signs(code))


def words_of_date(code: str) -> Beside:
    """The words that a format adds to a date."""
    before, among, after = ("".join(sign.text for sign in each if _says(sign)).strip() for each in _around(_signs(code)))
    return Beside(before, among, after)


def _signs(code: str) -> list[_Sign]:
    """The signs of a format's first part, without colours, gaps and fills."""
    first_part = takewhile(lambda match: not match["end"], _SIGNS.finditer(code))
    matches = [match for match in first_part if match["text"] is None or text_of([match[0]])]
    letters = [match[0].lower() if match["text"] is None else "" for match in matches]
    signs = []
    for number, (match, text) in enumerate(zip(matches, letters, strict=True)):
        before = next(filter(None, reversed(letters[:number])), "")
        later = next(filter(None, letters[number + 1 :]), "")
        if match["text"] is not None:
            signs.append(_Sign("text", text_of([match[0]])))
        elif text in ("m", "mm") and (before.strip("[")[:1] == "h" or later[:1] == "s"):
            signs.append(_Sign("clock", text.replace("m", "n")))
        else:
            signs.append(_Sign(match.lastgroup, match[0] if match["other"] else text))  # type: ignore[arg-type]  # the groups are the kinds
    return signs


def _around(signs: Sequence[_Sign]) -> tuple[Sequence[_Sign], Sequence[_Sign], Sequence[_Sign]]:
    """The signs before those of a date, from the first to the last of these, and after them."""
    days = [number for number, sign in enumerate(signs) if sign.kind == "date"] or [len(signs), len(signs) - 1]
    return signs[: days[0]], signs[days[0] : days[-1] + 1], signs[days[-1] + 1 :]


def _says(sign: _Sign) -> bool:
    """Whether a sign is a word."""
    return sign.kind in ("text", "other") and any(map(str.isalnum, sign.text))


def _is_english(code: str) -> bool:
    """Whether the names of months and days are those of English."""
    found = _LOCALE.search(code)
    language = found[1].lower() if found else "en"
    if language in _SYSTEMS or language.startswith("en"):
        return True
    return bool(re.fullmatch(r"[0-9a-f]+", language)) and int(language, 16) & 0x3FF == _OF_ENGLISH


def _day(letters: Sequence[str], value: date) -> str | None:
    """A day as far as the letters of a format show it; None where that is a number or a letter of a month alone."""
    months = [each for each in letters if each.startswith("m")]
    if months in (["m"], ["mm"], ["mmmmm"]) and (len(letters) == 1 or months == ["mmmmm"]):
        return None
    shown = {
        f"{value:%A}": any(re.fullmatch("d{3,}", each) for each in letters),
        str(value.day): any(each in ("d", "dd") for each in letters),
        f"{value:%B}": bool(months),
        str(value.year): any(each.startswith("y") for each in letters),
    }
    return " ".join(part for part, is_shown in shown.items() if is_shown)


def _part(sign: _Sign, value: date | time | timedelta, *, halved: bool) -> str:
    """One part of a time, or a text; `halved`: by a clock of twelve hours."""
    if sign.kind == "text":
        return sign.text
    seconds = _seconds(value)
    hours, minutes = seconds // 3600, seconds // 60
    if sign.text in ("am/pm", "a/p"):
        said = "AM" if hours % 24 < 12 else "PM"
        return said if sign.text == "am/pm" else said[0]
    whole = sign.text.startswith("[")
    letters = sign.text.strip("[]")
    parts = {
        "h": hours if whole else (hours % 12 or 12) if halved else hours % 24,
        "m": minutes,
        "n": minutes % 60,
        "s": seconds if whole else seconds % 60,
    }
    return str(parts[letters[0]]).zfill(len(letters))


def _seconds(value: date | time | timedelta) -> int:
    """The seconds of a length of time, or since midnight, to the nearest."""
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, datetime | time):
        return round(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6)
    return 0
