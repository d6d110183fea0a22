"""A folded text as a stream of stems, each knowing its place; articles and elisions left out.

« disponibilité des pièces détachées », « disponibilité de pièces détachées » and « DISPONIBILITE
PIECES DETACHEES » are the same three stems, which is what terms are compared with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from clausecheck.text.stemming import stem

_TOKEN = re.compile(r"[^\W\d_]+(?:[\u00ad\u200b]+\n?[^\W\d_]+)*|\d+(?:[.,]\d+)*|[%€≥≤<>]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_INVISIBLE = re.compile(r"[\u00ad\u200b\n]")
_LINE_END_HYPHEN = re.compile(r"-[ \t]*\n[ \t]*\Z")
_STOP = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "de",
            "du",
            "des",
            "d",
            "au",
            "aux",
            "ce",
            "cet",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "s",
            "c",
            "j",
            "m",
            "t",
            "qu",
            "que",
            "y",
        ]
    ),
    "en": frozenset(["the", "a", "an", "of", "its", "their", "this", "these", "those"]),
}


def expand(word: str) -> str:
    """Open ligatures and drop invisible marks: the folded word as one would type it."""
    if word.isascii():
        return word
    return _INVISIBLE.sub("", word.translate(_LIGATURES))


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a folded term, articles left out, as a stream holds them."""
    stop = _STOP[language]
    words = (expand(match.group()) for match in _TOKEN.finditer(text))
    return tuple(stem(word, language) for word in words if word not in stop)


@dataclass(frozen=True)
class Stream:
    """The stems of a text with their ranges of code points.

    Attributes:
        stems: In order.
        starts: First code point of each.
        ends: Code point after the last of each.
    """

    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def joined(self) -> str:
        """The stems between single spaces, with one before and one after: what is searched."""
        return f" {' '.join(self.stems)} "

    @cached_property
    def _positions(self) -> list[int]:
        positions, at = [], 1
        for word in self.stems:
            positions.append(at)
            at += len(word) + 1
        return positions

    def index_at(self, position: int) -> int:
        """Return the index of the stem that begins at ``position`` of ``joined``."""
        return bisect_left(self._positions, position)

    def first_from(self, offset: int) -> int:
        """Return the index of the first stem that begins at or after code point ``offset``."""
        return bisect_left(self.starts, offset)


def stream(
    folded: str,
    language: str,
    known: Callable[[str], bool],
    correct: Callable[[str, str], str] = lambda key, _: key,
) -> Stream:
    """Return the stream of a folded text.

    Args:
        folded: Output of ``folding.fold``.
        language: ``fr`` or ``en``.
        known: Tells whether a stem belongs to the vocabulary: a word cut at a line end
            (``repara-`` | ``bilite``) is joined only when that makes a known word, so that
            ``sous-`` | ``traitant`` stays two words.
        correct: Turns the stem of a misspelt word into the one that was meant.
    """
    stop = _STOP[language]
    tokens: list[tuple[str, int, int]] = []
    cut: tuple[str, int, int] | None = None
    for match in _TOKEN.finditer(folded):
        word, start, end = match.group(), match.start(), match.end()
        if not word.isascii():
            word = expand(word)
        if cut is not None and _LINE_END_HYPHEN.match(folded[cut[2] : start]):
            whole = stem(cut[0] + word, language)
            if known(whole):
                if tokens and tokens[-1][1] == cut[1]:
                    tokens.pop()
                tokens.append((whole, cut[1], end))
                cut = None
                continue
        cut = (word, start, end) if folded[end : end + 1] == "-" else None
        if word not in stop:
            tokens.append((correct(stem(word, language), word), start, end))
    stems, starts, ends = zip(*tokens, strict=True) if tokens else ((), (), ())
    return Stream(stems=stems, starts=starts, ends=ends)
