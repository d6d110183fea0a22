"""Tables of web pages: those of data on their grid, told from those that lay out the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from clausecheck.readers.htmlwords import Event, InlineText, Walk
from clausecheck.readers.settings import Revisions

_MOST_COLUMNS = 200
_MOST_CELLS = 500_000
_LONG_CELL = 1_500
"""Code points past which a cell holds a page's text, not a value."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LAID_OUT = frozenset(("presentation", "none"))
_GROUPS = frozenset("thead tbody tfoot".split())


class Row(NamedTuple):
    """The cells of a row on the grid, merged ones filled up with empty ones, and whether all name columns."""

    cells: tuple[str, ...]
    marked: bool


def table_rows(table: etree._Element, revisions: Revisions) -> tuple[Row, ...]:
    """Return the rows of a table of data that hold words; none for one that only lays out the page."""
    if (table.get("role") or "").strip().lower() in _LAID_OUT:
        return ()
    if next(table.iterdescendants("table"), None) is not None:
        return ()
    if next(table.iterdescendants(*_HEADINGS, "iframe", "object", "embed", "frame"), None) is not None:
        return ()
    rows = tuple(row for row in _grid(table, revisions) if any(row.cells))
    filled = max((sum(map(bool, row.cells)) for row in rows), default=0)
    longest = max((len(cell) for row in rows for cell in row.cells), default=0)
    return rows if filled > 1 and longest <= _LONG_CELL else ()


def _grid(table: etree._Element, revisions: Revisions) -> Iterator[Row]:
    """Yield the rows from top to bottom; a cell stands at its first row and column."""
    below: dict[int, int] = {}
    left = _MOST_CELLS
    for line in _lines(table):
        cells: list[str] = []
        for cell in line.iterchildren("td", "th"):
            _fill(cells, below)
            width = min(_span(cell, "colspan"), _MOST_COLUMNS - len(cells))
            if width <= 0:
                break
            height = _span(cell, "rowspan")
            if height > 1:
                below.update({len(cells) + column: height for column in range(width)})
            cells += [cell_text(cell, revisions), *[""] * (width - 1)]
        _fill(cells, below)
        below = {column: height - 1 for column, height in below.items() if height > 1}
        left -= len(cells)
        if left < 0:
            return
        yield Row(tuple(cells), _is_marked(line))


def _fill(cells: list[str], below: dict[int, int]) -> None:
    """Add the empty fields that cells of the rows above cover."""
    while len(cells) in below and below[len(cells)] > 0 and len(cells) < _MOST_COLUMNS:
        cells.append("")


def _lines(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


def _is_marked(line: etree._Element) -> bool:
    parent = line.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    cells = list(line.iterchildren("td", "th"))
    return bool(cells) and all(cell.tag == "th" for cell in cells)


def cell_text(cell: etree._Element, revisions: Revisions) -> str:
    """Return the words of a cell on one line."""
    inline = InlineText()
    for shown in Walk(cell, revisions):
        if shown.event is Event.TEXT:
            inline.add(shown.text)
        elif shown.event is Event.LABEL:
            inline.add(f" {shown.text} ")
        elif shown.event is Event.OPEN and shown.element is not cell and shown.element.tag in _SPACED:
            inline.add(" ")
    return " ".join(inline.take().split())


_SPACED = frozenset("br p div li ul ol dl dt dd pre hr".split())


def _span(cell: etree._Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, min(int(text), 10_000)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
