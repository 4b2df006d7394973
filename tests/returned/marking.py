"""Marks a Word report as reviewers do in Word: comments, replies, and each kind of tracked change."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from conftest import REPORTS
from lxml import etree
from sabreport.base.project import Project

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_URI = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_URI = "http://schemas.microsoft.com/office/word/2012/wordml"
W, W14, W15 = (f"{{{uri}}}" for uri in (W_URI, W14_URI, W15_URI))
WHEN, LATER = "2026-11-28T09:30:00Z", "2026-11-28T10:15:00Z"
EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def copy_of(report: Project, target: Path) -> Project:
    """A copy of a finished report with its drafts, the data of its board, and what texts are read with; no other board."""
    others = [board for board in REPORTS if board != report.board]
    left_out = shutil.ignore_patterns(*others, ".sabreport_cache", "failed", "fonts", "notebooks")
    return Project(Path(shutil.copytree(report.root, target, ignore=left_out)), report.board, report.year)


class Marked:
    """A Word file on its way to be marked by somebody."""

    def __init__(self, path: Path, author: str = "Independent Chair") -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.author = author
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.comments = etree.fromstring(self.parts["word/comments.xml"])
        self.extended = etree.Element(f"{W15}commentsEx", nsmap={"w15": W15_URI})
        self._next = 900

    def by(self, node: Any) -> Any:
        """A mark with its number, author and time."""
        self._next += 1
        node.set(f"{W}id", str(self._next))
        node.set(f"{W}author", self.author)
        node.set(f"{W}date", WHEN)
        return node

    def paragraph(self, words: str, nth: int = 0) -> Any:
        """The paragraph with these words, after the table of contents."""
        found = [each for each in self.body.iter(f"{W}p") if words in said(each) and not _in_contents(each)]
        return found[nth]

    def runs(self, words: str, nth: int = 0, paragraph: Any = None) -> list[Any]:
        """The runs that hold just these words of the first paragraph with them."""
        node = self.paragraph(words, nth) if paragraph is None else paragraph
        start = said(node).index(words)
        _cut(node, start)
        _cut(node, start + len(words))
        found, at = [], 0
        for text in node.iter(f"{W}t"):
            if start <= at < start + len(words) and text.text:
                found.append(text.getparent())
            at += len(text.text or "")
        return list(dict.fromkeys(found))

    def comment(self, words: str, text: str, *, nth: int = 0, to: str = "", reply: str = "", done: bool = False) -> None:
        """A comment on some words, or from them to other words; with an answer; marked as resolved."""
        first, last = self.runs(words, nth)[0], (self.runs(to) if to else self.runs(words, nth))[-1]
        idents = [self._said(text, "", done)]
        if reply:
            idents.append(self._said(reply, idents[0], done))
        self._mark([first, last], idents)

    def _mark(self, runs: list[Any], idents: list[str]) -> None:
        """Have comments begin before the first run and end after the last."""
        first, last = runs[0], runs[-1]
        for ident in idents:
            first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": ident}))
        for ident in idents:
            sign = etree.Element(f"{W}r")
            etree.SubElement(sign, f"{W}commentReference", {f"{W}id": ident})
            last.addnext(sign)
            last.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": ident}))

    def comment_on(self, paragraph: Any, text: str) -> None:
        """A comment on a whole paragraph."""
        self._mark(self.runs(said(paragraph), paragraph=paragraph), [self._said(text, "", done=False)])

    def heading(self, words: str, level: int) -> Any:
        """The heading with these words."""
        style = f"{W}pPr/{W}pStyle[@{W}val='Heading{level}']"
        return next(each for each in self.body.iter(f"{W}p") if said(each) == words and each.find(style) is not None)

    def cell(self, caption: str, row: int, column: int) -> Any:
        """The paragraph in a cell of the table below a caption."""
        style = f"{W}pPr/{W}pStyle[@{W}val='TableCaption']"
        titles = [each for each in self.body.iter(f"{W}p") if caption in said(each) and each.find(style) is not None]
        table = next(titles[0].itersiblings(f"{W}tbl"))
        return table.findall(f"{W}tr")[row].findall(f"{W}tc")[column].find(f"{W}p")

    def nth(self, paragraph: str, words: str) -> int:
        """Which of the paragraphs with some words is the one with others."""
        found = [each for each in self.body.iter(f"{W}p") if words in said(each) and not _in_contents(each)]
        return found.index(self.paragraph(paragraph))

    def _said(self, text: str, parent: str, done: bool) -> str:
        comment = self.by(etree.SubElement(self.comments, f"{W}comment"))
        comment.set(f"{W}date", LATER if parent else WHEN)
        ident = comment.get(f"{W}id")
        for line in text.split("\n"):
            paragraph = etree.SubElement(comment, f"{W}p")
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = line
        paragraph.set(f"{W14}paraId", f"{int(ident):08X}")
        about = {f"{W15}paraId": f"{int(ident):08X}", f"{W15}done": str(int(done))}
        if parent:
            about[f"{W15}paraIdParent"] = f"{int(parent):08X}"
        etree.SubElement(self.extended, f"{W15}commentEx", about)
        return str(ident)

    def delete(self, words: str, nth: int = 0, tag: str = "del") -> Any:
        """Take out some words."""
        runs = self.runs(words, nth)
        for run in runs:
            mark = self.by(etree.Element(f"{W}{tag}"))
            run.addprevious(mark)
            mark.append(run)
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText" if tag == "del" else text.tag
        return runs[-1].getparent()

    def insert(self, new: str, *, after: str, nth: int = 0, tag: str = "ins", look: str = "") -> Any:
        """Put in some words after others; `look` has a b for bold and an i for slanted ones."""
        last = self.runs(after, nth)[-1]
        mark = self.by(etree.Element(f"{W}{tag}"))
        mark.append(_run(new, look))
        (last if last.getparent().tag == f"{W}p" else last.getparent()).addnext(mark)
        return mark

    def replace(self, words: str, new: str, nth: int = 0) -> None:
        """Put words in the place of others."""
        mark = self.by(etree.Element(f"{W}ins"))
        mark.append(_run(new))
        self.delete(words, nth).addnext(mark)

    def delete_paragraph(self, words: str) -> None:
        """Take out a paragraph whole."""
        paragraph = self.paragraph(words)
        self.delete(said(paragraph))
        self._ending(paragraph, "del")

    def add_paragraph(self, new: str, *, after: str) -> None:
        """Put in a paragraph after another, as the key Enter at its end does."""
        paragraph = self.paragraph(after)
        fresh = etree.Element(f"{W}p")
        if (look := paragraph.find(f"{W}pPr")) is not None:
            fresh.append(deepcopy(look))
        self._ending(paragraph, "ins")
        mark = self.by(etree.SubElement(fresh, f"{W}ins"))
        mark.append(_run(new))
        paragraph.addnext(fresh)

    def join(self, words: str) -> None:
        """Have a paragraph run on into the next."""
        self._ending(self.paragraph(words), "del")

    def split(self, words: str) -> None:
        """Begin a new paragraph before some words."""
        paragraph = self.paragraph(words)
        run = self.runs(words)[0]
        fresh = etree.Element(f"{W}p")
        if (look := paragraph.find(f"{W}pPr")) is not None:
            fresh.append(deepcopy(look))
        for each in [run, *run.itersiblings()]:
            fresh.append(each)
        self._ending(paragraph, "ins")
        paragraph.addnext(fresh)

    def _ending(self, paragraph: Any, tag: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, self.by(etree.Element(f"{W}{tag}")))

    def embolden(self, words: str) -> None:
        """Make words bold, tracked."""
        for run in self.runs(words):
            look = run.find(f"{W}rPr")
            if look is None:
                look = etree.Element(f"{W}rPr")
                run.insert(0, look)
            before = deepcopy(look)
            etree.SubElement(look, f"{W}b")
            changed = self.by(etree.SubElement(look, f"{W}rPrChange"))
            before.tag = f"{W}rPr"
            changed.append(before)

    def centre(self, words: str) -> None:
        """Centre a paragraph, tracked."""
        properties = self.paragraph(words).find(f"{W}pPr")
        before = deepcopy(properties)
        etree.SubElement(properties, f"{W}jc", {f"{W}val": "center"})
        self.by(etree.SubElement(properties, f"{W}pPrChange")).append(before)

    def move(self, words: str, *, after: str, name: str = "move1") -> None:
        """Move words to after others, as Word marks it."""
        away, here = self.delete(words, tag="moveFrom"), self.insert(words, after=after, tag="moveTo")
        for mark, kind in ((away, "moveFrom"), (here, "moveTo")):
            begins = self.by(etree.Element(f"{W}{kind}RangeStart"))
            begins.set(f"{W}name", name)
            mark.addprevious(begins)
            mark.addnext(etree.Element(f"{W}{kind}RangeEnd", {f"{W}id": begins.get(f"{W}id")}))

    def move_paragraph(self, words: str, *, after: str, reworded: str = "") -> None:
        """Move a paragraph to after another, as Word marks it; with other words there where that is asked."""
        here = self.paragraph(words)
        there, place = deepcopy(here), self.paragraph(after)
        for paragraph, tag in ((here, "moveFrom"), (there, "moveTo")):
            for run in [each for each in paragraph.iter(f"{W}r") if said(each)]:
                mark = self.by(etree.Element(f"{W}{tag}"))
                run.addprevious(mark)
                mark.append(run)
            self._ending(paragraph, tag)
        for text in there.iter(f"{W}t") if reworded else ():
            text.text, reworded = reworded, ""
        place.addnext(there)

    def add_before_next(self, new: str, *, after: str) -> None:
        """Put in a paragraph after another, its own end marked as put in."""
        paragraph = self.paragraph(after)
        fresh = etree.Element(f"{W}p")
        self._ending(fresh, "ins")
        mark = self.by(etree.SubElement(fresh, f"{W}ins"))
        mark.append(_run(new))
        paragraph.addnext(fresh)

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.parts["word/comments.xml"] = etree.tostring(self.comments, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.parts["word/commentsExtended.xml"] = etree.tostring(self.extended, xml_declaration=True, encoding="UTF-8")
        types = self.parts["[Content_Types].xml"].decode()
        if EXTENDED not in types:
            override = f'<Override PartName="/word/commentsExtended.xml" ContentType="{EXTENDED}"/></Types>'
            self.parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
            rels = self.parts["word/_rels/document.xml.rels"].decode()
            link = f'<Relationship Id="rIdEx" Type="{RELATION}" Target="commentsExtended.xml"/></Relationships>'
            self.parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return path


def said(paragraph: Any) -> str:
    """The words of a paragraph that nobody took out."""
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t"))


def through_libreoffice(path: Path, folder: Path, profile: Path) -> Path:
    """A Word file opened by LibreOffice and saved as Word's again."""
    folder.mkdir(exist_ok=True)
    soffice = shutil.which("soffice")
    assert soffice
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return folder / path.name


def _in_contents(node: Any) -> bool:
    return any(each.tag == f"{W}sdt" for each in node.iterancestors())


def _run(text: str, look: str = "") -> Any:
    run = etree.Element(f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    for each in look:
        etree.SubElement(properties, f"{W}{each}")
    words = etree.SubElement(run, f"{W}t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _cut(paragraph: Any, at: int) -> None:
    """Part the run of a paragraph that goes over a place, so that none does."""
    passed = 0
    for text in paragraph.iter(f"{W}t"):
        length = len(text.text or "")
        if passed < at < passed + length:
            run = text.getparent()
            later = deepcopy(run)
            for each in [each for each in later if each.tag not in (f"{W}rPr", f"{W}t")]:
                later.remove(each)
            words = text.text
            for one, part in ((run, words[: at - passed]), (later, words[at - passed :])):
                one.find(f"{W}t").text = part
                one.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(later)
            return
        passed += length
