"""Looks for files on which the kit's readers crash or hang, guided by what each input reaches; not part of the tests.

    pip install "atheris>=3"
    make fuzz SECONDS=3600

Each input goes to one reader, which its first byte names. A reader may refuse what it is given with a `ReportError` or a
`Problem`; another exception, or more than two seconds of a processor's time, is a finding. Findings are kept in the folder that
is named, each once with the input that made it, and the search goes on.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import atheris
import openpyxl
from docx import Document

with atheris.instrument_imports(include=["sabreport"]):
    from sabreport.base import errors, yaml_files
    from sabreport.claims import blocks, markup, written_numbers
    from sabreport.proofreading.lost import Searched
    from sabreport.proofreading.order import Finished
    from sabreport.proofreading.supplied import read_supplied
    from sabreport.tables.reading import read_extract
    from sabreport.tables.workbooks import worksheets
    from sabreport.texts import statement_files
    from sabreport.texts.text import bindings, brace_faults, inspect_text, read_text

MOST_SECONDS = 2.0
MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of its own is made in it
WORK = Path(tempfile.mkdtemp(prefix="fuzz", dir=MEMORY if MEMORY.is_dir() else None))
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
WORD_MARKS = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "sdtPr", "hyperlink", "fldSimple", "br", "tab", "sym", "ins", "del"),
    *("footnoteReference", "pPr", "rPr", "vanish", "numPr", "ilvl", "numId", "pStyle", "bdo", "customXml", "noBreakHyphen"),
    *("fldChar", "instrText", "pict", "drawing", "object", "commentReference", "txbxContent", "gridSpan", "vMerge", "checkBox"),
)
ODT_MARKS = (
    *("text:p", "text:h", "text:span", "text:list", "text:list-item", "text:s", "text:tab", "text:line-break", "text:note"),
    *("text:note-body", "table:table", "table:table-row", "table:table-cell", "table:covered-table-cell", "draw:frame"),
    *("text:tracked-changes", "office:annotation", "text:a", "text:date", "draw:text-box", "text:section", "text:hidden-text"),
)
ATTRIBUTES = ("val", "id", "fldCharType", "number-columns-repeated", "number-rows-repeated", "style-name", "c", "display", "char")
VALUES = ("1", "0", "-1", "99999999999", "begin", "end", "none", "true", "Heading1", "x", "F0B7", "", "1.5")
SHEET_MARKS = ("row", "c", "v", "f", "is", "t", "mergeCell", "hyperlink")
CELLS = ("s", "n", "b", "d", "e", "str", "inlineStr", "x")


def _package(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _parts_of(save: Callable[[BytesIO], object]) -> dict[str, bytes]:
    stream = BytesIO()
    save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


DOCX = {
    "[Content_Types].xml": (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": _parts_of(Document().save)["word/document.xml"],
}
BOOK = openpyxl.Workbook()
BOOK.active.append(["event", "date", "audience", "attendance"])
XLSX = _parts_of(BOOK.save)


def _markup(given: atheris.FuzzedDataProvider, names: tuple[str, ...], prefix: str) -> str:
    """Marks within each other, some with attributes and text."""
    out, opened = [], []
    for _ in range(given.ConsumeIntInRange(1, 60)):
        match given.ConsumeIntInRange(0, 3):
            case 0 | 1:
                name = prefix + given.PickValueInList(list(names))
                own = name.partition(":")[0]
                pairs = "".join(
                    f' {own}:{attribute}="{given.PickValueInList(list(VALUES))}"'
                    for attribute in {given.PickValueInList(list(ATTRIBUTES)) for _ in range(given.ConsumeIntInRange(0, 2))}
                )
                out.append(f"<{name}{pairs}>")
                opened.append(name)
            case 2 if opened:
                out.append(f"</{opened.pop()}>")
            case _:
                out.append(_escaped(given.ConsumeUnicodeNoSurrogates(12)))
    return "".join(out) + "".join(f"</{name}>" for name in reversed(opened))


def _escaped(text: str) -> str:
    kept = "".join(char for char in text if char >= " " and char not in "\ufffe\uffff")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _named(*prefixes: str) -> str:
    return " ".join(f'xmlns:{prefix}="{SPACES[prefix]}"' for prefix in prefixes)


def _write(name: str, content: bytes) -> Path:
    path = WORK / name
    path.write_bytes(content)
    return path


def _read_statement(path: Path) -> None:
    if not statement_files.inspect_statement(path, WORK):
        supplied = read_supplied(path)
        whole = Finished("it", True, ((0, supplied.body),), supplied.notes)
        Searched(whole).lost(supplied, "")


def read_docx(given: atheris.FuzzedDataProvider) -> None:
    body = f"<w:document {_named('w', 'r')}><w:body>{_markup(given, WORD_MARKS, 'w:')}</w:body></w:document>"
    _read_statement(_write("s.docx", _package({**DOCX, "word/document.xml": body.encode()})))


def read_odt(given: atheris.FuzzedDataProvider) -> None:
    text = f"<office:body><office:text>{_markup(given, ODT_MARKS, '')}</office:text></office:body>"
    content = f"<office:document-content {_named('office', 'text', 'table', 'draw')}>{text}</office:document-content>"
    _read_statement(
        _write("s.odt", _package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}))
    )


def read_package(given: atheris.FuzzedDataProvider) -> None:
    """A package with some of its bytes overwritten."""
    whole = bytearray(_package(DOCX))
    for _ in range(given.ConsumeIntInRange(1, 8)):
        at = given.ConsumeIntInRange(0, len(whole) - 1)
        whole[at : at + 4] = given.ConsumeBytes(4)
    _read_statement(_write("s.docx", bytes(whole)))


def read_markdown(given: atheris.FuzzedDataProvider) -> None:
    path = _write("s.md", given.ConsumeBytes(2000))
    if not inspect_text(path, WORK):
        brace_faults(path, read_text(path, WORK))
        bindings(read_text(path, WORK))
        read_supplied(path, trusted=True)
        _read_statement(path)


def read_workbook(given: atheris.FuzzedDataProvider) -> None:
    rows = []
    for row in range(1, given.ConsumeIntInRange(1, 5)):
        cells = "".join(
            f'<c r="{given.PickValueInList(["A", "B", "D", "XFD", "ZZZZ", ""])}{row}" t="{given.PickValueInList(list(CELLS))}" '
            f's="{given.ConsumeIntInRange(0, 3)}"><v>{_escaped(given.ConsumeUnicodeNoSurrogates(8))}</v></c>'
            for _ in range(given.ConsumeIntInRange(0, 5))
        )
        rows.append(f'<row r="{given.ConsumeIntInRange(0, 3) or row}">{cells}</row>')
    extra = _markup(given, SHEET_MARKS, "") if given.ConsumeBool() else ""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{"".join(rows)}</sheetData>{extra}</worksheet>'
    path = _write("training.xlsx", _package({**XLSX, "xl/worksheets/sheet1.xml": sheet.encode()}))
    worksheets.rows_of_workbook(path, WORK, [], [])


def read_csv(given: atheris.FuzzedDataProvider) -> None:
    name = given.PickValueInList(["training", "sars", "measures", "finance", "sources"])
    head = {
        "training": "event,date,audience,attendance",
        "sars": "sar,title,criterion,commissioned,concluded,published",
        "measures": "area,measure,category,value",
        "finance": "side,item,amount",
        "sources": "file,supplied_by,received,note",
    }[name]
    content = f"{head}\n".encode() if given.ConsumeBool() else b""
    path = _write(f"{name}.csv", content + given.ConsumeBytes(1500))
    read_extract(path, WORK, [])


def read_settings(given: atheris.FuzzedDataProvider) -> None:
    yaml_files.read_settings(_write("board.yml", given.ConsumeBytes(1500)), WORK)


def read_numbers(given: atheris.FuzzedDataProvider) -> None:
    text = given.ConsumeUnicodeNoSurrogates(1500)
    for _ in written_numbers.find_numbers(markup.unescaped(text)):
        pass
    for _ in blocks.sentences_of(text):
        pass


READERS = (read_docx, read_odt, read_package, read_markdown, read_workbook, read_csv, read_settings, read_numbers)
STATS = {"runs": 0, "findings": 0, "slowest": 0.0}


def one_input(data: bytes) -> None:
    """Give an input to the reader that its first byte names, and keep it where that crashes or hangs."""
    if not data:
        return
    reader = READERS[data[0] % len(READERS)]
    began = time.process_time()
    fault = ""
    try:
        reader(atheris.FuzzedDataProvider(data[1:]))
    except errors.ReportError:
        pass
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [each for each in frames if "sabreport" in each.filename] or list(frames)
        fault = f"{reader.__name__}: {type(error).__name__} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        told = traceback.format_exc()
    seconds = time.process_time() - began
    if not fault and seconds > MOST_SECONDS:
        fault, told = f"{reader.__name__}: slow", f"{seconds:.1f} s"
    STATS["runs"] += 1
    STATS["slowest"] = max(STATS["slowest"], seconds)
    if fault:
        name = hashlib.sha256(fault.encode()).hexdigest()[:12]
        target = FOUND / name
        if not target.exists():
            STATS["findings"] += 1
            target.mkdir(parents=True)
            (target / "what.txt").write_text(f"{fault}\n{told}", encoding="utf-8", errors="replace")
            (target / "input").write_bytes(data)
            for path in WORK.iterdir():
                (target / path.name).write_bytes(path.read_bytes())
    if STATS["runs"] % 5000 == 0:
        print(STATS, flush=True)


def first_inputs(folder: Path) -> str:
    """Inputs of several lengths for each reader, from which the search sets out."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(1)
    for number in range(len(READERS) * 12):
        size = (20, 100, 400, 1500)[number % 4]
        typical = "".join(chance.choice("area,1 \"'\\n<>[]*_-#{}:|£%ab2020") for _ in range(size)).encode()
        (folder / str(number)).write_bytes(bytes([number]) + (typical if number % 3 else chance.randbytes(size)))
    return str(folder)


if __name__ == "__main__":
    FOUND = Path(sys.argv.pop(1))
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=3000", *sys.argv[1:], first_inputs(FOUND / "inputs")], one_input)
    atheris.Fuzz()
