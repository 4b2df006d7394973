"""Words that a program read in the wrong encoding and then saved so: ``CafÃ©`` for ``Café``."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^ \t\r\n]*[^\x00-\x7f][^ \t\r\n]*")
_MOST_TIMES = 3
"""How often in turn a file may have been read so."""
_USUAL = re.compile("[\u00a0-\u017f\u2010-\u20cf\u2122]")
"""Letters with accents, and the signs of running text: one alone is enough to tell; of other letters it takes two."""


def as_written(text: str) -> str:
    """A text with each word as it was before Excel took its UTF-8 for Windows-1252; other words as they are.

    A word counts where all of it is UTF-8 when written as Windows-1252, which hardly any true word is: after a letter with
    an accent there would have to stand a sign.

    Examples
    --------
    >>> as_written("CafÃ©â€™s, Â£5 â€“ Zoë")
    'Café’s, £5 – Zoë'
    """
    return text if text.isascii() else _WORD.sub(lambda match: _before(match[0]), text)


def misread_words(text: str) -> list[tuple[str, str]]:
    """Each word of a text that was read wrongly, and what it was before."""
    if text.isascii():
        return []
    words = dict.fromkeys(match[0] for match in _WORD.finditer(text))
    return [(word, before) for word in words if (before := _before(word)) != word]


def _before(word: str) -> str:
    earlier = word
    for _ in range(_MOST_TIMES):
        try:
            earlier = b"".join(map(_byte, earlier)).decode("utf-8")
        except UnicodeError:
            break
        signs = [each for each in earlier if not each.isascii()]
        seen = all(unicodedata.category(each) not in ("Cc", "Cn", "Co") for each in signs)
        if seen and (len(signs) > 1 or any(map(_USUAL.match, signs))):
            word = earlier
    return word


def _byte(character: str) -> bytes:
    """The byte that Windows shows as a character; it shows five bytes as characters that cannot be seen."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
