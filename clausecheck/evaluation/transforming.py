"""The same document as another keyboard, scanner or template would have given it, with the way back."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clausecheck.evaluation.metrics import SEED
from clausecheck.model.document import Block, Document
from clausecheck.model.outline import Outline
from clausecheck.model.place import Span

Rewriting = Callable[[str], Sequence[str]]
"""From a text to what stands for each of its code points; "" drops one, several signs may replace one."""

_COLUMN = 70
"""Width of a line in characters: that of a page of 12 points with usual margins."""
_LONG_WORD = 8
_PART = 3
"""Fewest letters on either side of a cut."""
_VOWELS = frozenset("aeiouyàâéèêëîïôùûü")
_OPENED = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
_MISREAD = {
    "l": "1", "1": "l", "i": "l", "I": "l", "o": "0", "O": "0", "0": "O", "e": "c", "c": "e", "a": "o",
    "n": "u", "u": "n", "h": "b", "b": "h", "m": "rn", "w": "vv", "d": "cl", "s": "5", "S": "5", "5": "S",
    "t": "f", "f": "t", "g": "q", "q": "g", "v": "y", "B": "8", "8": "B", "E": "F", "r": "n", "p": "n",
    "é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c", "2": "Z", "D": "O", "C": "G", "T": "I", "'": "",
}  # fmt: skip
"""What character recognition takes one sign for, by likeness of shape; other signs get lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformed:
    """A rewritten document and where everything went.

    Attributes:
        document: As it reads now.
        places: For each code point of the old text, where it stands in the new one.
    """

    document: Document
    places: tuple[int, ...]

    def span(self, old: Span) -> Span:
        """Return where a range of the old text stands now."""
        if old.start >= old.end:
            return Span(start=self.places[old.start], end=self.places[old.start])
        return Span(start=self.places[old.start], end=self.places[old.end - 1] + 1)


def upper_case(text: str) -> list[str]:
    """Write in capitals; signs without a single capital stay."""
    return [sign.upper() if len(sign.upper()) == 1 else sign for sign in text]


def no_accents(text: str) -> list[str]:
    """Write without accents and ligatures, as on old keyboards."""
    return [_OPENED.get(sign) or _bare(sign) for sign in text]


def curly(text: str) -> list[str]:
    """Write every apostrophe curly."""
    return ["’" if sign == "'" else sign for sign in text]


def straight(text: str) -> list[str]:
    """Write every apostrophe straight."""
    return ["'" if sign == "’" else sign for sign in text]


def hyphenated(text: str) -> list[str]:
    """Set in lines of a page's width, long words cut at the end of a line; rows of tables stay."""
    written = list(text)
    start = 0
    for line in text.split("\n"):
        if " | " not in line:
            _set(line, start, written)
        start += len(line) + 1
    return written


def misread(rate: float) -> Rewriting:
    """Return a rewriting that misreads that share of the signs which are no space."""

    def rewriting(text: str) -> list[str]:
        generator = random.Random(SEED)
        return [
            _MISREAD.get(sign, "") if not sign.isspace() and generator.random() < rate else sign
            for sign in text
        ]

    return rewriting


def rewritten(document: Document, rewriting: Rewriting) -> Transformed:
    """Return a document whose every sign went through a rewriting, its layout carried along."""
    signs = rewriting(document.text)
    places, at = [], 0
    for sign in signs:
        places.append(at)
        at += len(sign)
    places.append(at)

    def moved(span: Span) -> Span:
        return Span(start=places[span.start], end=places[span.end])

    blocks = tuple(
        replace(
            block,
            span=moved(block.span),
            cells=tuple(moved(cell) for cell in block.cells),
            header=tuple("".join(rewriting(title)) for title in block.header),
        )
        for block in document.blocks
    )
    pages = tuple(replace(page, start=places[page.start], end=places[page.end]) for page in document.pages)
    return Transformed(
        document=replace(document, text="".join(signs), blocks=blocks, pages=pages), places=tuple(places)
    )


def shuffled(document: Document, outline: Outline) -> Transformed:
    """Return a document whose articles come in another order, each whole; the cover stays first.

    Pages are dropped: they no longer follow one another.
    """
    begun = {block.span.start for block in document.blocks}
    starts = sorted({s.span.start for s in outline.sections if s.parent is None} & begun)
    edges = pairwise([0, *starts, len(document.text)])
    parts = [Span(start=one, end=other) for one, other in edges if one < other]
    articles = [part for part in parts if part.start in starts]
    random.Random(SEED).shuffle(articles)
    order = [part for part in parts if part.start not in starts] + articles
    return _reordered(document, order)


def _reordered(document: Document, order: Sequence[Span]) -> Transformed:
    text, places = "", [0] * (len(document.text) + 1)
    for part in order:
        words = document.text[part.start : part.end]
        for offset in range(part.start, part.end):
            places[offset] = len(text) + offset - part.start
        text += words if words.endswith("\n") else words + "\n"
    places[-1] = len(text)
    made = Transformed(document=document, places=tuple(places))
    blocks = sorted((_moved(block, made) for block in document.blocks), key=lambda block: block.span.start)
    return replace(made, document=replace(document, text=text, pages=(), blocks=tuple(blocks)))


def _moved(block: Block, made: Transformed) -> Block:
    return replace(block, span=made.span(block.span), cells=tuple(made.span(cell) for cell in block.cells))


def _bare(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", sign) if not unicodedata.combining(part))


def _set(line: str, start: int, written: list[str]) -> None:
    """Break one line in ``written``, which holds it from ``start``."""
    column, word = 0, 0
    for at, sign in enumerate(line):
        if sign == " ":
            word = at + 1
        column += 1
        if column <= _COLUMN:
            continue
        cut = _cut(line, word, at)
        if cut is not None:
            written[start + cut] += "-\n"
            column = at - cut
        elif word > 0 and written[start + word - 1] == " ":
            written[start + word - 1] = "\n"
            column = at - word + 1


def _cut(line: str, word: int, at: int) -> int | None:
    """Return the letter after which a word is cut before column ``at``: a vowel before a consonant."""
    end = word
    while end < len(line) and line[end].isalpha():
        end += 1
    if end - word < _LONG_WORD:
        return None
    for letter in range(min(at, end - _PART) - 1, word + _PART - 2, -1):
        if line[letter].lower() in _VOWELS and line[letter + 1].lower() not in _VOWELS:
            return letter
    return None
