"""Duties of a theme without any penalty: what nobody sanctions is rarely done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from clausecheck.consistency.file import File, remark
from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.finding import Finding, Lever, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.theme import THEMES

_GENERAL = frozenset(
    ("governance_reporting.environmental_penalties", "governance_reporting.breach_termination")
)
"""Rules whose clause sanctions every duty of the kind."""
_ANY_BREACH = "any_breach"
"""Concept of the vocabulary: « tout manquement aux obligations »."""


def without_penalty(file: File) -> Iterator[Inconsistency]:
    """Yield a remark for every theme with duties in figures and no consequence anywhere.

    Penalties stand in the CCAP or the CCP: without one of these, nothing is known of them.
    """
    clauses = file.pieces((PieceKind.CCAP, PieceKind.CCP))
    if not clauses or not file.whole or any(f.rule in _GENERAL for f in file.asserted):
        return
    if any(_ANY_BREACH in file.concepts.get(piece.document.id, ()) for piece in clauses):
        return
    duties: dict[str, list[Finding]] = defaultdict(list)
    sanctioned = {
        finding.theme for finding in file.asserted if finding.penalty or finding.lever is Lever.PENALTY
    }
    for finding in file.owed:
        asks = file.rules[finding.rule].sheet.penalty_styles != ("none",)
        if asks and finding.strength is Strength.MEASURABLE and finding.theme not in sanctioned:
            duties[finding.theme].append(finding)
    for theme, found in duties.items():
        fr, en = THEMES[theme]
        yield remark(
            Mismatch.WITHOUT_PENALTY,
            theme,
            (
                f"« {fr} » : {_count(len(found), 'obligation chiffrée', 'obligations chiffrées')} sans sanction.",
                "Prévoir au CCAP une pénalité à la mesure du manquement, ou une réfaction.",
            ),
            (
                f"“{en}”: {_count(len(found), 'measured duty', 'measured duties')} without a consequence.",
                "Provide in the terms a penalty in proportion to the breach, or a price cut.",
            ),
            findings=found,
            documents=[piece.document.id for piece in clauses],
        )


def _count(number: int, one: str, many: str) -> str:
    return f"{number}\u00a0{many if number > 1 else one}"
