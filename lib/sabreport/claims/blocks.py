"""How a text is laid out: headings, paragraphs, items of lists and tables, each with what stands above it.

Every step reads the text once from front to back: the time that a text takes grows with its length and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

LONGEST_SENTENCE = 1_000
"""Characters; what has no full stop for longer is read in pieces."""
_LONGEST_NAME = 300
"""Characters of a heading, a caption, or the name of a row or column that are looked at."""
_MOST_EARLIER = 6
_LONGEST_HEADING = 9
_LONGEST_LABEL = 12
_PROSE = 7
"""A cell of a table with so many words is read as sentences, and not as the figure of its row and column."""

_OPENER = re.compile(r"\{\{|```|<!--|`|\]\(|\{[#.]|<[/a-zA-Z]")
_BOUND = re.compile(r"(\{\{\s*[a-z]\w*\.[a-z]\w*)(?=[\s.|}])")
_CLOSER = {"{{": "}}", "```": "```", "<!--": "-->", "`": "`", "](": ")", "{#": "}", "{.": "}", "<": ">"}
_ON_ONE_LINE = ("`", "](", "{#", "{.", "<")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)\1:?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•▪–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_RUN_IN = re.compile(r"\s*(?:(?:[-*+•]|\d+[.)])\s+)?(?:\*\*|__)(.+?)(?:\*\*|__)")
_RULE = re.compile(r"\s*[|+]?[\s|:+=-]*--[\s|:+=-]*$")
_CAPTION = re.compile(r"\s*(?::\s+|(?:Table|Figure|Chart)\s+[A-Z]?\d+)", re.IGNORECASE)
_FIGURE = re.compile(r"[\s*_]*(?:(?:about|around|over|nearly|almost)\s+)?(?:£\s?)?\d[\d,.]*\s?(?:%|per cent|m|k|million)?[\s*_]*")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[a-z]\.)(?<!\bNo\.)(?<!\bno\.)(?<!^\d\.)(?<!^\d\d\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)"
    r"[)\"'”’*_]{0,4}\s+(?=[\"'“‘*_(]{0,4}[A-Z0-9£])",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Piece:
    """A sentence, or a cell of a table, with what stands above it.

    Parameters
    ----------
    start
        Where its text begins in the whole.
    text
        One sentence, one heading, or what one cell holds.
    earlier
        The sentences before it in its paragraph, nearest first.
    headings
        What it stands under, nearest first.
    kept
        A heading that names an area and is followed by others of its level; empty where there is none.
    previous
        What stands right before its paragraph or table under the same heading, at most so much of it as is looked at.
    label, column, caption, head
        Of a cell: the name of its row, what stands above it, the words of the table's caption, and the names of all columns.
    named
        Of a cell: whether it is itself a name, of a row or a column.
    """

    start: int
    text: str
    earlier: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    kept: str = ""
    previous: str = ""
    label: str = ""
    column: str = ""
    caption: str = ""
    head: str = ""
    is_cell: bool = False
    is_name: bool = False


def hide(text: str) -> str:
    """The text with what holds no typed number blanked out, every place kept: code, comments, targets of links, bindings.

    Of a binding the words of its area and measure stay: they say what the words around it speak of.
    """
    parts: list[str] = []
    done = at = 0
    none_before: dict[str, int] = {}
    line_end = -1
    while opened := _OPENER.search(text, at):
        start, mark = opened.start(), "<" if opened[0][0] == "<" and opened[0] != "<!--" else opened[0]
        at = opened.end()
        if start < none_before.get(mark, 0):
            continue
        limit = len(text)
        if mark in _ON_ONE_LINE:
            if line_end < at:
                line_end = text.find("\n", at)
                line_end = len(text) if line_end < 0 else line_end
            limit = line_end
        closer = _CLOSER[mark]
        end = text.find(closer, at, limit)
        if end < 0:
            none_before[mark] = limit
            continue
        end += len(closer)
        kept = _BOUND.match(text, start) if mark == "{{" else None
        words = re.sub(r"[^a-z\n]", " ", kept[1]) if kept else ""
        parts += [text[done:start], words, re.sub(r"[^\n]", " ", text[start + len(words) : end])]
        done = at = end
    return "".join([*parts, text[done:]])


def unescaped(text: str) -> str:
    """The text without the backslashes that Markdown puts before a mark; a bar that ends no cell becomes a broken one."""
    return _ESCAPE.sub(lambda match: "¦" if match[1] == "|" else match[1], text)


@dataclass
class _Above:
    """What stands above a place while a text is read."""

    names_area: Callable[[str], bool]
    chapter: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    kept: tuple[int, str] = (0, "")
    previous: str = ""

    def enter(self, level: int, words: str) -> None:
        """Go under a heading; one of an area stays in force beside others of its level until another area's, or a higher one."""
        if self.kept[1] and level < self.kept[0]:
            self.kept = (0, "")
        self.headings = [(n, text) for n, text in self.headings if n < level] + [(level, words)]
        if self.names_area(words):
            self.kept = (level, words)

    def piece(self, start: int, text: str, lead: Sequence[str] = (), earlier: Sequence[str] = ()) -> Piece:
        """A piece of text that stands here."""
        above = (*lead, *(words for _, words in reversed(self.headings)), *((self.chapter,) if self.chapter else ()))
        kept = "" if self.kept[1] in above else self.kept[1]
        return Piece(start, text, tuple(earlier), above, kept, self.previous)


def pieces(text: str, chapter: str, names_area: Callable[[str], bool], claims: Callable[[str], bool]) -> Iterator[Piece]:
    """Every sentence and cell of a text in order, its headings among them.

    Parameters
    ----------
    text
        As `hide` leaves it.
    names_area
        Whether a heading is about an area of the board.
    claims
        Whether a text has a number that says something of figures: the head of a table has none.
    """
    above = _Above(names_area, chapter)
    blocks = list(_blocks(text))
    below_another = -1  # which block is the caption below the last table, and so not above the next
    listed: tuple[str, ...] = ()  # what was said in the items before, and in the line that leads to them
    for nth, (start, block) in enumerate(blocks):
        is_item = _ITEM.match(block) is not None
        listed = listed if is_item else ()
        following = blocks[nth + 1][1] if nth + 1 < len(blocks) else ""
        if heading := _heading(block, following, claims):
            yield from (above.piece(start + at, text) for at, text in _spans(block))
            above.enter(heading[0], heading[1][:_LONGEST_NAME])
            above.previous = ""
            continue
        if _is_table(block):
            before = blocks[nth - 1][1] if nth and nth - 1 != below_another else ""
            is_above = _CAPTION.match(before) is not None and not before.startswith(":")
            is_below = following.startswith(":") or (not is_above and _CAPTION.match(following) is not None)
            below_another = nth + 1 if is_below else below_another
            captions = [text.strip(" :\n") for text, is_own in ((before, is_above), (following, is_below)) if is_own]
            before = "" if before.startswith(":") else before
            under = replace(above.piece(start, "", earlier=_split(before)[-2:][::-1]), caption=" ".join(captions)[:_LONGEST_NAME])
            yield from _cells(start, block, under, claims)
        else:
            said = list(_sentences(start, block, above, listed))
            yield from said
            if is_item or block.rstrip().endswith(":") or _ITEM.match(following):
                listed = (*(piece.text for piece in reversed(said)), *listed)[:_MOST_EARLIER]
        above.previous = block[-_LONGEST_NAME:]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """The lines that belong together, with where they begin; a large figure that stands by itself has its label with it."""
    taken = 0
    parts = list(_parts(text))
    for nth, (start, end) in enumerate(parts):
        if start < taken:
            continue
        taken = end
        if _FIGURE.fullmatch(text[start:end]):
            for _, after in parts[nth + 1 : nth + 3]:
                words = text[taken:after].strip()
                if _FIGURE.fullmatch(words) or len(words.split()) > _LONGEST_LABEL or re.search(r"^#|[.|\t]$|\t|^\|", words):
                    break
                taken = after
        yield start, text[start:taken]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where each heading, item, table and paragraph begins and ends."""
    start = at = 0
    last = ""
    for line in text.split("\n"):
        fresh = not last.strip() or bool(
            _HEADING.match(line) or _HEADING.match(last) or _ITEM.match(line) or ("|" in line[:3]) != ("|" in last[:3])
        )
        if (fresh or not line.strip()) and last.strip():
            yield start, at - 1
        if fresh:
            start = at
        at += len(line) + 1
        last = line
    if last.strip():
        yield start, len(text)


def _heading(block: str, following: str, claims: Callable[[str], bool]) -> tuple[int, str] | None:
    """The level and words of a heading, be it marked, bold or only a short line by itself above others."""
    if marked := _HEADING.fullmatch(block):
        return len(marked[1]), marked[2]
    line, _, under = block.rstrip().partition("\n")
    if under and not under.strip("=- ") and len(under.strip()) > 2:
        return (1 if "=" in under else 2), line
    if under or not following or _is_table(block):
        return None
    if (bold := _BOLD_LINE.fullmatch(line)) and not line.rstrip().endswith("."):
        return 7, bold[2]
    named = re.search(r"[A-Za-z]", line) and not re.search(r"[.;,!?]\W*$", line) and len(line.split()) <= _LONGEST_HEADING
    is_item = _ITEM.match(line) and not re.match(r"\s*\d", line)
    return (8, line.strip()) if named and not is_item and not _CAPTION.match(line) and not claims(line) else None


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, without its layout."""
    for _, block in _blocks(hide(unescaped(text))):
        yield from _split(block)


def _split(block: str) -> list[str]:
    """The sentences of a paragraph."""
    return [text for _, text in _spans(block)]


def _spans(block: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a paragraph with where it begins; one that never ends is cut."""
    flat, start = re.sub(r"\n(?=\n)", ";", block).replace("\n", " "), 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(block)), len(block)]:
        while end - start > LONGEST_SENTENCE:
            cut = flat.rfind(" ", start, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
            yield start, flat[start:cut]
            start = cut
        yield start, flat[start:end]
        start = end


def _sentences(start: int, block: str, above: _Above, listed: tuple[str, ...]) -> Iterator[Piece]:
    """The sentences of a paragraph or item; what it begins with in bold stands above them."""
    run_in = _RUN_IN.match(block)
    earlier = listed
    for at, text in _spans(block):
        yield above.piece(start + at, text, [run_in[1][:_LONGEST_NAME]] if run_in else [], earlier)
        earlier = (text, *earlier)[:_MOST_EARLIER]


def _is_table(block: str) -> bool:
    """Whether lines are rows: with bars at their begin or a rule below the first, or with tabs between their cells."""
    first, _, rest = block.partition("\n")
    if "|" in first and (first.lstrip()[:1] == "|" or _RULE.match(rest.partition("\n")[0] or "x")):
        return True
    return any("\t" in line.strip() or re.match(r"\t\S", line) for line in block.split("\n")[:3])


def _cells(start: int, block: str, above: Piece, claims: Callable[[str], bool]) -> Iterator[Piece]:
    """Every cell of a table that holds something, under the names of its row and column."""
    head: list[str] = []
    group, opened = "", False
    rows = list(_rows(start, block))
    for nth, row in enumerate(rows):
        texts = [text.strip() for _, text in row]
        figures = [bool(text) and claims(text) for text in texts]
        if len(row) == 1 or not any(texts[1:]):
            group, opened = "" if figures[0] else texts[0], True
            yield from _names(row, above)
        elif nth + 1 < len(rows) and not any(figures[1:]) and (nth == 0 or _is_head(texts)):
            joined = bool(head) and nth == 1 and not texts[0]
            head = _under(head, texts) if joined else texts
            group, opened = group if opened else "", False
            yield from _names(row, above)
        else:
            opened = False
            names = " ".join(head)[:_LONGEST_NAME]
            yield from _row(row, replace(above, head=names), head, group, figures)


def _names(row: list[tuple[int, str]], above: Piece) -> Iterator[Piece]:
    """The cells of a row that only names what stands below it."""
    for start, cell in row:
        for at, text in _spans(cell) if cell.strip() else ():
            yield replace(above, start=start + at, text=text, is_cell=True, is_name=True)


def _row(row: list[tuple[int, str]], above: Piece, head: list[str], group: str, figures: list[bool]) -> Iterator[Piece]:
    """The cells of one row that holds figures; where the first is one itself, what it is of stands after it."""
    texts = [text.strip() for _, text in row]
    name_after = figures[0] and _FIGURE.fullmatch(texts[0]) is not None and not any(figures[1:])
    names = 1
    while (
        0 < names < len(texts) - 1
        and not figures[0]
        and texts[names]
        and not figures[names]
        and len(texts[names].split()) < _PROSE
    ):
        names += 1
    label = " ".join(texts[1:] if name_after else filter(None, (group, *texts[:names])))[:_LONGEST_NAME]
    for nth, (at, text) in enumerate(row):
        column = head[nth][:_LONGEST_NAME] if nth < len(head) else ""
        if not text.strip():
            continue
        if len(text) > _LONGEST_NAME or len(text.split()) >= _PROSE:
            for place, sentence in _spans(text):
                yield replace(above, start=at + place, text=sentence, headings=(label, column, *above.headings))
        else:
            named = nth < names and not name_after
            yield replace(above, start=at, text=text, label=label, column=column, is_cell=True, is_name=named)


def _is_head(texts: list[str]) -> bool:
    """Whether a row below the first names columns: years or units, and nothing of length."""
    return all(re.search(r"\d{4}|£|%|number|total", text, re.IGNORECASE) for text in texts[1:] if text)


def _under(head: list[str], texts: list[str]) -> list[str]:
    """A second row of names below the first, whose names stand over all cells up to the next."""
    over, found = "", []
    for nth, text in enumerate(texts):
        over = head[nth] if nth < len(head) and head[nth] else over
        found.append(f"{over} {text}".strip())
    return found


def _rows(start: int, block: str) -> Iterator[list[tuple[int, str]]]:
    """The cells of each row, with where each begins; a line without cells among others goes on with the name of the row above."""
    at, rows, begun = start, list[list[tuple[int, str]]](), ""
    lines = block.split("\n")
    for nth, line in enumerate(lines):
        here, at, part = at, at + len(line) + 1, line
        mark = "|" if "|" in line else "\t"
        if _RULE.match(line) or not line.strip():
            continue
        if mark in line:
            cells, place = [], here
            for cell in line.split(mark):
                cells.append((place, cell))
                place += len(cell) + 1
            if mark == "|":
                cells = cells[1:] if not cells[0][1].strip() else cells
                cells = cells[:-1] if not cells[-1][1].strip() else cells
            if rows and not any(cell.strip() for _, cell in cells[1:]) and cells[0][1][:1].islower():
                part = cells[0][1]  # the rest of a name that goes over more than one line
            else:
                rows.append([(cells[0][0], f"{begun} {cells[0][1]}"), *cells[1:]] if begun else cells)
                begun = ""
                continue
        following = "".join(lines[nth + 1 : nth + 2])
        if "\t" in following and following[:1].islower():
            begun = f"{begun} {part.strip()}"  # the first line of the name of the next row
        elif rows and not following.startswith("\t"):
            (place, name), *others = rows[-1]
            rows[-1] = [(place, f"{name} {part.strip()}"), *others]
        else:
            rows.append([(here, part)])
    yield from rows
