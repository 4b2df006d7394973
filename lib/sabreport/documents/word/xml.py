"""Small pieces of a Word file's XML, which the passes over a report put together."""

from __future__ import annotations

from typing import Any

from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def made(tag: str, **attributes: str) -> Any:
    """An element of the w: namespace with attributes of the same."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def set_text(run: Any, text: str) -> None:
    """Make a text all that a run says; its properties stay."""
    for element in run.findall(qn("w:t")):
        run.remove(element)
    element = made("w:t")
    element.set(SPACE, "preserve")
    element.text = text
    run.append(element)


def made_run(text: str, character_style: str = "") -> Any:
    """A run that says `text`."""
    run = made("w:r")
    if character_style:
        properties = made("w:rPr")
        properties.append(made("w:rStyle", val=character_style))
        run.append(properties)
    set_text(run, text)
    return run


def field_char(kind: str) -> Any:
    """A run that begins, separates or ends a field."""
    run = made("w:r")
    run.append(made("w:fldChar", fldCharType=kind))
    return run


def instruction(text: str) -> Any:
    """A run that holds what a field does."""
    run = made("w:r")
    code = made("w:instrText")
    code.set(SPACE, "preserve")
    code.text = text
    run.append(code)
    return run


def field(does: str, result: Any) -> list[Any]:
    """The runs of a field that shows `result`, a run, until Word updates it."""
    return [field_char("begin"), instruction(does), field_char("separate"), result, field_char("end")]


def style_names(document: DocumentType) -> dict[str, str]:
    """The names of the paragraph styles by their ids, as the python-docx library gives them."""
    return {style.style_id: style.name or "" for style in document.styles}


def style_of(paragraph: Any, names: dict[str, str]) -> str:
    """The name of the style of a w:p element; empty for Word's own default, and for what is no paragraph."""
    properties = None if paragraph is None else paragraph.pPr
    mark = None if properties is None else properties.find(qn("w:pStyle"))
    return "" if mark is None else names.get(mark.get(qn("w:val")), "")


def set_style(paragraph: Any, name: str, names: dict[str, str]) -> None:
    """Give a w:p element a style; where somebody's reference.docx has none of that name, it keeps the one it has."""
    ident = next((ident for ident, each in names.items() if each == name), None)
    if ident is not None:
        paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), ident)
