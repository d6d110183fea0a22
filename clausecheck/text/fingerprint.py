"""Is it the same clause? Words without case, accents, hyphenation, bullets; then runs of them.

A fingerprint survives what an edit elsewhere, another file name, another format or another layout
does. Where the words themselves were edited, the share of common runs tells whether it is still the
same clause.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

from clausecheck.text.folding import fold

_WORD = re.compile(r"[a-z0-9]+")
_CUT = re.compile(r"(?<=[a-z])[-\u00ad\ufffe]\n(?=[a-z])")
_DIGEST = 16


def words_of(quote: str) -> tuple[str, ...]:
    """Return the words of a quote, folded, those cut at a line's end joined again."""
    return tuple(_WORD.findall(_CUT.sub("", fold(quote)).replace("\u00ad", "")))


def fingerprint(rule: str, quote: str) -> str:
    """Return 16 hexadecimal signs that stay the same while the words do, wherever they stand."""
    return hashlib.sha256(f"{rule}\0{' '.join(words_of(quote))}".encode()).hexdigest()[:_DIGEST]


def shingles(quote: str) -> frozenset[str]:
    """Return the words of a quote and its pairs of neighbours."""
    words = words_of(quote)
    return frozenset(words) | frozenset(f"{one} {other}" for one, other in pairwise(words))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of two sets of shingles that is common, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 1.0
