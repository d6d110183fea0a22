"""Numbers that follow each other are headings; « 1. 2. 3. » inside an article is a list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from clausecheck.structure.lines import Line
from clausecheck.structure.numbering import Heading

_LATEST_START = 12
_BELOW = 100
"""More than any article has articles below it."""
_GAP = 2
"""Numbers a heading may skip (one that was not read, or a renumbered article)."""


def in_sequence(candidates: Sequence[Heading], lines: Sequence[Line]) -> Iterator[Heading]:
    """Yield the candidates that are headings by the order of their numbers.

    Args:
        candidates: Numbered lines, in order of the text.
        lines: All lines, to see what follows a candidate.
    """
    annexes = [each.first for each in candidates if each.style == "annex"]
    lots = [each for each in candidates if each.style == "lot"]
    begun, ended = {each.first for each in lots}, {each.last for each in lots}
    simple: dict[tuple[str, str], list[Heading]] = defaultdict(list)
    deep: list[Heading] = []
    for each in candidates:
        if each.style in ("decimal", "roman", "letter") and len(each.parts) == 1:
            simple[each.style, each.separator].append(each)
        elif each.style == "lot":
            # A line of a list of lots: another lot stands right above or below it.
            if each.last + 1 not in begun and each.first - 1 not in ended:
                yield each
        elif len(each.parts) > 1 and each.style in ("decimal", "letter"):
            deep.append(each)
        else:
            yield each
    deep = list(_rising(deep, [each.first for each in candidates if each.style in ("annex", "part", "lot")]))
    yield from deep
    yield from _simple(simple, deep, annexes, lines)


def _rising(deep: Sequence[Heading], breaks: Sequence[int]) -> Iterator[Heading]:
    """Drop numbers that fall back and then go on (rows of a table that cite other articles).

    A numbering that begins again for good, or that a part or an annexe begins again, is kept.
    """
    groups: dict[int, list[Heading]] = defaultdict(list)
    for each in deep:
        groups[bisect_left(breaks, each.first)].append(each)
    for group in groups.values():
        kept = _longest_rise([_order(each) for each in group])
        if kept:
            inside = set(kept)
            for position, each in enumerate(group):
                if position in inside or not kept[0] < position < kept[-1]:
                    yield each


def _order(each: Heading) -> tuple[int, ...]:
    """Return where a number stands in the order of numbers: « 3.6 bis » after 3.6 and all below it."""
    return (*each.parts, _BELOW + each.again) if each.again else each.parts


def _longest_rise(values: Sequence[tuple[int, ...]]) -> list[int]:
    """Return the positions of a longest strictly rising subsequence."""
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for position, value in enumerate(values):
        place = bisect_left(tails, value)
        previous.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [position]
    chain: list[int] = []
    step: int | None = ends[-1] if ends else None
    while step is not None:
        chain.append(step)
        step = previous[step]
    return chain[::-1]


def _simple(
    simple: dict[tuple[str, str], list[Heading]],
    deep: list[Heading],
    annexes: list[int],
    lines: Sequence[Line],
) -> Iterator[Heading]:
    """Of each style of one-figure numbers, the chains that hold; of decimals, the longest style only."""
    decimals: list[list[Heading]] = []
    for (style, _), group in simple.items():
        if style == "decimal":
            decimals.append(_chain(group, deep, annexes, lines))
        else:
            yield from _chain(group, [], annexes, lines)
    if decimals:
        best = max(decimals, key=lambda chain: (_parents(chain, deep), len(chain)))
        if len(best) > 1 or _parents(best, deep):
            yield from best


def _parents(chain: Sequence[Heading], deep: Sequence[Heading]) -> int:
    """How many of the chain have a first child (« 4 » with « 4.1 ») after them."""
    firsts = {each.parts[0]: each.first for each in reversed(deep) if each.parts[1] <= 1}
    return sum(1 for each in chain if firsts.get(each.parts[0], -1) > each.first)


def _chain(
    group: list[Heading], deep: list[Heading], annexes: list[int], lines: Sequence[Line]
) -> list[Heading]:
    """Follow 1, 2, 3 … through the candidates; a document cut out of a longer one may begin further on."""
    chain = _chain_from(1, group, deep, annexes, lines)
    if len(chain) > 1 or group[0].parts[0] > _LATEST_START:
        return chain
    return max(chain, _chain_from(group[0].parts[0], group, deep, annexes, lines), key=len)


def _chain_from(
    expected: int, group: list[Heading], deep: list[Heading], annexes: list[int], lines: Sequence[Line]
) -> list[Heading]:
    """Follow the numbers from ``expected`` on; an annexe may begin again at 1."""
    kept: list[Heading] = []
    children, alike = _firsts(deep), _firsts(group)
    for position, each in enumerate(group):
        number = each.parts[0]
        if kept and number == 1 and bisect_left(annexes, kept[-1].first) < bisect_left(annexes, each.first):
            expected = 1
        if not expected <= number <= expected + _GAP or _is_item(each, group, position, lines):
            continue
        if _better_later(each, children, alike):
            continue
        kept.append(each)
        expected = number + 1
    return kept


def _is_item(each: Heading, group: list[Heading], position: int, lines: Sequence[Line]) -> bool:
    """An item of a list: the next number stands on the very next line, with no text between."""
    if each.separator in (")", "/)") and not each.title.isupper():
        return True
    after = group[position + 1] if position + 1 < len(group) else None
    before = group[position - 1] if position else None
    touches_after = after is not None and after.first == each.last + 1 and after.parts[0] == each.parts[0] + 1
    touches_before = (
        before is not None and each.first == before.last + 1 and each.parts[0] == before.parts[0] + 1
    )
    return touches_after or touches_before


def _firsts(headings: Sequence[Heading]) -> dict[int, list[int]]:
    """Return the first lines of headings by their first number, in order: looked up once for every heading."""
    firsts: dict[int, list[int]] = defaultdict(list)
    for each in headings:
        firsts[each.parts[0]].append(each.first)
    return {number: sorted(lines) for number, lines in firsts.items()}


def _better_later(each: Heading, children: dict[int, list[int]], alike: dict[int, list[int]]) -> bool:
    """The same number comes again before its first child: the later one is the heading."""
    child = _after(children.get(each.parts[0], ()), each.first)
    again = _after(alike[each.parts[0]], each.first)
    return child is not None and again is not None and again < child


def _after(lines: Sequence[int], line: int) -> int | None:
    """Return the first of rising line numbers that is after ``line``."""
    place = bisect_right(lines, line)
    return lines[place] if place < len(lines) else None
