"""Statements and narrative in Markdown."""

from __future__ import annotations

from awkward.cases import Case, Printed, Refused, Remarked, statement

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

_TYPED = """We met people in 3*4 groups and 2*5*6 sites; 2*, and 3*more. ~~struck~~ H~2~O

1. first
3. *third*
7. seventh

We did:
• one thing
• another
o smaller

Those are:
2. two
3. three

> said once
> > said twice

Term
: what it is, see [1] and [2][1]

[1]: https://example.org/x

[7]: https://example.org/y

Words
> no quotation

-- \nThe chair
"""

_EXPORTED = """We met partners.

![Our day][image1]

We [listened]{.underline}.

Jane Smith
Director of Adult Services
Exampleshire Council

[image1]: <data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==>
"""

CASES: list[Case] = [
    statement(
        "a text of Google Docs with a picture and a signature",
        "md",
        _EXPORTED,
        Remarked(
            'one picture is printed as a description only: "Our day"',
            words=("[Picture: Our day]", "We listened.", "Jane Smith Director of Adult Services Exampleshire Council"),
            without=("iVBORw0", "image1"),
        ),
    ),
    Case(
        "a picture in the board's own text",
        Remarked('one picture is printed as a description only: "Our day"', words=("[Picture: Our day]",)),
        files={"narrative/looking_forward.md": "We met.\n\n![Our day](day.png)\n"},
    ),
    statement("a table drawn with plus signs", "md", _GRID, Refused('line 3: "+----------+-----+" draws a table')),
    statement("a table drawn with dashes", "md", _DASHES, Refused('line 4: "--------- ----" draws a table')),
    statement(
        "signs as people type them",
        "md",
        _TYPED,
        Printed(("3*4 groups and 2*5*6 sites; 2*, and 3*more.", "3. third", "7. seventh", "[7]: https://example.org/y")),
    ),
    statement("a table with pipes, and a line between dashes", "md", _PIPES, Printed(("More say", "- 12"))),
]
