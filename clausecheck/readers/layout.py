"""What a reader of one format gives: text, pages, blocks and problems; and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clausecheck.model.document import Block, BlockKind, Problem
from clausecheck.model.place import Page, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file within a file: of an archive, a message, or embedded in a document.

    Attributes:
        name: As its author sees it, without any way out of the container.
        content: Its bytes, or why it was not taken out.
    """

    name: str
    content: bytes | Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file's content, before it is named and hashed.

    Attributes:
        text: In reading order.
        pages: Covering the text; empty where the format has none.
        blocks: In order, disjoint, covering all content.
        problems: What was not read.
        members: Files that it carries (attachments), to be read as documents of their own.
    """

    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    members: tuple[Member, ...] = ()


@dataclass
class LayoutBuilder:
    """Grows a text block by block; the only mutable thing of the readers.

    Attributes:
        parts: What was added, line ends included.
        length: Code points so far.
        blocks: In order.
        starts: First code point of every page on which something was printed.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, kind: BlockKind, *, level: int | None = None, page: int | None = None) -> None:
        """Add a block of text and the line break that ends it; blank text adds nothing."""
        self.add_lines([(text, page)], kind, level=level)

    def add_lines(
        self, lines: Sequence[tuple[str, int | None]], kind: BlockKind, *, level: int | None = None
    ) -> None:
        """Add a block of lines, each with the page that it is printed on."""
        lines = [(text, page) for text, page in lines if text.strip()]
        if not lines:
            return
        start = self.length
        for text, page in lines:
            if page is not None:
                self.starts.setdefault(page, self.length)
            self._put(text)
        self.blocks.append(Block(kind=kind, span=Span(start=start, end=self.length - 1), level=level))

    def add_row(self, cells: Sequence[str], header: tuple[str, ...] = (), *, page: int | None = None) -> None:
        """Add a table row: its cells one after the other, `` | `` between them."""
        if not any(cell.strip() for cell in cells):
            return
        if page is not None:
            self.starts.setdefault(page, self.length)
        start = self.length
        spans, at = [], start
        for cell in cells:
            spans.append(Span(start=at, end=at + len(cell)))
            at += len(cell) + 3
        self._put(" | ".join(cells))
        span = Span(start=start, end=self.length - 1)
        self.blocks.append(Block(kind=BlockKind.TABLE_ROW, span=span, cells=tuple(spans), header=header))

    def _put(self, text: str) -> None:
        self.parts.append(text + "\n")
        self.length += len(text) + 1

    def text(self) -> str:
        """Return everything added so far."""
        return "".join(self.parts)

    def pages(
        self,
        count: int,
        unreadable: frozenset[int] = frozenset(),
        recognised: Mapping[int, float | None] | None = None,
    ) -> tuple[Page, ...]:
        """Return the ranges of pages 1 to ``count``: without gap, from the text's start to its end.

        Args:
            count: Pages of the file.
            unreadable: Pages that hold something that is not in the text.
            recognised: Pages whose text comes from character recognition, with its confidence.
        """
        pages: list[Page] = []
        ocr = recognised or {}
        end = self.length
        for number in range(count, 0, -1):
            start = 0 if number == 1 else self.starts.get(number, end)
            page = Page(number=number, start=start, end=end, readable=number not in unreadable)
            pages.append(replace(page, ocr=True, confidence=ocr[number]) if number in ocr else page)
            end = start
        return tuple(reversed(pages))
