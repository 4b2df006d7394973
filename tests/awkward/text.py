"""Statements and narrative in Markdown."""

from __future__ import annotations

from awkward.cases import Case, Printed, Refused, statement

_GRID = """We asked what people want.

+----------+-----+
| Answer   | No. |
+==========+=====+
| More say | 12  |
+----------+-----+
"""
_DASHES = """We asked what people want.

Answer     No.
---------  ----
More say   12
"""
_PIPES = """We asked what people want.

| Answer | No. |
|---|---|
| More say | - 12 |

--- and that is all ---
"""

CASES: list[Case] = [
    statement("a table drawn with plus signs", "md", _GRID, Refused('line 3: "+----------+-----+" draws a table')),
    statement("a table drawn with dashes", "md", _DASHES, Refused('line 4: "--------- ----" draws a table')),
    statement("a table with pipes, and a line between dashes", "md", _PIPES, Printed(("More say", "- 12"))),
]
