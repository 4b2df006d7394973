"""The gate of the statute: whether the report answers each clause of the duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sabreport.base.checks import Check
from sabreport.base.project import Project
from sabreport.inputs import Inputs
from sabreport.tables.answers import answers


def statute_checks(project: Project, inputs: Inputs) -> Iterator[Check]:
    """Each clause of the duty: where it is answered, or everything that is still missing for it."""
    for answer in answers(project, inputs.params, inputs.chapters, inputs.tables):
        clause = answer.clause
        for gap in answer.gaps:
            what = f"{clause.id} is open: {gap.what}"
            yield Check.of("statute", "warn", replace(gap, what=what), project.root)
        if not answer.gaps:
            where = f"in {answer.chapter.id}" if answer.chapter else "by the params"
            yield Check("statute", "pass", "", " ".join(filter(None, (f"{clause.id} is answered {where}.", answer.nil))), "")
