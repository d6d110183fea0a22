"""What is lost when the same text comes written otherwise: findings before and after, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clausecheck.evaluation.metrics import ratio
from clausecheck.evaluation.transforming import (
    Transformed,
    curly,
    hyphenated,
    misread,
    no_accents,
    rewritten,
    shuffled,
    straight,
    upper_case,
)
from clausecheck.model.document import Document
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece
from clausecheck.model.place import Span

Finder = Callable[[Document], Sequence[Finding]]
_REWRITINGS = {
    "upper_case": upper_case,
    "no_accents": no_accents,
    "curly_apostrophes": curly,
    "straight_apostrophes": straight,
    "hyphenation": hyphenated,
    "ocr_noise_1": misread(0.01),
    "ocr_noise_3": misread(0.03),
}
SHUFFLED = "shuffled_articles"
TITLES = {
    "upper_case": "tout en capitales",
    "no_accents": "sans accents",
    "curly_apostrophes": "apostrophes courbes",
    "straight_apostrophes": "apostrophes droites",
    "hyphenation": "césures en fin de ligne",
    "ocr_noise_1": "1 % de caractères mal reconnus",
    "ocr_noise_3": "3 % de caractères mal reconnus",
    SHUFFLED: "articles mélangés",
}
"""Name -> what the table shows."""
_SHOWN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one transformation did to the findings.

    Attributes:
        transformation: A name of ``TITLES``.
        before: Findings in the text as it was.
        lost: Those without a finding of the same rule at the same words afterwards.
        gained: Findings afterwards that nothing before accounts for.
        words: Rule and words of those lost.
    """

    transformation: str
    before: int
    lost: int
    gained: int
    words: tuple[tuple[str, str], ...] = ()

    @property
    def share(self) -> float:
        """Share of the findings that were lost."""
        return ratio(self.lost, self.before)


def losses(piece: Piece, findings: Sequence[Finding], find: Finder) -> tuple[Loss, ...]:
    """Return the loss of every transformation on one document.

    Args:
        piece: The document as it was, and its outline.
        findings: What was found in it.
        find: From a document to what is found in it, its outline drawn anew.
    """
    document = piece.document
    return tuple(
        _loss(name, findings, transformed, find(transformed.document))
        for name, transformed in (
            *((name, rewritten(document, rewriting)) for name, rewriting in _REWRITINGS.items()),
            (SHUFFLED, shuffled(document, piece.outline)),
        )
    )


def joined(parts: Iterable[Loss]) -> tuple[Loss, ...]:
    """Add up the losses of several documents, in the order of ``TITLES``."""
    listed = list(parts)
    return tuple(_sum(name, [loss for loss in listed if loss.transformation == name]) for name in TITLES)


def _sum(name: str, mine: Sequence[Loss]) -> Loss:
    return Loss(
        transformation=name,
        before=sum(loss.before for loss in mine),
        lost=sum(loss.lost for loss in mine),
        gained=sum(loss.gained for loss in mine),
        words=tuple(words for loss in mine for words in loss.words),
    )


def _loss(name: str, before: Sequence[Finding], transformed: Transformed, after: Sequence[Finding]) -> Loss:
    expected = [(finding, transformed.span(finding.evidence.span)) for finding in before]
    lost = [finding for finding, span in expected if not any(_same(finding, span, new) for new in after)]
    gained = [new for new in after if not any(_same(finding, span, new) for finding, span in expected)]
    return Loss(
        transformation=name,
        before=len(before),
        lost=len(lost),
        gained=len(gained),
        words=tuple((each.rule, " ".join(each.evidence.quote.split())[:_SHOWN]) for each in lost),
    )


def _same(old: Finding, place: Span, new: Finding) -> bool:
    span = new.evidence.span
    return old.rule == new.rule and span.start < place.end and place.start < span.end
