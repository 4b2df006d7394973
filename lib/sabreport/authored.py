"""Authored text: the board's narrative and the members' statements, made safe to stitch."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pypandoc

from sabreport.errors import ExtractError, Problem

BINDING = re.compile(r"\{\{\s*(?P<key>[^{}<>|]*?)\s*\}\}")
# Read with all off that could run; written with all on, so that what looks like it is escaped.
_NOTHING_RAW = "markdown-raw_html-raw_tex-raw_attribute-yaml_metadata_block-latex_macros-tex_math_dollars"
_WRITE = "markdown-raw_html-raw_tex"
_SHORTCODE = re.compile(r"\{\{([<%])")


def bindings(text: str) -> list[tuple[int, str]]:
    """Line and key of each ``{{ key }}`` in a text."""
    return [(text.count("\n", 0, match.start()) + 1, match["key"]) for match in BINDING.finditer(text)]


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


def read_narrative(path: Path, root: Path, level: int, value_of: Callable[[str], str]) -> str:
    """The board's own text for a chapter, with each ``{{ key }}`` replaced by what `value_of` gives for it.

    Its headings begin at `level`. References to figures, tables and sections work; raw code comes out as text.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    text = BINDING.sub(lambda match: value_of(match["key"]), read_text(path, root))
    return _safe(text, _NOTHING_RAW, level, trusted=True)


def read_statement(path: Path, root: Path, level: int) -> str:
    """A member's statement (.md or .docx) as plain Markdown, its headings beginning at `level`.

    Pandoc reads it in its sandbox. Nothing in it can run, refer or fetch: code comes out as text, a picture as its
    description.

    Raises
    ------
    ExtractError
        Where the file cannot be read.
    """
    if path.suffix.lower() == ".md":
        return _safe(read_text(path, root), f"{_NOTHING_RAW}-citations", level, trusted=False)
    try:
        return _safe(path, "docx", level, trusted=False)
    except RuntimeError as error:
        what = "the statement cannot be read as a Word document"
        remedy = "Open it in Word, save it as .docx without a password, and try again."
        raise ExtractError([Problem(path, None, "", what, remedy)], root) from error


def _safe(source: str | Path, read: str, level: int, *, trusted: bool) -> str:
    """A text through Pandoc and the filter that makes it safe; shortcodes of Quarto are broken apart."""
    with as_file(files("sabreport").joinpath("authored.lua")) as script:
        options = ["--sandbox", "--wrap=none", "--markdown-headings=atx", f"--lua-filter={script}"]
        options += [f"--metadata=level={level}", f"--metadata=trusted={'yes' if trusted else 'no'}"]
        if isinstance(source, Path):
            text = pypandoc.convert_file(str(source), _WRITE, format=read, extra_args=options)
        else:
            text = pypandoc.convert_text(source, _WRITE, format=read, extra_args=options)
    return _SHORTCODE.sub(r"{\\{\1", text.replace("\r\n", "\n")).strip() + "\n"
