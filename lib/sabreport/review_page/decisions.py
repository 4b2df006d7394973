"""What needs a decision: warnings of the gates, and what stopped a build that was tried since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sabreport.base.checks import Check
from sabreport.base.errors import FileError, Problem
from sabreport.base.files import read_whole
from sabreport.base.project import Project
from sabreport.gates.accepted import why_accepted
from sabreport.reports.drafts import DRAFTS, Draft
from sabreport.reports.read_back import built_report
from sabreport.settings.params import load_params

CHECKS = "checks.json"


@dataclass(frozen=True)
class Decisions:
    """What the gates say of a draft.

    Parameters
    ----------
    stopped
        What stopped a build after this draft.
    warned
        Warnings that nobody has accepted.
    accepted
        Warnings that may stand, each with the reason.
    """

    stopped: tuple[Check, ...]
    warned: tuple[Check, ...]
    accepted: tuple[tuple[Check, str], ...]


def decisions_on(project: Project, draft: Draft) -> Decisions:
    """What is to be decided on a draft that is kept.

    Raises
    ------
    FileError
        Where a record of the kit cannot be read.
    """
    built = built_report(project.outputs, project.root)
    is_last = built is not None and built.draft == draft.number
    # a build that makes no new draft says anew what it warns of
    folder = project.outputs if is_last else project.outputs / DRAFTS / str(draft.number)
    failed = project.failed / CHECKS
    stopped = [each for each in read_checks(failed, project.root) if each.status == "fail"] if is_last and failed.exists() else []
    warnings = [each for each in read_checks(folder / CHECKS, project.root) if each.status == "warn"]
    accepted = load_params(project).accepted
    reasons = [(each, why_accepted(each, accepted)) for each in warnings]
    return Decisions(
        tuple(stopped),
        tuple(each for each, reason in reasons if not reason),
        tuple((each, reason) for each, reason in reasons if reason),
    )


def read_checks(path: Path, root: Path) -> list[Check]:
    """What gates said, as a build wrote it.

    Raises
    ------
    FileError
        Where the file cannot be read.
    """
    try:
        return [Check(**each) for each in json.loads(read_whole(path, root))]
    except (ValueError, TypeError, RecursionError) as error:
        what = "the kit wrote down here what the checks say, and it cannot be read any more"
        raise FileError([Problem(path, None, "", what, "Build the report again with --force.")], root) from error
