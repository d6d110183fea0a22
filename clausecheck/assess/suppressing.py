"""What people set aside is left out before the verdicts, and said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from clausecheck.model.assessment import Assessment, Verdict
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece
from clausecheck.model.suppression import SetAside, Suppression
from clausecheck.text.fingerprint import likeness, shingles, words_of

_ALIKE = 0.6
"""Common share of words from which an edited passage is still the one that was set aside: stricter than
for a comparison, since a silenced remark is not seen again."""


def set_aside(
    findings: Sequence[Finding], pieces: Sequence[Piece], suppressions: Iterable[Suppression], today: date
) -> tuple[tuple[Finding, ...], tuple[SetAside, ...]]:
    """Return the findings that stay, and what every suppression did.

    Args:
        findings: Of the whole tender.
        pieces: The pieces they stand in.
        suppressions: What people set aside.
        today: The day of the check: suppressions expire by the calendar, not by the law's day.
    """
    names = {
        piece.document.id: {piece.outline.kind.value, piece.document.name, piece.document.name.split("/")[-1]}
        for piece in pieces
    }
    left, done = list(findings), []
    for suppression in suppressions:
        if suppression.expires < today:
            done.append(SetAside(suppression=suppression, expired=True))
            continue
        hit = [each for each in left if _meant(suppression, each, names[each.evidence.document_id])]
        gone = {each.id for each in hit}
        left = [each for each in left if each.id not in gone]
        waived = not suppression.quote and not suppression.piece
        done.append(SetAside(suppression=suppression, findings=tuple(hit), verdict_waived=waived))
    return tuple(left), tuple(done)


def waive(assessments: Iterable[Assessment], done: Iterable[SetAside]) -> tuple[Assessment, ...]:
    """Return the assessments; a rule set aside as a whole does not bear, and says by whom and why."""
    waived = {each.suppression.rule: each.suppression for each in done if each.verdict_waived}
    return tuple(
        _waived(assessment, waived[assessment.rule]) if assessment.rule in waived else assessment
        for assessment in assessments
    )


def _waived(assessment: Assessment, suppression: Suppression) -> Assessment:
    day = suppression.expires.isoformat()
    return replace(
        assessment,
        verdict=Verdict.NOT_APPLICABLE,
        reason=f"Règle écartée jusqu'au {day} par {suppression.author} : {suppression.reason}",
        reason_en=f"Rule set aside until {day} by {suppression.author}: {suppression.reason}",
        findings=(),
    )


def _meant(suppression: Suppression, finding: Finding, names: set[str]) -> bool:
    """Tell whether a finding is the one set aside: same rule, same piece, the words or much like them."""
    if finding.rule != suppression.rule or (suppression.piece and suppression.piece not in names):
        return False
    if not suppression.quote:
        return True
    wanted, words = words_of(suppression.quote), words_of(finding.evidence.quote)
    begins = words[: len(wanted)] == wanted
    return begins or likeness(shingles(suppression.quote), shingles(finding.evidence.quote)) >= _ALIKE
