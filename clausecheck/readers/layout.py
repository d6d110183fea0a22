"""What a reader of one format gives: text, pages, blocks and problems; and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from clausecheck.model.document import Block, BlockKind, Problem
from clausecheck.model.place import Page, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file's content, before it is named and hashed."""

    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class LayoutBuilder:
    """Grows a text block by block; the only mutable thing of the readers."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)

    def add(self, text: str, kind: BlockKind, *, level: int | None = None) -> None:
        """Add a block of text and the line break that ends it; blank text adds nothing."""
        if text.strip():
            start = self._put(text)
            self.blocks.append(Block(kind=kind, span=Span(start=start, end=start + len(text)), level=level))

    def add_row(self, cells: list[str], header: tuple[str, ...] = ()) -> None:
        """Add a table row: its cells on one line, `` | `` between them."""
        if not any(cell.strip() for cell in cells):
            return
        flat = [" ".join(cell.split()) for cell in cells]
        start = self._put(" | ".join(flat))
        spans, at = [], start
        for cell in flat:
            spans.append(Span(start=at, end=at + len(cell)))
            at += len(cell) + 3
        end = start + len(" | ".join(flat))
        self.blocks.append(
            Block(
                kind=BlockKind.TABLE_ROW, span=Span(start=start, end=end), cells=tuple(spans), header=header
            )
        )

    def _put(self, text: str) -> int:
        start = self.length
        self.parts.append(text + "\n")
        self.length += len(text) + 1
        return start

    def text(self) -> str:
        """Return everything added so far."""
        return "".join(self.parts)


def header_of(rows: list[list[str]]) -> tuple[str, ...]:
    """Return the first row of a table as column headers where it looks like one, else nothing.

    A header names: no figures, several cells filled, all short.
    """
    if len(rows) < 2:
        return ()
    first = [" ".join(cell.split()) for cell in rows[0]]
    filled = [cell for cell in first if cell]
    named = len(filled) >= 2 and all(
        len(cell) <= 60 and not any(c.isdigit() for c in cell) for cell in filled
    )
    return tuple(first) if named else ()
