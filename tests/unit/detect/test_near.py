"""The nearest words of each group are found around the first one, as if all had been compared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from clausecheck.detect.lexicon import Hit
from clausecheck.detect.near import smallest_window


@dataclass(frozen=True, slots=True)
class _Reading:
    """A passage of which the hits alone count."""

    hits: list[Hit]


def gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def every_pair_compared(
    hits: list[Hit], groups: list[frozenset[int]], within: int, ordered: bool
) -> tuple[int, int] | None:
    places = [[(hit.start, hit.end) for hit in hits if hit.concept in group] for group in groups]
    windows = []
    for anchor in places[0]:
        chosen = [anchor]
        for others in places[1:]:
            allowed = [other for other in others if not ordered or other[0] >= chosen[-1][0]]
            apart = [other for other in allowed if other != chosen[-1]] or allowed
            if not apart:
                break
            chosen.append(min(apart, key=lambda other: gap(anchor, other)))
        close = all(gap(one, other) <= within for one, other in pairwise(sorted(chosen)))
        if len(chosen) == len(places) and close:
            windows.append((min(start for start, _ in chosen), max(end for _, end in chosen)))
    return min(windows, key=lambda window: window[1] - window[0], default=None)


hit_lists = st.lists(
    st.builds(
        lambda concept, start, size: Hit(concept, start, start + size),
        st.integers(0, 3),
        st.integers(0, 90),
        st.integers(1, 4),
    ),
    max_size=25,
).map(lambda hits: sorted(hits, key=lambda hit: (hit.start, hit.end)))
group_lists = st.lists(st.frozensets(st.integers(0, 3), min_size=1, max_size=2), min_size=1, max_size=4)


@given(hits=hit_lists, groups=group_lists, within=st.integers(0, 40), ordered=st.booleans())
def test_the_window_is_the_one_that_comparing_all_pairs_gives(
    hits: list[Hit], groups: list[frozenset[int]], within: int, ordered: bool
) -> None:
    found = smallest_window(cast(Any, _Reading(hits)), groups, within, ordered)
    assert every_pair_compared(hits, groups, within, ordered) == found
