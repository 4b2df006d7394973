"""Members' statements beside what was asked for: their headings, their length, what of them cannot be printed."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from sabreport.base.errors import Problem
from sabreport.base.project import Project, year_label
from sabreport.settings.params import Params
from sabreport.texts.authored import as_written, statement_tree
from sabreport.texts.below_lists import lines_below_lists
from sabreport.texts.exported import codes_of_programs, highlighted, tags_of_html
from sabreport.texts.left_words import left_words
from sabreport.texts.links import links_unfollowed
from sabreport.texts.note_marks import exhibit_marks, lines_of, note_marks, page_marks
from sabreport.texts.office.form_fields import Unfilled
from sabreport.texts.office.parts import parts_of
from sabreport.texts.office.plain_packages import plain_package
from sabreport.texts.office.word_looks import looks_of_odt, looks_of_word
from sabreport.texts.pictures import place_pictures
from sabreport.texts.statement_tree import (
    FORM_TITLE,
    Node,
    as_statement,
    body_of,
    cut_short,
    form_title_of,
    headings_of,
    nearest,
    pictures_of,
    text_of,
    without_form,
)
from sabreport.texts.statement_words import page_margins, where_lost, words_beside_signs, words_in, words_of_file
from sabreport.texts.text import read_text
from sabreport.texts.typed import paragraphs_of_lines, slanted_figures
from sabreport.texts.typed_headings import tight_headings
from sabreport.texts.unseen_words import unseen_in_odt, unseen_in_word
from sabreport.wording.lists import counted, first_words, some_of

_LOOKS_OF = {".docx": looks_of_word, ".odt": looks_of_odt}
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_MAY_LINK = re.compile(r"!\[|\]\(|^[ ]{0,3}\[[^\]\n]+\]:", re.MULTILINE)
"""Without any of these a text of Markdown has neither pictures nor links with words."""
_MOST_LOST = 8
_MOST_LEFT = 5
_LONGEST_QUOTED = 100
_OF_HIGHLIGHTING = "If they are still to be settled, settle them in the file; if it says something else, write that in words."
_OF_LINES = (
    "To keep the lines apart, leave an empty line between them or end each with \\. If they are one paragraph, leave them."
)
_OF_TAGS = "Delete them in the file, with those that end what they begin; for bold letters write ** on both sides."
_OF_CODES = "Type in their place what is meant, such as the sign itself, or delete them in the file; or leave them."
_ELSEWHERE = "in the sentence in which one floats, in a drawing, an equation or a table within a table"


@dataclass(frozen=True)
class StatementReview:
    """What a statement holds beside what was asked for.

    Parameters
    ----------
    words
        How many words it has, its headings not counted.
    headings
        Its own headings, in order.
    missing
        Headings that were asked for and that none of its own stands for.
    extra
        Headings of its own that are none of those asked for.
    short
        Headings of its own that are the beginning of one that was asked for; neither this nor that is among the others.
    pictures
        The description of each picture, chart or diagram of which no more is printed; empty where it has none. Where pictures
        are printed, with the reason.
    margins
        The words in the headers and footers of its pages, which are not printed.
    lost
        Words of the file that would not be printed, such as those of a drawing.
    unfilled
        The fields of a form that nobody filled in, which are not printed: each with what stands before it.
    faint
        Words that are printed, and that nobody can see in the file: white, or tiny.
    beside_title
        The words that were put into the title of the kit's own form, which is not printed.
    looks
        What the file shows by colour, direction or numbers of its own, which is not printed: each as a clause, and its remedy.
    empty
        True where nothing is written but headings that were asked for, or what a form asks.
    """

    words: int
    headings: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    short: tuple[str, ...]
    pictures: tuple[str, ...]
    margins: str
    lost: tuple[str, ...]
    unfilled: tuple[str, ...]
    faint: tuple[str, ...]
    beside_title: tuple[str, ...]
    looks: tuple[tuple[str, str], ...]
    empty: bool


def asked_headings(project: Project, params: Params) -> tuple[str, ...]:
    """The headings that members were asked for, with the years of the report in them."""
    year, next_year = project.label, year_label(project.year + 1)
    headings = params.statements.headings
    return tuple(heading.replace("{year}", year).replace("{next_year}", next_year) for heading in headings)


def title_of_form(project: Project, params: Params, member: str) -> str:
    """The title of the form that a member is sent, by its name."""
    return FORM_TITLE.format(member=member, label=project.label, board=params.name)


def review_statement(
    path: Path, root: Path, expected: Sequence[str], *, member: str = "", form_title: str = "", pictures: bool = False
) -> StatementReview:
    """Read a statement whose file has been inspected, and compare it with what was asked for.

    Parameters
    ----------
    member
        Its name, which the report prints above it: as its first heading it is not printed again.
    form_title
        The title of the form that the member was sent; empty where it is not compared.
    pictures
        Whether pictures are printed.

    Raises
    ------
    ExtractError
        Where it cannot be read.
    """
    whole = statement_tree(path, root)
    tree = as_statement(whole, expected)
    headings = _below(member, headings_of(tree))
    meant = {heading: nearest(heading, expected) for heading in headings}
    missing = [each for each in expected if each not in meant.values()]
    short = {heading: asked for heading in headings if not meant[heading] and (asked := cut_short(heading, missing))}
    extra = tuple(heading for heading in headings if not meant[heading] and heading not in short) if expected else ()
    words = _count(body_of(tree))
    suffix = path.suffix.lower()
    left_out = words_in(text_of(whole["blocks"])) - words_in(text_of(tree["blocks"]))
    unfilled = Unfilled() if suffix == ".md" else plain_package(path).unfilled
    lost = words_of_file(path) - left_out - unfilled.words - _printed(path, root) if suffix != ".md" else Counter[str]()
    own = without_form(whole)
    is_form = bool(unfilled.shown) or text_of(own["blocks"]) != text_of(whole["blocks"])
    is_blank = is_form and _count(body_of(own)) <= sum(unfilled.asking.values())
    faint, looks = _shown(path, root, whole)
    return StatementReview(
        words=words,
        headings=tuple(headings),
        missing=tuple(each for each in missing if each not in short.values()),
        extra=extra,
        short=tuple(short),
        pictures=tuple(_unprinted(path, tree) if pictures else pictures_of(tree)),
        margins=page_margins(path) if suffix != ".md" else "",
        lost=where_lost(path, text_of(whole["blocks"]), lost),
        unfilled=unfilled.shown,
        faint=tuple(faint),
        beside_title=tuple(_added(form_title_of(whole), form_title)) if form_title else (),
        looks=tuple(looks),
        empty=is_blank or (words == 0 and all(meant.values())),
    )


def _below(name: str, headings: list[str]) -> list[str]:
    """Headings without the first where that is a name."""
    letters = ["".join(re.findall(r"[^\W_]+", each.lower())) for each in (name, *headings[:1])]
    return headings[1:] if letters[0] and letters[0] == letters[-1] and headings else headings


def _added(title: str, sent: str) -> Iterator[str]:
    """The words of a title that are not in the one that was sent, those side by side together."""
    words, before = ([word.translate(_QUOTES) for word in each.split()] for each in (title, sent))
    for kind, _, _, start, end in SequenceMatcher(None, before, words, autojunk=False).get_opcodes():
        if kind in ("insert", "replace"):
            yield " ".join(words[start:end])


def _shown(path: Path, root: Path, tree: Node) -> tuple[list[str], list[tuple[str, str]]]:
    """The words that nobody can see in a file, and what of it is printed without its look."""
    suffix = path.suffix.lower()
    if suffix == ".md":
        return [], [*_looks_typed(path, root), *note_marks(tree, suffix, {}), *links_unfollowed(tree)]
    parts = parts_of(path)
    unseen = unseen_in_word(parts) if suffix == ".docx" else unseen_in_odt(parts.values())
    numbered = exhibit_marks((None, line) for line in lines_of(tree["blocks"]))
    of_words = (*note_marks(tree, suffix, parts), *page_marks(suffix, parts), *numbered, *links_unfollowed(tree))
    left = left_words((None, line) for line in lines_of(tree["blocks"]))
    return unseen.faint, [*_LOOKS_OF[suffix](parts), *of_words, *left]


def _looks_typed(path: Path, root: Path) -> tuple[tuple[str, str], ...]:
    return (*_lines_typed(path, root), *exhibit_marks(enumerate(read_text(path, root).split("\n"), start=1)))


def _lines_typed(path: Path, root: Path) -> Iterator[tuple[str, str]]:
    """Lines of a text that Markdown may read otherwise than its author meant."""
    text = read_text(path, root)
    lines = text.split("\n")
    for number in (number for number, is_own in lines_below_lists(lines) if not is_own):
        said = _quoted([lines[number]])
        what = f"line {number + 1}: it stands directly below a list and is printed as part of the item above: {said}"
        yield what, "If it is none, put an empty line before it. If it is, leave it."
    for line, words in highlighted(text):
        yield f"line {line}: words are highlighted, and the highlighting is not printed: {_quoted([words])}", _OF_HIGHLIGHTING
    for number in tight_headings(lines):
        what = f"line {number + 1}: it begins with # and no space, and is printed so: {_quoted([lines[number]])}"
        yield what, "If it is a heading, put a space after the #. If not, leave it."
    if joined := paragraphs_of_lines(text):
        named = ", ".join(f"lines {first} to {last}" for first, last in joined)
        yield f"{named} are {'each ' * (len(joined) > 1)}printed as one paragraph", _OF_LINES
    if tags := tags_of_html(text):
        yield f"it has marks of HTML, which are printed as they stand: {some_of(list(map(_as_quoted, tags)))}", _OF_TAGS
    if codes := codes_of_programs(text):
        named = some_of(list(map(_as_quoted, codes)))
        yield (
            f"it has codes for which another program shows something else, and which are printed as they stand: {named}",
            _OF_CODES,
        )
    yield from left_words(enumerate(lines, start=1))
    for line, words in slanted_figures(text):
        what = (
            f"line {line}: two stars make words slanted and are not printed, and the second may mark a figure: {_quoted([words])}"
        )
        yield what, "If it does, write \\* for each of them. If not, leave it."


def _printed(path: Path, root: Path) -> Counter[str]:
    """The words of a package that are printed: a bold letter parts no word in the tree; a formula has its words in Markdown."""
    read = as_statement(statement_tree(path, root, labels=False), ())
    text = text_of(read["blocks"])
    return words_in(text) | words_in(as_written(path, root)) | words_beside_signs(text)


def _unprinted(path: Path, tree: Node) -> list[str]:
    """The pictures of which only the description is printed, each with the reason."""
    return [f"{each.description or 'no description'} ({each.reason})" for each in place_pictures(tree, path, "x")[1]]


def _count(text: str) -> int:
    """How many words a text has; marks alone are none."""
    return sum(1 for word in text.split() if any(map(str.isalnum, word)))


def unprintable(path: Path, review: StatementReview) -> list[Problem]:
    """A problem where a statement has no words, or has words that would not be printed."""
    if review.empty:
        what = "nothing is written in it" + (" that is text, and pictures are not printed" if review.pictures else "")
        if review.unfilled:
            what = f"nobody has filled it in: it holds only what its form asks, such as {_quoted(review.unfilled[:_MOST_LEFT])}"
        return [Problem(path, None, "", what, "Ask the member for the text.")]
    if review.lost:
        what = f'some of its words would not be printed: "{first_words(" ".join(review.lost), _MOST_LOST)}"'
        remedy = f"Look for them in a text box, {_ELSEWHERE}, and move them into the text."
        return [Problem(path, None, "", what, remedy)]
    return []


def remarks(path: Path, review: StatementReview, limit: int | None) -> list[Problem]:
    """What a statement does not have as it was asked for, or has that is not printed; none of it stops a build.

    Parameters
    ----------
    limit
        How many words a statement may have; None for any number.
    """
    found = []
    if review.missing:
        what = f"{counted(len(review.missing), 'heading', 'headings')} asked for {_is(review.missing)} not in it: "
        found.append((what + _quoted(review.missing), "Ask the member, or leave it: the rest is printed."))
    if review.extra:
        what = f"{counted(len(review.extra), 'heading', 'headings')} in it {_is(review.extra)} none of those asked for: "
        one = "It is printed as it stands; change it in the file if it is a slip."
        several = "They are printed as they stand; change in the file any that is a slip."
        found.append((what + _quoted(review.extra), one if len(review.extra) == 1 else several))
    if review.short:
        what = f"{counted(len(review.short), 'heading', 'headings')} asked for {_is(review.short)} cut short in it: "
        found.append((what + _quoted(review.short), "Write it out in the file, or leave it: it is printed as it stands."))
    if review.unfilled:
        count = counted(len(review.unfilled), "field", "fields")
        more = f"; and {len(review.unfilled) - _MOST_LEFT} more" if len(review.unfilled) > _MOST_LEFT else ""
        what = f"{count} of its form {_was(review.unfilled)} not filled in: {_quoted(review.unfilled[:_MOST_LEFT])}{more}"
        found.append((what, "Ask the member, or leave it: what the form says there is not printed."))
    if review.beside_title:
        what = f"the title of its form is not printed, nor what was written into it: {_quoted(review.beside_title)}"
        found.append((what, "Move it into the text if readers need it."))
    found += _of_pictures(review.pictures, "the member")
    if review.faint:
        what = f"it has text in white, or too small to see, which is printed: {_quoted(review.faint[:_MOST_LEFT])}"
        found.append((what, "Ask the member whether it is meant to be read; if not, delete it in the file."))
    found += review.looks
    if review.margins:
        what = f"what stands in the header or footer of its pages is not printed: {_quoted([review.margins])}"
        found.append((what, "Move it into the text if readers need it."))
    if limit is not None and review.words > limit:
        what = f"it has {review.words:,} words, and the limit is {limit:,}"
        found.append((what, "Ask the member to shorten it, or leave it: all of it is printed."))
    return [Problem(path, None, "", what, remedy) for what, remedy in found]


def remarks_on_narrative(path: Path, root: Path) -> list[Problem]:
    """What the board's own text has that is not printed as it was typed; none of it stops a build.

    Raises
    ------
    ExtractError
        Where it cannot be read.
    """
    tree = statement_tree(path, root) if _MAY_LINK.search(read_text(path, root)) else {"blocks": []}
    found = (*_of_pictures(pictures_of(tree), "the text"), *_lines_typed(path, root), *links_unfollowed(tree))
    return [Problem(path, None, "", what, remedy) for what, remedy in found]


def _of_pictures(pictures: Sequence[str], whose: str) -> Iterator[tuple[str, str]]:
    """What to say of pictures of which no more than the description is printed."""
    if pictures:
        described = [each or "no description" for each in pictures]
        what = f"{counted(len(described), 'picture is', 'pictures are')} printed as a description only: {_quoted(described)}"
        yield what, f"See that no words of {whose} are lost with it."


def _is(items: Sequence[str]) -> str:
    return "is" if len(items) == 1 else "are"


def _was(items: Sequence[str]) -> str:
    return "was" if len(items) == 1 else "were"


def _as_quoted(item: str) -> str:
    return f'"{item}"'


def _quoted(items: Sequence[str]) -> str:
    """Items in quotation marks, long ones cut."""
    return ", ".join(f'"{textwrap.shorten(each, _LONGEST_QUOTED, placeholder=" ...")}"' for each in items)
