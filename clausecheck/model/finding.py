"""A rule met a passage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from clausecheck.model.place import Evidence


class Polarity(StrEnum):
    """Does the passage serve the rule's aim, or say the opposite?"""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Strength(IntEnum):
    """Ladder of how much a passage binds; the names in lower case are those of the contract."""

    MENTION = 0  # recalls the law, a title, a hope
    ASPIRATIONAL = 1  # « s'efforce », « si possible »
    BINDING = 2  # an obligation
    MEASURABLE = 3  # an obligation with a figure or a named standard
    ENFORCEABLE = 4  # measurable, with a proof and a consequence


class Level(IntEnum):
    """Ambition, relative to the market."""

    BASELINE = 1
    ADVANCED = 2
    EXEMPLARY = 3


class Lever(StrEnum):
    """Where in the contract a clause acts."""

    TECHNICAL_SPECIFICATION = "technical_specification"
    PERFORMANCE_CONDITION = "performance_condition"
    AWARD_CRITERION = "award_criterion"
    SELECTION_CRITERION = "selection_criterion"
    VARIANT = "variant"
    RESERVED_CONTRACT = "reserved_contract"
    PENALTY = "penalty"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that the text sets.

    Attributes:
        value: As a number, in ``unit``.
        unit: year, month, week, day, working_day, hour, percent, point, out_of_ten, out_of_hundred,
            euro, cycle, km, kg, tonne, db, lumen_per_watt, kwh, count, degree … (text/quantities.py).
        comparator: ``>=``, ``<=``, ``>``, ``<`` or ``=``.
        span_start: Code point in the document where the figure starts.
        span_end: Code point after its last.
    """

    value: Decimal
    unit: str
    comparator: str
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A passage states a requirement, a condition or a criterion of a rule's theme.

    Attributes:
        id: ``f`` and a hash of rule, document and quote: stable while the words stay.
        rule: The rule's id.
        theme: The rule's theme.
        evidence: Verbatim words and their place.
        section: Title path of the article, for example "4 > 4.2 Pièces détachées"; "" outside.
        polarity: Serves the rule's aim, or says the opposite.
        strength: Rung of the ladder.
        level: Ambition reached; None where the rule sets no threshold and the matcher none.
        lever: Where it acts.
        measures: Figures of the passage, in order.
        proofs: Evidence that the text asks for (its words, folded), in order.
        penalty: A consequence for the failure is stated with it.
        conditional: Optional tranche, priced option, « le cas échéant ».
        review: Proposed for a person to look at; asserts nothing.
        lot: The lot that it stands under, or None.
    """

    id: str
    rule: str
    theme: str
    evidence: Evidence
    section: str
    polarity: Polarity
    strength: Strength
    level: Level | None
    lever: Lever
    measures: tuple[Measure, ...] = ()
    proofs: tuple[str, ...] = ()
    penalty: bool = False
    conditional: bool = False
    review: bool = False
    lot: str | None = None
