"""The rules without the layer that reads how a passage speaks: what their words alone find.

Other checkers put a syntactic parser there. This engine has none on its path (docs/adr/0002): the
honest counterpart of « our rules without the parser » is our rules without stance and grading. Every
passage that holds the words counts as an obligation, be it a recital, the buyer's own duty, a waiver
or a table of contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausecheck.detect import Detector
from clausecheck.detect.lexicon import Hit
from clausecheck.detect.stance import Force, Stance, StanceReader
from clausecheck.evaluation.matching import Prediction
from clausecheck.model.outline import Passage, Piece, PieceKind
from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import AwardCriterion

_FLAT = Stance(
    force=Force.BINDING,
    buyer_side=False,
    conditional=False,
    waivers=(),
    bans=(),
    proof=False,
    consequence=False,
    standard=False,
)


class FlatReader(StanceReader):
    """Takes every passage for a plain obligation of the contractor."""

    def read(
        self,
        passage: Passage,
        kind: PieceKind,
        hits: Sequence[Hit],
        lead_in: Sequence[Hit],
        first: tuple[int, int],
        length: int,
        closed: bool,
    ) -> Stance:
        """Return the same stance for every passage."""
        return _FLAT


def wordy_detector(rules: Rulebook) -> Detector:
    """Return a detector that heeds words alone."""
    return Detector(rules, stance=FlatReader)


def by_words(detector: Detector, piece: Piece, criteria: Sequence[AwardCriterion]) -> Iterator[Prediction]:
    """Claim what the rules' words find; all of it as a plain obligation."""
    for finding in detector.detect(piece, criteria):
        span = finding.evidence.span
        yield Prediction(theme=finding.theme, start=span.start, end=span.end)
