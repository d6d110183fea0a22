"""The criteria of one article, line after line, with the lots and the criterion under which each stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from clausecheck.model.document import Block, BlockKind
from clausecheck.model.outline import Passage, PassageKind, Piece
from clausecheck.model.place import Span
from clausecheck.structure.criterion_lines import Entry, entries_of_row, entries_of_text, entry_without_weight
from clausecheck.text.folding import fold

_COUNTED_BELOW = re.compile(r"\b(?:dont|including|of\s+which|decompose[es]*\s+comme\s+suit)\W*$")
_UNIT_CELL = re.compile(
    r"\W*(?:%|(?:nombre\s+de\s+|nb\s+)?(?:points?|pts)|ponderations?.{0,20}|coeff?(?:icient)?s?.{0,20}|poids|bareme|note.{0,20}|weight\w*|"
    r"marks?|scores?)(?:\s*\(?(?:%|points?|sur\s+\d+)\)?)?\W*"
)
_LOTS = re.compile(
    r"\blots?\s*(?:n\s*[°o]s?\s*|numeros?\s+)?(?P<list>(?:\d{1,2}|[a-z]\b)(?:\s*(?:,|et|and|&|/|-|a|to)?\s*(?:lots?\s*)?(?:n\s*[°o]\s*)?\d{1,2}\b)*)"
)
_LOT_LINE = re.compile(r"\W*(?:criteres?\b.{0,40}?)?(?:pour\s+|for\s+)?(?:le|les)?\s*lots?\b")
_ALL_LOTS = re.compile(
    r"\W*(?:pour\s+)?(?:tous\s+les\s+lots|l'ensemble\s+des\s+lots|chaque\s+lot|all\s+lots)\b"
)
_DETAILS = re.compile(
    r"decompos|reparti|ventil|detail|sous\W?criteres?|sub-?criteri|comme\s+suit|suivants?|ci-(?:dessous|apres)|apprecie|juge|evalue|note|following"
)
_FIGURE = re.compile(r"(\d{1,3})\s*(?:%|points?|pts?)")
_CANDIDATES = re.compile(
    r"candidatures?\b|capacites\s+(?:techniques|professionnelles)|selection\s+des\s+candidats"
)
_ITEM_WORDS = 30
_LISTED = 140
_LOT_LENGTH = 120
_HEADER_CELL = 60


class ZoneReader:
    """Reads an article on the choice of offers."""

    def __init__(self, piece: Piece, folded: str) -> None:
        """Start without lot, header nor criterion above."""
        self.piece = piece
        self.folded = folded
        self.rows = [block for block in piece.document.blocks if block.kind is BlockKind.TABLE_ROW]
        self.lots: tuple[str | None, ...] = (None,)
        self.header: tuple[str, ...] = ()
        self.counted = False
        self.under: Entry | None = None
        self.leads: set[int] = set()
        self.done: set[int] = set()
        self.found: dict[str | None, list[Entry]] = {}

    def read(self, passages: Sequence[Passage]) -> dict[str | None, list[Entry]]:
        """Return the criteria by lot (None for all), sub-criteria right after the one they detail."""
        for passage in passages:
            block = self._row_of(passage)
            if passage.kind is PassageKind.TABLE_ROW:
                if block is not None and block.span.start not in self.done:
                    self.done.add(block.span.start)
                    self._row(passage, block)
                continue
            self.header = ()
            self._set_lot(passage)
            entries = list(self._text_entries(passage))
            if not entries or (self._known(entries[0]) is not None and len(entries) == 1):
                self._set_under(passage, self._known(entries[0]) if entries else None)
            else:
                if passage.kind is not PassageKind.LIST_ITEM:
                    self.under = None
                self._add(passage, entries)
            self._count(passage, bool(entries))
        return self.found

    def _row(self, passage: Passage, block: Block) -> None:
        cells = tuple(self.folded[cell.start : cell.end].strip() for cell in block.cells)
        if any(_UNIT_CELL.fullmatch(cell) for cell in cells) and all(
            len(cell) <= _HEADER_CELL for cell in cells
        ):
            self.header = cells
            for cell in cells:
                self._set_lots(cell)
            return
        names = block.header or self.header
        entries = list(
            entries_of_row(self.piece.document, self.folded, block, tuple(fold(name) for name in names))
        )
        self._add(passage, entries)
        self._count(passage, bool(entries))

    def _add(self, passage: Passage, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        self.leads.add(passage.span.start)
        first = entries[0]._replace(counted=entries[0].counted or self.counted)
        for entry in (first, *entries[1:]):
            for lot in (entry.lot,) if entry.lot else self.lots:
                group = self.found.setdefault(lot, [])
                if self.under is not None and self.under in group and entry.depth != 1:
                    group.insert(self._after(group, self.under), entry._replace(depth=2))
                else:
                    group.append(entry)

    def _after(self, group: list[Entry], parent: Entry) -> int:
        position = group.index(parent) + 1
        while position < len(group) and group[position].depth == 2:
            position += 1
        return position

    def _known(self, entry: Entry) -> Entry | None:
        """Return the criterion that is named again, to be detailed (« Valeur technique (40 %) : »)."""
        for group in self.found.values():
            for other in group:
                if other.depth != 2 and other.value == entry.value and fold(other.name) == fold(entry.name):
                    return other
        return None

    def _set_under(self, passage: Passage, known: Entry | None) -> None:
        """« Décomposition des 15 points du critère … : » puts what follows under that criterion."""
        if passage.kind is PassageKind.LIST_ITEM and known is None:
            return
        words = self.folded[passage.span.start : passage.span.end]
        introduces = words.endswith(":") or passage.kind is PassageKind.HEADING
        self.under = known
        if (
            known is None
            and introduces
            and len(words) < 2 * _LOT_LENGTH
            and "criter" in words
            and _DETAILS.search(words)
        ):
            self.under = self._named_in(words)
        if self.under is not None:
            self.leads.add(passage.span.start)

    def _named_in(self, words: str) -> Entry | None:
        tops = [entry for group in self.found.values() for entry in group if entry.depth != 2]
        for entry in tops:
            if fold(entry.name) in words:
                return entry
        figure = _FIGURE.search(words)
        weighing = [entry for entry in tops if figure and entry.value == int(figure[1])]
        return weighing[0] if len(weighing) == 1 else None

    def _text_entries(self, passage: Passage) -> Iterator[Entry]:
        document, folded = self.piece.document, self.folded
        lead = passage.lead_in
        nested = lead is not None and lead.start in self.leads
        listed = passage.kind is not PassageKind.SENTENCE or passage.span.end - passage.span.start < _LISTED
        entries = list(entries_of_text(document, folded, passage.span, listed=listed, nested=nested))
        yield from entries
        if entries or lead is None or passage.kind is not PassageKind.LIST_ITEM:
            return
        words = folded[lead.start : lead.end]
        asked = nested or (re.search(r"\bcriter", words) is not None and not _CANDIDATES.search(words))
        if asked and folded.count(" ", passage.span.start, passage.span.end) < _ITEM_WORDS:
            entry = entry_without_weight(document, folded, passage.span, nested=nested)
            if entry is not None:
                yield entry

    def _count(self, passage: Passage, found: bool) -> None:
        """Remember a « dont » that ends a line: what comes next adds up to the criterion above."""
        words = self.folded[passage.span.start : passage.span.end]
        self.counted = bool(_COUNTED_BELOW.search(words)) or (self.counted and not found)

    def _set_lot(self, passage: Passage) -> None:
        words = self.folded[passage.span.start : passage.span.end]
        short = len(words) < _LOT_LENGTH and not _FIGURE.search(words)
        if short and _ALL_LOTS.match(words):
            self.lots = (None,)
        elif short and _LOT_LINE.match(words):
            self._set_lots(words)
        elif passage.lot and self.lots == (None,):
            self.lots = (passage.lot,)

    def _set_lots(self, words: str) -> None:
        numbers = [number for match in _LOTS.finditer(words) for number in _numbers(match["list"])]
        if numbers:
            self.lots = tuple(dict.fromkeys(numbers))
            self.under = None

    def _row_of(self, passage: Passage) -> Block | None:
        """Return the row that a passage is, or is a sentence of (long rows are cut)."""
        position = bisect_right(self.rows, passage.span.start, key=lambda block: block.span.start) - 1
        return self.rows[position] if position >= 0 else None


def _numbers(words: str) -> list[str]:
    """« 1 et 3 » gives 1, 3; « 1 à 3 » gives 1, 2, 3."""
    span = re.fullmatch(r"\s*(\d{1,2})\s*(?:a|to|-)\s*(\d{1,2})\s*", words)
    if span is not None and int(span[1]) < int(span[2]):
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return (
        re.findall(r"\d{1,2}|\b[a-z]\b(?!\s*\d)", words) if not words.strip().isalpha() else [words.strip()]
    )


def passages_in(piece: Piece, zone: Span, skipped: Sequence[Span]) -> list[Passage]:
    """Return the passages of a range, those of foreign sub-articles left out."""
    return [
        passage
        for passage in piece.outline.passages
        if zone.start <= passage.span.start < zone.end
        and not any(span.start <= passage.span.start < span.end for span in skipped)
    ]
