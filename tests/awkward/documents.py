"""Whole files, as Excel, Word, LibreOffice and text editors leave them."""

from __future__ import annotations

from awkward.cases import Case, Printed, Refused, extract, statement

TRAINING = "event,date,audience,attendance\n"

CASES: list[Case] = [
    extract(
        "a CSV file of old Windows",
        Refused("is not UTF-8"),
        training_csv="event,date,audience,attendance\nCafé talks,2019-05-01,All,12\n".encode("cp1252"),
    ),
    extract(
        "a CSV file with the mark that Excel writes first, and lines as Windows ends them",
        Printed(("Café talks",)),
        training_csv=f"\ufeff{TRAINING}Café talks,2019-05-01,All,12\n".replace("\n", "\r\n"),
    ),
    statement(
        "a note in a list in a quotation",
        "md",
        "# Achievements\n\n> - We met.[^1]\n\n[^1]: Often.\n",
        Printed(("We met.", "Often.")),
    ),
    statement("a text of old Windows", "md", "Café talks".encode("cp1252"), Refused("the file is not UTF-8 text")),
]
