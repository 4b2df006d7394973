"""A member's statement as Pandoc's tree: what the kit's own form put in is taken out, bold lines become headings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sabreport.texts.office.odt_underlines import UNDERLINED

Node = Any
"""A block, an inline or a list of them, as Pandoc writes them in JSON."""

LONGEST_BOLD_HEADING = 15
FORM_TITLE = "Statement of {member} for the annual report {label} of {board}"
FORM_NOTE = "[Note: {what} {length}{due}This note is not printed.]"
FORM_WHATS = (
    "Say what your organisation did in the year to carry out the board's strategy, and what came of it.",
    "Say what was difficult, and what you did about it.",
    "Say what you will do in the coming year.",
    "Write this part here.",
)
_TITLE_OF_FORM = re.compile(r"Statement of .+ for the annual report \d{4}-\d{2} of .+")
_NOTE_OF_FORM = re.compile(
    rf"(\[Note: (?:{'|'.join(map(re.escape, FORM_WHATS))}))([^\[\]]*This note is not printed\.[^\[\]]*)(\])"
)
_REST_OF_NOTE = re.compile(r"About [\d,]+ words here, and [\d,]+ in all\.|Due by \d{1,2} \w+ \d{4}\.|This note is not printed\.")
_GAPS = ("Space", "SoftBreak", "LineBreak")
_VERBATIM = ("Code", "CodeBlock", "Math", "RawInline", "RawBlock")
_BLOCKS = ("Para", "Plain", "Header", "CodeBlock", "RawBlock", "Note", "Div", "Figure")
_TITLE = "document-title"
_MATCH = 0.8
_YEAR = re.compile(r"\b(19|20)\d\d(\s*(-|/|–|to|and)\s*(19|20)?\d\d)?\b")
_NUMBERED = re.compile(r"\(?\d+(\.\d+)*[.):]*\s+(?=[^\W\d])")
_BOARD = re.compile(r"\b(sabs?|safeguarding (adults?|adults'|adult's) boards?|boards?)('s|s')?(?!\w)")
_SMALL_WORDS = re.compile(r"\b(an?|and|been|did|during|for|ha[sd]|have|in|of|our|s|the|to|us|was|we|were|what|your)\b")


def text_of(node: Node) -> str:
    """The text of a part of a tree, words apart where a reader would see them apart."""
    if isinstance(node, list):
        return "".join(text_of(each) for each in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t", ""), node.get("c")
    if kind == "Str":
        return str(content)
    if kind in _GAPS:
        return " "
    if isinstance(content, list) and kind == "LineBlock":
        return " ".join(["", *map(text_of, content), ""])
    text = str(content[1]) if kind in _VERBATIM and isinstance(content, list) else text_of(content)
    return f" {text} " if kind in _BLOCKS else text


def headings_of(tree: Node) -> list[str]:
    """The headings of a statement, in order, without the notes on them."""
    headings = ([each for each in block["c"][2] if each["t"] != "Note"] for block in tree["blocks"] if block["t"] == "Header")
    return [" ".join(text_of(heading).split()) for heading in headings]


def without_form(tree: Node) -> Node:
    """A statement without the words that the kit's own form put into it; what a member wrote beside them stays."""
    return {**tree, "blocks": list(_without_form(tree["blocks"]))}


def form_title_of(tree: Node) -> str:
    """The line of a statement that was the title of the kit's own form; empty where it has none."""
    lines = (_line(_first_line(block)) for block in tree["blocks"])
    return next((line for line in lines if _TITLE_OF_FORM.fullmatch(line)), "")


def _without_form(blocks: Iterable[Node]) -> Iterator[Node]:
    for block in blocks:
        if block["t"] == "BulletList":
            items = [item for item in (list(_without_form(each)) if each else each for each in block["c"]) if item]
            yield from [{**block, "c": items}] if items else []
        elif block["t"] in ("Para", "Plain", "Header"):
            inlines, first = _inlines(block), _first_line(block)
            is_title = bool(_TITLE_OF_FORM.fullmatch(_line(first)))
            left = _without_notes(inlines[len(first) :] if is_title else inlines)
            if left == inlines:
                yield block
            elif left:
                yield {"t": "Para", "c": left} if is_title or block["t"] != "Header" else {**block, "c": [*block["c"][:2], left]}
        elif not _is_note(_line(block)):
            yield block


def _is_note(line: str) -> bool:
    """Whether a line is a note of the form, and nothing that a member wrote."""
    found = _NOTE_OF_FORM.fullmatch(line)
    return found is not None and not _REST_OF_NOTE.sub("", found[2]).strip()


def _inlines(block: Node) -> list[Node]:
    return list(block["c"][2] if block["t"] == "Header" else block["c"])


def _first_line(block: Node) -> list[Node]:
    """What stands in a paragraph or heading before its first line break."""
    inlines = _inlines(block) if block["t"] in ("Para", "Plain", "Header") else []
    return inlines[: next((at for at, each in enumerate(inlines) if each["t"] == "LineBreak"), len(inlines))]


def _line(node: Node) -> str:
    return " ".join(text_of(node).split())


def _without_notes(inlines: list[Node]) -> list[Node]:
    """Inlines without the notes of the kit's own form, nor the spaces around them."""
    left = inlines
    while found := _NOTE_OF_FORM.search(line := _line(left)):
        rest = (each.span() for each in _REST_OF_NOTE.finditer(line, *found.span(2)))
        for span in (found.span(3), *reversed(list(rest)), found.span(1)):  # the member may have written between them
            left = _without_letters(left, *(_letters(line[:at]) for at in span))
    while left and left != inlines and left[0]["t"] in _GAPS:
        del left[0]
    while left and left != inlines and left[-1]["t"] in _GAPS:
        del left[-1]
    return left


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _without_letters(inlines: Sequence[Node], start: int, stop: int) -> list[Node]:
    """Inlines without the letters from one to another; spaces do not count."""
    left, at = list[Node](), 0
    for each in inlines:
        first, size = at, _letters(text_of(each))
        at += size
        if first == stop and left and each["t"] in _GAPS and left[-1]["t"] in _GAPS:
            left[-1] = left[-1] if left[-1]["t"] == "LineBreak" else each  # one of those on both sides
        elif at <= start or first >= stop:
            left.append(each)
        elif size and (first < start or at > stop):
            left.append(_shortened(each, start - first, stop - first))
    return left


def _shortened(inline: Node, start: int, stop: int) -> Node:
    """An inline without some of its letters."""
    if inline["t"] == "Str":
        letters = "".join(inline["c"].split())
        return {**inline, "c": letters[: max(0, start)] + letters[stop:]}
    if inline["t"] in ("Span", "Link", "Quoted"):
        before, inlines, *after = inline["c"]
        return {**inline, "c": [before, _without_letters(inlines, start, stop), *after]}
    if inline["t"] in _VERBATIM or not isinstance(inline.get("c"), list):
        return inline
    return {**inline, "c": _without_letters(inline["c"], start, stop)}


def body_of(tree: Node) -> str:
    """The text of a statement without its headings."""
    return text_of([block for block in tree["blocks"] if block["t"] != "Header"])


def pictures_of(tree: Node) -> list[str]:
    """The description of each picture, chart or diagram of a statement, empty where it has none."""
    return [" ".join(text_of(node).split()) for node in _nodes(tree["blocks"]) if _is_picture(node)]


def files_of_pictures(tree: Node) -> list[str]:
    """The file of each picture of a tree."""
    return [node["c"][2][0] for node in _nodes(tree["blocks"]) if node.get("t") == "Image"]


def with_title(tree: Node) -> Node:
    """The tree with the title lines back in the text, from which Pandoc takes them."""
    lines = [tree["meta"][key] for key in ("title", "subtitle", "author", "date", "abstract") if key in tree["meta"]]
    blocks = [block for line in lines for block in _blocks_of(line)]
    if blocks and "title" in tree["meta"] and blocks[0]["t"] == "Para":
        blocks[0] = _header(1, blocks[0]["c"], _TITLE)
    return {**tree, "meta": {}, "blocks": [*blocks, *tree["blocks"]]}


def describe_pictures(tree: Node, descriptions: Sequence[tuple[str, str]]) -> None:
    """Give each picture of a tree that has no description the next one that is given for its file."""
    left = list(descriptions)
    for image in (node for node in _nodes(tree["blocks"]) if node.get("t") == "Image"):
        found = next((each for each in left if each[0] == image["c"][2][0]), None)
        if found:
            left.remove(found)
            image["c"][1] = image["c"][1] or [{"t": "Str", "c": found[1]}]


def with_underlines(node: Node) -> Node:
    """A part of a tree with underlined words as such, in place of the links that stand for them."""
    if isinstance(node, list):
        return [with_underlines(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Link" and node["c"][2][0] == UNDERLINED:
        return {"t": "Underline", "c": with_underlines(node["c"][1])}
    return {key: with_underlines(each) for key, each in node.items()}


def as_statement(tree: Node, expected: Sequence[str]) -> Node:
    """The tree of a statement as it is printed.

    Lines of the kit's own form and empty headings are left out. A short line that is bold throughout becomes a heading
    where there is no real heading before it, or where it is one of the headings that were asked for.
    """
    top = min((block["c"][0] for block in tree["blocks"] if block["t"] == "Header"), default=1)
    has_heading, blocks = False, list[Node]()
    for block in _merged(_without_form(_unwrapped(tree["blocks"]))):
        text = _line(block)
        if block["t"] == "Header" and not text and not pictures_of({"blocks": [block]}):
            continue
        if block["t"] == "Header":
            has_heading = has_heading or _TITLE not in block["c"][1][1]
            blocks.append(block)
        elif _is_bold_line(block, text) and (not has_heading or nearest(text, expected)):
            blocks.append(_header(top, block["c"][0]["c"] if len(block["c"]) == 1 else block["c"]))
        else:
            blocks.append(block)
    return {**tree, "blocks": blocks}


def with_cells_in_one_line(tree: Node) -> Node:
    """The tree with the words of each table's cell as one line, so that a row can be written as one."""
    return {**tree, "blocks": _in_one_line(tree["blocks"])}


def _in_one_line(node: Node) -> Node:
    if isinstance(node, list):
        return [_in_one_line(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") != "Table":
        return {**node, "c": _in_one_line(node["c"])} if "c" in node else node
    attributes, caption, columns, head, bodies, foot = node["c"]
    head = [head[0], _rows(head[1])]
    bodies = [[body[0], body[1], _rows(body[2]), _rows(body[3])] for body in bodies]
    return {"t": "Table", "c": [attributes, caption, columns, head, bodies, [foot[0], _rows(foot[1])]]}


def _rows(rows: Sequence[Node]) -> list[Node]:
    """The rows of a table with each cell one line, and no cell over several rows or columns."""
    return [[row[0], [each for cell in row[1] for each in _cell(*cell)]] for row in rows]


def _cell(attributes: Node, alignment: Node, _: int, columns: int, blocks: Sequence[Node]) -> Iterator[Node]:
    words = " ".join(text_of(list(blocks)).split())
    line = [{"t": "Plain", "c": [{"t": "Str", "c": words}]}] if words else []
    yield [attributes, alignment, 1, 1, line]
    yield from ([attributes, alignment, 1, 1, []] for _ in range(columns - 1))


def nearest(heading: str, expected: Sequence[str]) -> str:
    """The expected heading that a member's heading stands for; empty where it is none of them.

    Letter case, marks, years, small words and the ways to name the board make no difference; a letter here and there
    may differ.
    """
    ratios = {each: difflib.SequenceMatcher(None, _core(heading), _core(each)).ratio() for each in expected}
    best = max(ratios, key=lambda each: ratios[each], default="")
    return best if best and ratios[best] >= _MATCH else ""


def cut_short(heading: str, expected: Sequence[str]) -> str:
    """The one expected heading that a member's heading begins, in two words or more of it; empty where there is none."""
    words = _core(heading).split()
    begun = [each for each in expected if len(words) > 1 and _core(each).split()[: len(words)] == words]
    return begun[0] if len(begun) == 1 else ""


def _core(heading: str) -> str:
    """The words of a heading that tell it from others."""
    text = _NUMBERED.sub("", heading, count=1) if _NUMBERED.match(heading) else heading
    text = _YEAR.sub(" ", text.lower().replace("’", "'").replace("‘", "'"))
    text = _SMALL_WORDS.sub(" ", _BOARD.sub(" board ", text))
    return " ".join(re.findall(r"[^\W_]+", text))


def _is_bold_line(block: Node, text: str) -> bool:
    """Whether a paragraph is one short bold line that does not end as a sentence does."""
    if block["t"] not in ("Para", "Plain") or not text or text.endswith((".", ";", ",")):
        return False
    bold = [inline["t"] == "Strong" or inline["t"] in _GAPS for inline in block["c"]]
    return all(bold) and len(text.split()) <= LONGEST_BOLD_HEADING and any(map(str.isalpha, text))


def _unwrapped(blocks: Sequence[Node]) -> Iterator[Node]:
    """Blocks without the divisions around them, which a statement has no use for."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _unwrapped(block["c"][1])
        else:
            yield block


def _merged(blocks: Iterator[Node]) -> Iterator[Node]:
    """Blocks with each bulleted list that follows another made part of it: Word ends a list where its style changes."""
    last: Node = None
    for block in blocks:
        if last is not None and last["t"] == block["t"] == "BulletList":
            last = {"t": "BulletList", "c": [*last["c"], *block["c"]]}
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _blocks_of(meta: Node) -> list[Node]:
    """A value of a document's metadata as paragraphs."""
    if meta["t"] == "MetaBlocks":
        return list(meta["c"])
    if meta["t"] == "MetaList":
        return [block for each in meta["c"] for block in _blocks_of(each)]
    inlines = meta["c"] if meta["t"] == "MetaInlines" else [{"t": "Str", "c": str(meta["c"])}]
    return [{"t": "Para", "c": inlines}]


def _header(level: int, inlines: Sequence[Node], *classes: str) -> Node:
    return {"t": "Header", "c": [level, ["", list(classes), []], list(inlines)]}


def _nodes(node: Node) -> Iterator[Node]:
    """Every block and inline of a part of a tree, in order."""
    if isinstance(node, list):
        for each in node:
            yield from _nodes(each)
    elif isinstance(node, dict):
        yield node
        yield from _nodes(node.get("c"))


def _is_picture(node: Node) -> bool:
    """A picture, or what Pandoc puts where a chart or a diagram of Word stands."""
    if node.get("t") == "Image":
        return True
    return node.get("t") == "Span" and bool({"chart", "diagram"} & set(node["c"][0][1]))
