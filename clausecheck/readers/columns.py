"""Columns of a page: the white stripe between two texts that stand abreast. Pure geometry."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

LEAST_ROWS = 5
"""Lines that both columns hold at the least: fewer may be a form or a letterhead."""
_NARROWEST_GUTTER = 6.0
"""Points; the narrowest gutter that word processors and newspapers print is about 8."""
_LETTERS = 7.0
"""Heights of a line that a run of prose is long, at the least (about fifteen letters)."""
_PROSE = 0.6
_FULL = 0.55
"""Share of the width of their column that full lines of prose have, at the least …"""
_FULL_ROWS = 0.45
_FULL_LINES = 0.7
"""… and the share of a column's lines that are full: of its width, or of that of its wide lines."""
_WORD_SPACE = 0.6
"""Heights of a line that a gap between two words is wide, at the most."""
_WIDE_SPACE = 1.6
"""The same in a line that is stretched to both margins."""
_SAME_LINE = 0.5
_FLUSH = 0.6
_SAME_START = 3.0
_SWITCHES = 2
_TRIMMED_ROWS = 3
"""Lines at the page's edge that may be its header or footer, where white space parts them …"""
_HEADER_GAP = 1.0
_FOOTER_GAP, _LONE_GAP = 1.8, 5.0
"""… of so many heights of a line; more where it stands under one column only."""
_ABREAST = 0.5
_SAME_ROWS = 0.6


class Run(NamedTuple):
    """Words that stand close together on one line, or a whole table; points, as displayed."""

    left: float
    top: float
    right: float
    bottom: float
    drawn: int = 0
    """Its turn in the order in which the file draws the page."""
    table: bool = False

    @property
    def high(self) -> float:
        """Its height."""
        return self.bottom - self.top


class Split(NamedTuple):
    """A gutter: where it stands across the page, and from where to where down the page."""

    x: float
    top: float
    bottom: float


def may_hold_columns(pieces: Sequence[tuple[float, float, float, float]], width: float) -> bool:
    """Tell cheaply whether enough pieces of text begin at one place in the midst of a page.

    Args:
        pieces: Left, top, right, bottom of all pieces of text, in the order in which they are drawn.
        width: Of the page.
    """
    low, high = 0.2 * width, 0.9 * width
    places: dict[int, int] = {}
    end = base = 0.0
    for left, _, right, bottom in pieces:
        # A word right behind another begins no line; a word space is narrower than any gutter.
        follows = -1 < left - end < _NARROWEST_GUTTER and -_SAME_START < bottom - base < _SAME_START
        if low < left < high and not follows:
            place = int(left / _SAME_START)
            places[place] = places.get(place, 0) + 1
        end, base = right, bottom
    return any(count + places.get(place + 1, 0) >= LEAST_ROWS for place, count in places.items())


def runs_of(pieces: Sequence[Run]) -> list[Run]:
    """Join pieces of text that stand on one line, no further apart than words do."""
    near = _WORD_SPACE * _usual_height(pieces)
    return [run for row in rows_of(pieces) for run in _joined(row, near)]


def _usual_height(pieces: Sequence[Run]) -> float:
    return median([piece.high for piece in pieces if not piece.table] or [1.0])


def _joined(row: Sequence[Run], near: float) -> list[Run]:
    """Join the pieces of one line whose gaps are narrower than ``near``."""
    runs = [row[0]]
    for piece in row[1:]:
        before = runs[-1]
        if before.table or piece.table or piece.left - before.right >= near:
            runs.append(piece)
            continue
        runs[-1] = Run(
            before.left,
            min(before.top, piece.top),
            max(before.right, piece.right),
            max(before.bottom, piece.bottom),
            min(before.drawn, piece.drawn),
        )
    return runs


def rows_of(pieces: Sequence[Run]) -> list[list[Run]]:
    """Put pieces that stand on one line together, from top to bottom, left to right.

    Places are those of the ink: a dash stands higher than the word beside it, by less than half a line.
    """
    rows: list[list[Run]] = []
    near = _SAME_LINE * _usual_height(pieces)
    middle = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        here = (piece.top + piece.bottom) / 2
        if rows and not piece.table and not rows[-1][0].table and here - middle < near:
            rows[-1].append(piece)
            middle += (here - middle) / len(rows[-1])
            continue
        rows.append([piece])
        middle = here
    return [sorted(row) for row in rows]


def find_split(runs: Sequence[Run]) -> Split | None:
    """Return the gutter that the most lines stand on both sides of; None where there is none.

    Args:
        runs: Of the page, or of the part of it that is looked at.
    """
    if len(runs) < 2 * LEAST_ROWS:
        return None
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    places = Counter(round(run.left / _SAME_START) for run in runs if run.left > left + 0.15 * (right - left))
    starts = [
        place * _SAME_START
        for place, count in places.items()
        if count + places[place + 1] + places[place - 1] >= LEAST_ROWS
    ]
    runs = sorted(runs, key=lambda run: run.top)
    room = LEAST_ROWS * _usual_height(runs)
    splits = [split for start in starts for split in _splits(runs, start, room)]
    return max(splits, key=lambda found: (found[0], -found[1].x), default=(0, None))[1]


def _splits(runs: Sequence[Run], start: float, room: float) -> list[tuple[int, Split]]:
    """Return the stretches of a gutter left of ``start`` where columns stand, with their rows.

    Args:
        runs: From top to bottom.
        start: Where the right column begins.
        room: Height under which a stretch is none.
    """
    x = start - _SAME_START
    blocks = sorted((run.top, run.bottom) for run in runs if run.left < x < run.right)
    tops = [run.top for run in runs]
    bounds = (
        [tops[0], *(bottom for _, bottom in blocks)],
        [
            *(top for top, _ in blocks),
            max(run.bottom for run in runs),
        ],
    )
    found = []
    for top, bottom in zip(accumulate(bounds[0], max), bounds[1], strict=True):
        if bottom - top < room:
            continue
        inside = runs[bisect_left(tops, top - 1) : bisect_left(tops, bottom + 1)]
        band = [run for run in inside if run.bottom <= bottom + 1]
        if len(band) >= 2 * LEAST_ROWS:
            split = Split(x, *_trimmed(band, x))
            band = [run for run in band if run.top >= split.top and run.bottom <= split.bottom]
            rows = _columned_rows([r for r in band if r.right <= x], [r for r in band if r.left >= x])
            found += [(rows, split)] if rows else []
    return found


def _trimmed(band: Sequence[Run], x: float) -> tuple[float, float]:
    """Return where columns begin and end: without lines beyond a white stripe, headers and footers."""
    rows = rows_of(band)
    tops, bottoms = [min(r.top for r in row) for row in rows], [max(r.bottom for r in row) for row in rows]
    high = median(run.high for run in band)
    gaps = [tops[index + 1] - bottoms[index] for index in range(len(rows) - 1)]
    first = max((n + 1 for n, gap in enumerate(gaps[:_TRIMMED_ROWS]) if gap > _HEADER_GAP * high), default=0)
    # The last paragraph of the left column, alone below a white stripe, is no footer.
    under = (
        n
        for n in range(1, 1 + min(_TRIMMED_ROWS, len(gaps)))
        if gaps[-n] > (_FOOTER_GAP if _on_both_sides(rows[-n:], x) else _LONE_GAP) * high
    )
    last = len(rows) - 1 - max(under, default=0)
    return min(tops[first:], default=tops[0]) - 1, max(bottoms[: last + 1]) + 1


def _on_both_sides(rows: Sequence[Sequence[Run]], x: float) -> bool:
    return len({run.left < x for row in rows for run in row}) > 1


def _columned_rows(left: Sequence[Run], right: Sequence[Run]) -> int:
    """Return how many rows the shorter of two columns has; 0 where they are none."""
    text = [[run for run in side if not run.table] for side in (left, right)]
    if min(len(side) for side in text) < LEAST_ROWS:
        return 0
    rows = [rows_of(side) for side in text]
    if min(len(side) for side in rows) < LEAST_ROWS or not _is_abreast(*text):
        return 0
    if min(run.left for run in right) - max(run.right for run in left) < _NARROWEST_GUTTER:
        return 0
    if not all(_is_prose(side, found) for side, found in zip(text, rows, strict=True)):
        return 0
    if not _is_drawn_apart(*text) and (not _is_flush(rows[1]) or _has_common_rows(*rows)):
        return 0
    return min(len(side) for side in rows)


def _is_drawn_apart(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether the file draws the one side and then the other, which it does of no table."""
    order = sorted([(run.drawn, 0) for run in left] + [(run.drawn, 1) for run in right])
    return sum(a[1] != b[1] for a, b in pairwise(order)) <= _SWITCHES


def _is_abreast(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether two texts stand side by side over most of the height of the shorter one."""
    tops, bottoms = [min(r.top for r in side) for side in (left, right)], [max(r.bottom for r in side) for side in (left, right)]  # fmt: skip
    shared = min(bottoms) - max(tops)
    return shared >= _ABREAST * min(b - t for t, b in zip(tops, bottoms, strict=True))


def _is_flush(rows: Sequence[Sequence[Run]]) -> bool:
    """Tell whether lines begin at one place or two, which those right of a chance gap between words do not."""
    places = Counter(round(row[0].left / _SAME_START) for row in rows)
    # The text and the signs of a list, or the first lines of its paragraphs.
    return sum(count for _, count in places.most_common(2)) >= _FLUSH * len(rows)


def _is_prose(runs: Sequence[Run], rows: Sequence[Sequence[Run]]) -> bool:
    """Tell lines of text from cells: long, and most of them about as wide as the wide ones."""
    high = _usual_height(runs)
    widths = sorted(part.right - part.left for row in rows for part in _joined(row, _WIDE_SPACE * high))
    if sum(width >= _LETTERS * high for width in widths) < _PROSE * len(widths):
        return False
    side = max(run.right for run in runs) - min(run.left for run in runs)
    if sum(sum(run.right - run.left for run in row) >= _FULL * side for row in rows) >= _FULL_ROWS * len(
        rows
    ):
        return True
    # The side may hold two columns more, whose lines need not stand on common rows.
    usual = widths[int(0.8 * (len(widths) - 1))]
    return sum(width >= _FULL * usual for width in widths) >= _FULL_LINES * len(widths)


def _has_common_rows(left: Sequence[Sequence[Run]], right: Sequence[Sequence[Run]]) -> bool:
    """Tell whether the paragraphs of both sides begin together, again and again: rows of a table."""
    tops = sorted((_paragraph_tops(left), _paragraph_tops(right)), key=len)
    if len(tops[0]) < 2:
        return False
    shared = sum(any(abs(a - b) < 4 for b in tops[1]) for a in tops[0])
    return shared >= _SAME_ROWS * len(tops[0])


def _paragraph_tops(rows: Sequence[Sequence[Run]]) -> list[float]:
    """Return where paragraphs other than the first begin: below more than the usual white space."""
    tops = [min(run.top for run in row) for row in rows]
    steps = [b - a for a, b in pairwise(tops)]
    usual = median(steps)
    return [top for top, step in zip(tops[1:], steps, strict=True) if step > 1.25 * usual]


class Region(NamedTuple):
    """A part of a page that is read by itself: four sides, or without a gutter the whole of it.

    Attributes:
        split: The gutter; None for a part that has none.
        parts: What stands above, left and right of it, and below; none without a gutter.
        column: 0 for what spans the page, else the number of the column on the page.
    """

    split: Split | None
    parts: tuple[Region, ...] = ()
    column: int = 0


def regions_of(runs: Sequence[Run]) -> Region | None:
    """Cut a page along its gutters; None for a page without any."""
    numbers = iter(range(1, 1 + len(runs)))
    found = _region(runs, numbers, inside=False)
    return found if found.split else None


def _region(runs: Sequence[Run], numbers: Iterator[int], *, inside: bool) -> Region:
    split = find_split(runs)
    if split is None:
        return Region(None, column=next(numbers) if inside else 0)
    sides = [[run for run in runs if side_of(split, (run.left + run.right) / 2, (run.top + run.bottom) / 2) == side] for side in range(4)]  # fmt: skip
    return Region(
        split,
        tuple(_region(part, numbers, inside=inside or side in (1, 2)) for side, part in enumerate(sides)),
    )


def side_of(split: Split, x: float, y: float) -> int:
    """Return the part of a region that holds a point: 0 above the columns, 1 left, 2 right, 3 below."""
    if y < split.top:
        return 0
    if y > split.bottom:
        return 3
    return 1 if x < split.x else 2
