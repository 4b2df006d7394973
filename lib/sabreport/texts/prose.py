"""Text as a report prints it: prose in Markdown, and the pictures of supplied texts."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sabreport.wording.markdown import unbound

Bundle = tuple[dict[str, Any], dict[str, Any]]


METADATA = "sabreport"


@dataclass(frozen=True)
class Picture:
    """A picture of a supplied text, with what a reader needs who cannot see it.

    Parameters
    ----------
    id
        Names its file.
    alt
        Its description, in plain text.
    content
        Its file, which holds nothing but the picture.
    kind
        ``png`` or ``jpeg``.
    width
        In centimetres, as it is printed.
    """

    id: str
    alt: str
    content: bytes
    kind: str
    width: float

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.id}.{'jpg' if self.kind == 'jpeg' else self.kind}"  # as nbconvert calls it

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        bundle = {f"image/{self.kind}": base64.b64encode(self.content).decode("ascii"), "text/plain": self.alt}
        return bundle, {"filename": self.id, METADATA: {"picture": self.file}}


@dataclass(frozen=True)
class Prose:
    """Text in Markdown: paragraphs, lists, headings.

    Parameters
    ----------
    pictures
        Those that it refers to, which are shown after it.
    source
        The file that somebody wrote it in, relative to the kit's folder; empty where the kit words it.
    """

    markdown: str
    pictures: Sequence[Picture] = ()
    source: str = ""

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        import mistune  # shown in JupyterLab only; a build does not wait for it

        shown = mistune.html(unbound(self.markdown))
        about = {METADATA: {"source": self.source}} if self.source else {}
        return {"text/markdown": self.markdown, "text/html": shown, "text/plain": self.markdown}, about
