"""Tables without strokes: words that white stripes part into columns, line after line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from clausecheck.readers.headers import header_row, is_figure
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.pdflines import Line
from clausecheck.readers.pdftables import Glyphs, Item, Row, Table, downwards

_LEAST_ROWS = 3
"""Lines of two cells or more that a table has at the least, its header among them."""
_MOST_LINES = 400
"""Lines of a page past which it is a plan or a list of names, not a text with a table."""
_TRIES = 4
"""Lines at the top of what may be a table that may turn out to stand above it."""
_LOOSE = 0.52
"""Heights of a line that its letters are wide on average, from which on there is a gap among them."""
_GAP = 0.8
"""Heights of a line that a gap is wide that may part two cells; stretched word spaces are narrower …"""
_STRIPE = 0.7
"""… and that the white stripe between two columns is, over all of their lines."""
_STEP = 2.6
"""Heights of a line from one row to the next, at the most."""
_TIGHT = 1.35
"""The same from one line of a cell to the next."""
_SAME_LINE = 0.4
_SAME_PLACE = 3.0
"""Points within which cells begin, end or stand centred at the same place."""
_ALIGNED = 0.7
_FIGURES = 0.6
_FILLED = 0.5
_SHORT = 25
"""Letters that half of the cells have at the most in a table that has no header and no figures."""
_PROSE = 30
"""Letters that the lines of prose have on average, at the least …"""
_WRAPPED = 0.4
"""… and the share of them that begin with a small letter."""
_MOST_WRAPPED = 6
"""Lines of one cell past which it is a paragraph."""
_ABREAST = 0.8
"""Heights of a line under which two lines stand between each other's."""
_ODD = 0.15
"""Share of lines that may be otherwise than they are in a table."""
_CONTENTS = 3
_PAGE = re.compile(r"\d{1,3}|[ivxlc]{1,6}", re.IGNORECASE)
_FULL = 0.8
_Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Printed:
    """What stands on one line of a page: its runs of words, left to right."""

    runs: tuple[Line, ...]
    sources: tuple[int, ...]
    """Indices of the lines that they come from."""

    @property
    def y(self) -> float:
        return self.runs[0].y

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)


def with_aligned_tables(text: Glyphs, items: Sequence[Item]) -> list[Item]:
    """Return the items of a page in which lines that are rows of a table without strokes are one.

    Args:
        text: The page.
        items: Its lines and ruled tables in reading order; lines in columns of prose stay as they are.
    """
    found: list[Item] = []
    for free, group in groupby(items, key=_is_free):
        part = list(group)
        lines = [item for item in part if free and isinstance(item, Line)]
        found += _tabled(text, lines) if _may_be_rows(lines) else part
    return found


def _is_free(item: Item) -> bool:
    return isinstance(item, Line) and not item.column and item.size > 0


def _may_be_rows(lines: Sequence[Line]) -> bool:
    """Tell cheaply whether enough lines stand abreast, or have gaps among their letters."""
    if not _LEAST_ROWS <= len(lines) <= _MOST_LINES:
        return False
    loose = sum(line.x1 - line.x0 > _LOOSE * line.size * len(line.text) for line in lines)
    if loose >= _LEAST_ROWS:
        return True
    places = sorted((line.y, line.size) for line in lines)
    abreast = sum(b - a < _SAME_LINE * size for (a, size), (b, _) in pairwise(places))
    return loose + abreast >= _LEAST_ROWS


def _tabled(text: Glyphs, lines: Sequence[Line]) -> list[Item]:
    rows = _printed(text, lines)
    items: dict[int, Item] = dict(enumerate(lines))
    start = tries = 0
    while start < len(rows):
        end, stripes = _block(rows, start) or (start, ())
        table = _table(text.number, rows[start:end], stripes) if stripes else None
        if table is None:
            # What stands above a table may not belong to it; what is none lower down either is passed over.
            tries = tries + 1 if stripes else 0
            start = end if tries > _TRIES else start + 1
            continue
        sources = [source for row in rows[start:end] for source in row.sources]
        for source in sources:
            items.pop(source, None)
        items[min(sources)] = table
        start, tries = end, 0
    if len(items) == len(lines):
        return list(lines)
    return downwards([items[index] for index in sorted(items)])


def _printed(text: Glyphs, lines: Sequence[Line]) -> list[_Printed]:
    """Return what stands on each line of the page, from top to bottom, cut at wide gaps."""
    runs = sorted(
        ((run, index) for index, line in enumerate(lines) for run in _runs(text, line)),
        key=lambda pair: pair[0].y,
    )
    rows: list[list[tuple[Line, int]]] = []
    for run, index in runs:
        if rows and run.y - rows[-1][0][0].y < _SAME_LINE * run.size:
            rows[-1].append((run, index))
        else:
            rows.append([(run, index)])
    for row in rows:
        row.sort(key=lambda pair: pair[0].x0)
    return [_Printed(tuple(run for run, _ in row), tuple(index for _, index in row)) for row in rows]


def _runs(text: Glyphs, line: Line) -> list[Line]:
    """Cut a line at its wide gaps."""
    if line.first < 0:
        return [line]
    parts: list[tuple[int, int]] = []
    right = line.x0
    for index in range(line.first, line.last + 1):
        box = text.box(index)
        if box is None or text.is_space(index):
            continue
        wide = not parts or box[0] - right > _GAP * line.size
        parts.append((index, index) if wide else (parts.pop()[0], index))
        right = max(right, box[2])
    if len(parts) < 2:
        return [line]
    pieces = [text.piece(first, last) for first, last in parts]
    return [replace(piece, text=" ".join(piece.text.split())) for piece in pieces if piece is not None]


def _block(rows: Sequence[_Printed], start: int) -> tuple[int, tuple[_Bounds, ...]] | None:
    """Return where the best table that begins at a line ends, and its white stripes.

    The best one has the most borders between cells that are not blank: a line that lies over
    stripes may belong to it, if what it costs is less than what the lines below it add.
    """
    if len(rows[start].runs) < 2:
        return None
    best = (0, start, tuple[_Bounds, ...]())
    covered: list[_Bounds] = []
    stripes: tuple[_Bounds, ...] = ()
    gain = count = 0
    for end in range(start, len(rows)):
        row = rows[end]
        if end > start and row.y - rows[end - 1].y > _STEP * row.size:
            break
        covered = _merged([*covered, *((run.x0, run.x1) for run in row.runs)])
        stripes = tuple((a[1], b[0]) for a, b in pairwise(covered) if b[0] - a[1] >= _STRIPE * row.size)
        if not stripes:
            break
        # As long as no stripe goes, cells stay in their columns: only this line is counted.
        fresh = rows[end : end + 1] if len(stripes) == count else rows[start : end + 1]
        gain = (gain if len(stripes) == count else 0) + sum(len(_filled(each, stripes)) - 1 for each in fresh)
        count = len(stripes)
        if len(row.runs) > 1:
            best = max(best, (gain, end + 1, stripes))
    return (_with_last_lines(rows, best[1], best[2]), best[2]) if best[0] else None


def _merged(bounds: Sequence[_Bounds]) -> list[_Bounds]:
    merged: list[_Bounds] = []
    for left, right in sorted(bounds):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _column(run: Line, stripes: Sequence[_Bounds]) -> int:
    return sum(run.x0 >= right - 1 for _, right in stripes)


def _filled(row: _Printed, stripes: Sequence[_Bounds]) -> set[int]:
    return {_column(run, stripes) for run in row.runs}


def _with_last_lines(rows: Sequence[_Printed], end: int, stripes: Sequence[_Bounds]) -> int:
    """Return where a table ends, lines included on which a cell of its last row goes on."""
    while end < len(rows):
        before, row = rows[end - 1], rows[end]
        clear = all(run.x1 <= left + 1 or run.x0 >= right - 1 for run in row.runs for left, right in stripes)
        if not clear or not _wraps(before, row, stripes, row.size * 20):
            break
        end += 1
    return end


def _wraps(before: _Printed, row: _Printed, stripes: Sequence[_Bounds], wide: float) -> bool:
    """Tell whether a line goes on with the cells of the line above it."""
    filled = _filled(row, stripes)
    above = {_column(run, stripes): run for run in before.runs}
    if row.y - before.y > _TIGHT * row.size or not filled < set(above):
        return False
    first = row.runs[0]
    cell = above[_column(first, stripes)]
    if first.starts_bold != cell.bold or is_item(first.text):
        return False
    return first.text[:1].islower() or (
        cell.x1 - cell.x0 >= _FULL * wide and not cell.text.endswith((".", ";", ":"))
    )


def _table(page: int, rows: Sequence[_Printed], stripes: Sequence[_Bounds]) -> Table | None:
    """Return the table that lines make; None where they are something else that stands in columns."""
    stripes = _without_signs(rows, stripes)
    if not stripes or _is_interleaved(rows) or _is_crowded(rows, stripes):
        return None
    cells = [[_in_column(row, column, stripes) for column in range(len(stripes) + 1)] for row in rows]
    if not all(_is_aligned([row[column] for row in cells]) for column in range(len(stripes) + 1)):
        return None
    logical = _logical(rows, cells, stripes)
    if not _is_table(logical):
        return None
    lines = [run for row in rows for run in row.runs]
    xs = (
        min(line.x0 for line in lines),
        *((left + right) / 2 for left, right in stripes),
        max(line.x1 for line in lines),
    )
    return Table(page=page, xs=xs, rows=tuple(logical), gaps=tuple(stripes))


def _without_signs(rows: Sequence[_Printed], stripes: Sequence[_Bounds]) -> tuple[_Bounds, ...]:
    """Return the stripes without those that only part a colon, or the sign of an item, from its words."""
    gone: set[int] = set()
    for column in range(len(stripes) + 1):
        texts = [run.text for row in rows for run in row.runs if _column(run, stripes) == column]
        blank = not any(char.isalnum() for text in texts for char in text)
        marks = column == 0 and sum(is_item(f"{text} x") for text in texts) * 2 > len(texts)
        if blank or marks:
            gone.add(max(column - 1, 0))
    return tuple(stripe for index, stripe in enumerate(stripes) if index not in gone)


def _in_column(row: _Printed, column: int, stripes: Sequence[_Bounds]) -> tuple[Line, ...]:
    return tuple(run for run in row.runs if _column(run, stripes) == column)


def _is_aligned(column: Sequence[tuple[Line, ...]]) -> bool:
    """Tell whether most cells of a column begin, end or stand centred at one place."""
    cells = [(cell[0].x0, cell[-1].x1) for cell in column if cell]
    if len(cells) < 2:
        return False
    lanes = (
        [left for left, _ in cells],
        [right for _, right in cells],
        [(left + right) / 2 for left, right in cells],
    )
    return any(_on_one_place(lane) >= _ALIGNED * len(cells) for lane in lanes)


def _on_one_place(lane: Sequence[float]) -> int:
    places = sorted(lane)
    return max(bisect_right(places, at + 2 * _SAME_PLACE) - index for index, at in enumerate(places))


def _logical(
    rows: Sequence[_Printed], cells: Sequence[Sequence[tuple[Line, ...]]], stripes: Sequence[_Bounds]
) -> list[Row]:
    """Bring the lines of each row together."""
    widest = [
        max((line[column][-1].x1 - line[column][0].x0 for line in cells if line[column]), default=0.0)
        for column in range(len(stripes) + 1)
    ]
    whole: list[list[list[Line]]] = []
    for number, line in enumerate(cells):
        row = rows[number]
        wide = widest[_column(row.runs[0], stripes)]
        if number and _wraps(rows[number - 1], row, stripes, wide):
            for cell, more in zip(whole[-1], line, strict=True):
                cell.extend(more)
        else:
            whole.append([list(cell) for cell in line])
    return [Row(tuple(tuple(cell) for cell in row)) for row in whole]


def _is_interleaved(rows: Sequence[_Printed]) -> bool:
    """Tell lines that stand between each other's: texts abreast, or cells set in the midst of their rows."""
    close = sum(b.y - a.y < _ABREAST * b.size for a, b in pairwise(rows))
    return close > _ODD * len(rows)


def _is_crowded(rows: Sequence[_Printed], stripes: Sequence[_Bounds]) -> bool:
    """Tell columns that hold two things each: the stripes found are not those of the table."""
    crowded = sum(len(row.runs) > len(_filled(row, stripes)) for row in rows)
    return crowded > _ODD * len(rows)


def _is_table(rows: Sequence[Row]) -> bool:
    """Tell a table from letterheads, forms, contents and prose set in columns."""
    texts = [[" ".join(line.text for line in cell) for cell in row.cells] for row in rows]
    wide = [row for row in texts if sum(bool(cell) for cell in row) > 1]
    columns = [[row[column] for row in texts if row[column]] for column in range(len(texts[0]))]
    if len(wide) < _LEAST_ROWS or _is_prose(columns) or _is_form(columns):
        return False
    if sum(bool(cell) for row in wide for cell in row) < _FILLED * len(wide) * len(columns):
        return False
    if max(len(cell) for row in rows for cell in row.cells) > _MOST_WRAPPED:
        return False
    if header_row(texts, [all(line.starts_bold for line in row.lines) for row in rows]) is not None:
        return True
    if _is_contents(columns):
        return False
    if any(sum(map(is_figure, column)) > _FIGURES * len(column) for column in columns[1:]):
        return True
    few = len(columns) == 2 or len(wide) <= _LEAST_ROWS
    return not few and median(len(cell) for row in wide for cell in row if cell) <= _SHORT


def _is_prose(columns: Sequence[Sequence[str]]) -> bool:
    """Tell texts that stand abreast by their long lines, and one beside a table by how its lines begin."""
    long = [column for column in columns if sum(map(len, column)) > _PROSE * len(column)]
    return len(long) > 1 or any(
        sum(cell[:1].islower() for cell in column) > _WRAPPED * len(column) for column in long
    )


def _is_form(columns: Sequence[Sequence[str]]) -> bool:
    """Tell a form by the dots that are to be written on, or the colons behind its labels."""
    every = [cell for column in columns for cell in column]
    labels = sum(cell.endswith(":") for cell in columns[0])
    dotted = sum("...." in cell for cell in every)
    return dotted > _ODD * len(every) or (len(columns) == 2 and labels * 2 > len(columns[0]))


def _is_contents(columns: Sequence[Sequence[str]]) -> bool:
    """Tell titles with the numbers of their pages, which rise."""
    last = columns[-1]
    if len(last) < _CONTENTS or not all(_PAGE.fullmatch(cell) for cell in last):
        return False
    return all(a <= b for a, b in pairwise(int(cell) if cell.isdigit() else 0 for cell in last))
