"""Ruled tables of a PDF page as rows of cells, the text around them left in its order.

The strokes and the characters both come from PDFium: asking pdfplumber, which parses the page
again, would take about sixty times as long as the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from clausecheck.readers.grids import Grid, grids_of
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdfrules import Rules

_LOOSE_LINES = 25
"""Lines of one cell past which the frame is a page layout, not a row of a table."""
_SIDE_LINES = 8
"""Lines that two neighbouring cells both exceed when texts stand side by side (two languages)."""
_WIDE_SPACE = 0.4
"""Share of the letters' height past which a gap is more than a word space."""
_FIGURE = re.compile(r"[\d\s.,/%€-]*\d[\d\s.,/%€-]*(?:points?|pts?)?", re.IGNORECASE)

Cell = tuple[Line, ...]
_Cells = dict[tuple[int, int], list[Line]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the lines of each cell, left to right."""

    cells: tuple[Cell, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the row."""
        return tuple(line for cell in self.cells for line in cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of it on one page.

    Attributes:
        page: From 1.
        xs: Places of the column borders, left to right.
        rows: From top to bottom.
        gaps: The white stripes between the columns of a table without strokes, from and to.
        header: Its row that names the columns, where another part of the table told so.
    """

    page: int
    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    gaps: tuple[tuple[float, float], ...] = ()
    header: int | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the table."""
        return tuple(line for row in self.rows for line in row.lines)


Item = Line | Table


class Glyphs(Protocol):
    """What a line of a page is made of (characters, or recognised words), by index."""

    @property
    def number(self) -> int:
        """Return the page's number, from 1."""

    def box(self, index: int) -> tuple[float, float, float, float] | None:
        """Return left, top, right, bottom, in points as displayed; None for what is not printed."""

    def is_space(self, index: int) -> bool:
        """Tell whether it is white space."""

    def piece(self, first: int, last: int) -> Line | None:
        """Return the part of a line between two indices, both included."""


def page_items(text: Glyphs, lines: Sequence[Line], rules: Rules) -> list[Item]:
    """Cut the lines of a page into those that stand free and those that tables hold.

    Args:
        text: The page.
        lines: Its lines, in the order in which the file draws them.
        rules: Its strokes.

    Returns:
        Free lines and tables, in the order in which they are drawn.
    """
    grids = [grid for grid in grids_of(rules) if _has_text(grid, lines)]
    if not grids:
        return list(lines)
    # A table inside a cell of another keeps its own rows: the smallest frame wins.
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    free: list[Line | int] = []
    cells: list[_Cells] = [{} for _ in grids]
    drawn: list[list[Line]] = [[] for _ in grids]
    for line in lines:
        for which, cell, piece in _pieces(text, line, grids):
            if which is None:
                free.append(piece)
                continue
            if which not in free:
                free.append(which)
            cells[which].setdefault(cell, []).append(piece)
            if not drawn[which] or drawn[which][-1] is not line:
                drawn[which].append(line)
    for which, grid in enumerate(grids):
        _spread(text, grid, cells[which])
    found = {
        which: list(_table_items(text.number, grid, cells[which], drawn[which]))
        for which, grid in enumerate(grids)
    }
    return [item for entry in free for item in (found[entry] if isinstance(entry, int) else [entry])]


def downwards(items: list[Item]) -> list[Item]:
    """Sort the items of a column from top to bottom; as drawn where some stand side by side."""
    return sorted(items, key=top_of) if _one_column(items) else items


def top_of(item: Item) -> float:
    """Return how far down the page an item begins."""
    return item.y if isinstance(item, Line) else min(line.y for line in item.lines)


def _one_column(items: Sequence[Item]) -> bool:
    """Tell whether no two free lines stand side by side, in a page drawn out of order."""
    tops = [top_of(item) for item in items]
    if all(a <= b + 1 for a, b in pairwise(tops)):
        return False
    free = sorted((item for item in items if isinstance(item, Line)), key=top_of)
    return all(b.y - a.y > 0.4 * b.size for a, b in pairwise(free))


def _has_text(grid: Grid, lines: Sequence[Line]) -> bool:
    return any(grid.holds((line.x0 + line.x1) / 2, line.y - line.size / 3) for line in lines)


def _pieces(
    text: Glyphs, line: Line, grids: Sequence[Grid]
) -> Iterator[tuple[int | None, tuple[int, int], Line]]:
    """Yield the parts of a line with the frame and the cell that each lies in."""
    y = line.y - line.size / 3
    if not any(grid.ys[0] - 1 <= y <= grid.ys[-1] + 1 for grid in grids):
        yield None, (0, 0), line
        return
    start, end = _where(grids, line.x0 + 0.5, y), _where(grids, line.x1 - 0.5, y)
    if line.first < 0 or (start == end and (start[0] is not None or not _crosses(grids, line, y))):
        yield (*start, line)
        return
    first, last, where = line.first, line.first, start
    for index in range(line.first, line.last + 1):
        box = text.box(index)
        if box is None:
            continue
        here = _where(grids, (box[0] + box[2]) / 2, y)
        if here != where:
            piece = text.piece(first, last)
            if piece is not None:
                yield (*where, piece)
            first, where = index, here
        last = index
    piece = text.piece(first, last)
    if piece is not None:
        yield (*where, piece)


def _spread(text: Glyphs, grid: Grid, cells: _Cells) -> None:
    """Spread the lines of a cell over the columns that it spans, where gaps fall on their borders.

    Tables often have upright strokes in their header only: the rows below are one cell each.
    """
    for (row, column), lines in list(cells.items()):
        if sum(field == (row, column) for field in grid.owner[row]) < 2:
            continue
        parts = [part for line in lines for part in _parted(text, line, grid.xs[1:-1])]
        places = [grid.column_at((part.x0 + part.x1) / 2) for part in parts]
        straight = all(grid.column_at(part.x0 + 1) == grid.column_at(part.x1 - 1) for part in parts)
        if not straight or len(set(places)) < 2 or len(parts) == len(lines):
            continue
        del cells[row, column]
        for part, place in zip(parts, places, strict=True):
            cells.setdefault((row, place), []).append(part)


def _parted(text: Glyphs, line: Line, borders: Sequence[float]) -> list[Line]:
    """Cut a line where a gap wider than a word space holds the border of a column."""
    runs: list[tuple[int, int]] = []
    right = line.x0
    for index in range(line.first, line.last + 1):
        box = text.box(index)
        if box is None or text.is_space(index):
            continue
        wide = box[0] - right > _WIDE_SPACE * line.size and any(right - 1 <= x <= box[0] + 1 for x in borders)
        runs.append((index, index) if not runs or wide else (runs.pop()[0], index))
        right = box[2]
    parts = [text.piece(first, last) for first, last in runs]
    return [part for part in parts if part is not None]


def _where(grids: Sequence[Grid], x: float, y: float) -> tuple[int | None, tuple[int, int]]:
    for which, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return which, cell
    return None, (0, 0)


def _crosses(grids: Sequence[Grid], line: Line, y: float) -> bool:
    return any(
        line.x0 < grid.xs[0] and line.x1 > grid.xs[-1] and grid.ys[0] < y < grid.ys[-1] for grid in grids
    )


def _table_items(page: int, grid: Grid, cells: _Cells, drawn: Sequence[Line]) -> Iterator[Item]:
    """Yield the tables that a frame holds; rows that are whole pages of text come as free lines."""
    rows: list[Row] = []
    for i in range(len(grid.ys) - 1):
        row = Row(tuple(_downwards(cells.get((i, j), ())) for j in range(len(grid.xs) - 1)))
        if not row.lines:
            continue
        split = _split(row)
        if max(len(cell) for part in split for cell in part.cells) <= _LOOSE_LINES:
            rows.extend(split)
            continue
        yield from _closed(page, grid.xs, rows)
        rows = []
        yield from _loose(row, drawn)
    yield from _closed(page, grid.xs, rows)


def _split(row: Row) -> list[Row]:
    """Cut a row where figures stand one below the other: rows without a stroke between them.

    Each figure opens a row; it must stand beside a line of the first cell that holds words.
    """
    words = next((cell for cell in row.cells if cell and not _is_figure(cell[0].text)), ())
    figures = next(
        (cell for cell in row.cells if len(cell) > 1 and all(_is_figure(line.text) for line in cell)), ()
    )
    tops = [figure.y for figure in figures]
    beside = all(any(abs(line.y - top) < 0.4 * line.size for line in words) for top in tops)
    if not tops or not words or not beside or abs(words[0].y - tops[0]) > 0.4 * words[0].size:
        return [row]
    parts: list[list[list[Line]]] = [[[] for _ in row.cells] for _ in tops]
    for column, cell in enumerate(row.cells):
        for line in cell:
            part = max(0, sum(top <= line.y + 0.4 * line.size for top in tops) - 1)
            parts[part][column].append(line)
    return [Row(tuple(tuple(cell) for cell in part)) for part in parts]


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text.strip()))


def _downwards(lines: Sequence[Line]) -> Cell:
    """Return the lines of a cell from top to bottom: some producers draw them in any order."""
    if all(a.y <= b.y + 0.5 * a.size for a, b in pairwise(lines)):
        return tuple(lines)
    return tuple(sorted(lines, key=lambda line: (round(line.y / 2), line.x0)))


def _closed(page: int, xs: tuple[float, ...], rows: Sequence[Row]) -> Iterator[Item]:
    """Yield one table, columns that hold nothing left out; or its lines where one column is left."""
    if not rows:
        return
    used = [j for j in range(len(xs) - 1) if any(row.cells[j] for row in rows)]
    if len(used) < 2:
        yield from (line for row in rows for line in row.lines)
        return
    yield Table(
        page=page,
        xs=(*(xs[j] for j in used), xs[used[-1] + 1]),
        rows=tuple(Row(tuple(row.cells[j] for j in used)) for row in rows),
    )


def _loose(row: Row, drawn: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a cell as large as a page: as drawn, or cell by cell where texts stand abreast."""
    if sum(len(cell) > _SIDE_LINES for cell in row.cells) >= 2:
        yield from row.lines
        return
    tops, bottoms = min(line.y for line in row.lines), max(line.y for line in row.lines)
    yield from (line for line in drawn if tops <= line.y <= bottoms)
