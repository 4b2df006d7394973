"""The Word report opened in another program: it opens, and all its text is on its pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import REPORTS, Report
from reading import pdf_text, plain, word_headings

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("board", [board for board, _ in REPORTS])
def test_word_reports_open_in_libreoffice(board: str, reports: dict[str, Report], tmp_path: Path) -> None:
    document = reports[board].document(".docx")
    command = [OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(document)], check=True, capture_output=True)
    text = plain(pdf_text(tmp_path / f"{document.stem}.pdf"))
    for _, heading in word_headings(document):
        assert heading in text or all(word in text for word in heading.split()), heading
    assert "DRAFT: not for publication" in text
    contents = text[text.index("Contents") : text.index("1. The year in brief", text.index("Contents") + 40)]
    chapters = [heading for level, heading in word_headings(document) if level == 1]
    assert all(chapter in contents for chapter in chapters[1:])
    assert re.search(r"Error|not found", contents) is None
