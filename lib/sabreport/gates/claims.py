"""The gate of claims over a board's authored texts, and what of them agreed with the figures at the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sabreport.base.checks import Check
from sabreport.base.errors import Problem
from sabreport.base.project import Project
from sabreport.claims.finder import Claim, ClaimFinder
from sabreport.facts.fact import Facts
from sabreport.inputs import Inputs
from sabreport.reuse.cache import Made, Memory
from sabreport.texts.authored import as_written
from sabreport.wording.lists import counted

_STEP = "claims"


@dataclass(frozen=True)
class Told:
    """What one authored text says in numbers.

    Parameters
    ----------
    path
        The text.
    chapter
        Whose text it is; empty for a member's statement.
    lines
        Its lines, as the gate reads it.
    claims
        Its numbers, in order.
    """

    path: Path
    chapter: str
    lines: tuple[str, ...]
    claims: tuple[Claim, ...]

    def key(self, claim: Claim) -> str:
        """What a number is known again by: itself and the words of its line."""
        return f"{claim.text} | {' '.join(self.lines[claim.line - 1].split())}"

    def place(self, claim: Claim) -> str:
        """Where a number stands, in a text that has lines to count."""
        return f" (line {claim.line})" if self.path.suffix.lower() == ".md" else ""


def _authored(inputs: Inputs) -> Iterator[tuple[str, Path]]:
    """Each authored text that the report prints, with the chapter whose text it is."""
    chapters = {chapter.id for chapter in inputs.chapters}
    yield from ((chapter, path) for chapter, path in inputs.tables.narrative.items() if chapter in chapters)
    if any(chapter.partners for chapter in inputs.chapters):
        yield from (("", path) for path in inputs.tables.statements.values())


def told(project: Project, inputs: Inputs) -> list[Told]:
    """What each authored text says in numbers."""
    finder = ClaimFinder(inputs.material)
    found = []
    for chapter, path in _authored(inputs):
        text = as_written(path, project.root)
        found.append(Told(path, chapter, tuple(text.split("\n")), tuple(finder.find(text, chapter))))
    return found


def claim_checks(project: Project, inputs: Inputs, texts: Sequence[Told]) -> Iterator[Check]:
    """One check for each text with numbers that rest on no fact; those that did at the last build come first, and apart."""
    before, later = _agreed_before(project), list[Check]()
    for text in texts:
        agreed = before.get(project.relative(text.path), {})
        untraced = [claim for claim in text.claims if claim.status == "untraced"]
        changed = [claim for claim in untraced if text.key(claim) in agreed]
        others = [claim for claim in untraced if text.key(claim) not in agreed]
        if changed:
            said = [f'"{c.text}"{text.place(c)}{_since(agreed[text.key(c)], inputs.facts)}' for c in changed]
            what = f"{counted(len(changed), 'number', 'numbers')} agreed with the figures at the last build and no longer "
            what += f"{'does' if len(changed) == 1 else 'do'}: {'; '.join(said)}"
            yield _warning(
                project,
                text.path,
                what,
                f"{_correct(changed)}, or bind it as {{{{ area.measure }}}}: it then follows the figures.",
            )
        if others:
            numbers = ", ".join(f'"{claim.text}"{text.place(claim)}' for claim in others)
            what = f"{counted(len(others), 'number rests', 'numbers rest')} on no fact: {numbers}"
            remedy = (
                f"{_correct(others)}, bind it as {{{{ area.measure }}}}, or list it under claims in the params with the reason."
            )
            later.append(_warning(project, text.path, what, remedy))
    yield from later


def agreed_now(project: Project, inputs: Inputs, texts: Sequence[Told]) -> tuple[str, Made]:
    """Which numbers agree with the figures, as a step to remember; one that did, and stands there still, goes on being told."""
    before, agreed = _agreed_before(project), dict[str, dict[str, list[str]]]()
    for text in texts:
        name = project.relative(text.path)
        for claim in text.claims:
            key = text.key(claim)
            if claim.status == "traced":
                agreed.setdefault(name, {})[key] = [claim.fact, inputs.facts[claim.fact].text]
            elif claim.status == "untraced" and key in before.get(name, {}):
                agreed.setdefault(name, {}).setdefault(key, list(before[name][key]))
    return _STEP, Made({}, {}, agreed)


def _agreed_before(project: Project) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By text, the numbers that agreed with the figures at the last build, each with its fact and what that was."""
    made = Memory(project).recall(_STEP)
    value: Any = made.value if made is not None else {}
    return value if isinstance(value, dict) else {}


def _since(agreed: Sequence[str], facts: Facts) -> str:
    """What became of the figure that a number agreed with."""
    key, was = agreed
    fact = facts.get(key)
    name = key.removesuffix(f".{facts.year}")
    if fact is None:
        return f": {name} was {was} and is no figure now"
    if fact.suppressed:
        return f": {name} is held back now"
    return f": {name} was {was} and is now {fact.text}" if fact.text != was else f": it was reckoned from {name}"


def _correct(claims: Sequence[Claim]) -> str:
    return "Correct it" if len(claims) == 1 else "Correct each"


def _warning(project: Project, path: Path, what: str, remedy: str) -> Check:
    return Check.of("claims", "warn", Problem(path, None, "", what, remedy), project.root)
