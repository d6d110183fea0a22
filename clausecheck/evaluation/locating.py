"""Where the words of an annotation stand in a document's text, whatever program extracted it.

Annotations give the first words of a passage, taken from another extraction: white space, soft
hyphens, bullets and quotation marks differ. Both sides are therefore made plain before they are
compared. This is not the folding of the engine: a measure may not share the faults of what it measures.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_UNSEEN = frozenset("\u00ad\u0002\ufffe\u200b")
_UNIFIED = {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"}
_FEWEST_LETTERS = 9
"""Shorter quotes are not looked for by their letters alone: they would be found anywhere."""
_FIRST_LETTERS = 24
"""Enough of a quote to find it where its end was extracted otherwise (a page's end, a note's call)."""
_OPENING = 41
"""Characters of a passage that a finding has to touch; set by the measure used from outside, so that both agree."""
_SHORTEST, _LONGEST = 40, 420
"""Bounds of a passage in plain characters: sentences of tenders are long, paragraphs are not passages."""
_END = re.compile(r"(?<=[a-z)»\"0-9%])[.;] (?=[a-z«\-•(\d])|: (?=-)|[•▪\uf0b7]")
"""End of a sentence or of a list item."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text in lower case, without accents, each white space one blank.

    Attributes:
        text: The plain form.
        offsets: For each of its characters, the code point in the original.
        length: Code points of the original.
    """

    text: str
    offsets: tuple[int, ...]
    length: int

    def at(self, offset: int) -> int:
        """Return the plain position of a code point of the original, or of the next that has one."""
        return bisect_left(self.offsets, offset)


def plain(text: str) -> PlainText:
    """Return the plain form of a text, with the way back."""
    characters: list[str] = []
    offsets: list[int] = []
    after_space = True
    for offset, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isspace():
            if not after_space:
                characters.append(" ")
                offsets.append(offset)
            after_space = True
            continue
        after_space = False
        for part in unicodedata.normalize("NFKD", _UNIFIED.get(character, character)):
            if not unicodedata.combining(part):
                characters.append(part.lower())
                offsets.append(offset)
    return PlainText(text="".join(characters), offsets=tuple(offsets), length=len(text))


def locate(quote: str, document: PlainText) -> tuple[int, ...]:
    """Return the plain positions where a quote starts; empty when it is not in the text.

    Looked for as it stands, else by its letters and digits alone, else by the first of them.
    """
    wanted = plain(quote).text.strip()
    exact = _starts(wanted, document.text)
    if exact or not wanted:
        return exact
    letters = [(place, sign) for place, sign in enumerate(document.text) if sign.isascii() and sign.isalnum()]
    hay = "".join(sign for _, sign in letters)
    bare = re.sub(r"[^a-z0-9]", "", wanted)
    found = _starts(bare, hay) if len(bare) >= _FEWEST_LETTERS else ()
    if not found and len(bare) > _FIRST_LETTERS:
        found = _starts(bare[:_FIRST_LETTERS], hay)
    return tuple(letters[place][0] for place in found)


def opening(document: PlainText, start: int) -> tuple[int, int]:
    """Return the plain range of a passage's first words: what a finding has to touch."""
    return start, min(start + _OPENING, len(document.text) + 1)


def reach(document: PlainText, start: int, paragraphs: Sequence[int] = ()) -> tuple[int, int]:
    """Return the plain range of a passage: to the end of its sentence or list item, at most its paragraph.

    Args:
        document: The text.
        start: Plain position of its first word.
        paragraphs: Plain positions where a paragraph, list item or table row ends, ascending.
    """
    end = _END.search(document.text, start + _SHORTEST)
    at = bisect_right(paragraphs, start)
    stops = [start + _LONGEST, len(document.text)]
    stops += [end.start() + 1] if end else []
    stops += [paragraphs[at]] if at < len(paragraphs) else []
    return start, max(min(stops), start + 1)


def _starts(wanted: str, text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in re.finditer(re.escape(wanted), text)) if wanted else ()
