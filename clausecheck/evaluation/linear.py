"""The learned baseline: TF-IDF of the beginnings of words, one linear separator a theme.

Trained by the passive-aggressive rule (Crammer and others, 2006, variant PA-I) with averaged weights:
small enough to need no library, and the same weights from the same examples.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clausecheck.evaluation.metrics import SEED, f1, ratio
from clausecheck.evaluation.plainsystems import words_of

Features = dict[str, float]
_EPOCHS = 5
_AGGRESSIVENESS = 0.5
"""Largest step of one update: bounds what a wrong annotation can do."""
_SILENT_SHARE = 5
"""Passages without a theme kept for each one with: real pieces hold many more, which teach little."""
_STEM = 6
_WORD = 3
_THRESHOLDS = tuple(step / 20 for step in range(-19, 11))
"""Low ones too: with few examples a theme, every score stays below zero."""
_BIAS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage to learn from.

    Attributes:
        document: That it stands in.
        line: Its folded words.
        themes: Those that it states; none is an example too.
        claimed: Those that the engine asserts of it.
    """

    document: str
    line: str
    themes: frozenset[str]
    claimed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """A trained separator.

    Attributes:
        rarity: Feature -> inverse document frequency.
        weights: Theme -> feature -> weight.
        threshold: Score from which a theme is claimed.
    """

    rarity: dict[str, float]
    weights: dict[str, Features]
    threshold: float = 0.0

    def themes(self, line: str) -> tuple[str, ...]:
        """Return the themes claimed of a folded passage."""
        scores = self.scores(line)
        return tuple(theme for theme, score in scores.items() if score >= self.threshold)

    def scores(self, line: str) -> dict[str, float]:
        """Return the score of every theme."""
        features = _vector(line, self.rarity)
        return {theme: _dot(weights, features) for theme, weights in self.weights.items()}


def train(examples: Sequence[Example]) -> LinearModel:
    """Return a model whose threshold was chosen by training on each half of the documents in turn.

    Args:
        examples: Passages of the training split; never of the documents that are scored.
    """
    documents = sorted({example.document for example in examples})
    halves = [set(documents[::2]), set(documents[1::2])]
    judged: list[tuple[Example, dict[str, float]]] = []
    for half in halves:
        inside = [example for example in examples if example.document in half]
        model = _fit([example for example in examples if example.document not in half])
        judged += [(example, model.scores(example.line)) for example in inside]
    model = _fit(examples)
    return LinearModel(rarity=model.rarity, weights=model.weights, threshold=_best_threshold(judged))


def _best_threshold(judged: Sequence[tuple[Example, dict[str, float]]]) -> float:
    return max(_THRESHOLDS, key=lambda threshold: (_micro_f1(judged, threshold), threshold))


def _micro_f1(judged: Iterable[tuple[Example, dict[str, float]]], threshold: float) -> float:
    right = claimed = wanted = 0
    for example, scores in judged:
        said = {theme for theme, score in scores.items() if score >= threshold}
        right += len(said & example.themes)
        claimed += len(said)
        wanted += len(example.themes)
    return f1(ratio(right, claimed), ratio(right, wanted))


def _fit(examples: Sequence[Example]) -> LinearModel:
    generator = random.Random(SEED)
    kept = _balanced(examples, generator)
    rarity = _rarity(kept)
    vectors = [(_vector(example.line, rarity), example.themes) for example in kept]
    themes = sorted({theme for example in kept for theme in example.themes})
    separators = {theme: Separator() for theme in themes}
    for _ in range(_EPOCHS):
        generator.shuffle(vectors)
        for features, wanted in vectors:
            norm = sum(value * value for value in features.values())
            for theme, separator in separators.items():
                separator.learn(features, norm, 1 if theme in wanted else -1)
    return LinearModel(rarity=rarity, weights={theme: each.averaged() for theme, each in separators.items()})


def _balanced(examples: Sequence[Example], generator: random.Random) -> list[Example]:
    telling = [example for example in examples if example.themes]
    silent = [example for example in examples if not example.themes]
    most = min(len(silent), _SILENT_SHARE * max(len(telling), 1))
    return telling + generator.sample(silent, most)


class Separator:
    """The weights of one theme while they are learned."""

    def __init__(self) -> None:
        """Start with no weight at all."""
        self._now: Features = {}
        self._sum: Features = {}
        self._steps = 1

    def learn(self, features: Features, norm: float, side: int) -> None:
        """Move just enough to put an example on its side with a margin of one."""
        loss = 1 - side * _dot(self._now, features)
        if loss > 0:
            step = side * min(_AGGRESSIVENESS, loss / norm)
            for name, value in features.items():
                self._now[name] = self._now.get(name, 0.0) + step * value
                self._sum[name] = self._sum.get(name, 0.0) + self._steps * step * value
        self._steps += 1

    def averaged(self) -> Features:
        """Return the mean of the weights over all steps."""
        return {name: value - self._sum[name] / self._steps for name, value in self._now.items()}


def _rarity(examples: Sequence[Example]) -> dict[str, float]:
    counts = Counter(name for example in examples for name in set(_names(example.line)))
    return {
        name: math.log((1 + len(examples)) / (1 + count)) + 1 for name, count in counts.items() if count > 1
    }


def _vector(line: str, rarity: dict[str, float]) -> Features:
    """Return the features of a passage, of length one, with a constant beside them."""
    counts = Counter(name for name in _names(line) if name in rarity)
    raw = {name: (1 + math.log(count)) * rarity[name] for name, count in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {_BIAS: 1.0, **{name: value / length for name, value in raw.items()}}


def _names(line: str) -> list[str]:
    """Return the beginnings of the words that are no particles; pairs of words did no better on the dev split."""
    return [word[:_STEM] for word in words_of(line) if len(word) >= _WORD]


def _dot(weights: Features, features: Features) -> float:
    get = weights.get
    return sum(value * get(name, 0.0) for name, value in features.items())
