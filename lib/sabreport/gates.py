"""Gates: what a report must pass, each with its findings; checks.json holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from sabreport.authored import as_written
from sabreport.catalogue import measure
from sabreport.claims import find_claims
from sabreport.errors import Problem
from sabreport.extracts import each_row
from sabreport.inputs import Inputs
from sabreport.phrases import counted
from sabreport.project import Project

Status = Literal["pass", "warn", "fail"]


@dataclass(frozen=True)
class Check:
    """What one gate says of one thing; `where` and `remedy` are empty where the gate passes."""

    gate: str
    status: Status
    where: str
    message: str
    remedy: str

    def as_json(self) -> dict[str, str]:
        """The check as checks.json holds it."""
        return asdict(self)

    @property
    def sentence(self) -> str:
        """The check in one line, for the terminal."""
        return " ".join(filter(None, (f"{self.where}:" if self.where else "", f"{self.message}.", self.remedy)))


def run_gates(project: Project, inputs: Inputs) -> list[Check]:
    """The checks of every gate, in order; a gate with nothing to say passes."""
    checks: list[Check] = []
    for gate, findings in (
        ("extracts", _extracts(project, inputs)),
        ("partners", _partners(project, inputs)),
        ("disclosure", _disclosure(project, inputs)),
        ("claims", _claims(project, inputs)),
    ):
        found = list(findings)
        checks += found or [Check(gate, "pass", "", "nothing to report", "")]
    return checks


def _extracts(project: Project, inputs: Inputs) -> Iterator[Check]:
    for problem in inputs.tables.warnings:
        yield _warning("extracts", project, problem)


def _partners(project: Project, inputs: Inputs) -> Iterator[Check]:
    """Each member's statement is in, where the report has a chapter for them."""
    if not any(chapter.partners for chapter in inputs.chapters):
        return
    for member in inputs.params.members:
        if member.id not in inputs.tables.statements:
            what = f"there is no statement from {member.name}"
            problem = Problem(project.data / "partners", None, "", what, f"Add {member.id}.md or {member.id}.docx.")
            yield _warning("partners", project, problem)


def _disclosure(project: Project, inputs: Inputs) -> Iterator[Check]:
    """With disclosure control on, no count of people from 1 up to the threshold is in the extracts."""
    disclosure = inputs.params.disclosure
    if not disclosure.enabled:
        yield Check("disclosure", "pass", "", f"off: {(disclosure.reason or '').rstrip('.')}", "")
        return
    for extract in inputs.tables.measures_by_year.values():
        for row in each_row(extract.rows):
            if measure(row.measure, inputs.params).unit == "count" and 0 < row.value < disclosure.threshold:
                what = f"{row.value:g} is under the threshold of {disclosure.threshold} and could identify a person"
                remedy = "Leave the cell empty or combine it with another, or turn disclosure control off with a reason."
                yield _warning("disclosure", project, Problem(extract.path, int(row.Index), "value", what, remedy))


def _claims(project: Project, inputs: Inputs) -> Iterator[Check]:
    """Every number that is typed into authored text rests on a fact; one check for each text where some do not."""
    chapters = {chapter.id for chapter in inputs.chapters}
    texts = [(chapter, path) for chapter, path in inputs.tables.narrative.items() if chapter in chapters]
    if any(chapter.partners for chapter in inputs.chapters):
        texts += [("", path) for path in inputs.tables.statements.values()]
    for chapter, path in texts:
        claims = find_claims(as_written(path, project.root), inputs, project, chapter)
        untraced = [claim for claim in claims if claim.status == "untraced"]
        if untraced:
            has_lines = path.suffix.lower() == ".md"
            numbers = [f'"{claim.text}"' + (f" (line {claim.line})" if has_lines else "") for claim in untraced]
            what = f"{counted(len(untraced), 'number rests', 'numbers rest')} on no fact: {', '.join(numbers)}"
            remedy = "Correct each, bind it as {{ area.measure }}, or list it under claims in the params with the reason."
            yield _warning("claims", project, Problem(path, None, "", what, remedy))


def _warning(gate: str, project: Project, problem: Problem) -> Check:
    return Check(gate, "warn", problem.where(project.root), problem.what, problem.remedy)
