"""Authored text: the board's narrative and the members' statements, made safe to stitch."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from sabreport.base.characters import WORDS_OWN
from sabreport.base.errors import ExtractError, Problem
from sabreport.base.pandoc import READER, converted, tree_of
from sabreport.texts.office.list_labels import unlabelled
from sabreport.texts.office.odt_formulas import formulas_of_odt
from sabreport.texts.office.parts import parts_of
from sabreport.texts.office.plain_packages import plain_package
from sabreport.texts.pictures import place_pictures
from sabreport.texts.prose import Prose
from sabreport.texts.statement_tree import (
    Node,
    as_statement,
    describe_pictures,
    files_of_pictures,
    with_cells_in_one_line,
    with_title,
    with_underlines,
)
from sabreport.texts.statement_words import descriptions
from sabreport.texts.text import bind, read_text, told_of_words
from sabreport.texts.typed import as_typed

_TYPED = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+all_symbols_escapable+intraword_underscores+space_in_atx_header"
    "+blank_before_header+blank_before_blockquote+fancy_lists+startnum+pipe_tables+footnotes+inline_notes"
    "+fenced_divs+bracketed_spans+citations+smart+escaped_line_breaks+backtick_code_blocks"
)
"""How people's Markdown is read: what people use, and nothing in which a sign of ordinary writing would be lost."""
_WRITE = "markdown-raw_html-raw_tex-simple_tables-multiline_tables-task_lists"  # a tick would become a box with a cross
_WRITE_ROWS = f"{_WRITE}-grid_tables"
_FORMULA = ("is in a formula that cannot be written in one line", "Ask for it in words, or as a picture with a description.")
ValueOf = Callable[[str, str], str]
"""What stands for a name and a form in the finished text."""
_NOT_MARKDOWN = ("the text cannot be read as Markdown", "Write it anew as plain paragraphs, headings and lists.")
_LOST = ("cannot be printed as it stands", "Write it more plainly: fewer signs, and no list or emphasis within another.")
_BRACES = ("has braces that would be printed", "Write {{ area.measure }}, in one kind of letters, or take the braces out.")


def read_narrative(path: Path, root: Path, level: int, value_of: ValueOf, title: str = "") -> str:
    """The board's own text for a chapter, with each binding replaced by what `value_of` gives for its name and form.

    Its headings begin at `level`. References to figures, tables and sections work; raw code comes out as text.

    Parameters
    ----------
    title
        Stands above it in the report: the same as its first heading is not printed again.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    return bind(_safe(path, root, as_typed(read_text(path, root)), _Way(_TYPED, level, trusted=True, title=title)), value_of)


def read_statement(path: Path, root: Path, level: int, value_of: ValueOf, expected: Sequence[str] = ()) -> str:
    """A member's statement (.md, .docx or .odt) as plain Markdown, its headings beginning at `level`, its numbers bound.

    Pandoc reads it in its sandbox. Nothing in it can run, refer or fetch: code comes out as text, a picture as its
    description. Bold lines become headings as `sabreport.texts.statement_tree` says; `expected` are those asked for.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    return read_pictured_statement(path, root, level, value_of, expected, pictures="").markdown


def read_pictured_statement(
    path: Path, root: Path, level: int, value_of: ValueOf, expected: Sequence[str] = (), *, pictures: str, title: str = ""
) -> Prose:
    """A member's statement as `read_statement` gives it, with those of its pictures that can be printed.

    Parameters
    ----------
    pictures
        Begins the ids of its pictures; empty where none is printed.
    title
        Stands above it in the report: the same as its first heading is not printed again.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    tree = as_statement(statement_tree(path, root), expected)
    placed = place_pictures(tree, path, pictures)[0] if pictures else ()
    markdown = _safe(path, root, json.dumps(tree, ensure_ascii=False), _Way("json", level, pictures=bool(placed), title=title))
    return Prose(bind(markdown, value_of), placed)


def statement_tree(path: Path, root: Path, *, labels: bool = True) -> Node:
    """A member's statement as Pandoc's tree, with all its words and nothing done to it.

    Parameters
    ----------
    labels
        Whether its lists have the labels that its word processor shows, and its text what a template's own styles say.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == ".md":
        options = [f"--from={_TYPED}-citations", "--to=json"]
        return with_title(tree_of(path, root, converted(path, root, as_typed(read_text(path, root)), options, _NOT_MARKDOWN)))
    what = f"the statement cannot be read as {'an OpenDocument text' if suffix == '.odt' else 'a Word document'}"
    remedy = "Open it in Word, save it as .docx without a password, and try again."
    plain = plain_package(path, styled=labels)  # what the kit's own styles set bold is no heading
    options = [f"--from={suffix.removeprefix('.')}", "--to=json"]
    tree = tree_of(path, root, converted(path, root, plain.content, options, (what, remedy)))
    if suffix == ".odt":
        tree = with_underlines(tree)
        describe_pictures(tree, descriptions(path))
        _refuse_formulas(tree, path, root)
    tree = with_title(tree)
    return {**tree, "blocks": plain.labels.shown(tree["blocks"]) if labels else unlabelled(tree["blocks"])}


def _refuse_formulas(tree: Node, path: Path, root: Path) -> None:
    """Refuse an OpenDocument text with a formula that Pandoc cannot read, and for which it takes the picture beside it."""
    formulas = formulas_of_odt(parts_of(path))
    unread = [formulas[each] for each in files_of_pictures(tree) if each in formulas] if formulas else []
    if unread:
        remedy = _FORMULA[1]
        raise ExtractError([Problem(path, None, "", f'a formula cannot be read: "{each}"', remedy) for each in unread], root)


def as_written(path: Path, root: Path) -> str:
    """A text as its author wrote it, bindings and all: .md as it stands, .docx and .odt as Markdown without lines to count.

    The labels of lists are left out, which a word processor wrote: their numbers say nothing.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    if path.suffix.lower() in (".docx", ".odt"):
        tree = with_cells_in_one_line(as_statement(statement_tree(path, root, labels=False), ()))
        return bind(
            _safe(path, root, json.dumps(tree, ensure_ascii=False), _Way("json", 3, writer=_WRITE_ROWS, checked=False)), _binding
        )
    return read_text(path, root)


def _binding(name: str, form: str) -> str:
    return f"{{{{ {name} | {form} }}}}" if form else f"{{{{ {name} }}}}"


@dataclass(frozen=True)
class _Way:
    """How a text goes through Pandoc.

    Parameters
    ----------
    reader, writer
        The formats that it is read as and written in.
    level
        Of its highest headings.
    trusted
        Whether it may refer to figures, tables and sections: the board's own text.
    checked
        Whether braces that would be printed are a fault, and what is written is read back.
    pictures
        Whether its pictures are printed.
    title
        The heading above it.
    """

    reader: str
    level: int
    writer: str = _WRITE
    trusted: bool = False
    checked: bool = True
    pictures: bool = False
    title: str = ""


def _safe(path: Path, root: Path, text: str, way: _Way) -> str:
    """A text through Pandoc, made safe by authored.lua and written by carried.lua, which reads back what it wrote."""
    about = {
        "level": way.level,
        "trusted": way.trusted,
        "typed": path.suffix.lower() == ".md",
        "checked": way.checked,
        "reader": READER,
        "writer": way.writer,
        "pictures": way.pictures,
        "above": way.title,
    }
    with as_file(files("sabreport.texts")) as folder:
        options = [f"--from={way.reader}", f"--lua-filter={folder / 'authored.lua'}", f"--to={folder / 'carried.lua'}"]
        options += [
            f"--metadata={name}={value if not isinstance(value, bool) else 'yes' if value else 'no'}"
            for name, value in about.items()
        ]
        made = json.loads(converted(path, root, text.translate(WORDS_OWN), options, _NOT_MARKDOWN))
    faults = [(words, *_LOST) for words in made["lost"]]
    faults += [(words, *_BRACES) for words in made["braces"] if way.checked]
    faults += [(words, *_FORMULA) for words in made["formulas"]]
    if faults:
        raise ExtractError([told_of_words(path, root, *fault) for fault in faults], root)
    return str(made["markdown"]).strip("\n").rstrip() + "\n"
