"""Names as parts of keys, ids and file names."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """A name in lower case, its words joined by hyphens.

    Examples
    --------
    >>> slug("Neglect and Acts of Omission")
    'neglect-and-acts-of-omission'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
