"""Lots: those that headings name, and those that a list or a table announces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from clausecheck.model.document import BlockKind
from clausecheck.model.outline import Piece, PieceKind, Region, Section
from clausecheck.model.tender import Lot
from clausecheck.text.folding import fold

_HEADING = re.compile(
    r"\W*(?:pour le |annexe\b.{0,12})?lots?\s*(?:n\s*[°o]\s*|numero\s+)?(?P<number>\d{1,3}|[a-z])\b"
)
_LINE = re.compile(
    r"\W{0,3}lots?\s*(?:n\s*[°o]\s*|numero\s+)?(?P<number>\d{1,3}[a-z]?|[a-z])\s*(?:[:\-./|]|\bintitule\b)\s*[:\-]?\s*"
    r"(?P<title>\S.{2,})$"
)
_BARE = re.compile(r"\W{0,3}(?:lots?\s*(?:n\s*[°o]\s*)?)?(?P<number>\d{1,3}|[a-z])\W{0,2}$")
_LOT_HEADER = re.compile(r"\W*(?:n\s*[°o]\s*(?:de\s+|du\s+)?)?lots?\b")
_TITLE_HEADER = re.compile(
    r"\b(?:designation|intitule|^lots?$|objet|libelle|description|nature|title|subject)\b"
)
_NO_TITLE = re.compile(
    r"\W*(?:x{1,4}\b|\d[\d\s.,%€]*|.{0,3})(?:%|€|points?|ht|ttc|eur)?\W*$|.*(?:€|\beur)\s*ht\b"
)
_LONGEST = 150
_ORDER = (PieceKind.RC, PieceKind.NOTICE, PieceKind.AE, PieceKind.CCAP, PieceKind.CCP, PieceKind.CCTP)


def lots_of_sections(sections: Sequence[Section]) -> tuple[str | None, ...]:
    """Return for every section the lot whose heading governs it, its number as written."""
    lots: list[str | None] = []
    for section in sections:
        own = lot_number(f"{section.number} {section.title}" if section.number else section.title)
        above = lots[section.parent] if section.parent is not None else None
        lots.append(own or above)
    return tuple(lots)


def lot_number(heading: str) -> str | None:
    """Return the number of the lot that ``heading`` opens, or None."""
    folded = fold(heading)
    found = _HEADING.match(folded)
    return heading[found.start("number") : found.end("number")] if found else None


def find_lots(pieces: Sequence[Piece]) -> tuple[Lot, ...]:
    """Return the lots of a tender, in order of their numbers.

    The piece that announces most of them gives their titles (rules of the consultation first);
    the others add the lots that it leaves out.
    """
    found: dict[str, Lot] = {}
    for piece in sorted(pieces, key=_rank):
        for lot in _lots_of(piece):
            known = found.setdefault(_key(lot.number), lot)
            if len(lot.title) > len(known.title) and fold(lot.title).startswith(fold(known.title)):
                found[_key(lot.number)] = Lot(number=known.number, title=lot.title)
    return tuple(sorted(found.values(), key=lambda lot: _key(lot.number).rjust(4)))


def _rank(piece: Piece) -> int:
    return _ORDER.index(piece.outline.kind) if piece.outline.kind in _ORDER else len(_ORDER)


def _key(number: str) -> str:
    return number.lstrip("0").lower() or number


def _lots_of(piece: Piece) -> Iterator[Lot]:
    yield from _announced(piece)
    for section in piece.outline.sections:
        number = lot_number(section.number)
        if number is not None and _is_title(section.title):
            yield Lot(number=number, title=_clean(section.title))
    yield from _in_tables(piece)


def _announced(piece: Piece) -> Iterator[Lot]:
    """Lines such as « Lot n° 2 : Fourniture de papier »."""
    document = piece.document
    contents = {p.span.start for p in piece.outline.passages if p.region is Region.CONTENTS}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            continue
        for start, line in _lines(document.text, block.span.start, block.span.end):
            found = _LINE.match(fold(line)) if len(line) <= _LONGEST else None
            if found is not None and start not in contents and _is_title(line[found.start("title") :]):
                yield Lot(
                    number=line[found.start("number") : found.end("number")],
                    title=_clean(line[found.start("title") :]),
                )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, line.strip()
        start += len(line)


def _in_tables(piece: Piece) -> Iterator[Lot]:
    """Rows of a table whose first column is the lot."""
    text = piece.document.text
    for block in piece.document.blocks:
        if block.kind is not BlockKind.TABLE_ROW or len(block.cells) < 2:
            continue
        cells = [" ".join(text[cell.start : cell.end].split()) for cell in block.cells]
        headed = any(_LOT_HEADER.match(fold(name)) for name in block.header[:2])
        named = fold(cells[0]).startswith("lot")
        number = _BARE.match(fold(cells[0]))
        if number is None or not (headed or named):
            continue
        title = _title_cell(cells, block.header)
        if title:
            yield Lot(number=cells[0][number.start("number") : number.end("number")], title=_clean(title))


def _title_cell(cells: Sequence[str], header: Sequence[str]) -> str:
    for cell, name in zip(cells[1:], header[1:], strict=False):
        if _TITLE_HEADER.search(fold(name)) and _is_title(cell):
            return cell
    return next(_titles(cells[1:]), "")


def _titles(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if _is_title(cell))


def _is_title(words: str) -> bool:
    """True for words that name goods or works: not an amount, not a sentence."""
    folded = fold(words.strip())
    if len(folded) > _LONGEST or _NO_TITLE.match(folded) or sum(map(str.isalpha, folded)) < 4:
        return False
    return not folded.endswith((".", ",")) or folded.count(" ") < 8


def _clean(title: str) -> str:
    return " ".join(title.split()).strip(" :;-–—.")
