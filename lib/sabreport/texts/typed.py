"""A text as people type it, with marks where Markdown would take a sign for more than they meant.

A mark is a character that is none, which typed_text.lua turns into what was typed; a backslash would be printed where Markdown
reads code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sabreport.texts.below_lists import lines_below_lists
from sabreport.texts.exported import (
    with_ends_of_lines,
    with_glued_addresses,
    with_pictures_in_place,
    with_titles_of_alerts,
    without_anchors,
    without_marks,
    without_separators,
)
from sabreport.texts.typed_breaks import run_together, with_breaks, without_indents
from sabreport.texts.typed_headings import with_headings
from sabreport.texts.typed_labels import with_capitals, with_labels
from sabreport.texts.typed_signs import leads_to_item, with_items, with_lines
from sabreport.wording.markdown import BULLETS, DASHES

_STAR, _BARE = "\ufdd2", "\ufdd5"
_FEET, _INCHES = "\ufdd6", "\ufdd7"
_SLASH, _LOW = "\ufdd8", "\ufdd9"
_END = "\ufdda"
_EMPTY = re.compile(r"^[ \t\u00a0\u2007\u2009\u200b\u202f\u3000]+$", re.MULTILINE)
_LEFT_OUT = re.compile(r"(?<![\w'’`])'(?:(?=(?:\d\ds|twas|tis)\b(?!'))|([nN])')")
_MEASURED = re.compile(r"(?<=\d)'([ ]?\d{1,2}(?:\.\d+)?)\"")
_ITEMS = rf"(?:(?:[-*{DASHES}]|\(?\w{{1,3}}[.)])[ \t]+|[{BULLETS}][ \t]*)"
_NO_LIST = re.compile(
    rf"^[ \t]*(?:>[ \t]*)*(?:{_ITEMS}*(?=\+[ \t]|(?<!>)(?<!> )>[ \t]*[\d£$.])|{_ITEMS}+(?=#+[ \t]+\d))",
    re.MULTILINE,
)
_NO_ITEM = re.compile(rf"^(?!(?:[-*][ \t]*)+$)([ \t]*)((?:>[ \t]*)*{_ITEMS}+)(?=([-*])[ \t])")
_DIVISION = re.compile(r"^[ ]{0,3}:{3,}.*$", re.MULTILINE)
_CALLOUT = re.compile(r":{3,}[ \t]*\{\.callout-\w+\}[ \t]*")
_TITLED = re.compile(r"^([ ]{0,3}:{3,}[ \t]*\{\.callout-\w+)[ \t]+title=[\"“]([^\"”\n]+)[\"”][ \t]*\}[ \t]*$", re.MULTILINE)
_TARGET = re.compile(r"^([ ]{0,3})(\[(?!\^)([^\]\n]*)\]:)([ \t]*<?(?:https?://|mailto:))?", re.MULTILINE)
_STARS = re.compile(
    r"(?P<no>\\.|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)|<https?://[^>\s]*>)|(?P<end>\n[ \t]*\n)|(?P<stars>\*+)",
    re.DOTALL,
)
_BLANKS = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)|<https?://[^>\s]*>)"
    r"|(?<![\w\\])(?P<path>[A-Za-z]:\\[^\s\"<>|]*|\\\\(?=[\w.-]+\\)[^\s\"<>|]*)|\\.|(?P<run>\*+|_+)",
    re.DOTALL,
)
_BOLD = 2
"""Stars that begin or end bold letters."""
_RULE = re.compile(r"[ \t>]*[*_][*_ \t]*")
_RULE_BELOW = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_BEFORE_ITEM = re.compile(rf"[ \t>]*{_ITEMS}*")
_OPENS_NOTHING = ")]}/,;:|"
_CLOSES_NOTHING = "([{/|"
_TARGET_OF_LINK = re.compile(r"(?<=\])\(([^()\n]*)\)")
_ADDRESS = re.compile(r"\s*\S*[/.#:@]\S*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*")
_NO_SPAN = re.compile(r"\](?=\{(?!\.(?:underline|ul|smallcaps|mark)\}))")
_STARRED = re.compile(rf"\d{_STAR}(?!\w)")
_MARK_ALONE = re.compile(rf"(?<=[ \t(\[]){_STAR}(?=[ \t)\].,;:]|$)", re.MULTILINE)
_LONE_STAR = re.compile(r"[ \t]*\*[ \t]+\S")
_SLANTED = re.compile(r"(?<![\w*])\*(?![\s*])((?:(?!\n[ \t]*\n)[^*])+\d)\*(?=[ \t\n]+[a-z])")
_NO_BREAKS = re.compile(
    rf"^([ \t>]*(?:[{BULLETS}{DASHES}]|§(?!\s*\d)))[ \t\u00a0\u202f]*[\u00a0\u202f][ \t\u00a0\u202f]*", re.MULTILINE
)
_ALONE = re.compile(r"^[ ]{0,3}[-*+][ \t]*(?=\Z|\n[ \t]*(?:\n|\Z))", re.MULTILINE)
_SIGNED = re.compile(r"^(?=--[ \t]*$)", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*(?:[-*]|\(?\w{1,3}[.)])[ \t]+\S")
_COUNTED = re.compile(r"(?P<open>\(?)(?P<at>\d{1,3})(?P<close>[.)])[ \t]+\S")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_DASHES = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_FENCE = re.compile(r"[ ]{0,3}`{3,}[^`]*")
_QUOTED_WORDS = re.compile(r"^[ ]{0,3}>[ \t]*[^\W\d]|^[ ]{0,3}>.*\|", re.MULTILINE)
_QUOTED = re.compile(r"(?:[ ]?>)+")


def as_typed(text: str) -> str:
    """A text that Markdown reads as the people meant who typed it.

    "+ 5" begins no list, "> 65" no quotation and ":::" no division but a callout; "[note 1]: provisional" is a sentence where
    no address follows, or no words are a link to it. Signs within an item, as in "- > 65", "- - 2" or "1. # 3", are signs. A
    star within a word or number is a star. Lines one after another that begin with a sign of a list are a list, and a list
    keeps the numbers that were typed. What is left out of '90s and 'twas is an apostrophe, and 5' 6" is a length. A path such as
    C:\\a\\_b is one with all its signs, and so are (*) and ___/___/2020; "[12](of 15)" is no link. Where figures have stars, a
    line that begins with one alone says what they mean, and is no item of a list. Lines that begin
    with A., B. and so on are a list. No-break spaces after a sign of a list are one space. The two dashes above the signature of
    an e-mail underline no heading, and a dash that is all of an answer is one. A rule may stand right below words. Anchors and
    empty comments of programs are left out.
    <br> ends a line, and a line of no-break spaces is an empty one. What sets in the first line of a paragraph is left out, and
    so is what programs for notes put around words; the title of a box is a line in bold letters. An address that a mail program
    wrote directly behind a word keeps its signs.
    """
    text = with_pictures_in_place(without_anchors(without_separators(without_marks(_EMPTY.sub("", text)))))
    text = with_titles_of_alerts(with_ends_of_lines(_TITLED.sub(r"\1}\n\n**\2**\n", text), _END))
    text = _SIGNED.sub(_BARE, _NO_BREAKS.sub(r"\1 ", text))
    text = _ALONE.sub(_as_answer, text)
    text = _MEASURED.sub(rf"{_FEET}\1{_INCHES}", _LEFT_OUT.sub(lambda found: f"’{found[1]}’" if found[1] else "’", text))
    text = _TARGET_OF_LINK.sub(
        lambda found: found[0] if _ADDRESS.fullmatch(found[1]) else f"{_BARE}{found[0]}", _with_blanks(text)
    )
    text = _NO_SPAN.sub(rf"\g<0>{_BARE}", text)
    text = _without_divisions(_without_targets(_NO_LIST.sub(_as_sign, text)))
    lines = _without_lists_in_items(_with_legends(_with_stars(text)).split("\n"))
    lines = without_indents(lines, _fenced(lines))
    lines = list(with_headings(lines, _fenced(lines)))
    lines = list(_with_gaps(with_items(lines, _fenced(lines))))
    fenced = _fenced(lines)
    return with_glued_addresses("\n".join(with_labels(with_capitals(with_breaks(with_lines(lines, fenced), fenced)))))


def paragraphs_of_lines(text: str) -> list[tuple[int, int]]:
    """The first line and the last of each paragraph that is printed as one, and that was typed as lines."""
    lines = with_ends_of_lines(text, "\\").split("\n")
    fenced = _fenced(lines)
    begins = {below for below, _ in lines_below_lists(lines)}
    return list(run_together(with_breaks(with_lines(without_indents(lines, fenced), fenced), fenced), fenced, begins))


def _as_answer(found: re.Match[str]) -> str:
    """A sign that is all of a line, as of a question that has no answer, with a mark; as it is where it ends a list."""
    above = found.string[: found.start()].removesuffix("\n").rpartition("\n")[2]
    return found[0] if _ITEM.match(above) else f"{_BARE}{found[0]}"


def _as_sign(found: re.Match[str]) -> str:
    """What stands before a sign that would begin a list or a quotation, with a mark; as it is in a quotation of words."""
    text, end = found.string, found.end()
    in_quotation = text[end] == ">" and not found[0].strip() and _is_of_words(text, end)
    return found[0] if in_quotation else f"{found[0]}{_BARE}"


def _is_of_words(text: str, at: int) -> bool:
    """Whether the lines around a place that begin with > are a quotation: words, or a table, begin one of them."""
    start, end = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
    return bool(_QUOTED_WORDS.search(text, start, end if end >= 0 else len(text)))


def _without_lists_in_items(lines: list[str]) -> list[str]:
    """Lines in which a second sign of an item on one line is a sign, unless an item below the second goes on with it."""
    marked, below = [], ""
    for line in reversed(lines):
        found = _NO_ITEM.match(line)
        goes_on = found and re.match(rf"[ \t]{{{len(found[1]) + 1},}}{re.escape(found[3])}[ \t]", below)
        marked.append(f"{found[0]}{_BARE}{line[found.end() :]}" if found and not goes_on else line)
        below = line if line.strip() else below
    return marked[::-1]


def _without_targets(text: str) -> str:
    """A text in which a line is the address of a link only where some words are that link."""

    def told(match: re.Match[str]) -> str:
        used = match[4] and (f"][{match[3]}]" in text or f"[{match[3]}][]" in text)
        return match[0] if used else f"{match[1]}\\{match[0][len(match[1]) :]}"

    return _TARGET.sub(told, text)


def _without_divisions(text: str) -> str:
    """A text in which ::: begins and ends a callout and nothing else."""
    lines, opened, marks = text.split("\n"), None, []
    for number, line in enumerate(lines):
        if opened is None and _CALLOUT.fullmatch(line):
            opened = number
        elif opened is not None and line.strip(" \t:") == "" and line.startswith(":::"):
            opened = None
        elif _DIVISION.fullmatch(line):
            marks.append(number)
    for number in [*marks, *([] if opened is None else [opened])]:
        lines[number] = lines[number].replace(":", "\\:", 1)
    return "\n".join(lines)


def slanted_figures(text: str) -> list[tuple[int, str]]:
    """Words that are printed slanted, and whose last star may mark the figure before it: the line of each, and the words.

    It may where the words go on after it, and a sentence ends within them or other figures have stars.
    """
    marked = _STARRED.search(_with_stars(_with_blanks(text)))
    found = ((match, match[1]) for match in _SLANTED.finditer(text))
    return [(text.count("\n", 0, match.start()) + 1, said) for match, said in found if marked or re.search(r"[.!?]\s", said)]


def _with_blanks(text: str) -> str:
    """A text with marks for what neither begins nor ends emphasis, such as (*) and ___/___, and for the signs of paths."""

    def told(match: re.Match[str]) -> str:
        if match["path"]:
            path = match["path"] if match["path"].startswith("\\") else match["path"].replace("\\\\", "\\")
            return path.replace("\\", _SLASH).replace("_", _LOW).replace("*", _STAR)
        run = match["run"]
        if not run:
            return match[0]
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        line = text[start : end if end >= 0 else len(text)]
        before, after = text[start : match.start()], line[match.end() - start :]
        opens = after.strip() and not after[0].isspace() and after[0] not in _OPENS_NOTHING
        closes = before.strip() and not before[-1].isspace() and before[-1] not in _CLOSES_NOTHING
        is_item = run == "*" and after[:1].isspace() and _BEFORE_ITEM.fullmatch(before)
        if opens or closes or is_item or _RULE.fullmatch(line):
            return match[0]
        return (_STAR if run[0] == "*" else _LOW) * len(run)

    return _BLANKS.sub(told, text)


def _with_legends(text: str) -> str:
    """A text in which a line that begins with a star alone is a sentence, where figures have stars.

    So is the only such line of a text, where a star stands by itself above it, as in "61 * last year" or "(see note *)".
    """
    lines = text.split("\n")
    items = [bool(_LONE_STAR.match(line)) for line in lines]
    marked = next((number for number, line in enumerate(lines) if _MARK_ALONE.search(line)), len(lines))
    if not _STARRED.search(text) and (items.count(True) != 1 or items.index(True) <= marked):
        return text
    said = [number for number, line in enumerate(lines) if line.strip()]
    for at, number in enumerate(said):
        beside = [said[each] for each in (at - 1, at + 1) if 0 <= each < len(said)]
        if items[number] and not any(items[each] for each in beside):
            lines[number] = lines[number].replace("*", _STAR, 1)
    return "\n".join(lines)


def _with_stars(text: str) -> str:
    """A text with a mark for each star within a word or number, and for one that ends nothing, as in "12*, 13*"."""
    opened = 0

    def told(match: re.Match[str]) -> str:
        nonlocal opened
        if match["end"]:
            opened = 0
        if not match["stars"]:
            return match[0]
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if before.isalnum() and (after.isalnum() or not opened) and not len(match[0]) == opened == _BOLD:
            return _STAR * len(match[0])
        begins = after.strip() and not before.isalnum()
        opened = opened + len(match[0]) if begins else max(0, opened - len(match[0]))
        return match[0]

    return _STARS.sub(told, text)


def _with_gaps(lines: list[str]) -> Iterator[str]:
    """An empty line before what follows a line of words directly: a heading, rule, list, table or quotation; a sentence a list.

    Where a quotation goes deeper, the line is one of the quotation. What stands between fences is left as it is.
    """
    lists, fenced = set(_starts_of_lists(lines)), _fenced(lines)
    lists_end = {below for below, is_own in lines_below_lists(lines) if is_own}
    for number, line in enumerate(lines):
        before = lines[number - 1] if number and number not in fenced else ""
        below = lines[number + 1] if number + 1 < len(lines) else ""
        quoted, quoted_before = _depth(line), _depth(before)
        if quoted > quoted_before > 0:
            yield ">" * quoted_before
        elif before.strip() and (
            _HEADING.match(line)
            or _RULE_BELOW.fullmatch(line)
            or (quoted and not quoted_before)
            or number in lists_end
            or (number - 1 in lists_end and _ITEM.match(line))
            or _counts_on(lines, number)
            or leads_to_item(line, below)
            or (number in lists and not before.startswith((" ", "\t", ">", "|")))
            or ("|" in line and "|" in below and _DASHES.fullmatch(below) and not before.lstrip().startswith("|"))
        ):
            yield ""
        yield line


def _counts_on(lines: list[str], number: int) -> bool:
    """Whether a line directly below a paragraph of words has the number after that of the last item above them."""
    found, start = _COUNTED.match(lines[number]), number
    while start and lines[start - 1].strip():
        start -= 1
    if not found or start == number or _ITEM.match(lines[start]) or lines[start][0].isspace():
        return False
    above = next((each for line in reversed(lines[:start]) if (each := _COUNTED.match(line) or _HEADING.match(line))), None)
    if above is None or above.re is _HEADING:
        return False
    return (above["open"], int(above["at"]) + 1, above["close"]) == (found["open"], int(found["at"]), found["close"])


def _starts_of_lists(lines: list[str]) -> Iterator[int]:
    """The first line of each list of two or more items one after another, which may go on in lines that are indented.

    One item is a list right below a line in bold or slanted letters.
    """
    start, items = 0, 0
    for number, line in enumerate([*lines, ""]):
        if _ITEM.match(line):
            start, items = (start, items + 1) if items else (number, 1)
        elif not line.strip() or not line.startswith((" ", "\t")):
            if items > 1 or (items and start and leads_to_item(lines[start - 1], lines[start])):
                yield start
            items = 0


def _fenced(lines: list[str]) -> set[int]:
    """The lines between fences of code, with those that end it."""
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
    return {each for begin, end in zip(fences[::2], fences[1::2], strict=False) for each in range(begin + 1, end + 1)}


def _depth(line: str) -> int:
    found = _QUOTED.match(line)
    return found[0].count(">") if found else 0
