"""Figures of an area over the years: sentences, charts with their data tables, and breakdowns of the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sabreport.base.project import year_label
from sabreport.chapters.chapter import Chapter
from sabreport.chapters.trend_charts import CHARTED, flow_of_concerns, in_sentence, shares_asked, trend
from sabreport.exhibits.exhibit import Exhibit
from sabreport.facts.chance import SMALL, change_could_be_chance, first_beyond_chance
from sabreport.facts.fact import Fact
from sabreport.facts.phrases import compared, figure_of, one_in, share_in_words, share_of_none
from sabreport.settings.params import Area
from sabreport.texts.prose import Prose
from sabreport.wording.lists import capitalised, ended, followed_by, listed
from sabreport.wording.markdown import escape

Sentence = Callable[[Chapter, Area, Fact], str]


def concerns_and_enquiries(chapter: Chapter, area: Area) -> list[Exhibit]:
    """Concerns, enquiries, conversion and abuse found: sentences, a chart and its data table."""
    names = CHARTED["concerns_and_enquiries"]
    paragraph = _say(
        chapter,
        area,
        {
            "concerns": _concerns_sentence,
            "enquiries_s42": _enquiries_sentence,
            "enquiries_other": _other_enquiries_sentence,
            "conversion": _conversion_sentence,
            "enquiries_abuse_found_pct": _abuse_found_sentence,
        },
        optional=("enquiries_other", "conversion"),
    )
    return [
        paragraph,
        *flow_of_concerns(chapter, area),
        *trend(
            chapter,
            area,
            "concerns",
            f"{chapter.words['concerns']} and {chapter.words['enquiries']}",
            names,
        ),
    ]


def making_safeguarding_personal(chapter: Chapter, area: Area) -> list[Exhibit]:
    """Whether people were asked, and got, what they wanted: sentences, a chart and its data table."""
    names = CHARTED["making_safeguarding_personal"]
    paragraph = _say(
        chapter,
        area,
        {"msp_asked_pct": _asked_sentence, "msp_outcomes_met_pct": _outcomes_sentence, "enquiries_ceased_pct": _ceased_sentence},
    )
    return [
        paragraph,
        *shares_asked(chapter, area),
        *trend(chapter, area, "msp", "Making Safeguarding Personal", names),
    ]


def deprivation_of_liberty(chapter: Chapter, area: Area) -> list[Exhibit]:
    """Applications, the number outstanding and paid representatives: sentences, a chart and its data table."""
    names = CHARTED["deprivation_of_liberty"]
    paragraph = _say(
        chapter,
        area,
        {
            "dols_applications": _applications_sentence,
            "dols_outstanding": _outstanding_sentence,
            "dols_paid_representative_pct": _representative_sentence,
        },
    )
    return [paragraph, *trend(chapter, area, "dols", "Deprivation of Liberty Safeguards", names)]


def _say(chapter: Chapter, area: Area, sentences: dict[str, Sentence], optional: Sequence[str] = ()) -> Prose:
    """One paragraph: a sentence for each measure that has a figure, then one for those held back, one for those not supplied."""
    said: list[str] = []
    tested: list[tuple[str, Fact]] = []
    held, missing, none = [], [], dict[str, Fact]()
    for name, sentence in sentences.items():
        fact = chapter.facts.find(area.id, name, suppressed=True)
        if fact is not None and fact.suppressed and not fact.below:
            held.append(_named(chapter, name))
        elif fact is not None and share_of_none(fact, chapter.facts):
            base = chapter.facts.find(area.id, chapter.measure(name).base)
            none |= {base.measure: base} if base is not None and base.measure not in sentences else {}
        elif fact is not None:
            said += [sentence(chapter, area, fact), _target_sentence(chapter, area, name)]
            tested += [(in_sentence(chapter.measure(name).label), fact)]
        elif name not in optional:
            missing.append(_named(chapter, name))
    said += [
        f"There were {base.span('no')} {_named(chapter, name)} in {escape(area.name)} in {chapter.label}, "
        "so there is no share of them to give."
        for name, base in none.items()
    ]
    said += _chance_sentences(chapter, tested)
    if held:
        said.append(f"To protect people who could be recognised, no figure for {escape(area.name)} is shown for {listed(held)}.")
    if missing:
        said.append(ended(f"No figure is available for {chapter.label} for {listed(missing)} in {escape(area.name)}"))
    return Prose(" ".join(filter(None, said)))


def _named(chapter: Chapter, name: str) -> str:
    """A measure as a sentence names it: "DoLS applications", "the waiting list on 31 March"."""
    entry = chapter.measure(name)
    return f"the {in_sentence(entry.label)}" if entry.nature == "stock" else in_sentence(entry.label)


def _chance_sentences(chapter: Chapter, figures: Sequence[tuple[str, Fact]]) -> list[str]:
    """What chance alone could, and could not, give of the changes of small figures; nothing where they are shown rounded."""
    disclosure = chapter.params.disclosure
    if disclosure.enabled and (disclosure.rounding or 1) > 1:
        return []
    said = []
    few = [label for label, fact in figures if change_could_be_chance(fact, chapter.facts)]
    if few:
        then = year_label(chapter.project.year - 1)
        said.append(f"{capitalised(listed(few))} are so few that chance alone could give a change of the size seen since {then}.")
    for label, fact in figures:
        first = first_beyond_chance(fact, chapter.facts)
        if first is not None:
            way, ends = (
                "rise" if fact.value > first.value else "fall",
                [f"{each.span()} in {year_label(each.year)}" for each in (first, fact)],
            )
            said.append(f"The {way} in {label} from {ends[0]} to {ends[1]} is more than chance alone would give.")
    return said


def _target_sentence(chapter: Chapter, area: Area, name: str) -> str:
    """How far a figure is from the board's target; empty where there is none."""
    fact, target, gap = (chapter.facts.find(area.id, name, derived=part) for part in ("", "target", "target_gap"))
    if fact is None or target is None or gap is None:
        return ""
    about = f"The board's target for “{in_sentence(chapter.measure(name).label)}” is {target.span()}"
    if fact.value == target.value:
        return f"{about}, which the figure meets exactly."
    side = "above" if fact.value > target.value else "below"
    if gap.value == 0:
        return f"{about}: the figure is just {side} it."
    return f"{about}: the figure is {gap.span(gap.magnitude)} {side} it."


def _concerns_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    words, facts = chapter.words, chapter.facts
    verb = "was" if fact.value == 1 else "were"
    number = figure_of(fact, f"safeguarding {words['concern']}", f"safeguarding {words['concerns']}")
    text = followed_by(f"There {verb} {number} in {escape(area.name)} in {chapter.label}", compared(fact, facts))
    sentences = [f"{text}."]
    rate = facts.find(area.id, "adults_per_concern")
    if rate is not None:
        number = {"0": "", "1": rate.span("adult")}.get(rate.text, f"{rate.span()} adults")
        sentences.append(f"That is one {words['concern']} for every {number}." if number else "")
    if fact.suppressed or fact.value > 0:
        sentences.append(_from_the_public(chapter, area, fact))
    return " ".join(filter(None, sentences))


def _from_the_public(chapter: Chapter, area: Area, concerns: Fact) -> str:
    """How many concerns members of the public raised; empty where that is not known."""
    public = chapter.facts.find(area.id, "concerns_from_public", suppressed=True)
    share = chapter.facts.find(area.id, "concerns_from_public_share")
    if public is not None and public.below and not concerns.suppressed:
        return f"Members of the public raised {public.span()} of them."
    if public is None or share is None:
        return ""
    if concerns.value == 1:
        return f"Members of the public raised {public.span('it' if public.value else 'none')}."
    if public.value == 0:
        return f"Members of the public raised {public.span('none')} of them."
    return f"Members of the public raised {public.span()} of them ({share.span()})."


def _enquiries_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    number = figure_of(fact, f"section 42 {chapter.words['enquiry']} was", f"section 42 {chapter.words['enquiries']} were")
    return followed_by(f"{capitalised(number)} begun", compared(fact, chapter.facts)) + "."


def _other_enquiries_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    number = figure_of(fact, f"other {chapter.words['enquiry']}", f"other {chapter.words['enquiries']}")
    return followed_by(f"There {'was' if fact.value == 1 else 'were'} {number}", compared(fact, chapter.facts)) + "."


def _conversion_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    words = chapter.words
    kind = "a section 42" if chapter.params.conversion == "s42" else "a section 42 or other"
    if fact.value > 100:
        start = f"There were more {words['enquiries']} than {words['concerns']}: {fact.span()} of them"
    else:
        start = f"{one_in(fact, words['concerns'])} led to {kind} {words['enquiry']}"
    text = followed_by(start, compared(fact, chapter.facts))
    return f"{text} (conversion rate: {chapter.measure('conversion').formula})."


def _abuse_found_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    words, base = chapter.words, chapter.facts.find(area.id, "enquiries_s42")
    text = (
        followed_by(
            f"Abuse or neglect was found in {share_in_words(fact)} of {words['enquiries']}", compared(fact, chapter.facts)
        )
        + "."
    )
    if base is not None and 0 < base.value < SMALL:
        text += f" With so few {words['enquiries']}, a handful of cases can move the percentage a long way."
    return text


def _asked_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    start = f"In {escape(area.name)}, {share_in_words(fact)} of people were asked what they wanted to happen"
    return followed_by(start, compared(fact, chapter.facts)) + "."


def _outcomes_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    start = f"What the person wanted happened, at least in part, in {fact.span()} of cases"
    return followed_by(start, compared(fact, chapter.facts)) + "."


def _ceased_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    start = f"{one_in(fact, chapter.words['enquiries'])} stopped because the person asked for that"
    return followed_by(start, compared(fact, chapter.facts)) + "."


def _applications_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    number = figure_of(fact, f"DoLS {chapter.words['application']}", f"DoLS {chapter.words['applications']}")
    start = f"{escape(area.name)} received {number} in {chapter.label}"
    return followed_by(start, compared(fact, chapter.facts)) + "."


def _outstanding_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    start = f"The {chapter.words['outstanding']} stood at {fact.span()} on 31 March {chapter.project.year}"
    return followed_by(start, compared(fact, chapter.facts)) + "."


def _representative_sentence(chapter: Chapter, area: Area, fact: Fact) -> str:
    start = f"A Paid Person's Representative was in place in {fact.span()} of cases"
    return followed_by(start, compared(fact, chapter.facts)) + "."
