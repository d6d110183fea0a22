"""Two pieces of a tender that do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mismatch(StrEnum):
    """What does not go together."""

    SCORED_NOT_REQUIRED = "scored_not_required"  # a criterion notes it, no piece of the contract obliges it
    REQUIRED_NOT_PRICED = (
        "required_not_priced"  # an obligation that costs, without a line in the price schedule
    )
    WITHOUT_PENALTY = "without_penalty"  # obligations of a theme that no piece sanctions
    FIGURES_DIFFER = "figures_differ"  # two pieces ask for different years, percentages …
    DECLARED_NOT_HELD = "declared_not_held"  # the notice declares what the pieces do not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """A remark on several pieces taken together; a person decides what it is worth.

    Attributes:
        id: ``i`` and a hash of kind, subject and documents: stable while these stay.
        kind: What does not go together.
        subject: The rule or the theme that it is about; a code of the notice where it is a declaration.
        message: French, one sentence: what stands where.
        remedy: French, one sentence: how to mend it.
        message_en: The same in English.
        remedy_en: The same in English.
        findings: Ids of the findings that it rests on, in the order of the text.
        documents: Ids of the documents that it is about.
    """

    id: str
    kind: Mismatch
    subject: str
    message: str
    remedy: str
    message_en: str
    remedy_en: str
    findings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
