"""Names as parts of keys, ids and file names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_BYTES = 4


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A name in lower case, its words joined by hyphens; in ASCII, whatever its script.

    Letters of other scripts than Latin are an x and eight digits made of them, the same for the same letters. Of signs alone
    nothing is left.

    Examples
    --------
    >>> slug("Neglect and Acts of Omission"), slug("Café"), slug("ਪੰਜਾਬੀ (1)")
    ('neglect-and-acts-of-omission', 'caf', '1-x61fc9674')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if text.isascii():
        return plain
    others = [
        each for each in unicodedata.normalize("NFC", text.lower()) if _is_of_a_word(each) and not (plain and _is_latin(each))
    ]
    if not any(map(str.isalnum, others)):
        return plain
    made = blake2b("".join(others).encode(), digest_size=_BYTES).hexdigest()
    return "-".join(filter(None, (plain, f"x{made}")))


def _is_of_a_word(character: str) -> bool:
    """Whether a character is a letter or a digit, or a sign that is written upon one."""
    return character.isalpha() or character.isdecimal() or unicodedata.category(character) in ("Mn", "Mc")


def _is_latin(character: str) -> bool:
    """Whether a character is a Latin letter, with an accent or without, or stands for one."""
    return unicodedata.normalize("NFKD", character)[0].isascii() or unicodedata.name(character, "").startswith("LATIN")
