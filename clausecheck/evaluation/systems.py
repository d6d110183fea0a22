"""The systems that stand side by side in the table, from nothing at all to the full engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clausecheck.detect import Detector
from clausecheck.evaluation.ablation import by_words
from clausecheck.evaluation.linear import LinearModel
from clausecheck.evaluation.matching import Prediction
from clausecheck.evaluation.plainsystems import by_dictionary, by_pattern, claimed, statements
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece
from clausecheck.model.tender import AwardCriterion

ENGINE = "engine"
REVIEWED = "engine_and_review"
LINEAR = "linear"
WORDS = "words"
BASELINES = ("absent", "pattern", "dictionary", LINEAR, WORDS)
TITLES = {
    "absent": "toujours absent",
    "pattern": "une expression par thème",
    "dictionary": "dictionnaire à seuil",
    LINEAR: "TF-IDF et séparateur linéaire",
    WORDS: "règles, mots seuls",
    ENGINE: "moteur complet",
    REVIEWED: "moteur, avec « à relire »",
}
"""Name -> what the table shows, from the plainest to the fullest."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document as every system sees it: read once, checked once.

    Attributes:
        piece: The document and its outline.
        criteria: The award criteria that it states.
        findings: What the engine found in it.
    """

    piece: Piece
    criteria: tuple[AwardCriterion, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Instruments:
    """What some systems need beside the document.

    Attributes:
        detector: Heeds words alone; None where the system is not asked for.
        model: Trained; None where there was nothing to train on.
    """

    detector: Detector | None = None
    model: LinearModel | None = None


def predictions(system: str, exhibit: Exhibit, instruments: Instruments) -> tuple[Prediction, ...]:
    """Return what a system claims of a document.

    Raises:
        KeyError: The system is none of ``TITLES``, or its instrument is lacking.
    """
    return tuple(_SYSTEMS[system](exhibit, instruments))


def of_findings(findings: Iterable[Finding], *, review: bool) -> Iterator[Prediction]:
    """Yield findings as predictions; those that assert nothing only with ``review``."""
    for finding in findings:
        if finding.review and not review:
            continue
        yield Prediction(
            theme=finding.theme,
            start=finding.evidence.span.start,
            end=finding.evidence.span.end,
            strength=finding.strength.name.lower(),
            conditional=finding.conditional,
        )


def _linear(exhibit: Exhibit, instruments: Instruments) -> Iterator[Prediction]:
    if instruments.model is None:
        raise KeyError(LINEAR)
    for passage, line in statements(exhibit.piece):
        yield from claimed(passage, instruments.model.themes(line))


def _words(exhibit: Exhibit, instruments: Instruments) -> Iterator[Prediction]:
    if instruments.detector is None:
        raise KeyError(WORDS)
    yield from by_words(instruments.detector, exhibit.piece, exhibit.criteria)


_SYSTEMS: dict[str, Callable[[Exhibit, Instruments], Iterable[Prediction]]] = {
    "absent": lambda exhibit, instruments: (),
    "pattern": lambda exhibit, instruments: by_pattern(exhibit.piece),
    "dictionary": lambda exhibit, instruments: by_dictionary(exhibit.piece),
    LINEAR: _linear,
    WORDS: _words,
    ENGINE: lambda exhibit, instruments: of_findings(exhibit.findings, review=False),
    REVIEWED: lambda exhibit, instruments: of_findings(exhibit.findings, review=True),
}
