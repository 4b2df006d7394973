"""The controls of a form in an OpenDocument text, such as boxes and lists: what was ticked, typed or chosen in them, as text."""

from __future__ import annotations

from typing import Any

from sabreport.texts.office.parts import attribute, name_of

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _CONTROL = f"{_ODF}text:1.0}}", f"{_ODF}drawing:1.0}}control"
_TICKED, _EMPTY = "☒", "☐"
_WITHOUT_ANSWER = ("button", "image", "image-frame", "hidden", "file", "password", "grid", "frame", "value-range")


def show_answers(root: Any) -> None:
    """Put the answer of each control where the control stands."""
    forms = [each for each in root.iter() if isinstance(each.tag, str) and name_of(each) == "forms"]
    controls = [each for form in forms for each in form.iter() if isinstance(each.tag, str)]
    answers = {ident: answer_of(each) for each in controls if (ident := attribute(each, "id"))}
    for shown in list(root.iter(_CONTROL)):
        answer = answers.get(attribute(shown, "control"), "")
        tail, place = shown.tail, shown.getparent()
        stands_alone = place.tag not in (f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span", f"{_TEXT}a")
        shown.clear()
        shown.tag, shown.text, shown.tail = f"{_TEXT}{'p' if stands_alone else 'span'}", answer, tail


def answer_of(control: Any) -> str:
    """What a control shows: a box or a button to choose with its label, the chosen entries of a list, or what was typed."""
    name, label = name_of(control), attribute(control, "label")
    if name == "checkbox":
        state = attribute(control, "current-state") or attribute(control, "state")
        return f"{_TICKED if state == 'checked' else _EMPTY} {label}".strip()
    if name == "radio":
        chosen = attribute(control, "current-selected") or attribute(control, "selected")
        return f"{_TICKED if chosen == 'true' else _EMPTY} {label}".strip()
    if name == "listbox":
        options = [each for each in control if isinstance(each.tag, str) and name_of(each) == "option"]
        now = [each for each in options if attribute(each, "current-selected") == "true"]
        chosen_ones = now or [each for each in options if attribute(each, "selected") == "true"]
        return ", ".join(attribute(each, "label") or attribute(each, "value") for each in chosen_ones)
    if name == "fixed-text":
        return label
    if name in _WITHOUT_ANSWER:
        return ""
    paragraphs = [each for each in control if isinstance(each.tag, str) and name_of(each) == "p"]
    typed = " ".join("".join(each.itertext()) for each in paragraphs)
    return attribute(control, "current-value") or typed or attribute(control, "value")
