"""Matcher kind ``phrase``: one of the terms stands in the passage itself."""

from __future__ import annotations

from clausecheck.detect.lexicon import CompiledMatcher
from clausecheck.detect.reading import PassageReading


def match_phrase(reading: PassageReading, compiled: CompiledMatcher) -> tuple[int, int] | None:
    """Return the stem range of the first term of the group, or None."""
    group = compiled.groups[0]
    for hit in reading.hits:
        if hit.concept in group:
            return hit.start, hit.end
    return None
