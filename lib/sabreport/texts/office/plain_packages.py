"""A .docx or .odt as Pandoc reads it whole: without the marks whose words it passes over, and with the labels of its lists."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from sabreport.texts.office import odt_plain, word_plain
from sabreport.texts.office.form_fields import Unfilled
from sabreport.texts.office.list_labels import Labels
from sabreport.texts.office.own_styles import say_own_styles
from sabreport.texts.office.part_names import give_usual_names
from sabreport.texts.office.parts import is_xml
from sabreport.texts.office.strict_form import is_strict, tree_as_ordinary


@dataclass(frozen=True)
class PlainPackage:
    """A .docx or .odt made plain.

    Parameters
    ----------
    content
        What Pandoc is to read; None where that is the file itself.
    labels
        The labels of its numbered paragraphs, for which marks stand in it.
    unfilled
        The fields of a form that nobody filled in, which were left out.
    """

    content: bytes | None
    labels: Labels
    unfilled: Unfilled


def plain_package(path: Path, *, styled: bool = True) -> PlainPackage:
    """Make a package plain that has been inspected; one that is no package is left as it is, for Pandoc to refuse.

    Parameters
    ----------
    styled
        Whether what a Word template's own styles say of headings and emphasis is said in the text.
    """
    return _made_plain(path.read_bytes(), path.suffix.lower(), styled)


@lru_cache(maxsize=2)  # a text is read several times, in both ways, and then the next
def _made_plain(packed: bytes, suffix: str, styled: bool) -> PlainPackage:
    labels = Labels()
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            content = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
        written = {name: each for name, each in content.items() if is_xml(name) and each}  # OpenOffice leaves some empty
        parts = {name: etree.fromstring(each, parser) for name, each in written.items()}
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return PlainPackage(None, labels, Unfilled())
    parts = {name: tree_as_ordinary(root) if is_strict(written[name]) else root for name, root in parts.items()}
    word = suffix == ".docx"
    if word and styled:
        say_own_styles(parts)
    unfilled = (word_plain if word else odt_plain).make_plain(parts, labels)
    usual = give_usual_names(parts) if word else {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name, each in content.items():
            if name in usual.values() and name not in usual:
                continue  # one that nothing refers to
            whole = (
                etree.tostring(parts[name], xml_declaration=True, encoding="UTF-8", standalone=True) if name in parts else each
            )
            copy.writestr(usual.get(name, name), whole)
    return PlainPackage(target.getvalue(), labels, unfilled)
