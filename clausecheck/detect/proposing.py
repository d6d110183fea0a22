"""Passages of a theme that no rule claimed, proposed for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausecheck.detect.reading import PassageReading, PieceReading
from clausecheck.detect.stance import Force
from clausecheck.detect.themes import ThemeModel, is_word
from clausecheck.model.finding import Finding, Lever
from clausecheck.model.outline import PassageKind, PieceKind

REVIEW = "review"
"""Family of the rule id of a proposal: ``review.<theme>``; no such rule exists."""
_FEWEST, _MOST = 7, 90
"""Words of a passage: a title says too little, a whole page too much."""
_LEVERS = {
    PieceKind.CCTP: Lever.TECHNICAL_SPECIFICATION,
    PieceKind.RC: Lever.AWARD_CRITERION,
    PieceKind.NOTICE: Lever.INFORMATION,
}


def proposals(
    reading: PieceReading, findings: Sequence[Finding], model: ThemeModel
) -> Iterator[tuple[PassageReading, str, Lever]]:
    """Yield passages with the theme that the model proposes and the lever that their piece suggests.

    Only those that state something of the contractor and hold no finding: what a rule asserts, it asserts.
    """
    claimed = {(finding.evidence.span.start, finding.evidence.span.end) for finding in findings}
    lever = _LEVERS.get(reading.piece.outline.kind, Lever.PERFORMANCE_CONDITION)
    for passage in reading.passages():
        span = passage.passage.span
        if (span.start, span.end) in claimed or not _states(passage):
            continue
        stems = reading.stream.stems[passage.first : passage.last]
        theme = model.proposed(stems) if _FEWEST <= sum(map(is_word, stems)) <= _MOST else None
        if theme is not None:
            yield passage, theme, lever


def _states(passage: PassageReading) -> bool:
    stance = passage.stance
    return (
        passage.passage.kind is not PassageKind.HEADING
        and stance.force in (Force.BINDING, Force.ASPIRATIONAL)
        and not stance.buyer_side
    )
