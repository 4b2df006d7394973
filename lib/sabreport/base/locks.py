"""Locks between processes: the system's own, which end with the process that holds them, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for everyone else who is alone with a file of this name, which is there only meanwhile.

    Where the file system knows no locks, nobody is waited for.

    Raises
    ------
    OSError
        Where the file cannot be made.
    """
    stream = _stream(path)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open
            path.unlink()  # while it is held: whoever waits for it finds it gone and makes another
        stream.close()


def _stream(path: Path) -> IO[bytes]:
    while True:
        stream = path.open("ab")
        lock(stream, wait=True)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                return stream
        stream.close()


def lock(stream: IO[bytes], *, wait: bool = False) -> bool:
    """Lock a file until it is closed, and say whether that was done: not where another holds it, or there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock of a file, or may do so: a file that cannot be locked counts as held."""
    try:
        with path.open("rb+") as stream:
            return not lock(stream)
    except FileNotFoundError:
        return False
    except OSError:
        return True
