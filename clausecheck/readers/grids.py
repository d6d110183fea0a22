"""Ruled lines -> grids of cells, merged cells included. Pure geometry: points, downwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from clausecheck.readers.pdfrules import Rule, Rules

_SNAP = 3.0
"""Points within which strokes are the same stroke, and ends meet."""
_ROOM = 18.0
"""Points past the last upright stroke that make an open column of a table without side borders."""
_MOST_RULES = 1_500


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's frame.

    Attributes:
        xs: Places of the column borders, left to right.
        ys: Places of the row borders, downwards.
        owner: For row i and column j, the (row, column) of the cell that covers that field.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within the frame."""
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the cell that holds a point; None outside of the frame."""
        if not self.holds(x, y):
            return None
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.owner[row][self.column_at(x)]

    def column_at(self, x: float) -> int:
        """Return the column that holds a place, whichever cell covers it."""
        return bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1


def grids_of(rules: Rules) -> list[Grid]:
    """Return the grids of at least two columns, from top to bottom."""
    if not 2 <= len(rules.level) <= _MOST_RULES or not 1 <= len(rules.upright) <= _MOST_RULES:
        return []
    level, upright = _merged(rules.level), _merged(rules.upright)
    level = [rule for rule in level if rule.end - rule.start > 10]
    upright = [rule for rule in upright if rule.end - rule.start > 5]
    grids = [_grid(*group) for group in _groups(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.ys[0])


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Bring strokes at the same place together and join those that touch."""
    merged: list[Rule] = []
    lane: list[Rule] = []
    for rule in sorted(rules):
        if lane and rule.at - lane[0].at > _SNAP:
            merged += _joined(lane)
            lane = []
        lane.append(rule)
    return merged + _joined(lane)


def _joined(lane: Sequence[Rule]) -> list[Rule]:
    if not lane:
        return []
    at = sum(rule.at for rule in lane) / len(lane)
    joined: list[Rule] = []
    for _, start, end in sorted(lane, key=lambda rule: rule.start):
        if joined and start <= joined[-1].end + _SNAP:
            joined[-1] = Rule(at, joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Rule(at, start, end))
    return joined


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SNAP <= upright.at <= level.end + _SNAP
        and upright.start - _SNAP <= level.at <= upright.end + _SNAP
    )


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Put strokes that cross, directly or through others, into one group."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left_level, left_upright = list(level), list(upright)
    while left_upright:
        group: tuple[list[Rule], list[Rule]] = ([], [left_upright.pop()])
        grown = True
        while grown:
            found = [rule for rule in left_level if any(_cross(rule, other) for other in group[1])]
            group[0].extend(found)
            left_level = [rule for rule in left_level if rule not in found]
            more = [rule for rule in left_upright if any(_cross(other, rule) for other in found)]
            group[1].extend(more)
            left_upright = [rule for rule in left_upright if rule not in more]
            grown = bool(found or more)
        groups.append(group)
    return groups


def _grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    xs, ys = _places(upright), _places(level)
    left, right = min((r.start for r in level), default=0.0), max((r.end for r in level), default=0.0)
    if xs and left < xs[0] - _ROOM:
        xs.insert(0, left)
    if xs and right > xs[-1] + _ROOM:
        xs.append(right)
    # A row that goes on from the page before, or to the next, has no stroke at the page's edge.
    top, bottom = min((r.start for r in upright), default=0.0), max((r.end for r in upright), default=0.0)
    if ys and top < ys[0] - _ROOM / 2:
        ys.insert(0, top)
    if ys and bottom > ys[-1] + _ROOM / 2:
        ys.append(bottom)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), _owners(xs, ys, level, upright))


def _places(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules):
        if not places or rule.at - places[-1] > _SNAP:
            places.append(rule.at)
    return places


def _covered(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(
        abs(rule.at - at) <= _SNAP and rule.start - _SNAP <= middle <= rule.end + _SNAP for rule in rules
    )


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Give every field to the cell it belongs to: fields without a stroke between them are one cell."""
    owner: list[list[tuple[int, int]]] = []
    for i in range(len(ys) - 1):
        row: list[tuple[int, int]] = []
        for j in range(len(xs) - 1):
            across, down = (xs[j] + xs[j + 1]) / 2, (ys[i] + ys[i + 1]) / 2
            cell = (i, j)
            if j and not _covered(upright, xs[j], down):
                cell = row[j - 1]
            elif i and not _covered(level, ys[i], across):
                cell = owner[i - 1][j]
            row.append(cell)
        owner.append(row)
    return tuple(tuple(row) for row in owner)
