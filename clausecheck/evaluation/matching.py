"""What is claimed of a document beside what a person marked in it, both as ranges of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clausecheck.evaluation.gold import GoldPassage
from clausecheck.evaluation.locating import PlainText, locate, opening, reach

Range = tuple[int, int]
_SLACK = 30
"""Plain characters by which a finding may miss the passage and still be said of it."""
_ONE_ALARM = 200
"""Findings of one theme no further apart are one remark to the person who reads them."""
ENOUGH = 0.5
"""Share of the union of two ranges from which they are the same passage (intersection over union)."""

NEIGHBOURS: tuple[frozenset[str], ...] = (
    frozenset({"repairability", "durability_warranty"}),
    frozenset({"reuse", "waste_end_of_life", "recycled_content", "sufficiency"}),
    frozenset({"energy", "carbon", "digital_sobriety", "sufficiency"}),
    frozenset({"carbon", "transport"}),
    frozenset({"biodiversity_water", "site_nuisance", "chemicals"}),
    frozenset({"social_inclusion", "working_conditions"}),
    frozenset({"governance_reporting", "env_award_criterion", "life_cycle_cost"}),
    frozenset({"waste_end_of_life", "packaging", "site_nuisance"}),
    frozenset({"openness_non_dependence", "durability_warranty"}),
    frozenset({"direct_supply", "food"}),
    frozenset({"wood", "recycled_content"}),
)
"""Themes of which a second reader could have chosen either; they count in the lenient figures only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A passage that a system claims for a theme.

    Attributes:
        theme: Of the closed list.
        start: First code point in the document's text.
        end: Code point after its last.
        strength: One of the five rungs.
        conditional: It holds under a condition only.
    """

    theme: str
    start: int
    end: int
    strength: str = "binding"
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A prediction with its range of plain text."""

    theme: str
    start: int
    end: int
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation with the places where its words stand; none where they are not in the text.

    Attributes:
        passage: The annotation.
        openings: Ranges of its first words.
        reaches: Ranges of the whole passage.
    """

    passage: GoldPassage
    openings: tuple[Range, ...]
    reaches: tuple[Range, ...]


def marks_of(
    passages: Iterable[GoldPassage], document: PlainText, paragraphs: Sequence[int] = ()
) -> tuple[Mark, ...]:
    """Return the annotations with their places.

    Args:
        passages: The annotations.
        document: The text.
        paragraphs: Code points where a paragraph, list item or table row ends, ascending.
    """
    ends = [document.at(paragraph) for paragraph in paragraphs]
    made = []
    for passage in passages:
        starts = locate(passage.start_quote, document)
        made.append(
            Mark(
                passage,
                tuple(opening(document, start) for start in starts),
                tuple(reach(document, start, ends) for start in starts),
            )
        )
    return tuple(made)


def claims_of(predictions: Iterable[Prediction], document: PlainText) -> tuple[Claim, ...]:
    """Return the predictions with their ranges of plain text, in order of theme, then place."""
    claims = [
        Claim(each.theme, document.at(each.start), document.at(max(each.start, each.end - 1)) + 1, each)
        for each in predictions
    ]
    return tuple(sorted(claims, key=lambda claim: (claim.theme, claim.start, claim.end)))


def alarms_of(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Join the claims of one theme that stand close together; ``claims`` as ``claims_of`` orders them."""
    joined: list[Claim] = []
    for claim in claims:
        last = joined[-1] if joined else None
        if last is not None and last.theme == claim.theme and claim.start <= last.end + _ONE_ALARM:
            joined[-1] = Claim(last.theme, last.start, max(last.end, claim.end), last.prediction)
        else:
            joined.append(claim)
    return tuple(joined)


def touches(claim: Claim, mark: Mark) -> bool:
    """Tell whether a claim touches the opening of a passage, give or take a few words."""
    return any(claim.start < end + _SLACK and claim.end > start - _SLACK for start, end in mark.openings)


def falls_for(claim: Claim, mark: Mark) -> bool:
    """Tell whether a claim stands on the opening of a hard negative: no slack, its neighbour is not it."""
    return any(claim.start < end and claim.end > start for start, end in mark.openings)


def neighbours(one: str, other: str) -> bool:
    """Tell whether two themes are the same, or ones that a second reader could have exchanged."""
    return one == other or any(one in group and other in group for group in NEIGHBOURS)


def overlap(claim: Claim, mark: Mark) -> float:
    """Return the best intersection over union of a claim and the places of a passage, 0 to 1."""
    return max((_share((claim.start, claim.end), place) for place in mark.reaches), default=0.0)


def paired(claims: Sequence[Claim], marks: Sequence[Mark]) -> dict[int, int]:
    """Pair claims with passages of their theme, each once, the largest overlaps first.

    Returns:
        Index of a claim -> index of its passage. A passage that must be found comes before a
        peripheral one that covers the same words as much.
    """
    candidates = sorted(
        (-share, mark.passage.peripheral, at, index)
        for at, claim in enumerate(claims)
        for index, mark in enumerate(marks)
        if mark.passage.theme == claim.theme and (share := overlap(claim, mark)) >= ENOUGH
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, index in candidates:
        if at not in pairs and index not in taken:
            pairs[at] = index
            taken.add(index)
    return pairs


def _share(one: Range, other: Range) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0
