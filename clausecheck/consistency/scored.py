"""What a criterion notes and no piece of the contract obliges: a promise that is paid for and not owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from clausecheck.consistency.file import CONTRACT, File, remark
from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.finding import Finding
from clausecheck.model.theme import THEMES

_CONTRACTUAL_OFFER = "governance_reporting.offer_made_contractual"
"""The rule whose clause turns all that the offer promises into a duty."""
_CRITERIA_ONLY = frozenset(("env_award_criterion", "life_cycle_cost", "forbidden_wording"))
"""Themes that live in the criteria."""


def scored_not_required(file: File) -> Iterator[Inconsistency]:
    """Yield a remark for every theme that a criterion notes and that no piece of the contract obliges."""
    pieces = file.pieces(CONTRACT)
    if not pieces or not file.whole or any(f.rule == _CONTRACTUAL_OFFER for f in file.owed):
        return
    obliged = {finding.theme for finding in file.owed}
    scored: dict[str, list[Finding]] = defaultdict(list)
    for finding in file.scored:
        if finding.theme not in obliged and finding.theme not in _CRITERIA_ONLY:
            scored[finding.theme].append(finding)
    for theme, found in scored.items():
        fr, en = THEMES[theme]
        yield remark(
            Mismatch.SCORED_NOT_REQUIRED,
            theme,
            (
                f"« {fr} » est noté à l'attribution, et aucune pièce du contrat n'en fait une obligation.",
                "Écrire l'obligation au cahier des charges, ou rendre contractuels les engagements de l'offre.",
            ),
            (
                f"“{en}” is scored for the award, and no piece of the contract makes it a duty.",
                "Write the duty into the specifications, or make the commitments of the offer contractual.",
            ),
            findings=found,
        )
