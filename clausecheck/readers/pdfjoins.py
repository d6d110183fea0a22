"""Tables that run over the end of a page: the header printed again goes, the row that is cut is one again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clausecheck.readers.headers import are_names, header_row
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Cell, Item, Row, Table

_SAME_PLACE = 6.0
"""Points within which the strokes of a column stand at the same place on two pages."""
_CLOSED = (".", ";", ":", "!", "?", "…")


def continues(before: Table | None, table: Table) -> bool:
    """Tell whether a table goes on with the one on the page before: same columns at the same places."""
    if before is None or table.page != before.page + 1 or len(before.xs) != len(table.xs):
        return False
    if before.gaps and table.gaps:
        # White stripes are as wide as the longest word of a page leaves them.
        return all(a[0] < b[1] and b[0] < a[1] for a, b in zip(before.gaps, table.gaps, strict=True))
    return all(abs(a - b) < _SAME_PLACE for a, b in zip(before.xs, table.xs, strict=True))


def with_joined_tables(items: Sequence[Item]) -> list[Item]:
    """Return the items of all pages with tables made whole where the end of a page cuts them.

    Rows printed again at the top of the next page are the header; they are left out there. A row
    whose sentence goes on in the same cell of the next page is joined with what follows.

    Args:
        items: Without running lines, in reading order; only footnotes may stand between two parts.
    """
    joined: list[Item] = []
    last: int | None = None
    head: Sequence[Row] = ()
    for item in items:
        if isinstance(item, Line):
            joined.append(item)
            last = last if item.note else None
            continue
        before = joined[last] if last is not None else None
        if not isinstance(before, Table) or not continues(before, item):
            head = _head(item)
        else:
            before, item, head = _without_head(before, item, head)
            before, item = _with_whole_row(before, item)
            joined[last or 0] = before
        if item.rows:
            joined.append(item)
            last = len(joined) - 1
    return joined


def _head(table: Table) -> Sequence[Row]:
    """Return the rows down to the one that names the columns; the first one where none does."""
    found = header_row(_texts(table.rows), [is_bold(row) for row in table.rows])
    return table.rows[: (found or 0) + 1]


def _without_head(before: Table, table: Table, head: Sequence[Row]) -> tuple[Table, Table, Sequence[Row]]:
    """Leave out the header that a page prints again; being printed again is what tells it for one."""
    texts = _texts(head)
    names = [cell for cell in texts[-1] if cell] if texts else []
    again = len(table.rows) > len(head) and _texts(table.rows[: len(head)]) == texts
    if not again or len(names) < 2 or not are_names(names):
        return before, table, head
    if before.rows[: len(head)] == tuple(head):
        before = replace(before, header=len(head) - 1)
    return before, replace(table, rows=table.rows[len(head) :]), head


def _with_whole_row(before: Table, table: Table) -> tuple[Table, Table]:
    """Join the last row of a page with the first of the next one, where a sentence of it goes on."""
    if len(before.rows) < 2 or not table.rows or not _goes_on(before.rows[-1], table.rows[0]):
        return before, table
    cells = tuple(a + b for a, b in zip(before.rows[-1].cells, table.rows[0].cells, strict=True))
    return (
        replace(before, rows=(*before.rows[:-1], Row(cells))),
        replace(table, rows=table.rows[1:]),
    )


def _goes_on(row: Row, more: Row) -> bool:
    pairs = [(a, b) for a, b in zip(row.cells, more.cells, strict=True) if b]
    if not all(above for above, _ in pairs) or len(pairs) == len(row.cells):
        return False
    return all(
        below[0].text[:1].islower() and not is_item(below[0].text) and not above[-1].text.endswith(_CLOSED)
        for above, below in pairs
    )


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in rows]


def is_bold(row: Row) -> bool:
    """Tell whether all lines of a row begin in bold."""
    return all(line.starts_bold for line in row.lines)


def cell_text(lines: Cell) -> str:
    """Put the lines of a cell on one line; a word cut at a line's end keeps its hyphen and its cut."""
    return "".join(_spaced(lines)).strip()


def _spaced(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield line.text
        cut = line.text.endswith("-") and line.text[-2:-1].isalpha()
        yield "\n" if cut else " "
