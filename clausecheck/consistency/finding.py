"""All comparisons, in the order in which an officer would take them up."""

from __future__ import annotations

from collections.abc import Sequence

from clausecheck.consistency.declared import declared_not_held
from clausecheck.consistency.figures import figures_differ
from clausecheck.consistency.file import file_of
from clausecheck.consistency.priced import required_not_priced
from clausecheck.consistency.sanctioned import without_penalty
from clausecheck.consistency.scored import scored_not_required
from clausecheck.model.consistency import Inconsistency
from clausecheck.model.finding import Finding
from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import Tender


def find_inconsistencies(
    tender: Tender,
    findings: Sequence[Finding],
    rulebook: Rulebook,
    concepts: dict[str, frozenset[str]],
) -> tuple[Inconsistency, ...]:
    """Return what does not go together in a tender.

    Args:
        tender: Pieces and facts.
        findings: All of them, in the order of the text.
        rulebook: Its rules tell what is sanctioned, priced and measured.
        concepts: Document id -> names of the concepts that its words name.
    """
    file = file_of(tender, findings, rulebook, concepts)
    comparisons = (
        figures_differ,
        scored_not_required,
        declared_not_held,
        required_not_priced,
        without_penalty,
    )
    return tuple(each for compare in comparisons for each in compare(file))
