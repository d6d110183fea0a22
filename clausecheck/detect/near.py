"""Matcher kind ``near``: a term of every group, close together.

One group that the passage itself lacks may be supplied by its lead-in, its column headers or the
headings above (« Pièces détachées » over « Disponibilité : 7 ans »). An unwanted wording gets no such help: words far apart forbid nothing.
Nor does a matcher that says ``here: true``, whose words are too common to be gathered from afar.
Distance is computed on hit positions: no wildcard is ever run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from clausecheck.detect.lexicon import CompiledMatcher
from clausecheck.detect.reading import PassageReading

_MOST_FROM_CONTEXT = 1
"""Groups that may stand around the passage instead of in it: with more, headings alone make findings."""


def match_near(reading: PassageReading, compiled: CompiledMatcher) -> tuple[int, int] | None:
    """Return the smallest stem range that holds one term of every group, or None."""
    own = [group for group in compiled.groups if not group.isdisjoint(reading.present)]
    lacking = [group for group in compiled.groups if group.isdisjoint(reading.present)]
    lends = not compiled.matcher.here and compiled.rule.kind != "obstacle"
    if not own or len(lacking) > (_MOST_FROM_CONTEXT if lends else 0):
        return None
    if any(group.isdisjoint(reading.context) for group in lacking):
        return None
    return smallest_window(reading, own, compiled.matcher.within, compiled.matcher.ordered)


def smallest_window(
    reading: PassageReading, groups: list[frozenset[int]], within: int, ordered: bool
) -> tuple[int, int] | None:
    """Return the smallest range with one hit of every group, at most ``within`` stems between two of them."""
    places = [[(hit.start, hit.end) for hit in reading.hits if hit.concept in group] for group in groups]
    longest = max((end - start for group in places for start, end in group), default=0)
    reach = len(places) * (within + longest)
    near = [_Places(spans=group, starts=[start for start, _ in group], longest=longest) for group in places]
    best: tuple[int, int] | None = None
    for anchor in places[0]:
        chosen = [anchor]
        for others in near[1:]:
            found = others.nearest(anchor, chosen[-1], ordered=ordered, reach=reach)
            if found is None:
                break
            chosen.append(found)
        if len(chosen) < len(places) or not _connected(chosen, within):
            continue
        window = min(start for start, _ in chosen), max(end for _, end in chosen)
        if best is None or window[1] - window[0] < best[1] - best[0]:
            best = window
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where the terms of one group stand, by start."""

    spans: list[tuple[int, int]]
    starts: list[int]
    longest: int

    def nearest(
        self, anchor: tuple[int, int], last: tuple[int, int], *, ordered: bool, reach: int
    ) -> tuple[int, int] | None:
        """Return the first of the places nearest to ``anchor``; ``last`` only where there is no other.

        It looks around the anchor alone, further each time: a paragraph that repeats a word a thousand times would
        otherwise cost a million comparisons.
        """
        first = bisect_left(self.starts, last[0]) if ordered else 0
        if first == len(self.spans):
            return None
        if self.spans[first] == self.spans[-1] == last:
            return last
        step = 4
        while True:
            low = max(first, bisect_left(self.starts, anchor[0] - self.longest - step))
            around = self.spans[low : bisect_right(self.starts, anchor[1] + step)]
            apart = [span for span in around if span != last]
            found = min(apart, key=lambda span: _gap(anchor, span), default=None)
            if found is not None and _gap(anchor, found) <= step:
                return found
            if step > reach:
                return None
            step *= 4


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _connected(chosen: list[tuple[int, int]], within: int) -> bool:
    return all(_gap(one, other) <= within for one, other in pairwise(sorted(chosen)))
