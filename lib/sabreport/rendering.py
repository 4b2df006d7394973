"""Renders a stitched report, finishes the Word file, and reads each document back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sabreport.accessibility import read_document
from sabreport.accessibility_faults import Reading
from sabreport.engines import Engine, Format


def render_and_finish(
    engine: Engine, source: Path, formats: Sequence[Format], finish: Mapping[str, Any]
) -> dict[Format, tuple[Path, Reading]]:
    """Render some formats, finish the Word file, and read each back.

    Parameters
    ----------
    finish
        What `sabreport.word.finish_word` is told.
    """
    rendered = engine.render(source, formats)
    if "docx" in rendered:
        from sabreport.word import finish_word  # slow to import

        finish_word(rendered["docx"], **finish)
    return {form: (path, read_document(path)) for form, path in rendered.items()}
