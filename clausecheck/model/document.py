"""One file, read: its text, its pages, its blocks, and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clausecheck.model.place import Page, Span


class BlockKind(StrEnum):
    """What a block is in the file's own layout, before any reading of its meaning."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item, table row or footnote, in reading order.

    Attributes:
        kind: What the file's layout says; HEADING only where the format itself says so
            (a Word heading style). ``structure`` finds the others.
        span: Range in ``Document.text``, without the line break that ends the block.
        level: Heading or list depth from 1, where the format tells; else None.
        cells: For a table row, the ranges of its cells, left to right (empty cells are empty spans).
        header: For a table row, the texts of the column headers, one a cell; empty when unknown.
    """

    kind: BlockKind
    span: Span
    level: int | None = None
    cells: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something of a file that was not read, or not read as it stands, said to the officer.

    Attributes:
        code: Stable identifier, for example ``page_without_text``, ``password``, ``damaged_file``.
        message: French, one sentence: what, and where.
        remedy: French, one sentence: how to mend it.
        page: The page that it bears on, from 1; None when it bears on the whole file.
        lost: True when content is missing from the text because of it, so that nothing may be
            called missing from the tender on the strength of this document.
    """

    code: str
    message: str
    remedy: str = ""
    page: int | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of a tender, read.

    Attributes:
        id: Short stable identifier, unique in a tender (first characters of the SHA-256).
        name: The file's name as the buyer sees it; members of an archive read ``dce.zip/RC.pdf``.
        sha256: Of the file's bytes, hexadecimal.
        media_type: For example ``application/pdf``.
        language: ``fr`` or ``en``: the language in which most of the text is written.
        text: Everything that was read, in reading order. Running headers, footers, page numbers
            and tables of contents are in it only where they could not be told apart; a word cut
            at a line end stands as in the file (``répara-`` | ``bilité``).
        pages: In order, covering the text; empty where the format has no pages.
        blocks: In order, disjoint, covering all content of the text.
        problems: What was not read.
    """

    id: str
    name: str
    sha256: str
    media_type: str
    language: str
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the page number that holds the code point ``offset``, or None without pages."""
        low, high = 0, len(self.pages)
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[low - 1].number if low else None

    @property
    def complete(self) -> bool:
        """True when no content is known to be missing from the text."""
        return not any(problem.lost for problem in self.problems)
