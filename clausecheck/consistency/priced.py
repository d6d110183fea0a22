"""Duties that cost something and have no line in the price schedule."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.consistency.file import PRICES, File, remark
from clausecheck.model.consistency import Inconsistency, Mismatch


def required_not_priced(file: File) -> Iterator[Inconsistency]:
    """Yield a remark for every rule with a price line, obliged somewhere, that no price schedule names."""
    schedules = file.pieces(PRICES)
    if not schedules or not all(piece.document.complete for piece in schedules):
        return
    priced = frozenset[str]().union(*(file.concepts.get(p.document.id, frozenset()) for p in schedules))
    for rule in file.rules.values():
        found = [finding for finding in file.owed if finding.rule == rule.id and not finding.conditional]
        if not rule.price_line or not found or not priced.isdisjoint(rule.price_line):
            continue
        title = dict(rule.title)
        names = ", ".join(dict.fromkeys(piece.outline.kind.value for piece in schedules))
        yield remark(
            Mismatch.REQUIRED_NOT_PRICED,
            rule.id,
            (
                f"« {title['fr']} » est exigé, et aucune ligne de prix ne le nomme ({names}).",
                "Ajouter la ligne, ou écrire que la prestation est comprise dans les autres prix.",
            ),
            (
                f"“{title.get('en', title['fr'])}” is required, and no price line names it ({names}).",
                "Add the line, or write that the service is included in the other prices.",
            ),
            findings=found,
            documents=[piece.document.id for piece in schedules],
        )
