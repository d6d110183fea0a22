"""Soft hyphens, so that the PDF cuts long words at line ends as word processors do."""

from __future__ import annotations

import re

_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]{9,}")
_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_KEPT_TOGETHER = (
    "bl",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "fr",
    "gl",
    "gn",
    "gr",
    "ph",
    "pl",
    "pr",
    "qu",
    "th",
    "tr",
    "vr",
)


def soften(text: str) -> str:
    """Put soft hyphens between syllables of long lower-case words; initials and codes stay whole."""
    return _WORD.sub(lambda found: _syllables(found[0]), text)


def _syllables(word: str) -> str:
    if word.isupper():
        return word
    out = []
    for i, letter in enumerate(word):
        if 2 < i < len(word) - 3 and _breaks_before(word.lower(), i):
            out.append(_SOFT)
        out.append(letter)
    return "".join(out)


def _breaks_before(word: str, i: int) -> bool:
    """A syllable starts with its consonant (or kept pair): vowel | consonant vowel."""
    if word[i] in _VOWELS:
        return False
    pair = word[i : i + 2] in _KEPT_TOGETHER
    after = word[i + 2] if pair else word[i + 1]
    split_pair = word[i - 1 : i + 1] in _KEPT_TOGETHER
    return after in _VOWELS and not split_pair
