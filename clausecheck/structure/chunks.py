"""Lines put together into what stands alone: a paragraph, a list item, a heading, a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.model.outline import Section
from clausecheck.structure.contents import find_contents
from clausecheck.structure.lines import Line, blocks_of, lines_of
from clausecheck.structure.lists import bullet_of

_CLOSED = (".", ":", ";", "!", "?")
_FULL_LINE = 0.62
"""Share of the block's widest line under which a line is taken to end its paragraph."""
_WRAPPED = 40


class ChunkKind(Enum):
    """What a chunk is."""

    PARAGRAPH = auto()
    ITEM = auto()
    HEADING = auto()
    ROW = auto()
    CONTENTS = auto()


class Chunk(NamedTuple):
    """A run of lines.

    Attributes:
        kind: What it is.
        start: First code point, without the bullet.
        end: Code point after the last.
        key: For an item, the shape of its list: a bullet sign, or its depth.
        block: The block that it begins in.
    """

    kind: ChunkKind
    start: int
    end: int
    key: str
    block: Block


def find_chunks(document: Document, folded: str, sections: Sequence[Section]) -> list[Chunk]:
    """Return the chunks of a document in order.

    Args:
        document: As read.
        folded: ``fold(document.text)``.
        sections: Of the same document; their headings are chunks of their own.
    """
    lines = lines_of(document, folded)
    contents = find_contents(lines)
    headings = _heading_lines(lines, sections)
    blocks = blocks_of(document)
    chunks: list[Chunk] = []
    index = 0
    while index < len(lines):
        last = index
        while last + 1 < len(lines) and lines[last + 1].block == lines[index].block:
            last += 1
        block = blocks[lines[index].block]
        if block.kind is BlockKind.TABLE_ROW:
            chunks.append(Chunk(ChunkKind.ROW, lines[index].start, lines[last].end, "", block))
        else:
            for chunk in _of_block(lines[index : last + 1], index, block, contents, headings):
                _add(chunks, chunk, document)
        index = last + 1
    return chunks


def _heading_lines(lines: Sequence[Line], sections: Sequence[Section]) -> dict[int, str]:
    """Map the start of every line of a heading to "first" or "" (a line that goes on with it)."""
    found: dict[int, str] = {}
    position = 0
    for section in sections:
        while position < len(lines) and lines[position].start < section.heading.start:
            position += 1
        while position < len(lines) and lines[position].end <= section.heading.end:
            found[lines[position].start] = "first" if lines[position].start == section.heading.start else ""
            position += 1
    return found


def _add(chunks: list[Chunk], chunk: Chunk, document: Document) -> None:
    """Append a chunk; what only goes on after a page break or inside a heading is joined."""
    if chunks:
        before = chunks[-1]
        text = document.text
        same = before.kind is chunk.kind is ChunkKind.HEADING and not chunk.key
        goes_on = (
            bool(document.pages)
            and chunk.kind is ChunkKind.PARAGRAPH
            and before.kind in (ChunkKind.PARAGRAPH, ChunkKind.ITEM)
            and chunk.block is not before.block
            and text[chunk.start].islower()
            and before.end - before.start >= _WRAPPED
            and text[before.end - 1] not in ".:;!?"
        )
        if same or goes_on:
            chunks[-1] = before._replace(end=chunk.end)
            return
    chunks.append(chunk)


def _of_block(
    lines: Sequence[Line], first: int, block: Block, contents: frozenset[int], headings: dict[int, str]
) -> Iterator[Chunk]:
    """Cut the lines of one block where a heading, an item or a new paragraph begins."""
    widest = max(line.end - line.start for line in lines)
    begin: Chunk | None = None
    for offset, line in enumerate(lines):
        opened = _opened(line, block, first + offset in contents, headings)
        if opened is not None or begin is None or _new_paragraph(lines[offset - 1], line, widest):
            if begin is not None:
                yield begin
            begin = opened or Chunk(_plain(block), line.start, line.end, _depth(block), block)
        else:
            begin = begin._replace(end=line.end)
        if begin.kind in (ChunkKind.HEADING, ChunkKind.CONTENTS) and offset + 1 < len(lines):
            yield begin
            begin = None
    if begin is not None:
        yield begin


def _opened(line: Line, block: Block, listed: bool, headings: dict[int, str]) -> Chunk | None:
    """Return the chunk that this line opens by its own look, or None."""
    if listed:
        return Chunk(ChunkKind.CONTENTS, line.start, line.end, "", block)
    if line.start in headings:
        return Chunk(ChunkKind.HEADING, line.start, line.end, headings[line.start], block)
    if block.kind is BlockKind.HEADING:
        return Chunk(ChunkKind.HEADING, line.start, line.end, "", block)
    bullet = bullet_of(line.text)
    if bullet is None or bullet[0] >= len(line.text):
        return None
    return Chunk(ChunkKind.ITEM, line.start + bullet[0], line.end, _depth(block) or bullet[1], block)


def _plain(block: Block) -> ChunkKind:
    return ChunkKind.ITEM if block.kind is BlockKind.LIST_ITEM else ChunkKind.PARAGRAPH


def _depth(block: Block) -> str:
    if block.kind is not BlockKind.LIST_ITEM:
        return ""
    return f"level {block.level}" if block.level is not None else ""


def _new_paragraph(before: Line, line: Line, widest: int) -> bool:
    """A line closed early, or by a colon, and a capital after it."""
    if not (line.text[0].isupper() or line.text[0].isdigit() or line.text[0] in '«“"'):
        return False
    if before.folded.endswith(":"):
        return True
    return before.end - before.start < widest * _FULL_LINE
