"""review.json: what came back the last time, for programs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sabreport.base.errors import FileError
from sabreport.base.files import read_whole
from sabreport.base.project import Project

LAST_REVIEW = "review.json"
"""In a report's folder."""
MOST = 100_000_000
"""The most bytes of it that are read."""


@dataclass(frozen=True)
class LastReview:
    """What came back the last time.

    Parameters
    ----------
    ids
        Of the remarks.
    notices
        What the kit says of how the copies were read.
    """

    ids: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def last_review(project: Project) -> LastReview:
    """What came back the last time; nothing where nothing did, or where its record cannot be read."""
    path = project.outputs / LAST_REVIEW
    if not path.exists():
        return LastReview()
    try:
        record = json.loads(read_whole(path, project.root, MOST))
        return LastReview(tuple(each["id"] for each in record["remarks"]), tuple(record.get("notices", ())))
    except (FileError, ValueError, TypeError, KeyError):
        return LastReview()
