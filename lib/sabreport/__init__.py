"""Statutory annual reports of safeguarding adults boards, written from data.

The names listed here, and the modules of `sabreport.chapters`, are what a notebook and Python beside it import: each is
loaded where it is used. Everything else may move.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sabreport.base.project import year_label as year_label
    from sabreport.base.slugs import slug as slug
    from sabreport.chapters.chapter import Chapter as Chapter
    from sabreport.chapters.chapter import open_chapter as open_chapter
    from sabreport.exhibits import charts as charts
    from sabreport.exhibits.exhibit import Chart as Chart
    from sabreport.exhibits.exhibit import Column as Column
    from sabreport.exhibits.exhibit import Exhibit as Exhibit
    from sabreport.exhibits.exhibit import Table as Table
    from sabreport.exhibits.exhibit import show as show
    from sabreport.facts.phrases import compared as compared
    from sabreport.facts.phrases import direction as direction
    from sabreport.facts.phrases import extremes as extremes
    from sabreport.facts.phrases import one_in as one_in
    from sabreport.facts.phrases import share_in_words as share_in_words
    from sabreport.settings.params import Area as Area
    from sabreport.texts.prose import Prose as Prose
    from sabreport.wording.lists import counted as counted
    from sabreport.wording.lists import followed_by as followed_by
    from sabreport.wording.lists import listed as listed
    from sabreport.wording.markdown import escape as escape
    from sabreport.wording.markdown import link as link

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
    "counted": "wording.lists",
    "followed_by": "wording.lists",
    "listed": "wording.lists",
    "escape": "wording.markdown",
    "link": "wording.markdown",
    "slug": "base.slugs",
    "year_label": "base.project",
    "Area": "settings.params",
}
"""Where in the library each public name is found, today."""

__all__ = sorted(PUBLIC)  # noqa: PLE0605  # what is listed above, once


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{PUBLIC[name]}")
    return module if name == "charts" else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *PUBLIC})
