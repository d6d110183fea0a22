"""The baselines that need no training: nothing at all, one expression a theme, a dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clausecheck.evaluation.keywords import DICTIONARY, ENOUGH_WORDS, PATTERNS
from clausecheck.evaluation.matching import Prediction
from clausecheck.model.outline import Passage, PassageKind, Piece
from clausecheck.text.folding import fold

_WORD = re.compile(r"[a-z0-9]+")
_CUT = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")


def statements(piece: Piece) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a piece that are no headings, with their folded words on one line.

    The baselines read the same passages as the engine: the comparison is of detection alone.
    """
    for passage in piece.outline.passages:
        if passage.kind is not PassageKind.HEADING:
            yield passage, line_of(piece.document.text[passage.span.start : passage.span.end])


def line_of(text: str) -> str:
    """Return a text folded, on one line, words cut at a line's end joined again."""
    return " ".join(_CUT.sub("", fold(text)).split())


def words_of(line: str) -> list[str]:
    """Return the words of a folded line."""
    return _WORD.findall(line)


def by_pattern(piece: Piece) -> Iterator[Prediction]:
    """Claim a theme wherever its one regular expression matches."""
    for passage, line in statements(piece):
        yield from claimed(passage, (theme for theme, pattern in PATTERNS.items() if pattern.search(line)))


def by_dictionary(piece: Piece) -> Iterator[Prediction]:
    """Claim a theme wherever enough different words of its dictionary stand together."""
    for passage, line in statements(piece):
        words = set(words_of(line))
        yield from claimed(
            passage, (theme for theme, stems in DICTIONARY.items() if _count(stems, words) >= ENOUGH_WORDS)
        )


def claimed(passage: Passage, themes: Iterable[str]) -> Iterator[Prediction]:
    """Yield a prediction for the whole passage and each theme; a baseline grades nothing."""
    for theme in themes:
        yield Prediction(theme=theme, start=passage.span.start, end=passage.span.end)


def _count(stems: Iterable[str], words: set[str]) -> int:
    """Count the stems that begin some word; two-letter stems must be the word."""
    return sum(
        any(word.startswith(stem) if len(stem) > 2 else word == stem for word in words) for stem in stems
    )
