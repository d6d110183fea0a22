"""Matcher kind ``criterion``: looks at the award criteria that were read, not at words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clausecheck.detect.lexicon import CompiledMatcher
from clausecheck.model.tender import AwardCriterion

_TOKEN_WEIGHT = Decimal(5)
"""Percent: below it an environmental criterion cannot change the ranking (domain knowledge, no legal minimum)."""


def match_criteria(
    criteria: Sequence[AwardCriterion], compiled: CompiledMatcher
) -> tuple[AwardCriterion, ...]:
    """Return the criteria that the matcher looks for."""
    wanted = compiled.matcher.only
    if wanted == "environmental":
        return tuple(criterion for criterion in criteria if criterion.environmental)
    top = [criterion for criterion in criteria if criterion.parent is None]
    if wanted == "price_only":
        only_price = bool(top) and all(criterion.price and not criterion.environmental for criterion in top)
        full = sum(criterion.weight or Decimal(0) for criterion in top) >= 100
        return tuple(top) if only_price and full else ()
    if wanted == "token_weight":
        return tuple(
            criterion
            for criterion in top
            if criterion.environmental and criterion.weight is not None and criterion.weight < _TOKEN_WEIGHT
        )
    if wanted == "undefined":
        parents = {criterion.parent for criterion in criteria}
        return tuple(
            criterion for criterion in top if criterion.environmental and criterion.name not in parents
        )
    return ()
