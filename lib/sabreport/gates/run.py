"""Runs the gates that a report must pass before its documents; checks.json holds what each found."""

from __future__ import annotations

from collections.abc import Sequence

from sabreport.base.checks import Check
from sabreport.base.project import Project
from sabreport.gates.claims import Told, claim_checks, told
from sabreport.gates.disclosure import disclosure_checks
from sabreport.gates.extracts import extract_checks
from sabreport.gates.partners import partner_checks
from sabreport.gates.statute import statute_checks
from sabreport.inputs import Inputs


def run_gates(project: Project, inputs: Inputs, texts: Sequence[Told] | None = None) -> list[Check]:
    """The checks of every gate, in order; a gate with nothing to say passes.

    Parameters
    ----------
    texts
        What the authored texts say in numbers, from `sabreport.gates.claims.told`, where that is known already.
    """
    texts = told(project, inputs) if texts is None else texts
    checks: list[Check] = []
    for gate, findings in (
        ("statute", statute_checks(project, inputs)),
        ("extracts", extract_checks(project, inputs)),
        ("partners", partner_checks(project, inputs)),
        ("disclosure", disclosure_checks(project, inputs, texts)),
        ("claims", claim_checks(project, inputs, texts)),
    ):
        found = list(findings)
        checks += found or [Check(gate, "pass", "", "nothing to report", "")]
    return checks
