"""Which rules the kinds of purchase of a tender call for, and why: their core profiles."""

from __future__ import annotations

from dataclasses import dataclass

from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import TenderFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Why a rule is expected in a tender.

    Attributes:
        category: Slug of the kind of purchase whose core profile names the rule.
        reason: French, English: the category and its reason, two sentences.
    """

    category: str
    reason: tuple[str, str]


def expectations(rulebook: Rulebook, facts: TenderFacts) -> dict[str, Expected]:
    """Return what is expected, by rule; where several kinds of purchase expect it, the first one speaks.

    Args:
        rulebook: Holds the profiles.
        facts: Of the tender; without a known category nothing is expected.
    """
    titles = {category.slug: category.title for category in rulebook.categories}
    found: dict[str, Expected] = {}
    for slug in facts.categories.value or ():
        for profile in rulebook.profiles:
            if profile.category != slug:
                continue
            french, english = titles[slug]
            for each in profile.expects:
                reason = (
                    f"Attendue pour cet achat («\u00a0{french}\u00a0»). {each.reason[0]}",
                    f"Expected for this purchase ({english}). {each.reason[1]}",
                )
                found.setdefault(each.rule, Expected(category=slug, reason=reason))
    return found
