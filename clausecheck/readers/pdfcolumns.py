"""Columns of a PDF page: its lines and tables in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from clausecheck.readers.columns import (
    LEAST_ROWS,
    Region,
    Run,
    may_hold_columns,
    regions_of,
    runs_of,
    side_of,
)
from clausecheck.readers.pdflines import Line, PageText, joined_lines
from clausecheck.readers.pdftables import Item, Table, top_of

_MOST_PIECES = 3_000
"""Pieces of text past which a page is a drawing, or draws every letter by itself."""
_OVER = 3.0
"""Points by which a line must reach over a gutter on both sides to hold the text of two columns."""
_FIGURE_LAST = re.compile(r"\d\s*[%€]?$")
_SAME_LINE = 0.4
_NARROWEST = 0.2
"""Heights of a line that one of its letters is wide, at the least."""


def columned(text: PageText, items: Sequence[Item], order: Callable[[list[Item]], list[Item]]) -> list[Item]:
    """Return the items of a page in reading order, column after column.

    Args:
        text: The page.
        items: Its lines and tables, in the order in which the file draws them.
        order: What puts items that stand in one column in order.
    """
    region = _regions(text, items)
    if region is None or _is_price_list(region, items):
        return order(list(items))
    held: dict[int, list[Item]] = {}
    cut = [_place(text, region, item, held) for item in items]
    put = _by_rows if any(cut) else order
    return [item for leaf in _leaves(region) for item in put(held.get(id(leaf), []))]


def _by_rows(items: list[Item]) -> list[Item]:
    """Put the pieces of a column whose lines were drawn across the page together again."""
    items = sorted(items, key=top_of)
    rows: list[list[Item]] = []
    for item in items:
        line = rows[-1][0] if rows else None
        near = isinstance(line, Line) and isinstance(item, Line) and item.y - line.y < _SAME_LINE * line.size
        if near:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [joined for row in rows for joined in _joined(row)]


def _joined(row: list[Item]) -> list[Item]:
    lines = sorted((item for item in row if isinstance(item, Line)), key=lambda line: line.x0)
    return [*(item for item in row if isinstance(item, Table)), *joined_lines(lines)]


def _regions(text: PageText, items: Sequence[Item]) -> Region | None:
    lines = [item for item in items if isinstance(item, Line)]
    count, width = text.count_pieces(), text.page.get_size()[0]
    # Lines that are one piece each hold no second column, unless they begin in the midst of the page.
    places = [(line.x0, line.y - line.size, line.x1, line.y) for line in lines]
    whole = count < len(lines) + LEAST_ROWS and not may_hold_columns(places, width)
    if whole or count > _MOST_PIECES or len(lines) < LEAST_ROWS:
        return None
    pieces = text.pieces()
    if not may_hold_columns(pieces, width):
        return None
    tables = [_bounds(item) for item in items if isinstance(item, Table)]
    free = [
        Run(*piece, drawn=index)
        for index, piece in enumerate(pieces)
        if piece[3] > piece[1] and not any(_holds(table, piece) for table in tables)
    ]
    return regions_of(runs_of([*free, *tables]))


def _is_price_list(region: Region, items: Sequence[Item]) -> bool:
    """Tell whether most lines over the gutter end in a figure, as those of a list of prices do."""
    over = [
        item.text
        for item in items
        if region.split and isinstance(item, Line) and _is_over(item, region.split.x)
    ]
    return len(over) > 1 and sum(bool(_FIGURE_LAST.search(line)) for line in over) > len(over) / 2


def _bounds(table: Table) -> Run:
    lines = table.lines
    return Run(
        table.xs[0],
        min(line.y - line.size for line in lines),
        table.xs[-1],
        max(line.y for line in lines),
        table=True,
    )


def _holds(table: Run, piece: tuple[float, float, float, float]) -> bool:
    across, down = (piece[0] + piece[2]) / 2, (piece[1] + piece[3]) / 2
    return table.left <= across <= table.right and table.top - 2 <= down <= table.bottom + 2


def _leaves(region: Region) -> Iterator[Region]:
    if region.split is None:
        yield region
    for part in region.parts:
        yield from _leaves(part)


def _place(text: PageText, region: Region, item: Item, held: dict[int, list[Item]]) -> bool:
    """File an item in the part of the page that it stands in; tell whether it was cut for that."""
    if region.split is None:
        if isinstance(item, Line) and region.column:
            item = replace(item, column=region.column)
        held.setdefault(id(region), []).append(item)
        return False
    if isinstance(item, Table):
        box = _bounds(item)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return _place(text, region.parts[side_of(region.split, x, y)], item, held)
    y = item.y - item.size / 3
    side = side_of(region.split, item.x0, y)
    inside = side in (1, 2) and item.first >= 0
    parts = text.parted(item, region.split.x) if inside and _is_over(item, region.split.x) else [item]
    if len(parts) == 1:
        return _place(text, region.parts[side], parts[0], held)
    for part in parts:
        _place(text, region, part, held)
    return True


def _is_over(line: Line, x: float) -> bool:
    """Tell whether a line holds words of both columns."""
    # Words of the left column drawn after those of the right one end left of where they begin.
    backwards = line.x1 - line.x0 < _NARROWEST * line.size * len(line.text)
    return backwards or (line.x0 < x - _OVER and line.x1 > x + _OVER)
