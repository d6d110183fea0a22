"""Examples -> model: logistic regression a theme, one threshold from trials on groups left out.

Measured on what no rule claims: single stems, stems and pairs of neighbours, stems and runs of four letters; pairs did
best. numpy is needed here alone: the model is read and scored without it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clausecheck.detect.themes import ThemeModel
from clausecheck.evaluation.metrics import SEED
from corpus.training.examples import Example

EPOCHS = 6
FOLDS = 4
PRECISION = 0.5
"""Least share of proposals that were right on passages left out of training: every other one is worth a look."""
FEWEST = 7
"""Words of a passage under which it is not proposed: a title, a cell."""
_SPEAKING, _FOREIGN = 3.0, 2.0
"""Weight of a text that states the theme, and of one that tempts to it, against any other."""
_STEP, _SLOW, _DECAY = 0.5, 0.1, 1e-5
_START = -3.0
_LEAST_SEEN = 3
"""Examples that hold a feature: one or two teach sentences by heart."""
_STRONGEST = 800
"""Weights kept of each theme. Left-out passages found, of 10 proposed: 5 with 800 as with all, whose file is six times as
large; with 200 or 2,500 no score was sure enough. So few tell little: measure again when the corpus grows."""
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Fitted:
    vocabulary: dict[str, int]
    rarity: _Floats
    weights: _Floats  # features x themes
    bias: _Floats


def fit(examples: Sequence[Example]) -> tuple[ThemeModel, tuple[int, int, int]]:
    """Return the model, and of passages left out: right proposals, proposals, passages to be found."""
    themes = tuple(sorted({theme for example in examples for theme in example.themes}))
    folds = _folds(examples)
    ranked: list[tuple[float, bool]] = []
    wanted = 0
    for fold in range(FOLDS):
        fitted = _fit([e for e, at in zip(examples, folds, strict=True) if at != fold], themes)
        for example, at in zip(examples, folds, strict=True):
            if at == fold and example.real and sum(" " not in name for name in example.names) >= FEWEST:
                scores = _scores(fitted, example)
                best = int(scores.argmax())
                ranked.append((float(scores[best]), themes[best] in example.themes))
                wanted += bool(example.themes)
    threshold, right, proposed = _threshold(ranked)
    model = _model(themes, _fit(examples, themes), round(threshold, 3))
    return model, (right, proposed, wanted)


def _folds(examples: Sequence[Example]) -> list[int]:
    """Number the groups in a drawn order and deal them out: a group is never on both sides."""
    groups = sorted({example.group for example in examples})
    order = np.random.default_rng(SEED).permutation(len(groups))
    place = {groups[group]: at % FOLDS for at, group in enumerate(order)}
    return [place[example.group] for example in examples]


def _fit(examples: Sequence[Example], themes: tuple[str, ...]) -> _Fitted:
    counts = Counter(name for example in examples for name in set(example.names))
    kept = sorted(name for name, count in counts.items() if count >= _LEAST_SEEN)
    rarity = np.array([math.log((1 + len(examples)) / (1 + counts[name])) + 1 for name in kept]).round(3)
    blank = _Fitted({name: at for at, name in enumerate(kept)}, rarity, np.zeros((0, 0)), np.zeros(0))
    vectors = [_vector(blank, example) for example in examples]
    sides = [_sides(example, themes) for example in examples]
    weights = np.zeros((len(kept), len(themes)))
    bias = np.full(len(themes), _START)
    seen, seen_bias = np.full_like(weights, 1e-3), np.full_like(bias, 1e-3)
    generator = np.random.default_rng(SEED)
    order = np.arange(len(examples))
    for _ in range(EPOCHS):
        generator.shuffle(order)
        for at in order:
            (index, values), (wanted, weight) = vectors[at], sides[at]
            error = (_sigmoid(bias + values @ weights[index]) - wanted) * weight
            seen_bias += error * error
            bias -= _STEP * _SLOW * error / np.sqrt(seen_bias)
            slope = np.outer(values, error) + _DECAY * weights[index]
            seen[index] += slope * slope
            weights[index] -= _STEP * slope / np.sqrt(seen[index])
    return _pruned(_Fitted(blank.vocabulary, rarity, weights, bias))


def _pruned(fitted: _Fitted) -> _Fitted:
    """Return the strongest weights of every theme, and the features that bear one."""
    weights = fitted.weights.copy()
    for column in weights.T:
        column[np.argsort(-abs(column), kind="stable")[_STRONGEST:]] = 0
    kept = [(name, at) for name, at in fitted.vocabulary.items() if weights[at].any()]
    rows = [at for _, at in kept]
    vocabulary = {name: place for place, (name, _) in enumerate(kept)}
    return _Fitted(vocabulary, fitted.rarity[rows], weights[rows], fitted.bias)


def _sides(example: Example, themes: tuple[str, ...]) -> tuple[_Floats, _Floats]:
    """Return which themes an example states, and how much each tells: nothing where it is not known."""
    wanted = np.array([float(theme in example.themes) for theme in themes])
    known = 1.0 if example.foreign is None else 0.0
    weight = np.where(wanted > 0, _SPEAKING, known)
    for at, theme in enumerate(themes):
        if example.foreign is not None and theme in example.foreign:
            weight[at] = _FOREIGN
    return wanted, weight


def _vector(fitted: _Fitted, example: Example) -> tuple[NDArray[np.int64], _Floats]:
    counts = Counter(name for name in example.names if name in fitted.vocabulary)
    index = np.array([fitted.vocabulary[name] for name in counts], dtype=np.int64)
    values = np.array([1 + math.log(count) for count in counts.values()]) * fitted.rarity[index]
    return index, values / (float(np.linalg.norm(values)) or 1.0)


def _sigmoid(values: _Floats) -> _Floats:
    result: _Floats = 1 / (1 + np.exp(-values))
    return result


def _scores(fitted: _Fitted, example: Example) -> _Floats:
    index, values = _vector(fitted, example)
    scores: _Floats = fitted.bias + values @ fitted.weights[index]
    return scores


def _threshold(ranked: Sequence[tuple[float, bool]]) -> tuple[float, int, int]:
    """Return the lowest score above which proposals were right often enough, and how many were."""
    best = (math.inf, 0, 0)
    right = 0
    for proposed, (score, is_right) in enumerate(sorted(ranked, reverse=True), 1):
        right += is_right
        if right >= PRECISION * proposed:
            best = score, right, proposed
    return best


def _model(themes: tuple[str, ...], fitted: _Fitted, threshold: float) -> ThemeModel:
    weights = {}
    for name, at in fitted.vocabulary.items():
        row = fitted.weights[at]
        weights[name] = tuple((int(theme), round(float(row[theme]), 3)) for theme in np.flatnonzero(row))
    return ThemeModel(
        themes=themes,
        bias=tuple(round(float(value), 3) for value in fitted.bias),
        threshold=threshold,
        rarity={name: round(float(fitted.rarity[at]), 3) for name, at in fitted.vocabulary.items()},
        weights=weights,
    )
