"""Authored text: the board's narrative and the members' statements, made safe to stitch."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypandoc

from sabreport.errors import ExtractError, Problem

BINDING = re.compile(r"\{\{\s*(?P<key>[^{}<>|]*?)\s*\}\}")
# Read with everything off that could run or refer; written with it on, so that what looks like it is escaped.
_READ = "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-citations-yaml_metadata_block-latex_macros"
_WRITE = "markdown-raw_html-raw_tex-raw_attribute"
_SHORTCODE = re.compile(r"\{\{([<%])")


def bindings(text: str) -> list[tuple[int, str]]:
    """Line and key of each ``{{ key }}`` in a text."""
    return [(text.count("\n", 0, match.start()) + 1, match["key"]) for match in BINDING.finditer(text)]


def bind(text: str, value_of: Callable[[str], str]) -> str:
    """The text with each ``{{ key }}`` replaced by what `value_of` gives for the key."""
    return BINDING.sub(lambda match: value_of(match["key"]), text)


def demote(text: str, levels: int) -> str:
    """Markdown with every heading `levels` deeper, none deeper than six."""
    return re.sub(r"^(#{1,6})(?= )", lambda match: ("#" * levels + match[1])[:6], text, flags=re.MULTILINE)


def read_text(path: Path, root: Path) -> str:
    """A text file as it was written.

    Raises
    ------
    ExtractError
        Where it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(path, row, "", "the file is not UTF-8 text", "Save it again as UTF-8.", line=True)
        raise ExtractError([problem], root) from error


def read_statement(path: Path, root: Path) -> str:
    """A member's statement (.md or .docx) as plain Markdown, its headings beginning at level 3.

    Pandoc reads it in its sandbox; raw HTML, TeX and shortcodes in it come out as text.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    options = ["--sandbox", "--wrap=none", "--markdown-headings=atx"]
    try:
        if path.suffix == ".md":
            text = pypandoc.convert_text(read_text(path, root), _WRITE, format=_READ, extra_args=options)
        else:
            text = pypandoc.convert_file(str(path), _WRITE, format="docx", extra_args=options)
    except RuntimeError as error:
        what = "the statement cannot be read as a Word document"
        remedy = "Open it in Word, save it as .docx without a password, and try again."
        raise ExtractError([Problem(path, None, "", what, remedy)], root) from error
    text = _SHORTCODE.sub(r"{\\{\1", text.replace("\r\n", "\n"))
    return _headings_from(text, 3).strip() + "\n"


def _headings_from(text: str, level: int) -> str:
    """Headings moved together so that the highest is at `level`; ids that pandoc gave are dropped."""
    text = re.sub(r"^(#{1,6} .*?)\s*\{#[^}]*\}$", r"\1", text, flags=re.MULTILINE)
    levels = [len(match) for match in re.findall(r"^(#{1,6}) ", text, flags=re.MULTILINE)]
    if not levels:
        return text
    shift = level - min(levels)
    return re.sub(r"^(#{1,6})(?= )", lambda match: "#" * min(6, max(1, len(match[1]) + shift)), text, flags=re.MULTILINE)
