"""Whether the text that a file gives for a page is what a person reads on it."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from clausecheck.readers.signs import garbled_share

_GARBLED = 0.3
_HOLES = 0.02
"""Share of letters whose neighbour means nothing, past which words are too damaged to search."""
_LEAST_LETTERS = 120
"""Letters under which nothing is said of a text: a page of figures, a stamp."""
_COMMON_SHARE = 0.06
"""Share of a page's words that are common ones; in prose it is 0.2 and more, in lists it may be 0."""
_KNOWN_SHARE = 0.62
"""Share of pairs of letters that French or English has: 0.97 in their texts, 0.7 in Polish or formulas,
0.3 to 0.5 in shifted alphabets."""
_COMMON = frozenset(
    "de le la les des du et en à au aux un une est sont par pour sur dans ou ne pas que qui ce se sa son avec "
    "sans il elle leur leurs cette ces plus tout tous être the of and to in shall for is be or on by with that "
    "as are from at this not any an will may it which".split()
)
# Second letters of the pairs that make up 97 % of those within the words of the sample tenders and
# of the wordings of the rules, French and English, accents left out.
_AFTER = {
    pairs[0]: frozenset(pairs[1:])
    for pairs in (
        "abcdgilmnpqrstuv baeiloru cacehilortuy daeiorsu eacdefgilmnpqrstuvx faefior gaeinrt haeio "
        "iabcdefglmnopqrstvx jo laeilostu mabeimopu nacdefginostuv obcdfgilmnoprstuv paeiloprtu qu "
        "racdegimnorstuvy sacehiopstu taehiorstuy uabceilmnprstvx vaeior waio xet yce"
    ).split()
}
_SAMPLE = 2_500
"""Characters of a page that are looked at more closely."""
_LEAST_PAIRS = 40
_ACRONYMS = 0.8
_ACRONYM = re.compile(r"\b[^\W\d_a-zà-ÿ]{1,5}\b")
_WORD = re.compile(r"[a-z]{2,}")
_HOLE = re.compile(r"(?<=[^\W\d_])[\x00\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]|[\x00\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufffd](?=[^\W\d_])")  # fmt: skip


def garbled(text: str) -> bool:
    """Tell whether a text is not what the page shows: fonts without a key, shifted alphabets.

    Figures, acronyms, part numbers and other languages in Latin letters are not; of a text in
    another script nothing is said.
    """
    share = garbled_share(text)
    if share > _GARBLED:
        return True
    words = text.lower().split()
    prose = sum(map(_COMMON.__contains__, words)) >= _COMMON_SHARE * len(words)
    if prose and not share:
        return False
    letters = sum(map(str.isalpha, text))
    if letters < _LEAST_LETTERS:
        return False
    if share and len(_HOLE.findall(text)) > _HOLES * letters:
        return True
    return not prose and _known_share(text) < _KNOWN_SHARE


def _known_share(text: str) -> float:
    """Return the share of pairs of letters that French or English words have; 1 for other scripts."""
    text = text[:_SAMPLE]
    letters = sum(map(str.isalpha, text))
    # Acronyms have pairs of letters of their own; in a shifted alphabet, short words look like some.
    short = _ACRONYM.findall(text)
    if sum(map(len, short)) < letters / 2:
        text = _ACRONYM.sub(" ", text)
    elif sum(map(len, short)) > _ACRONYMS * letters:
        return 1.0
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    words = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    pairs = sum(len(word) - 1 for word in words)
    if pairs < max(_LEAST_PAIRS, letters / 5):
        return 1.0
    known = sum(b in _AFTER.get(a, ()) for word in words for a, b in pairwise(word))
    return known / pairs
