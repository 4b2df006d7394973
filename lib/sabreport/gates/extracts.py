"""The gate of the extracts and the board's own texts: what a reader should know of them."""

from __future__ import annotations

from collections.abc import Iterator

from sabreport.base.checks import Check
from sabreport.base.errors import grouped
from sabreport.base.project import Project
from sabreport.inputs import Inputs
from sabreport.tables.measure_checks import measure_warnings
from sabreport.texts.statements import remarks_on_narrative


def extract_checks(project: Project, inputs: Inputs) -> Iterator[Check]:
    """A warning for what does not go together in the extracts, may be misread in print, or is not printed as it was typed."""
    measures = inputs.tables.by_name.get("measures")
    found = measure_warnings(inputs.params, measures) if measures is not None else ()
    told = (each for path in inputs.tables.narrative.values() for each in remarks_on_narrative(path, project.root))
    for problem in grouped((*inputs.tables.warnings, *found, *told)):
        yield Check.of("extracts", "warn", problem, project.root)
