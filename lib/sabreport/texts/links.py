"""Links that a report cannot follow, such as those to a file: told, and printed as their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sabreport.texts.statement_tree import Node, text_of
from sabreport.wording.lists import counted, first_words, some_of

_FOLLOWED = re.compile(r"\s*(?:https?://|mailto:)", re.IGNORECASE)
_OF_PROGRAM = re.compile(r"#_", re.IGNORECASE)
"""How the names of places begin that programs give, as for a list of contents."""
_MOST_WORDS = 8


def links_unfollowed(tree: Node) -> Iterator[tuple[str, str]]:
    """What to say of the links of a text that lead to no page of the web and no address of e-mail, once, with the remedy."""
    said = [
        f'"{first_words(text_of(node["c"][1]), _MOST_WORDS)}" ({target})'
        for node in _links(tree["blocks"])
        if (target := node["c"][2][0]) and not _FOLLOWED.match(target) and not _OF_PROGRAM.match(target)
    ]
    if said:
        lead = counted(len(said), "link leads", "links lead")
        alone = "is printed as its words alone" if len(said) == 1 else "are printed as their words alone"
        yield (
            f"{lead} to a file or a place that the report has not, and {alone}: {some_of(list(dict.fromkeys(said)))}",
            "In the file, give the address of a web page, or say where it is found; or leave it if the words say enough.",
        )


def _links(node: Node) -> Iterator[Node]:
    if isinstance(node, list):
        for each in node:
            yield from _links(each)
    elif isinstance(node, dict):
        if node.get("t") == "Link":
            yield node
        yield from _links(node.get("c"))
