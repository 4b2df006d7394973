"""Statutory annual reports of safeguarding adults boards, written from data.

The names listed here, and the modules of `sabreport.chapters`, are what a notebook and Python beside it import: each is
loaded where it is used. Everything else may move.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sabreport.base.markdown import escape, link
    from sabreport.base.project import year_label
    from sabreport.base.slugs import slug
    from sabreport.base.wording import counted, followed_by, listed
    from sabreport.chapters.chapter import Chapter, open_chapter
    from sabreport.exhibits import charts
    from sabreport.exhibits.exhibit import Chart, Column, Exhibit, Table, show
    from sabreport.facts.phrases import compared, direction, extremes, one_in, share_in_words
    from sabreport.settings.params import Area
    from sabreport.texts.prose import Prose

PUBLIC = {
    "open_chapter": "chapters.chapter",
    "Chapter": "chapters.chapter",
    "show": "exhibits.exhibit",
    "Exhibit": "exhibits.exhibit",
    "Prose": "texts.prose",
    "Table": "exhibits.exhibit",
    "Column": "exhibits.exhibit",
    "Chart": "exhibits.exhibit",
    "charts": "exhibits.charts",
    "compared": "facts.phrases",
    "direction": "facts.phrases",
    "extremes": "facts.phrases",
    "one_in": "facts.phrases",
    "share_in_words": "facts.phrases",
    "counted": "base.wording",
    "followed_by": "base.wording",
    "listed": "base.wording",
    "escape": "base.markdown",
    "link": "base.markdown",
    "slug": "base.slugs",
    "year_label": "base.project",
    "Area": "settings.params",
}
"""Where in the library each public name is found, today."""

__all__ = [
    "Area",
    "Chapter",
    "Chart",
    "Column",
    "Exhibit",
    "Prose",
    "Table",
    "charts",
    "compared",
    "counted",
    "direction",
    "escape",
    "extremes",
    "followed_by",
    "link",
    "listed",
    "one_in",
    "open_chapter",
    "share_in_words",
    "show",
    "slug",
    "year_label",
]


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{PUBLIC[name]}")
    return module if name == "charts" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
