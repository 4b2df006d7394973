"""Sign-offs: who approved which draft, and whether what they approved is still what the report says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sabreport.base.dates import day
from sabreport.reports.contents import Contents, named, outside, read_contents, untouched
from sabreport.reports.drafts import DRAFTS, PUBLICATION, drafts_in
from sabreport.reports.history import Event
from sabreport.wording.lists import listed

APPROVED, WITH_CHANGES, REJECTED = "approve", "amend", "reject"
OUTCOMES = (APPROVED, WITH_CHANGES, REJECTED)
_DONE = {APPROVED: "signed off", WITH_CHANGES: "signed off with changes to be made", REJECTED: "rejected"}


def latest(history: Iterable[Event]) -> list[Event]:
    """The last sign-off of each role, in their order."""
    by_role: dict[str, Event] = {}
    for event in history:
        if event.event == "signoff":
            role = event.by.casefold()
            by_role.pop(role, None)
            by_role[role] = event
    return list(by_role.values())


def missing(report: Path, history: Sequence[Event], content: str, now: Contents | None) -> list[str]:
    """What keeps a report of some content from being final, as far as sign-offs go; empty where it is signed.

    It is signed where somebody has signed it, and the last sign-off of each role that ever did holds for it.

    Parameters
    ----------
    report
        The folder whose drafts were signed.
    content
        The hash of what the report says.
    now
        The same part by part; None where that is not known.
    """
    signed = latest(history)
    if not signed:
        return ["no draft of it is signed off"]
    return [why for event in signed if (why := why_not(report, event, content, now))]


def why_not(report: Path, signoff: Event, content: str, now: Contents | None) -> str:
    """Why a sign-off does not hold for what a report says; empty where it does."""
    who = f"draft {signoff.draft}, by {signoff.by}"
    if signoff.outcome == REJECTED:
        return f"{who}: rejected" + (f" ({signoff.note})" if signoff.note else "")
    if changed := changed_since(report, signoff, content, now):
        return f"{who}: signed, and changed since then: {named(changed)}"
    if undone := _undone(report, signoff, content, now):
        return f"{who}: signed with changes to be made, and nothing has changed in {named(undone)}"
    return ""


def changed_since(report: Path, signoff: Event, content: str, now: Contents | None) -> list[str]:
    """The parts that changed since a draft was signed, but for those that the sign-off asks to have changed."""
    if signoff.content_hash == content:
        return []
    then = read_contents(report / DRAFTS / str(signoff.draft))
    return ["text of the report"] if then is None or now is None else outside(then, now, signoff.chapters)


def _undone(report: Path, signoff: Event, content: str, now: Contents | None) -> list[str]:
    """The chapters that a sign-off asks to have changed and that are as they were."""
    then = read_contents(report / DRAFTS / str(signoff.draft))
    if signoff.content_hash == content or then is None or now is None:
        return [f"chapter {each}" for each in signoff.chapters]
    return [f"chapter {each}" for each in untouched(then, now, signoff.chapters)]


def voided(report: Path, history: Sequence[Event], new: Iterable[tuple[int, str]]) -> list[tuple[int, Event, str]]:
    """The sign-offs that held until now and do not hold for new drafts, with the draft that voids each, and by what.

    Parameters
    ----------
    new
        The number and the content of each new draft.
    """
    void = {(event.draft, event.by) for event in history if event.event == "void"}
    found = []
    for number, content in new:
        now = read_contents(report / DRAFTS / str(number))
        for signoff in latest(history):
            if signoff.outcome == REJECTED or (signoff.draft, signoff.by) in void:
                continue
            if changed := changed_since(report, signoff, content, now):
                void.add((signoff.draft, signoff.by))
                found.append((number, signoff, named(changed)))
    return found


def where_it_stands(report: Path, history: Sequence[Event]) -> str:
    """In a few words, how far the last draft of a folder is: final, signed, changed since it was signed, sent to somebody.

    Of a final, also what was signed, rejected or voided since, for it may have to be taken back.
    """
    last = max(((number, draft) for number, draft in drafts_in(report) if draft is not None), default=None)
    if last is None:
        return "not signed off"
    number, draft = last
    said = []
    finals = [at for at, event in enumerate(history) if event.event == "final"]
    if finals:
        final, after = history[finals[-1]], history[finals[-1] + 1 :]
        same = final.content_hash == draft.content
        gone = "" if (report / PUBLICATION).is_dir() else f", and its folder {PUBLICATION} is gone from here"
        said.append(f"final of {day(_on(final))}" + ("" if same else f", made from draft {final.draft}") + gone)
        said += [f"since then {since}" for since in _since(after)]
    elif not (why := missing(report, history, draft.content, read_contents(report / DRAFTS / str(number)))):
        said.append("signed off by " + listed([f"{event.by} on {day(_on(event))}" for event in latest(history)]))
    else:
        said.append("not signed off" if not latest(history) else why[0])
    to = [event.by for event in history if event.event == "sent" and event.draft == number]
    return "; ".join([*said, *([f"draft {number} is with {listed(list(dict.fromkeys(to)))}"] if to else [])])


def _since(after: Sequence[Event]) -> list[str]:
    """What became of sign-offs after a report was final, in their order: of each role its last, and each that is void."""
    last = latest(after)
    said = []
    for event in after:
        if event.event == "void":
            said.append(f"the sign-off of {event.by} became void ({event.note})")
        elif event in last:
            why = f" ({event.note})" if event.outcome == REJECTED and event.note else ""
            said.append(f"draft {event.draft} was {_DONE[event.outcome]} by {event.by} on {day(_on(event))}{why}")
    return said


def _on(event: Event) -> date:
    return date.fromisoformat(event.when[:10])
