"""What marks a piece of a Word file as tracked: runs, whole paragraphs, rows of tables."""

from __future__ import annotations

from itertools import count
from typing import Any, Literal

from docx.oxml.ns import qn

from sabreport.documents.word.xml import made

Kind = Literal["ins", "del", "moveTo", "moveFrom"]
_SHOWN_AS_GONE = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_FIRST_ID = 100_000  # above those of the bookmarks


class Marks:
    """Makes the marks of one file, each with its own number.

    Parameters
    ----------
    author
        Who Word says made the changes: the later draft's mark.
    when
        In universal time, as ISO 8601 has it.
    """

    def __init__(self, author: str, when: str) -> None:
        self._said = {"author": author, "date": when}
        self._ids = count(_FIRST_ID)

    def made(self, tag: str, **attributes: str) -> Any:
        """A mark of a kind such as ``w:ins``."""
        return made(tag, id=str(next(self._ids)), **attributes, **self._said)

    def runs(self, element: Any, kind: Kind) -> None:
        """Mark all runs within an element, or the run that it is."""
        for run in list(element.iter(qn("w:r"))):
            if any(each.tag == qn("w:r") for each in run.iterancestors()):  # in a picture's text box, which goes with it
                continue
            if kind == "del":
                for each in run.iter(*_SHOWN_AS_GONE):
                    each.tag = _SHOWN_AS_GONE[each.tag]
            mark = self.made(f"w:{kind}")
            run.addprevious(mark)
            mark.append(run)

    def paragraph(self, paragraph: Any, kind: Kind, name: str = "") -> None:
        """Mark a whole paragraph, its end too; `name` is that of a move, the same at both of its places."""
        self.runs(paragraph, kind)
        properties = paragraph.get_or_add_pPr()
        of_its_end = properties.find(qn("w:rPr"))
        if of_its_end is None:
            of_its_end = made("w:rPr")
            after = [each for tag in ("w:sectPr", "w:pPrChange") if (each := properties.find(qn(tag))) is not None]
            after[0].addprevious(of_its_end) if after else properties.append(of_its_end)
        of_its_end.insert(0, self.made(f"w:{kind}"))
        if name:
            start = self.made(f"w:{kind}RangeStart", name=name)
            properties.addnext(start)
            paragraph.append(made(f"w:{kind}RangeEnd", id=start.get(qn("w:id"))))

    def row(self, row: Any, kind: Literal["ins", "del"]) -> None:
        """Mark a row of a table with all that stands in it."""
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = made("w:trPr")
            before = row.find(qn("w:tblPrEx"))
            row.insert(0, properties) if before is None else before.addnext(properties)
        properties.append(self.made(f"w:{kind}"))
        for paragraph in row.iter(qn("w:p")):
            self.paragraph(paragraph, kind)

    def block(self, block: Any, kind: Literal["ins", "del"]) -> None:
        """Mark a paragraph, or a table row by row."""
        if block.tag == qn("w:p"):
            self.paragraph(block, kind)
            return
        for row in block.iter(qn("w:tr")):
            self.row(row, kind)
