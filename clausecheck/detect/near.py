"""Matcher kind ``near``: a term of every group, close together.

One group that the passage itself lacks may be supplied by its lead-in, its column headers or the
headings above (« Pièces détachées » over « Disponibilité : 7 ans »). An unwanted wording gets no such help: words far apart forbid nothing.
Nor does a matcher that says ``here: true``, whose words are too common to be gathered from afar.
Distance is computed on hit positions: no wildcard is ever run.
"""

from __future__ import annotations

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
    best: tuple[int, int] | None = None
    for anchor in places[0]:
        chosen = [anchor]
        for others in places[1:]:
            candidates = [other for other in others if not ordered or other[0] >= chosen[-1][0]]
            apart = [other for other in candidates if other != chosen[-1]] or candidates
            if not apart:
                break
            chosen.append(min(apart, key=lambda other: _gap(anchor, other)))
        if len(chosen) < len(places) or not _connected(chosen, within):
            continue
        window = min(start for start, _ in chosen), max(end for _, end in chosen)
        if best is None or window[1] - window[0] < best[1] - best[0]:
            best = window
    return best


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def _connected(chosen: list[tuple[int, int]], within: int) -> bool:
    return all(_gap(one, other) <= within for one, other in pairwise(sorted(chosen)))
