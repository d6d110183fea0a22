"""Passages: the statements of a document, each with what governs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clausecheck.model.document import Document
from clausecheck.model.outline import Passage, PassageKind, Region, Section
from clausecheck.model.place import Span
from clausecheck.structure.boxes import without_unticked
from clausecheck.structure.chunks import Chunk, ChunkKind, find_chunks
from clausecheck.structure.lots import lots_of_sections
from clausecheck.structure.questions import with_answers
from clausecheck.structure.regions import is_optional, is_signature, regions_of
from clausecheck.structure.sentences import find_sentences

_INTRODUCES = re.compile(
    r"\b(?:suivante?s?|ci-(?:dessous|apres)|comme suit|notamment|a savoir|following|below|as follows)\b"
)
_LONG_ROW = 360
"""Code points above which a row is read cell by cell, a sentence at a time."""
_TOLD = 150
"""Code points from which a cell beside the first is prose, and the first its label."""
_LABEL = 120
_FIRST_ARTICLES = 3
"""Numbered sections it takes to call what stands before the first one a preamble."""
_PROSE = 80
_EXPLAINED = 2
"""Paragraphs that may stand between two items of one list."""


def find_passages(document: Document, folded: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Return the passages of a document: in order, disjoint, each inside its section.

    Args:
        document: As read.
        folded: ``fold(document.text)``.
        sections: From ``find_sections`` on the same document.
    """
    stated = without_unticked(document, folded, tuple(_Reader(document, folded, sections).passages()))
    return with_answers(folded, stated)


class _Reader:
    """Walks over the chunks and remembers which sentence introduces the list that goes on."""

    def __init__(self, document: Document, folded: str, sections: Sequence[Section]) -> None:
        self.document = document
        self.folded = folded
        self.sections = sections
        self.regions = regions_of(sections)
        self.lots = lots_of_sections(sections)
        self.preamble_end = _first_article(sections)
        self.current = -1
        self.last: Span | None = None
        self.lists: list[tuple[str, Span | None]] = []
        self.broken: list[tuple[str, Span | None]] = []
        self.between = 0

    def passages(self) -> Iterator[Passage]:
        """Yield the passages of all chunks."""
        for chunk in find_chunks(self.document, self.folded, self.sections):
            while (
                self.current + 1 < len(self.sections)
                and self.sections[self.current + 1].span.start <= chunk.start
            ):
                self.current += 1
                self._close_lists()
            if chunk.kind is ChunkKind.HEADING:
                yield self._passage(PassageKind.HEADING, Span(start=chunk.start, end=chunk.end))
                self._close_lists()
                if self.folded[chunk.end - 1] == ":":
                    self.last = Span(start=chunk.start, end=chunk.end)
            elif chunk.kind is ChunkKind.CONTENTS:
                span = Span(start=chunk.start, end=chunk.end)
                yield Passage(
                    kind=PassageKind.SENTENCE, span=span, section=self._section(), region=Region.CONTENTS
                )
            elif chunk.kind is ChunkKind.ROW:
                yield from self._row(chunk)
            else:
                yield from self._prose(chunk)

    def _close_lists(self) -> None:
        self.lists.clear()
        self.broken.clear()
        self.last = None

    def _section(self) -> int | None:
        return self.current if self.current >= 0 else None

    def _prose(self, chunk: Chunk) -> Iterator[Passage]:
        """Sentences of a paragraph or of a list item."""
        key = chunk.key
        item = chunk.kind is ChunkKind.ITEM
        if not item and self._is_plain_item(chunk):
            item, key = True, "plain"
        if item:
            self._open_item(key or "level 1")
        else:
            self._break_off()
        lead = self.lists[-1][1] if item else None
        kind = PassageKind.LIST_ITEM if item else PassageKind.SENTENCE
        inner: Span | None = None
        for span in find_sentences(self.document.text, self.folded, chunk.start, chunk.end):
            yield self._passage(PassageKind.LIST_ITEM if inner else kind, span, lead=inner or lead)
            inner = self._inline_lead(span, inner)
            self.last = span

    def _inline_lead(self, span: Span, inner: Span | None) -> Span | None:
        """« Le titulaire doit : fournir … ; livrer … » inside one paragraph: what precedes the colon leads."""
        if self.folded[span.end - 1] != ";":
            return None
        if inner is not None:
            return inner
        colon = self.folded.find(": ", span.start, span.end)
        return Span(start=span.start, end=colon + 1) if colon > 0 else None

    def _break_off(self) -> None:
        """Set the list aside: an item may be explained by a paragraph before the next one comes."""
        if self.lists:
            self.broken, self.lists, self.between = self.lists, [], 0
        self.between += 1
        if self.between > _EXPLAINED:
            self.broken = []

    def _open_item(self, key: str) -> None:
        """Find the list that an item of this shape goes on with, or begin one."""
        for position, (known, _) in enumerate(self.lists):
            if known == key:
                del self.lists[position + 1 :]
                return
        lead = self.last
        if lead is not None and not self.lists and not self._introduces(lead):
            if any(known == key for known, _ in self.broken):
                self.lists, self.broken = self.broken, []
                self._open_item(key)
                return
            lead = None
        self.lists.append((key, lead))

    def _introduces(self, span: Span) -> bool:
        words = self.folded[span.start : span.end]
        return words[-1] not in ".!?;" or bool(_INTRODUCES.search(words))

    def _is_plain_item(self, chunk: Chunk) -> bool:
        """An item without sign: after a colon, in small letters or closed by a semicolon."""
        if self.last is None:
            return False
        before = self.folded[self.last.end - 1]
        after = self.folded[chunk.end - 1]
        if self.lists and self.lists[-1][0] == "plain":
            return before in ";,"
        low = self.document.text[chunk.start].islower()
        if self.lists:
            return low and before in ";,"
        return before == ":" and (low or after in ";,")

    def _row(self, chunk: Chunk) -> Iterator[Passage]:
        """A table row as one passage, or its cells' sentences where cells hold paragraphs."""
        block = chunk.block
        lead = self.last if self.last is not None and self.folded[self.last.end - 1] == ":" else None
        if lead is None and self.lists:
            lead = self.lists[-1][1]
        span = Span(start=chunk.start, end=chunk.end)
        told = any(cell.end - cell.start >= _TOLD for cell in block.cells[1:])
        if not block.cells or (chunk.end - chunk.start <= _LONG_ROW and not told):
            yield self._passage(
                PassageKind.TABLE_ROW, span, lead=lead, header=block.header, cells=block.cells
            )
            return
        label: Span | None = None
        for position, cell in enumerate(block.cells):
            header = block.header[position : position + 1]
            for sentence in self._cell_sentences(cell):
                yield self._passage(
                    PassageKind.TABLE_ROW, sentence, lead=label or lead, header=header, cells=(sentence,)
                )
            if label is None and 2 < cell.end - cell.start <= _LABEL:
                label = cell

    def _cell_sentences(self, cell: Span) -> Iterator[Span]:
        """Sentences of a cell; its printed lines count as paragraphs only when they open with a capital."""
        yield from find_sentences(self.document.text, self.folded, cell.start, cell.end)

    def _passage(
        self,
        kind: PassageKind,
        span: Span,
        *,
        lead: Span | None = None,
        header: tuple[str, ...] = (),
        cells: tuple[Span, ...] = (),
    ) -> Passage:
        section = self._section()
        return Passage(
            kind=kind,
            span=span,
            section=section,
            lead_in=lead,
            header=header,
            cells=cells,
            region=self._region(kind, span, lead, section),
            lot=self.lots[section] if section is not None else None,
        )

    def _region(self, kind: PassageKind, span: Span, lead: Span | None, section: int | None) -> Region | None:
        words = self.folded[span.start : span.end]
        if kind is not PassageKind.HEADING and is_signature(words):
            return Region.SIGNATURE
        region = self.regions[section] if section is not None else None
        if region is Region.SIGNATURE:
            region = Region.SIGNATURE if len(words) < _PROSE else None
        if region is None and lead is not None and is_optional(self.folded[lead.start : lead.end]):
            return Region.OPTIONAL
        if (
            region is None
            and span.end <= self.preamble_end
            and kind is PassageKind.SENTENCE
            and len(words) > _PROSE
        ):
            return Region.PREAMBLE
        return region


def _first_article(sections: Sequence[Section]) -> int:
    """Return where the first article begins; 0 where articles are too few to tell a preamble."""
    numbered = [section.span.start for section in sections if section.number]
    return numbered[0] if len(numbered) >= _FIRST_ARTICLES else 0
