"""The gate of the partners: members' statements beside what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from sabreport.base.checks import Check
from sabreport.base.project import Project
from sabreport.inputs import Inputs
from sabreport.texts.statements import remarks


def partner_checks(project: Project, inputs: Inputs) -> Iterator[Check]:
    """Each statement has the headings and the length that were asked for, and nothing that is not printed.

    One that is not there is a gap of the statute.
    """
    if any(chapter.partners for chapter in inputs.chapters):
        for member, review in inputs.reviews.items():
            for problem in remarks(inputs.tables.statements[member], review, inputs.params.statements.words):
                yield Check.of("partners", "warn", problem, project.root)
