"""Criteria and sub-criteria: which details which, and every weight as a percentage of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from clausecheck.structure.criterion_lines import Entry
from clausecheck.structure.weights import Unit

_WHOLE = Decimal(100)
_NEARLY = (Decimal(85), Decimal(115))
"""Points whose total lies here were meant to make 100: they stay as written and the sum is remarked on."""
_TOLERANCE = Decimal("0.5")


class Placed(NamedTuple):
    """An entry with its weight in per cent of the whole and the criterion that it details."""

    entry: Entry
    weight: Decimal | None
    parent: Entry | None


class _Branch(NamedTuple):
    top: Entry
    below: list[Entry]


def arrange(entries: Sequence[Entry]) -> Iterator[Placed]:
    """Yield the criteria of one lot in order, sub-criteria under their criterion.

    Where no number, bullet nor « dont » tells, the sums do: entries that add up to the one above, in a
    list that would otherwise pass 100, detail it. Points and coefficients become per cent of their
    total; sub-weights that add up to 100 (or to another total) are parts of their criterion and are
    brought to per cent of the whole.
    """
    branches = [_with_sum(branch) for branch in _branches(entries)]
    total = sum((branch.top.value or Decimal(0) for branch in branches), Decimal(0))
    percent = _NEARLY[0] <= total <= _NEARLY[1] or any(
        branch.top.unit is Unit.PERCENT and branch.top.value for branch in branches
    )
    for branch in branches:
        weight = _top_weight(branch, total, percent)
        yield Placed(branch.top, _tidy(weight), None)
        for entry in branch.below:
            yield Placed(entry, _tidy(_sub_weight(entry, branch, weight)), branch.top)


def _branches(entries: Sequence[Entry]) -> list[_Branch]:
    """Tell criteria from sub-criteria; sums are believed only where they leave criteria that make 100."""
    trusted = _trusted(entries)
    if not any(entry.depth == 2 for entry in trusted) and not _whole(_sum(trusted)):
        guessed = _grouped(trusted, by_sums=True)
        if _whole(_sum([branch.top for branch in guessed])):
            return guessed
    return _grouped(trusted, by_sums=False)


def _grouped(entries: Sequence[Entry], *, by_sums: bool) -> list[_Branch]:
    branches: list[_Branch] = []
    index = 0
    while index < len(entries):
        top = entries[index]
        if (
            branches
            and top.value is None
            and branches[-1].top.value is None
            and top.name == branches[-1].top.name
        ):
            below = list(_told_below(top, entries[index + 1 :]))
            branches[-1].below.extend(below)
            index += 1 + len(below)
            continue
        below = list(_told_below(top, entries[index + 1 :]))
        if by_sums and not below:
            below = list(_that_add_up(top, entries[index + 1 :]))
        branches.append(_Branch(top, below))
        index += 1 + len(below)
    return branches


def _told_below(top: Entry, following: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that say themselves, or by « dont », that they detail ``top``."""
    counted = False
    total = Decimal(0)
    for entry in following:
        counted = counted or entry.counted
        open_sum = counted and top.value is not None and total < top.value
        if entry.depth != 2 and not (open_sum and entry.depth is None):
            return
        total += entry.value or Decimal(0)
        yield entry


def _trusted(entries: Sequence[Entry]) -> list[Entry]:
    """A list whose flat entries already make 100 has no sub-criteria among them."""
    flat = [entry for entry in entries if entry.depth != 2]
    if flat and entries[0].depth == 2:
        return [entries[0]._replace(depth=None), *entries[1:]]
    if not flat:
        return [entry._replace(depth=None) for entry in entries]
    return list(entries)


def _that_add_up(top: Entry, following: Sequence[Entry]) -> Sequence[Entry]:
    """Return the two or more entries right after ``top`` whose weights make its own, else none."""
    if top.value is None:
        return ()
    total = Decimal(0)
    for count, entry in enumerate(following, start=1):
        if entry.value is None or entry.unit is not top.unit:
            return ()
        total += entry.value
        if total >= top.value:
            return following[:count] if total == top.value and count > 1 else ()
    return ()


def _with_sum(branch: _Branch) -> _Branch:
    """Give a criterion without weight the sum of its sub-criteria."""
    valued = [entry for entry in branch.below if entry.value is not None]
    if branch.top.value is not None or not valued or len({entry.unit for entry in valued}) > 1:
        return branch
    return branch._replace(top=branch.top._replace(value=_sum(valued), unit=valued[0].unit))


def _top_weight(branch: _Branch, total: Decimal, percent: bool) -> Decimal | None:
    top = branch.top
    if top.value is None:
        return None
    if percent or top.unit is Unit.PERCENT:
        return top.value
    return top.value * _WHOLE / total if total else None


def _sub_weight(entry: Entry, branch: _Branch, parent: Decimal | None) -> Decimal | None:
    if entry.value is None or parent is None:
        return entry.value if entry.unit is Unit.PERCENT else None
    own = _sum([each for each in branch.below if each.unit is entry.unit])
    if branch.top.value is not None and own == branch.top.value:
        return parent * entry.value / own
    if own and (_whole(own) or entry.unit is not Unit.PERCENT):
        return parent * entry.value / own
    return entry.value


def _sum(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.value for entry in entries if entry.value is not None), Decimal(0))


def _whole(total: Decimal) -> bool:
    return abs(total - _WHOLE) <= _TOLERANCE


def _tidy(weight: Decimal | None) -> Decimal | None:
    """Two decimals at most, no exponent: 40, 12.5, 33.33."""
    if weight is None:
        return None
    rounded = weight.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()
