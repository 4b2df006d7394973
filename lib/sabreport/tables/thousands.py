"""Amounts in thousands of pounds, as accounts have them: told, and never taken for pounds."""

from __future__ import annotations

import re

_SAYS = re.compile(r"£\s?['’‘]?0{3}['’]?s?\b|['’‘]0{3}s\b|(?<![\d,.])0{3}s\b|£\s?k\b|\bthousands? of pounds\b", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"\bin thousands\b|\(thousands\)", re.IGNORECASE)
IN_POUNDS = "Write each amount in whole pounds (48500 for 48.5), and take these words out."


def says_thousands(words: str) -> bool:
    """Whether words of an account say that its amounts are in thousands of pounds.

    Examples
    --------
    >>> [says_thousands(words) for words in ("Amount (£000s)", "£'000", "£k", "in thousands", "Costs (£1,000)", "£5k grant")]
    [True, True, True, True, False, False]
    """
    return bool(_SAYS.search(words) or _IN_THOUSANDS.search(words))
