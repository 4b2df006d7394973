"""publication.json: what stands in a report's folder publication/, and by whose sign-off."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sabreport.reuse.hashes import digest_of_bytes

RECORD, SUMS = "publication.json", "SHA256SUMS"


@dataclass(frozen=True)
class Publication:
    """What is published of a report.

    Parameters
    ----------
    draft, content
        The number of the draft that it was made from, and the hash of what that says.
    published
        The day on which it was made, as ISO 8601 has it.
    sums
        The hash of its list of checksums, which stands for all of it.
    record
        All of publication.json.
    """

    draft: int
    content: str
    published: str
    sums: str
    record: dict[str, Any]


def read_publication(folder: Path) -> Publication | None:
    """What a publication folder holds; None where there is none, or its record cannot be read."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        sums = digest_of_bytes((folder / SUMS).read_bytes())
        return Publication(int(record["draft"]), str(record["content_hash"]), str(record["published"]), sums, dict(record))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
