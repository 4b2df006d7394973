"""Files that people supply, read within bounds; files that the kit writes, whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from sabreport.base.errors import FileError, Problem

LARGEST_TEXT = 2_000_000
"""Bytes of a text, a table or a page of settings; a report of 300 pages has about one million."""

LARGEST_NOTEBOOK = 20_000_000
"""Bytes of a notebook with all that it shows; without, it has some ten thousand."""
CACHE = ".sabreport_cache"
"""What builds remember, in the kit's folder; it may be deleted at any time."""

_LEFT_BY_PROGRAMS = ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r")
"""Files that Windows and macOS leave in folders, in small letters."""
_OF_A_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
"""What is the fault of the disk that is written to: of a copy from another, not that one's."""
_REMEDIES = {
    errno.EACCES: "Close it in other programs (Excel, Word), or ask for the right to use it; then try again.",
    errno.EPERM: "Close it in other programs (Excel, Word), or ask for the right to use it; then try again.",
    errno.EROFS: "The disk can only be read. Copy the kit to a folder that you may write to.",
    errno.ENOSPC: "The disk is full. Delete what is not needed there, then try again.",
    errno.EDQUOT: "Your share of the disk is full. Delete what is not needed there, then try again.",
    errno.EEXIST: "Take away what stands there under this name.",
    errno.EIO: "The disk or the network drive fails. Look whether it is connected, and try again.",
    errno.ENAMETOOLONG: "Move the kit to a folder with a shorter path, or give the file a shorter name.",
    errno.EISDIR: "Take the folder away: a file of this name has to stand here.",
    errno.ENOTDIR: "Take the file away that stands where a folder is needed.",
}


def shown_files(folder: Path) -> list[Path]:
    """What lies in a folder, by name, but for what programs leave there: hidden files, locks of open documents, icons."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in found if not path.name.startswith((".", "~$")) and path.name.lower() not in _LEFT_BY_PROGRAMS]


def fault_of(path: Path, root: Path, most: int = LARGEST_TEXT) -> Problem | None:
    """What keeps a file from being read, told without reading it; None where nothing does.

    A file may be a link to another file of the kit, and not to one outside it. Folders may be links.

    Parameters
    ----------
    root
        The kit's folder.
    most
        How many bytes it may have.
    """
    try:
        found = path.stat()
        outside = path.is_symlink() and not path.resolve().is_relative_to(root.resolve())
    except OSError as error:
        if path.is_symlink():
            return Problem(path, None, "", "the file is a link to nothing", "Put the file itself here.")
        return problem_of(error, path, "read")
    if stat.S_ISDIR(found.st_mode):
        return Problem(path, None, "", "this is a folder, and a file is expected", "Put the file itself here, without a folder.")
    if not stat.S_ISREG(found.st_mode):
        return Problem(path, None, "", "this is not an ordinary file", "Put a file here that was saved by a program.")
    if outside:
        what = "the file is a link to a file outside the kit's folder"
        return Problem(path, None, "", what, "Put a copy of the file itself here.")
    if found.st_size > most:
        return too_large(path, found.st_size, most)
    return None


def too_large(path: Path, size: int, most: int) -> Problem:
    """What is said of a file that has more bytes than are read."""
    what = f"the file has {size:,} bytes, and at most {most:,} are read"
    return Problem(path, None, "", what, "Look whether it is the right file, and shorten it.")


def read_whole(path: Path, root: Path, most: int = LARGEST_TEXT) -> bytes:
    """What a file holds.

    Raises
    ------
    FileError
        Where it is missing, larger than `most` bytes, not a file, a link to a file outside the kit, or may not be read.
    """
    fault = fault_of(path, root, most)
    if fault is None:
        try:
            return path.read_bytes()
        except OSError as error:
            fault = problem_of(error, path, "read")
    raise FileError([fault], root)


def write_whole(path: Path, content: str | bytes, root: Path) -> Path:
    """Write a file in place of the one before, which stays as it was until the new one is whole.

    Any number of processes may write the same file at once: one of them is last. Text is written as UTF-8.

    Raises
    ------
    FileError
        Where it cannot be written; the file before is as it was.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")  # not printed
    try:
        fresh.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return fresh.replace(path)
    except OSError as error:
        raise FileError([problem_of(error, path, "written")], root) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Have a file in a second place, without room of its own where the file system knows links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target, follow_symlinks=False)


def make_folder(path: Path, root: Path) -> Path:
    """Make a folder, and those above it, where it is not there yet.

    Raises
    ------
    FileError
        Where it cannot be made, with what stands in its way.
    """
    for folder in (*reversed(path.parents), path):
        if folder.exists() and not folder.is_dir():
            remedy = "Take it away, or give it another name: a folder has to stand here."
            raise FileError([Problem(folder, None, "", "this is a file, and a folder is needed", remedy)], root)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError([problem_of(error, path, "made")], root) from error
    return path


def refusal(error: Exception, root: Path) -> FileError | None:
    """The error for users where the system refused a file or a folder; None where an exception is something else."""
    if isinstance(error, ChildProcessError):
        what = "a program that worked on it was ended from outside; memory may have run out"
        return FileError([Problem(None, None, "", what, "Close other programs, or build with --jobs 1, and try again.")], root)
    if isinstance(error, OSError) and error.errno in _REMEDIES:
        named = error.filename2 if error.filename2 and error.errno in _OF_A_DISK else error.filename
        path = Path(os.fsdecode(named)) if isinstance(named, str | bytes) else None
        return FileError([problem_of(error, path, "used")], root)
    return None


def problem_of(error: OSError, path: Path | None, done: str) -> Problem:
    """What the system says of a file or folder that could not be ``read`` or ``written``, with what to do about it."""
    if isinstance(error, FileNotFoundError):
        return Problem(path, None, "", "there is no such file", "Put it there, or correct its name.")
    what = f"it cannot be {done}: {os.strerror(error.errno) if error.errno else error}"
    remedy = _REMEDIES.get(error.errno or 0, "Look at it in your file manager, then try again.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT) and path is not None and _shares_disk_with_cache(path):
        remedy += f" {CACHE}/ lies on the same disk and may go at any time."
    return Problem(path, None, "", what, remedy)


def _shares_disk_with_cache(path: Path) -> bool:
    """Whether deleting what builds remember makes room where a file was to be written."""
    above = path.absolute().parents
    cache = next((folder / CACHE for folder in above if (folder / CACHE).is_dir()), None)
    place = next((folder for folder in above if folder.is_dir()), None)
    return cache is not None and place is not None and cache.stat().st_dev == place.stat().st_dev
