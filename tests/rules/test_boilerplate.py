"""Ordinary tender boilerplate holds no responsible clause: no rule may fire on any of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.outline import PieceKind
from clausecheck.rulebook import load_rulebook
from clausecheck.rulebook.yamltree import read_yaml

DETECTOR = Detector(load_rulebook())
Passage = tuple[str, str, str]


def passages() -> list[Passage]:
    """Language, kind of piece and words of every passage, file by file."""
    found = []
    for path in sorted((Path(__file__).parent / "boilerplate").glob("*.yaml")):
        for node in read_yaml(path).mapping().values():
            fields = node.mapping(("language", "piece", "passages"))
            language = fields["language"].text() if "language" in fields else "fr"
            piece = fields["piece"].one_of(PieceKind)
            found += [(language, piece, item.text()) for item in fields["passages"].items()]
    return found


PASSAGES = passages()


def hits(language: str, piece: str, text: str) -> list[str]:
    return [finding.rule for finding in DETECTOR.detect(trial_piece(text, PieceKind(piece), language))]


def test_there_are_enough_passages_and_none_twice() -> None:
    french = [text for language, _, text in PASSAGES if language == "fr"]
    assert len(french) >= 300
    assert len(PASSAGES) - len(french) >= 60
    assert len({text for _, _, text in PASSAGES}) == len(PASSAGES)


@pytest.mark.parametrize(("language", "piece", "text"), PASSAGES)
def test_no_rule_fires_on_boilerplate(language: str, piece: str, text: str) -> None:
    assert [] == hits(language, piece, text)


@pytest.mark.parametrize("kind", list(PieceKind))
def test_nor_in_another_kind_of_piece(kind: PieceKind) -> None:
    """The same words in a CCTP bind and in an RC do not: what is silent in one must be silent in all."""
    assert [] == [
        (text, found) for language, _, text in PASSAGES if (found := hits(language, kind.value, text))
    ]
