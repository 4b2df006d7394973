"""The kit's own pages, in its look: the index, the status page, and what is said of a report's accessibility."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

_FONTS = {"Regular": 400, "Bold": 700}


def page_of(package: str, name: str, look: str = "", **values: Any) -> str:
    """A page as one file that asks for no other.

    Parameters
    ----------
    package, name
        Where its template lies, which extends ``page``.
    look
        Custom properties in CSS that take the place of the kit's own: a board's accent.
    values
        What the template prints; text in them is escaped.
    """
    style = Markup(f"{_fonts()}{_read('page.css')}{look}")  # noqa: S704  # the kit's own files and checked colours
    return part_of_page(package, name).render(page=part_of_page("sabreport.base", "page.html.j2"), style=style, **values)


def _read(name: str, package: str = "sabreport.base") -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


def part_of_page(package: str, name: str) -> Template:
    """A template that a page extends or includes; text that it prints is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    return environment.from_string(_read(name, package))


@cache
def _fonts() -> str:
    """The report's own font within the style sheet."""
    return "".join(_font(style, weight) for style, weight in _FONTS.items())


def _font(style: str, weight: int) -> str:
    content = files("sabreport").joinpath("fonts", f"PublicSans-{style}.ttf").read_bytes()
    data = f"data:font/ttf;base64,{b64encode(content).decode('ascii')}"
    return f'@font-face {{ font-family: "Public Sans"; src: url("{data}") format("truetype"); font-weight: {weight}; }}\n'
