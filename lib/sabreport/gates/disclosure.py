"""The gate of disclosure: nothing that is held back can be worked out, or is told by a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sabreport.base.checks import Check
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.claims.finder import Claim, ClaimFinder
from sabreport.disclosure.publish import left_empty, published_unprotected, recovered
from sabreport.facts.derived import build_facts
from sabreport.facts.fact import Fact, Facts, fact_key
from sabreport.gates.claims import Told
from sabreport.inputs import Inputs
from sabreport.report_kinds.catalogue import base_of
from sabreport.tables.marks import marks_of
from sabreport.wording.lists import counted
from sabreport.wording.numbers import in_words


def disclosure_checks(project: Project, inputs: Inputs, texts: Sequence[Told]) -> Iterator[Check]:
    """With disclosure control on, nothing that is held back can be worked out, and no authored text tells it.

    No message repeats a number: checks.json lies beside the report.
    """
    disclosure, facts = inputs.params.disclosure, inputs.facts
    if not disclosure.enabled:
        yield Check("disclosure", "pass", "", f"off: {(disclosure.reason or '').rstrip('.')}", "")
        yield from (replace(each, status="warn") for each in _recovered(project, inputs))
        return
    held = [fact for fact in facts.values() if fact.suppressed]
    found = [
        *_recovered(project, inputs),
        *(_told_by(fact.key) for fact in facts.shown() if _rests_on_held(fact, facts)),
        *_typed(project, inputs, texts),
    ]
    yield from found
    for year, row in left_empty(inputs.params, inputs.supplied):
        yield Check.of("disclosure", "warn", _left_empty(inputs, year, row), project.root)
    if held and not found:
        yield Check("disclosure", "pass", "", _held_back(held, disclosure.threshold), "")


def _held_back(held: Sequence[Fact], threshold: int) -> str:
    """How many figures are held back, and why."""
    given = [fact for fact in held if not fact.inputs]
    at_source = sum(fact.at_source for fact in given)
    small = sum(1 for fact in given if fact.below and not fact.at_source)
    here, derived = len(given) - at_source, len(held) - len(given)
    came = f", {counted(at_source, 'was', 'were')} held back at source already" if at_source else ""
    left = ", or of those that its mark at source leaves" if at_source else ""
    return (
        f"{counted(here, 'figure is', 'figures are')} held back, {small} because of being under {threshold} "
        f"and {here - small} to protect them{came}, and {derived} derived from them; "
        f"each could still be any of at least {threshold} numbers{left}"
    )


def _left_empty(inputs: Inputs, year: int, row: int) -> Problem:
    """A cell that the board left empty, and that its total and the other cells would give away."""
    small = f"fewer than {in_words(inputs.params.disclosure.threshold)}"
    mark = dict(marks_of(inputs.supplied.measures_by_year[year].rows)).get(row)
    state = "is empty" if mark is None else f"says {mark.kind}"
    what = f"the cell {state}, and its total and the cells beside it tell that it is {small}; so one of those is held back too"
    remedy = "Write the number: the kit holds it back. If nobody knows it, put its category together with another."
    return Problem(inputs.supplied.measures_by_year[year].path, row, "value", what, remedy)


def _recovered(project: Project, inputs: Inputs) -> Iterator[Check]:
    """Each figure that a reader could work out although it is held back."""
    for each in recovered(inputs.params, inputs.supplied, inputs.tables):
        path = inputs.supplied.measures_by_year[each.year].path
        what = (
            f"{each.what} is held back, and by all that is shown it can only be one of {each.possible} numbers, "
            f"fewer than the threshold of {inputs.params.disclosure.threshold}"
        )
        remedy = "Put its category together with another in the extract."
        yield Check.of("disclosure", "fail", Problem(path, each.row, "value", what, remedy), project.root)


def _rests_on_held(fact: Fact, facts: Facts) -> bool:
    """Whether a figure that is held back went into a fact, or is what a supplied percentage is a share of.

    A target is a percentage too, and rests on the params alone.
    """
    base = facts.find(fact.area, base_of(fact.measure), year=fact.year, suppressed=True)
    supplied = fact.key == fact_key(fact.area, fact.measure, fact.category, "", fact.year)
    return any(facts[key].suppressed for key in fact.inputs) or (
        supplied and fact.unit == "percent" and base is not None and base.suppressed
    )


def _told_by(key: str) -> Check:
    """A derived fact that is shown although one of its inputs is not: the kit itself is at fault."""
    return Check("disclosure", "fail", "", f"{key} is shown and rests on a figure that is held back", "Report this.")


def _typed(project: Project, inputs: Inputs, texts: Sequence[Told]) -> Iterator[Check]:
    """Each number typed into authored text that is a figure as supplied and not as published."""
    if inputs.params.disclosure.rounding is None and not any(fact.suppressed for fact in inputs.facts.values()):
        return  # what is published is what was supplied
    doubtful = [text for text in texts if any(claim.status == "untraced" for claim in text.claims)]
    if not doubtful:
        return
    raw = replace(inputs, facts=build_facts(project, inputs.params, published_unprotected(inputs.supplied)))
    as_supplied = ClaimFinder(raw.material)
    for text in doubtful:
        pairs = zip(as_supplied.find("\n".join(text.lines), text.chapter), text.claims, strict=True)
        for supplied, published in pairs:
            if supplied.status == "traced" and published.status == "untraced":
                what = f"a number typed here is one that disclosure control holds back ({supplied.fact})"
                remedy = f"Take it out, or write {{{{ {supplied.fact.removesuffix(f'.{project.year}')} }}}} in its place."
                problem = Problem(text.path, _line(text.path, supplied), "", what, remedy, line=True)
                yield Check.of("disclosure", "fail", problem, project.root)


def _line(path: Path, claim: Claim) -> int | None:
    """The line of a number, in a text that has lines to count."""
    return claim.line if path.suffix.lower() == ".md" else None
