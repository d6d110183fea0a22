"""How far two readings of the same tender agree, finding by finding.

Findings of two reports agree when they are of the same rule and polarity and the words of one stand
in the words of the other: folded, white space and signs dropped, so that a bullet, a typographic
apostrophe or the bar between two cells counts for nothing. Each finding is used once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from clausecheck.text.folding import fold

LEAST_OVERLAP = 0.8
"""Share of the longer quote that two quotes must have in common."""
_SIGNS = re.compile(r"[\W_]+")
_LIGATURES = {0x153: "oe", 0xE6: "ae", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl"}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is compared.

    Attributes:
        rule: Id of the rule.
        polarity: Whether it supports or contradicts.
        words: The quote, folded, without white space and signs.
        quote: The quote as written, for the table of losses.
    """

    rule: str
    polarity: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two reports have in common.

    Attributes:
        agreed: Pairs that agree.
        first_only: Findings of the first report that no finding of the second agrees with.
        second_only: The reverse.
    """

    agreed: tuple[tuple[Found, Found], ...]
    first_only: tuple[Found, ...]
    second_only: tuple[Found, ...]

    @property
    def share(self) -> float:
        """Return twice the pairs over all findings of both reports; 1 where neither has any."""
        every = 2 * len(self.agreed) + len(self.first_only) + len(self.second_only)
        return 2 * len(self.agreed) / every if every else 1.0


def compare(first: Sequence[Found], second: Sequence[Found]) -> Agreement:
    """Pair the findings of two reports: the best overlap first, each finding once."""
    pairs = sorted(
        (
            (-overlap(a.words, b.words), i, j)
            for i, a in enumerate(first)
            for j, b in enumerate(second)
            if a.rule == b.rule and a.polarity == b.polarity
        ),
    )
    left, right = set(range(len(first))), set(range(len(second)))
    agreed = []
    for score, i, j in pairs:
        if -score >= LEAST_OVERLAP and i in left and j in right:
            agreed.append((first[i], second[j]))
            left.discard(i)
            right.discard(j)
    return Agreement(
        tuple(agreed), tuple(first[i] for i in sorted(left)), tuple(second[j] for j in sorted(right))
    )


def overlap(first: str, second: str) -> float:
    """Return the share of the longer text that the two have in common, in order."""
    if first == second:
        return 1.0
    longer = max(len(first), len(second))
    if not longer or min(len(first), len(second)) < LEAST_OVERLAP * longer:
        return 0.0
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / longer


def found_in(report: Mapping[str, Any]) -> tuple[Found, ...]:
    """Return the findings of a report in JSON, as ``clausecheck check --format json`` writes it."""
    return tuple(_found(finding) for finding in report["findings"])


def _found(finding: Mapping[str, Any]) -> Found:
    quote = str(finding["quote"])
    return Found(str(finding["rule"]), str(finding["polarity"]), bare(quote), quote)


def bare(text: str) -> str:
    """Return the letters and figures of a text alone, folded: what every format prints alike."""
    return _SIGNS.sub("", fold(text).translate(_LIGATURES))


def table_of_losses(name: str, agreement: Agreement) -> Iterable[str]:
    """Yield the lines of the table that shows what one reading found and the other did not."""
    yield f"{name}: {agreement.share:.2%} ({len(agreement.agreed)} agreed)"
    for side, lost in (("first only", agreement.first_only), ("second only", agreement.second_only)):
        for found in lost:
            yield f"  {side}: {found.rule} ({found.polarity}) {' '.join(found.quote.split())[:100]}"
