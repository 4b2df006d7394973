"""Puts changes of a printed paragraph into the Markdown that it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from sabreport.returned.typed_text import Block, blocks_of, likeness, words_of
from sabreport.wording.markdown import escape

FILLED_IN = re.compile(r"zq\d+qz|@(?:fig|tbl|sec)-[\w-]+")
"""What stands, in a printed paragraph, for a number or a reference that the kit fills in."""
_TOKEN = re.compile(rf"\{{\s*\{{[^{{}}]*\}}\s*\}}|{FILLED_IN.pattern}|\w+|\s+|.", re.DOTALL)
QUOTES = str.maketrans("‘’“”", "''\"\"")
_BREAK = "\n\n"
_ITEM = re.compile(r"\s*[-*+•·–]\s+")


@dataclass(frozen=True, order=True)
class Change:
    """What stands between two characters of a paragraph is replaced.

    Parameters
    ----------
    looks
        Of what is put in: from where to where it is set off, and by which signs of Markdown.
    outside
        Whether it goes after the signs that set off the words before it.
    nth
        Of what one reviewer put in at the same place in several parts: which this is, from 0.
    """

    start: int
    end: int
    new: str
    looks: tuple[tuple[int, int, str], ...] = ()
    outside: bool = False
    nth: int = 0


class CannotError(Exception):
    """A change that cannot be put into a text, with the reason as a clause.

    Parameters
    ----------
    changes
        Those at fault; none where the paragraph is.
    """

    def __init__(self, why: str, *changes: Change) -> None:
        super().__init__(why)
        self.changes = changes


def in_order(changes: Sequence[Change]) -> list[Change]:
    """Changes, each once, in order.

    Raises
    ------
    CannotError
        Where two of them change the same words otherwise.
    """
    found = sorted(set(changes), key=lambda each: (each.start, each.end, each.nth, each))
    for one, other in pairwise(found):
        if other.start < one.end or (one.start, one.end, one.nth) == (other.start, other.end, other.nth):
            raise CannotError("two changes of the same words do not go together", one, other)
    return found


def with_changes(text: str, changes: Sequence[Change]) -> str:
    """A text with changes that are in order."""
    parts, at = [], 0
    for each in changes:
        parts += [text[at : each.start], each.new]
        at = each.end
    return "".join([*parts, text[at:]])


def filled_in(printed: str, paragraph: str) -> list[Change] | None:
    """Where a paragraph has what the kit filled in, each as a change back to what stands for it; None where it is another.

    Parameters
    ----------
    printed
        With `FILLED_IN` where the kit fills in.
    """
    pattern, at = [], 0
    signs = list(FILLED_IN.finditer(printed))
    for sign in signs:
        pattern += [re.escape(printed[at : sign.start()]), "(.+?)"]
        at = sign.end()
    found = re.fullmatch("".join([*pattern, re.escape(printed[at:])]), paragraph)
    if found is None:
        return None
    return [Change(*found.span(number), sign[0]) for number, sign in enumerate(signs, start=1)]


def moved_to(changes: Sequence[Change], filled: Sequence[Change]) -> list[Change]:
    """Changes of a paragraph as changes of the same with what stands for its numbers.

    Raises
    ------
    CannotError
        Where a change is one of a number.
    """
    found = []
    for each in changes:
        for number in filled:
            if each.start < number.end and each.end > number.start:
                raise CannotError("it changes a number, which is put right in the extract that it comes from", each)
        shift = sum(len(number.new) - (number.end - number.start) for number in filled if number.end <= each.start)
        found.append(replace(each, start=each.start + shift, end=each.end + shift))
    return found


def in_markdown(text: str, printed: str, changes: Sequence[Change], *, escaped: bool) -> str:
    """A text in Markdown with changes of one of its printed paragraphs.

    Parameters
    ----------
    escaped
        Whether what is put in is written so that none of its signs has a meaning.

    Raises
    ------
    CannotError
        Where it cannot be told which characters of the file are meant.
    """
    block, start = _block(text, printed)
    if not with_changes(printed, changes).strip():
        after = text[start + len(block.text) :].lstrip("\r\n")
        before = text[:start] if after else text[:start].rstrip() + "\n"
        return before + after
    places = _Places(printed, block.text)
    item = _ITEM.match(block.text)
    written = []
    for each in changes:
        begins, ends = places.of(each)
        new = _typed(each, escaped=escaped)
        if _BREAK in new:  # no paragraph begins or ends with a space
            begins -= _spaces(block.text[:begins][::-1]) if each.start and not new.split(_BREAK)[0].strip() else 0
            ends += 0 if new.split(_BREAK)[-1].strip() else _spaces(block.text[ends:])
            new = re.sub(rf" *{_BREAK} *", f"\n{item[0]}" if item else _BREAK, new)
        new = new.replace("\n", "\r\n") if "\r\n" in text else new
        written.append(Change(begins, ends, new))
    return text[:start] + with_changes(block.text, written) + text[start + len(block.text) :]


def _typed(change: Change, *, escaped: bool) -> str:
    """What a change puts in, as it is typed: with the signs that set it off, its own signs `escaped` where asked."""
    parts, at = [], 0
    for start, end, look in (*change.looks, (len(change.new), len(change.new), "")):
        for words, signs in ((change.new[at:start], ""), (change.new[start:end], look)):
            for part in re.split(r"(\n\n)", words):
                core = part.strip()
                before, _, after = part.partition(core) if core else (part, "", "")
                parts.append(f"{before}{signs if core else ''}{escape(core) if escaped else core}{signs if core else ''}{after}")
        at = end
    return "".join(parts)


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _block(text: str, printed: str) -> tuple[Block, int]:
    """The block that was printed, and where it begins."""
    wanted = words_of(FILLED_IN.sub(" ", printed))
    found = max(
        ((likeness(each.words, wanted), -each.line, each) for each in blocks_of(text)), default=None, key=lambda each: each[:2]
    )
    if found is None or not found[0]:
        raise CannotError("its paragraph cannot be found in the file")
    block = found[2]
    return block, sum(len(line) for line in text.splitlines(keepends=True)[: block.line - 1])


class _Places:
    """Which characters of a file's block are those of the printed paragraph."""

    def __init__(self, printed: str, typed: str) -> None:
        self._printed, self._typed = (list(_TOKEN.finditer(text)) for text in (printed, typed))
        printed_keys, typed_keys = ([_key(token[0]) for token in tokens] for tokens in (self._printed, self._typed))
        self._same: dict[int, int] = {}
        for one, other, length in SequenceMatcher(None, printed_keys, typed_keys, autojunk=False).get_matching_blocks():
            self._same.update({one + step: other + step for step in range(length)})

    def of(self, change: Change) -> tuple[int, int]:
        """Where a change begins and ends in the file."""
        if change.start == change.end:
            first, second = (self._before, self._after) if change.outside else (self._after, self._before)
            at = first(change.start)
            at = second(change.start) if at is None else at
            ends: tuple[int | None, int | None] = (at, at)
        else:
            ends = (self._before(change.start), self._after(change.end))
        if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            raise CannotError("its place in the file cannot be told, for signs of Markdown stand there")
        return ends[0], ends[1]

    def _after(self, at: int) -> int | None:
        """The place right after the printed character before `at`."""
        for number, token in enumerate(self._printed):
            if token.start() < at <= token.end() and number in self._same:
                typed = self._typed[self._same[number]]
                return typed.end() if at == token.end() else typed.start() + at - token.start()
        return None

    def _before(self, at: int) -> int | None:
        """The place of the printed character at `at`."""
        for number, token in enumerate(self._printed):
            if token.start() <= at < token.end() and number in self._same:
                return self._typed[self._same[number]].start() + at - token.start()
        return None


def _key(token: str) -> str:
    """What a token is compared by."""
    if token.startswith("{") or FILLED_IN.fullmatch(token):
        return "\0"
    return " " if token.isspace() else token.translate(QUOTES)
