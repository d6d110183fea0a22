"""A word that is none, one letter away from a word of the vocabulary, is read as that word.

For character recognition and typing slips (« réparabilté »). Only long words, only a single edit,
never a word that a French or English dictionary knows.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_SHORTEST = 8


class Speller:
    """Corrections towards one vocabulary of stems."""

    def __init__(self, vocabulary: set[str], language: str) -> None:
        """Sort the vocabulary by its first two letters and its length."""
        self._known = vocabulary
        self._language = language
        self._shelves: dict[tuple[str, int], list[str]] = {}
        for word in vocabulary:
            if len(word) >= _SHORTEST - 1:
                self._shelves.setdefault((word[:2], len(word)), []).append(word)
        self.correct = lru_cache(maxsize=100_000)(self._correct)

    def knows(self, stem: str) -> bool:
        """Tell whether a stem is of the vocabulary."""
        return stem in self._known

    def _correct(self, stem: str, word: str) -> str:
        """Return the stem to compare with: the vocabulary's where ``word`` is a slip for it."""
        if len(stem) < _SHORTEST or stem in self._known or not stem.isalpha():
            return stem
        for length in (len(stem), len(stem) - 1, len(stem) + 1):
            for candidate in self._shelves.get((stem[:2], length), ()):
                if Levenshtein.distance(stem, candidate, score_cutoff=1) <= 1:
                    return stem if self._is_word(word) else candidate
        return stem

    def _is_word(self, word: str) -> bool:
        import simplemma  # 0.1 s to import: only when a slip is likely

        return bool(simplemma.is_known(word, lang=self._language))
