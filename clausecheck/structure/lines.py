"""Blocks cut into lines, the unit in which headings and list items are told apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.model.place import Span

_LINE = re.compile(r"[^\s](?:[^\n\r\v\f\x85\u2028\u2029]*[^\s])?")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


class Line(NamedTuple):
    """One printed line of a block, trimmed.

    Attributes:
        start: Code point in the document of its first character.
        end: Code point after its last.
        text: The words as written.
        folded: The same, folded: as long.
        block: Index in ``blocks_of(document)``.
        kind: Of that block.
    """

    start: int
    end: int
    text: str
    folded: str
    block: int
    kind: BlockKind


def blocks_of(document: Document) -> tuple[Block, ...]:
    """Return the document's blocks; paragraphs between blank lines where the reader gave none."""
    if document.blocks:
        return document.blocks
    return tuple(
        Block(
            kind=BlockKind.PARAGRAPH,
            span=Span(start=found.start(), end=found.start() + len(found.group().rstrip())),
        )
        for found in _PARAGRAPH.finditer(document.text)
    )


def lines_of(document: Document, folded: str) -> tuple[Line, ...]:
    """Return the lines of all blocks, in order, without blank ones."""
    text = document.text
    return tuple(
        Line(
            found.start(), found.end(), found.group(), folded[found.start() : found.end()], index, block.kind
        )
        for index, block in enumerate(blocks_of(document))
        for found in _LINE.finditer(text, block.span.start, block.span.end)
    )
