"""One piece read with a lexicon: its stream, its hits, and what stands around every passage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clausecheck.detect.lexicon import Hit, Lexicon
from clausecheck.detect.stance import Stance, StanceReader
from clausecheck.model.outline import Passage, PassageKind, Piece, Region
from clausecheck.model.place import Span
from clausecheck.text.folding import fold
from clausecheck.text.words import Stream, stream

_HEADINGS_ABOVE = 2
"""How many headings, from the innermost outwards, lend their words to a passage."""
_SAYING_NOTHING = frozenset((Region.UNTICKED, Region.QUESTION))
_STOP = re.compile(r"[a-z)»](?:[.;]\s*$|\.\s(?=[a-z]))")
"""A full stop after a word, at the end or before another word: prose, whatever number stands before it."""


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A passage with its hits and those of its context.

    Attributes:
        index: In ``Outline.passages``.
        passage: The passage.
        hits: Inside it, by place.
        present: Their concepts.
        context: Concepts of its lead-in, its column headers and the headings above it.
        above: Concepts of the lead-in and the headings alone: what ``under`` looks at.
        stance: How it speaks.
        first: Index of its first stem.
        last: Index after its last stem.
    """

    index: int
    passage: Passage
    hits: tuple[Hit, ...]
    present: frozenset[int]
    context: frozenset[int]
    above: frozenset[int]
    stance: Stance
    first: int
    last: int


class PieceReading:
    """A piece as the matchers see it."""

    def __init__(self, piece: Piece, lexicon: Lexicon, reader: StanceReader) -> None:
        """Fold the text once, find every term once."""
        self.piece = piece
        self.lexicon = lexicon
        self.folded = fold(piece.document.text)
        self.stream: Stream = stream(
            self.folded, lexicon.language, lexicon.speller.knows, lexicon.speller.correct
        )
        self.hits = lexicon.find(self.stream)
        self._starts = [hit.start for hit in self.hits]
        self._reader = reader
        self._headings: dict[int | None, frozenset[int]] = {None: frozenset()}
        self._columns: dict[tuple[str, ...], frozenset[int]] = {(): frozenset()}

    def passages(self) -> Iterator[PassageReading]:
        """Yield the passages that hold a term or stand under a heading that does."""
        for index, passage in enumerate(self.piece.outline.passages):
            if passage.region in _SAYING_NOTHING:
                continue
            closed = bool(_STOP.search(self.folded, passage.span.start, passage.span.end))
            if passage.kind is PassageKind.HEADING and not closed:
                continue
            first, last, hits = self.hits_in(passage.span)
            headings = self._heading_concepts(passage.section)
            if not hits and not headings and passage.lead_in is None:
                continue
            lead = self.hits_in(passage.lead_in)[2] if passage.lead_in else ()
            above = headings | {hit.concept for hit in lead}
            yield PassageReading(
                index=index,
                passage=passage,
                hits=tuple(hits),
                present=frozenset(hit.concept for hit in hits),
                context=above | self._column_concepts(passage.header),
                above=above,
                stance=self._reader.read(
                    passage,
                    self.piece.outline.kind,
                    hits,
                    lead,
                    first,
                    last - first,
                    closed=closed,
                ),
                first=first,
                last=last,
            )

    def hits_in(self, span: Span) -> tuple[int, int, Sequence[Hit]]:
        """Return the first stem, the one after the last, and the hits inside a range of code points."""
        first = self.stream.first_from(span.start)
        last = self.stream.first_from(span.end)
        low, high = bisect_left(self._starts, first), bisect_right(self._starts, last - 1)
        return first, last, [hit for hit in self.hits[low:high] if hit.end <= last]

    def _heading_concepts(self, section: int | None) -> frozenset[int]:
        known = self._headings.get(section)
        if known is None:
            path = self.piece.outline.path(section)[-_HEADINGS_ABOVE:]
            known = frozenset(hit.concept for part in path for hit in self.hits_in(part.heading)[2])
            self._headings[section] = known
        return known

    def _column_concepts(self, header: tuple[str, ...]) -> frozenset[int]:
        known = self._columns.get(header)
        if known is None:
            words = stream(fold(" . ".join(header)), self.lexicon.language, self.lexicon.speller.knows)
            known = frozenset(hit.concept for hit in self.lexicon.find(words))
            self._columns[header] = known
        return known
