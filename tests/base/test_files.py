"""Files that people supply are read within bounds, and files that the kit writes are whole or as they were."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from sabreport.base.errors import FileError
from sabreport.base.files import read_whole, write_whole


def _said(error: pytest.ExceptionInfo[FileError]) -> str:
    return str(error.value)


def test_what_a_file_holds_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"words")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    assert read_whole(tmp_path / "a.md", tmp_path) == b"words"
    assert read_whole(tmp_path / "link.md", tmp_path) == b"words"


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: None, "there is no such file"),
        (lambda path: path.mkdir(), "this is a folder, and a file is expected"),
        (lambda path: path.symlink_to("/etc/hostname"), "a link to a file outside the kit's folder"),
        (lambda path: path.symlink_to("gone"), "the file is a link to nothing"),
        (os.mkfifo, "this is not an ordinary file"),
        (lambda path: path.write_bytes(b"0123456789a"), "the file has 11 bytes, and at most 10 are read"),
    ],
    ids=["missing", "folder", "link-outside", "link-to-nothing", "pipe", "large"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, harm, said: str) -> None:
    harm(tmp_path / "a.md")
    with pytest.raises(FileError) as error:
        read_whole(tmp_path / "a.md", tmp_path, 10)
    assert _said(error).startswith("a.md: ")
    assert said in _said(error)


def test_a_file_open_in_another_program_says_what_to_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "a.md").write_bytes(b"words")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileError) as error:
        read_whole(tmp_path / "a.md", tmp_path)
    assert "it cannot be read: Permission denied. Close it in other programs (Excel, Word)" in _said(error)


@pytest.mark.parametrize(("number", "said"), [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "The disk can only be read")])
def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    write_whole(tmp_path / "a.json", "before", tmp_path)
    written = Path.write_bytes

    def refuse(path: Path, content: bytes) -> int:
        written(path, content[:2])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(FileError) as error:
        write_whole(tmp_path / "a.json", "after", tmp_path)
    assert said in _said(error)
    assert (tmp_path / "a.json").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(FileError) as error:
        write_whole(tmp_path / "index.html", "page", tmp_path)
    assert _said(error).startswith("index.html: ")
    assert "it cannot be written: Is a directory. Take the folder away" in _said(error)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
