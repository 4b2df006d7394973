"""Words that a program read in the wrong encoding are told with what they were; words with accents are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sabreport.base.misread import as_written, misread_words
from sabreport.tables.reading import read_extract
from sabreport.texts.text import inspect_text

TRUE = (
    "Siân Zoë Françoise Małgorzata Łukasz Błażej Ångström Åsa Søren Þór Seán Niamh Ó’Brien O’Néill Nuñez Conceição João IRMÃO "
    "São Paulo Müller MÜLLER Straße GROẞ CAFÉ’S “CAFÉ” «Été» Élodie… naïve façade 5°C ½ £5–£10 100€ À–Z Ü’s Š’s Ž” É’ “É” Đặng "
    "Nguyễn Dvořák Çelik Işık Ğ Ωmega Τζ Привет ਪੰਜਾਬੀ اردو 中文 Ǽ ™ © ® • – — café’” voilà” Â Ã Ä Å â€ Ærø Œuvre coöperate"
)
MEANT = ["Café’s £5 –", "Voilà", "“À propos”", "ਪੰਜਾਬੀ", "Τζ", "اردو", "Łukasz 100€", "naïve 5°C", "• São"]


@pytest.mark.parametrize("word", TRUE.split())
def test_a_true_word_is_left_alone(word: str) -> None:
    assert as_written(word) == word


def excel(text: str) -> str:
    """What Excel makes of UTF-8 that does not say that it is."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("text", MEANT)
def test_a_word_that_was_read_wrongly_is_told_however_often(text: str) -> None:
    assert excel(text) != text
    assert as_written(excel(text)) == text
    assert as_written(excel(excel(text))) == text
    assert misread_words(excel(text))


def test_a_table_that_was_read_wrongly_is_told_once_with_its_rows(tmp_path: Path) -> None:
    rows = ["Talk at the Café,2019-05-01,All – and more,3", "Plain,2019-05-02,All,3", "Voilà,2019-05-03,Zoë’s,3"]
    path = tmp_path / "training.csv"
    path.write_text("event,date,audience,attendance\n" + "".join(f"{excel(row)}\n" for row in rows), "utf-8-sig")
    problems: list = []
    found = read_extract(path, tmp_path, problems)
    assert [problem.sentence(tmp_path) for problem in problems] == [
        "training.csv, rows 2 and 4: Excel took the letters of this file for others before it was saved: "
        '"CafÃ©" was "Café", "â€“" was "–", "VoilÃ\xa0" was "Voilà" and 1 more. Take the CSV as it first came. '
        "In an empty workbook choose Data, From Text/CSV and, as File Origin, 65001: Unicode (UTF-8), and save that "
        "as .xlsx; or type the words anew."
    ]
    assert found is not None
    assert list(found["event"]) == ["Talk at the Café", "Plain", "Voilà"]


def test_a_text_that_was_read_wrongly_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "finance.md"
    path.write_text(f"We met.\n\n{excel('At Zoë’s we spent £5.')}\n", "utf-8")
    (problem,) = inspect_text(path, tmp_path)
    assert problem.sentence(tmp_path) == (
        "finance.md, line 3: a program took letters of this line for others before it was saved: "
        '"ZoÃ«â€™s" was "Zoë’s". Save the text again as it first came, as UTF-8; or type the words anew.'
    )
