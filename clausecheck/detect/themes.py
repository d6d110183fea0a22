"""A linear model of themes over stems: what a passage speaks of when no rule knows its words.

Trained by ``make model`` from the rules' own texts and the dev split of the corpus (corpus/training). It only ever
proposes: its findings ask a person to look and assert nothing.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

MODEL = Path(__file__).resolve().parent / "themes.json"
_SHORT = 3
"""Letters under which a stem says nothing of a theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeModel:
    """Trained separators, one a theme.

    Attributes:
        themes: In the order of the weights.
        bias: Constant of every theme.
        threshold: Score from which the likeliest theme is proposed.
        rarity: Feature -> inverse document frequency.
        weights: Feature -> pairs of a theme's index and its weight.
    """

    themes: tuple[str, ...]
    bias: tuple[float, ...]
    threshold: float
    rarity: dict[str, float]
    weights: dict[str, tuple[tuple[int, float], ...]]

    def proposed(self, stems: Sequence[str]) -> str | None:
        """Return the theme that a passage most likely speaks of, or None where that is not sure enough."""
        scores = self.scores(stems)
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        return self.themes[best] if best is not None and scores[best] >= self.threshold else None

    def scores(self, stems: Sequence[str]) -> list[float]:
        """Return the score of every theme."""
        sums = [0.0] * len(self.themes)
        square = 0.0
        for name, count in Counter(names(stems)).items():
            rarity = self.rarity.get(name)
            if rarity is None:
                continue
            value = (1 + math.log(count)) * rarity
            square += value * value
            for theme, weight in self.weights.get(name, ()):
                sums[theme] += value * weight
        length = math.sqrt(square) or 1.0
        return [bias + score / length for bias, score in zip(self.bias, sums, strict=True)]


def is_word(stem: str) -> bool:
    """Tell whether a stem may say something of a theme."""
    return len(stem) >= _SHORT and stem.isalpha()


def names(stems: Iterable[str]) -> list[str]:
    """Return the features of a passage: its stems that are words, and pairs of neighbours among them."""
    words = [stem for stem in stems if is_word(stem)]
    return words + [f"{one} {other}" for one, other in pairwise(words)]


@lru_cache(maxsize=1)
def trained_model() -> ThemeModel:
    """Return the model that the package carries."""
    return model_of(json.loads(MODEL.read_text("utf-8")))


def model_of(value: dict[str, object]) -> ThemeModel:
    """Return the model that a JSON object describes, as ``model_text`` wrote it."""
    features, themes, bias = value["features"], value["themes"], value["bias"]
    threshold = value["threshold"]
    assert isinstance(features, dict)
    assert isinstance(themes, list)
    assert isinstance(bias, list)
    assert isinstance(threshold, float)
    return ThemeModel(
        themes=tuple(themes),
        bias=tuple(bias),
        threshold=threshold,
        rarity={name: rarity for name, (rarity, _) in features.items()},
        weights={name: tuple((at, weight) for at, weight in pairs) for name, (_, pairs) in features.items()},
    )


def model_text(model: ThemeModel) -> str:
    """Return a model as JSON, one feature a line, the same bytes for the same model."""
    head = json.dumps(
        {"themes": model.themes, "bias": model.bias, "threshold": model.threshold}, ensure_ascii=False
    )
    lines = (
        f"{json.dumps(name)}: {json.dumps([model.rarity[name], model.weights.get(name, ())])}"
        for name in sorted(model.rarity)
    )
    return head[:-1] + ', "features": {\n' + ",\n".join(lines) + "\n}}\n"
