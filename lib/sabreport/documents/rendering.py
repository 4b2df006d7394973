"""Renders a stitched report, finishes the Word file, and reads each document back: for accessibility, and for its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sabreport.documents.accessibility.judge import read_document
from sabreport.documents.accessibility.reading import Reading
from sabreport.documents.engines import Engine, Format
from sabreport.proofreading.order import Finished


class ReadBack(NamedTuple):
    """A finished document, and what is read in it."""

    path: Path
    reading: Reading
    words: Finished


def render_and_finish(
    engine: Engine, source: Path, formats: Sequence[Format], finish: Mapping[str, Any]
) -> dict[Format, ReadBack]:
    """Render some formats, finish the Word file, and read each back.

    Parameters
    ----------
    finish
        What `sabreport.documents.word.finish.finish_word` is told.
    """
    from sabreport.proofreading.finished import read_finished  # slow to import, as the next is

    rendered = engine.render(source, formats)
    if "docx" in rendered:
        from sabreport.documents.word.finish import finish_word

        finish_word(rendered["docx"], **finish)
    return {form: ReadBack(path, read_document(path), read_finished(path)) for form, path in rendered.items()}
