"""What a copy that came back says otherwise than its draft, though it was not tracked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sabreport.returned.package import open_package
from sabreport.returned.paragraphs import Paragraph, read_paragraphs
from sabreport.returned.remarks import Returned
from sabreport.returned.typed_text import words_of
from sabreport.wording.lists import counted, first_words, listed

_MOST, _MOST_WORDS = 3, 12


def untracked(returned: Returned, draft: Path, root: Path) -> list[str]:
    """What is to be said of a copy whose words, with no change made, are not the draft's.

    Raises
    ------
    FileError
        Where the draft's Word report cannot be read.
    """
    document = next(iter(sorted(draft.glob("*.docx"))), None)
    if document is None:
        return []
    before, now = _texts(read_paragraphs(open_package(document, root))[0]), _texts(returned.paragraphs)
    new, gone = _beyond(now, before), _beyond(before, now)
    if not new and not gone:
        return []
    own = new or gone
    first = [f"“{first_words(each, _MOST_WORDS)}”" for each in own[:_MOST]]
    places = counted(max(len(new), len(gone)), "paragraph", "paragraphs")
    has = f"Only the {'copy' if new else 'draft'} has{', among others' if len(own) > _MOST else ''}"
    return [
        f"{returned.path.name}: its words differ from the draft's without being tracked, in {places}. "
        f"{has}: {listed(first)}. Compare the two in Word, and put such changes in by hand."
    ]


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The paragraphs of the text, of its tables and its notes."""
    return [each.was for each in paragraphs if each.part in ("text", "note") and each.was.strip()]


def _beyond(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The paragraphs of one that the other does not have, by their words."""
    left = Counter(tuple(words_of(each)) for each in other)
    found = []
    for each in one:
        words = tuple(words_of(each))
        if words and not left[words]:
            found.append(each)
        left[words] -= 1
    return found
