"""Matcher kind ``under``: the passage stands under a heading or a lead-in that names the subject.

« 12. Réversibilité » makes a duty of reversibility of « Le titulaire remet l'ensemble des données »,
which alone does not say what it is about. The passage must state a duty, or hold the words wanted.
"""

from __future__ import annotations

from clausecheck.detect.lexicon import CompiledMatcher
from clausecheck.detect.near import smallest_window
from clausecheck.detect.reading import PassageReading


def match_under(reading: PassageReading, compiled: CompiledMatcher) -> tuple[int, int] | None:
    """Return the stem range of the words found (the whole passage where none are wanted), or None."""
    if compiled.heading.isdisjoint(reading.above):
        return None
    if not compiled.groups:
        return reading.first, reading.last
    if any(group.isdisjoint(reading.present) for group in compiled.groups):
        return None
    return smallest_window(reading, list(compiled.groups), compiled.matcher.within, compiled.matcher.ordered)
