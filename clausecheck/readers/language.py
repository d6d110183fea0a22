"""Which language most of a text is written in, by its commonest words."""

from __future__ import annotations

import re

_FRENCH = frozenset("le la les des du et est dans pour par sur au aux que qui une sont ou avec cette".split())
_ENGLISH = frozenset("the of and to in is for on by with be this shall that are or an as will from".split())
_WORD = re.compile(r"[a-zàâéèêëîïôûùç]+")
_SAMPLE = 60_000
"""Code points: enough to tell, whatever the length of the document."""


def guess_language(text: str) -> str:
    """Return ``fr`` or ``en``; French when nothing tells."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    return "en" if english > french else "fr"
