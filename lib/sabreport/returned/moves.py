"""What was moved, told apart from what the same reviewer put in or took out right beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sabreport.returned.paragraphs import Piece

FEWEST = 2
"""Words that have to be the same in two places to count as moved."""
BREAK = "\n\n"
Words = tuple[str, ...]


def taken_out(run: Sequence[Piece]) -> tuple[str, Words] | None:
    """Whose words were taken out by a run of changes, and which, where it does nothing else."""
    words = words_in(run)
    return (run[0].by.author, words) if len(words) >= FEWEST and all(each.state == "del" for each in run) else None


def words_in(run: Sequence[Piece]) -> Words:
    """The words of a run of changes."""
    return tuple("".join(each.text for each in run).split())


def parted(run: Sequence[Piece], gone: Collection[tuple[str, Words]]) -> list[list[Piece]]:
    """A run of changes in parts, with what was moved in a part of its own; whole where nothing of it was.

    Parameters
    ----------
    gone
        Who took out which words elsewhere.
    """
    parts = list(_parts(run))
    author = run[0].by.author
    moved = (any(each.moved or (each.state == "ins" and (author, words_in(part)) in gone) for each in part) for part in parts)
    return parts if any(moved) else [list(run)]


def _parts(run: Sequence[Piece]) -> Iterator[list[Piece]]:
    """By paragraph, and by whether it was put in, taken out, or moved.

    The end of a paragraph goes with the paragraph before it, where whole paragraphs were put in before another, and else
    with the one after it.
    """
    put_in = [each for each in run if each.state == "ins"]
    closes = bool(put_in) and put_in[0].start == 0 and put_in[-1].text == BREAK
    part: list[Piece] = []
    for each in run:
        if part and _is_apart(part, each, closes=closes):
            yield part
            part = []
        part.append(each)
    if part:
        yield part


def _is_apart(part: Sequence[Piece], here: Piece, *, closes: bool) -> bool:
    last = part[-1]
    if (last.state == "ins") != (here.state == "ins"):
        return True
    if here.state != "ins":
        return here.text != BREAK and last.moved != here.moved
    if here.text == BREAK:
        return not closes and any(each.text != BREAK for each in part)
    return closes if last.text == BREAK else last.moved != here.moved
