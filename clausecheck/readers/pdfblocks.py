"""Lines and tables of all pages -> the blocks of a text, tables of contents left out."""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.model.document import BlockKind
from clausecheck.readers.contents import contents_lines
from clausecheck.readers.footnotes import note_groups
from clausecheck.readers.headers import header_row
from clausecheck.readers.layout import LayoutBuilder
from clausecheck.readers.paragraphs import blocks_of
from clausecheck.readers.pdfjoins import cell_text, continues, is_bold, with_joined_tables
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Item, Table


def fill(builder: LayoutBuilder, items: Sequence[Item]) -> None:
    """Add the lines and tables of all pages to a text, tables of contents left out."""
    _fill(builder, with_joined_tables(_without_contents(items)))


def _without_contents(items: Sequence[Item]) -> list[Item]:
    """Leave out tables of contents, be they lines or a table of which most rows are entries."""
    units = [(index, _unit_texts(item)) for index, item in enumerate(items)]
    flat = [(index, text) for index, texts in units for text in texts]
    gone = contents_lines([text for _, text in flat])
    counts: dict[int, int] = {}
    for position in gone:
        counts[flat[position][0]] = counts.get(flat[position][0], 0) + 1
    return [items[index] for index, texts in units if counts.get(index, 0) * 2 <= len(texts)]


def _unit_texts(item: Item) -> list[str]:
    if isinstance(item, Table):
        return [" ".join(line.text for line in row.lines) for row in item.rows]
    return [item.text]


def _fill(builder: LayoutBuilder, items: Sequence[Item]) -> None:
    """Add lines and tables to the text, tables between the paragraphs around them."""
    free: list[Line] = []
    before: Table | None = None
    header: tuple[str, ...] = ()
    for item in items:
        if isinstance(item, Line):
            free.append(item)
            continue
        if free:
            _add_paragraphs(builder, free)
            # Notes at the foot of a page do not part a table that goes on overleaf.
            before = before if all(line.note for line in free) else None
            free = []
        header = _add_table(builder, item, header if continues(before, item) else ())
        before = item
    _add_paragraphs(builder, free)


def _add_paragraphs(builder: LayoutBuilder, lines: Sequence[Line]) -> None:
    """Add paragraphs, and the notes of a page behind the paragraph that runs over its end."""
    notes = [line for line in lines if line.note]
    for kind, group in blocks_of([line for line in lines if not line.note] if notes else lines):
        done = [line for line in notes if line.page < group[0].page]
        _add_notes(builder, done)
        notes = notes[len(done) :]
        builder.add_lines([(line.text, line.page) for line in group], kind)
    _add_notes(builder, notes)


def _add_notes(builder: LayoutBuilder, notes: Sequence[Line]) -> None:
    for group in note_groups(notes):
        builder.add_lines([(line.text, line.page) for line in group], BlockKind.FOOTNOTE)


def _add_table(builder: LayoutBuilder, table: Table, inherited: tuple[str, ...]) -> tuple[str, ...]:
    """Add the rows of a table and return the names of its columns."""
    rows = [[cell_text(cell) for cell in row.cells] for row in table.rows]
    found = (
        table.header if table.header is not None else header_row(rows, [is_bold(row) for row in table.rows])
    )
    header = tuple(" ".join(cell.split()) for cell in rows[found]) if found is not None else inherited
    for index, row in enumerate(rows):
        below = found is None or index > found
        builder.add_row(row, header if below else (), page=table.page)
    return header
