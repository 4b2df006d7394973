"""The gate of words: each finished document holds every word and sign of the texts that were supplied, in their order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sabreport.base.characters import UNSEEN
from sabreport.base.checks import Check
from sabreport.base.places import without_places
from sabreport.inputs import Inputs
from sabreport.proofreading.order import Finished, Supplied
from sabreport.reuse.cache import Made, Memory
from sabreport.reuse.hashes import digest_of_file, digest_of_value, installed
from sabreport.reuse.library import library_reached
from sabreport.running.sections import Section
from sabreport.tables.unread import prints_text
from sabreport.wording.lists import counted, first_words, listed

GATE = "words"
_STEP = "words"
_UNREAD = "it cannot be read a second time, so that its words are not compared with what is printed"
_COMPARE = "Compare it with the report yourself; and report this, with the file."
_MOST_NAMED = 3
_MOST_WORDS = 12
_BLANK = UNSEEN | {*"\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"}
"""Signs that show nothing, some of them letters or marks to Unicode; all others that do are no printable ones."""
_TITLE = re.compile(r"^# (.+?)\s*(?:\{#[^}]*\})?$", re.MULTILINE)


@dataclass(frozen=True)
class _Text:
    """A supplied text, the heading below which the report prints it, and whether it is the board's own."""

    path: Path
    heading: str
    trusted: bool


def supplied_texts(inputs: Inputs) -> dict[Path, Supplied | str]:
    """The words of each authored text, as they are printed; or the kind of fault that keeps it from being read."""
    from lxml import etree  # this, and what reads texts, is slow to import

    from sabreport.proofreading.supplied import read_supplied

    unplaced = without_places(inputs.project, {})  # a folder of this machine is printed as what it is
    found: dict[Path, Supplied | str] = {}
    for texts, trusted in ((inputs.tables.narrative, True), (inputs.tables.statements, False)):
        for path in texts.values():
            try:
                supplied = read_supplied(path, trusted=trusted)
                found[path] = Supplied(unplaced(supplied.body), tuple(unplaced(list(supplied.notes))))
            except (OSError, ValueError, LookupError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
                found[path] = type(error).__name__
    return found


def check_words(
    inputs: Inputs,
    supplied: Mapping[Path, Supplied | str],
    sections: Sequence[Section],
    documents: Mapping[Path, Finished],
    memory: Memory,
    sources: Mapping[str, str],
) -> list[Check]:
    """One check for each text of which a document lacks something; a lost word fails, a sign or a space warns.

    What was found is taken as it was where no text and no document changed.

    Parameters
    ----------
    supplied
        The words of the texts, from `supplied_texts`.
    documents
        The finished web page, PDF and Word report, those of them that are built, and their words.
    sources
        The hashes of files by name as they were before anything was read: a text that was saved since is for the next build.
    """
    relative = inputs.project.relative
    now = {text: digest_of_file(text.path) for text in _texts(inputs, sections)}
    texts = [text for text, digest in now.items() if sources.get(relative(text.path), digest) == digest]
    rests_on = {
        **{relative(text.path): now[text] for text in texts},
        **{path.name: digest_of_file(path) for path in documents},
        **library_reached("sabreport.gates.words"),
        **installed(),
        "where texts are printed": digest_of_value([[relative(text.path), text.heading, text.trusted] for text in texts]),
    }
    made = memory.recall(_STEP)
    if made is None or dict(made.rests_on) != rests_on:
        made = Made(rests_on, {}, [check.as_json() for check in _checks(inputs, texts, supplied, list(documents.values()))])
        memory.keep(_STEP, made)
    return [Check(**each) for each in made.value]


def _texts(inputs: Inputs, sections: Sequence[Section]) -> Iterator[_Text]:
    """Each text that the report prints: those of chapters, and the statements where a chapter prints them."""
    titles = {section.chapter: _TITLE.search(section.path.read_text(encoding="utf-8")) for section in sections}
    printing = {chapter.id for chapter in inputs.chapters if prints_text(chapter, inputs.project.root)}
    for chapter, path in inputs.tables.narrative.items():
        if chapter in titles and chapter in printing:
            title = titles[chapter]
            yield _Text(path, title[1] if title else "", trusted=True)
    if any(chapter.partners for chapter in inputs.chapters):
        names = {member.id: member.name for member in inputs.params.members}
        for member, path in inputs.tables.statements.items():
            yield _Text(path, names.get(member, ""), trusted=False)


def _checks(
    inputs: Inputs, texts: Sequence[_Text], supplied: Mapping[Path, Supplied | str], finished: Sequence[Finished]
) -> Iterator[Check]:
    from sabreport.proofreading.lost import Lost, Searched  # slow to import

    documents = [Searched(each) for each in finished] if texts else []
    whole = True
    for text in texts:
        words = supplied[text.path]
        if isinstance(words, str):
            whole = False
            yield Check(GATE, "warn", inputs.project.relative(text.path), f"{_UNREAD} ({words})", _COMPARE)
            continue
        found: dict[tuple[str, ...], list[tuple[str, Lost]]] = {}
        for document in documents:
            for lost in document.lost(words, text.heading):
                found.setdefault(lost.words, []).append((document.document.name, lost))
        if found:
            whole = False
            yield _check(inputs.project.relative(text.path), found)
    if whole and documents:
        names = listed([document.document.name for document in documents])
        yield Check(GATE, "pass", "", f"{names} hold{'s' * (len(documents) == 1)} every word and sign of {_counted(texts)}", "")


def _counted(texts: Sequence[_Text]) -> str:
    own = sum(text.trusted for text in texts)
    parts = ((own, "text of the board", "texts of the board"), (len(texts) - own, "statement", "statements"))
    return listed([counted(number, one, several) for number, one, several in parts if number])


def _check(where: str, found: Mapping[tuple[str, ...], Sequence[tuple[str, object]]]) -> Check:
    from sabreport.proofreading.lost import Lost

    fails, said = False, []
    for words, places in found.items():
        names = listed(list(dict.fromkeys(name for name, _ in places)))
        lost = next(each for _, each in places if isinstance(each, Lost))
        fails = fails or lost.is_word
        after = f' after "{_quoted(lost.after)}"' if lost.after else " at its beginning"
        there = f'"{_quoted(lost.in_place.split())}"' if lost.in_place else ""
        if not words:
            said.append(f"{names} {_has(names)} {there}{after}, which is not in it")
        else:
            said.append(f'{names} {_has(names)} not "{_quoted(words)}"{after}' + (f", but {there}" if there else ""))
    more = len(said) - _MOST_NAMED
    message = "; ".join(said[:_MOST_NAMED]) + (f"; and {counted(more, 'more place', 'more places')}" if more > 0 else "")
    remedy = "Write that part of the file anew as plain paragraphs; and report this, with the file: the kit should print it."
    return Check(GATE, "fail" if fails else "warn", where, message, remedy)


def _has(names: str) -> str:
    return "have" if " and " in names else "has"


def _quoted(words: Sequence[str]) -> str:
    """Words and signs as one line, a long one cut."""
    text = first_words(" ".join(map(_seen, words)), _MOST_WORDS)
    return re.sub(r" ([,.;:!?)\]%'’])", r"\1", re.sub(r"([(\[£$]) ", r"\1", text))


def _seen(word: str) -> str:
    """A word with the number of each sign in it that nobody can see."""
    return "".join(each if each.isprintable() and each not in _BLANK else f"U+{ord(each):04X}" for each in word)
