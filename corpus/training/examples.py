"""What the model learns from: the rules' own texts, the dev split of the corpus, the dev half of the paraphrases.

Nothing of a split « test » is opened, nor anything outside the repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clausecheck.detect import Detector
from clausecheck.detect.themes import names
from clausecheck.detect.trial import trial_piece
from clausecheck.evaluation.running import examples as passages_of
from clausecheck.evaluation.sources import find_sources
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Rulebook
from clausecheck.rulebook.yamltree import read_yaml
from clausecheck.text.folding import fold
from clausecheck.text.words import stems_of

DEV = "dev"
_OBSTACLES = frozenset(("forbidden_wording",))
_SILENT = ("no_match",)
_SPEAKING = ("match", "contradict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage to learn from.

    Attributes:
        group: Rule, row or document that it comes from: never split between training and trial.
        names: Its features.
        themes: Those that it states.
        foreign: Themes that it surely does not state; None for all others.
        real: Written apart from the rules, and claimed by none of them: thresholds are chosen on such
            passages alone, since only they are ever proposed.
    """

    group: str
    names: tuple[str, ...]
    themes: frozenset[str]
    foreign: frozenset[str] | None = None
    real: bool = False


def all_examples(root: Path, rulebook: Rulebook, gold: Path) -> tuple[Example, ...]:
    """Return every example; of obstacles none is proposed, so that they teach nothing.

    Args:
        root: Of the checkout.
        rulebook: The rules whose own texts teach.
        gold: Folder that ``make benchmark`` wrote.
    """
    detector = Detector(rulebook)
    every = (
        *_of_rules(rulebook),
        *_of_boilerplate(root / "tests" / "rules" / "boilerplate"),
        *_of_hard_negatives(root / "corpus" / "hard_negatives.jsonl", detector),
        *_of_paraphrases(sorted((root / "corpus" / "paraphrases").glob("*.jsonl")), detector),
        *_of_gold(gold),
    )
    return tuple(
        replace(example, themes=example.themes - _OBSTACLES)
        for example in every
        if not (example.foreign and example.foreign & _OBSTACLES)
    )


def _features(text: str, language: str) -> tuple[str, ...]:
    return tuple(names(stems_of(fold(text), language)))


def _of_rules(rulebook: Rulebook) -> Iterator[Example]:
    """A rule's silent case is foreign to its theme; of the others nothing is known."""
    for rule in rulebook.rules:
        theme = frozenset((rule.theme,))
        for test in rule.tests:
            features = _features(test.text, test.language)
            if test.expect in _SPEAKING:
                yield Example(group=rule.id, names=features, themes=theme)
            elif test.expect in _SILENT:
                yield Example(group=rule.id, names=features, themes=frozenset(), foreign=theme)


def _of_boilerplate(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.yaml")):
        for name, node in read_yaml(path).mapping().items():
            fields = node.mapping()
            language = fields["language"].text() if "language" in fields else "fr"
            for passage in fields["passages"].items():
                yield Example(group=name, names=_features(passage.text(), language), themes=frozenset())


def _claimed(detector: Detector, line: dict[str, str], language: str) -> bool:
    piece = trial_piece(
        line["text"],
        PieceKind.CCTP,
        language,
        heading=line.get("heading", ""),
        lead_in=line.get("lead_in", ""),
    )
    return bool(detector.detect(piece))


def _of_hard_negatives(path: Path, detector: Detector) -> Iterator[Example]:
    for line in _lines(path):
        if line["split"] == DEV:
            features = _features(line["text"], line["language"])
            real = not _claimed(detector, line, line["language"])
            yield Example(group=line["id"], names=features, themes=frozenset(), real=real)


def _of_paraphrases(paths: Sequence[Path], detector: Detector) -> Iterator[Example]:
    for path in paths:
        for line in _lines(path):
            if line["split"] != DEV:
                continue
            theme = frozenset((line["theme"],))
            speaking = line["kind"] == "clause"
            yield Example(
                group=line["row"],
                names=_features(line["text"], line["lang"]),
                themes=theme if speaking else frozenset(),
                foreign=None if speaking else theme,
                real=not _claimed(detector, line, line["lang"]),
            )


def _of_gold(gold: Path) -> Iterator[Example]:
    for found in passages_of(find_sources(gold, split=DEV)):
        features = tuple(names(stems_of(found.line, "fr")))
        yield Example(group=found.document, names=features, themes=found.themes, real=not found.claimed)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
