"""Precision, recall, F1, agreement on an ordered scale, and how far chance may have moved them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SEED = 20260101
"""Fixed, so that the same scores give the same interval."""
ROUNDS = 1000
_TAIL = 0.025
Interval = tuple[float, float]
Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Precision, recall and F1, each 0 to 1, with what they were counted on.

    Attributes:
        precision: Of what was found, the share that is right; 0 where nothing was found.
        recall: Of what was to be found, the share that was; 0 where there was nothing.
        gold: What was to be found.
        found: What was found.
        interval: 95 % of F1 by resampling documents; None below two documents.
    """

    precision: float
    recall: float
    gold: int
    found: int
    interval: Interval | None = None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.precision, self.recall)


def ratio(part: float, whole: float) -> float:
    """Return ``part / whole``, 0 where the whole is empty."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of two rates, 0 where both are."""
    return ratio(2 * precision * recall, precision + recall)


def weighted_kappa(pairs: Sequence[tuple[int, int]], steps: int) -> float | None:
    """Return Cohen's kappa with linear weights for pairs of ranks from 0.

    Args:
        pairs: Rank given by the person, rank given by the system.
        steps: Number of ranks of the scale.

    Returns:
        1 for perfect agreement, 0 for what chance gives; None where chance alone would agree
        entirely (no pair, or one and the same rank throughout), so that nothing can be said.
    """
    if not pairs:
        return None
    first = [sum(one == rank for one, _ in pairs) for rank in range(steps)]
    second = [sum(other == rank for _, other in pairs) for rank in range(steps)]
    seen = sum(abs(one - other) for one, other in pairs) / len(pairs)
    chance = sum(
        first[one] * second[other] * abs(one - other) for one in range(steps) for other in range(steps)
    ) / (len(pairs) ** 2)
    return 1 - seen / chance if chance else None


class Resamples:
    """Documents drawn again with replacement, the same draws for every figure."""

    def __init__(self, size: int, *, seed: int = SEED, rounds: int = ROUNDS) -> None:
        """Draw ``rounds`` times ``size`` documents out of ``size``."""
        generator = random.Random(seed)
        self._draws = [_multiplicities(generator.choices(range(size), k=size), size) for _ in range(rounds)]
        self._size = size

    def interval(
        self, vectors: Sequence[Vector], figure: Callable[[Vector], float | None]
    ) -> Interval | None:
        """Return the middle 95 % of a figure of summed counts.

        Args:
            vectors: Counts of each document, in the order of the documents.
            figure: From summed counts to the figure; None where it is not defined, such draws are left out.

        Returns:
            Lower and upper end; None below two documents, or where no draw gives a figure.
        """
        counted = [(at, vector) for at, vector in enumerate(vectors) if any(vector)]
        if self._size < 2 or not counted:
            return None
        values = sorted(
            value for draw in self._draws if (value := figure(_summed(counted, draw))) is not None
        )
        return (_quantile(values, _TAIL), _quantile(values, 1 - _TAIL)) if values else None


def _multiplicities(drawn: Sequence[int], size: int) -> list[int]:
    counts = [0] * size
    for at in drawn:
        counts[at] += 1
    return counts


def _summed(counted: Sequence[tuple[int, Vector]], draw: Sequence[int]) -> Vector:
    width = len(counted[0][1])
    sums = [0] * width
    for at, vector in counted:
        times = draw[at]
        if times:
            for place in range(width):
                sums[place] += times * vector[place]
    return tuple(sums)


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
