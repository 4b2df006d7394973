"""The signs that a formula of Word has in print, where its file has parts: the stroke of a fraction, the sign of a root."""

from __future__ import annotations

from typing import Any

from sabreport.proofreading.order import HOLE

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARTS_OF_MATHS = {"e": "", "num": "", "den": "/", "sup": "^", "sub": "_", "lim": "_", "fName": ""}


def around_maths(node: Any) -> tuple[str, str]:
    """What is written before and after a part of a formula; brackets may stand around a part of several pieces."""
    name = node.tag.removeprefix(MATHS)
    signs = {each.tag.removeprefix(MATHS): str(each.get(f"{MATHS}val", "")) for each in node.iterfind(f"{MATHS}{name}Pr/*")}
    match name if node.tag.startswith(MATHS) else "":
        case "rad":
            return "√", ""
        case "nary":
            return signs.get("chr", "∫"), ""
        case "d":
            return signs.get("begChr", "("), signs.get("endChr", ")")
        case "e" if "".join(node.itertext()).strip().isalnum():  # may go on what stands before it, as in 2x
            return "", ""
        case "e" | "num" | "den" | "sup" | "sub" | "lim" | "fName" if "".join(node.itertext()).strip():
            return f"{_PARTS_OF_MATHS[name]}{HOLE}", HOLE
    return "", ""
