"""A passage that no rule claims is proposed for review, and asserts nothing."""

import json
from pathlib import Path

import pytest

from clausecheck.detect import Detector
from clausecheck.detect.themes import ThemeModel, model_of, model_text, names, trained_model
from clausecheck.detect.trial import trial_piece
from clausecheck.model.finding import Finding
from clausecheck.model.outline import PieceKind
from clausecheck.rulebook import load_rulebook
from clausecheck.text.folding import fold
from clausecheck.text.words import stems_of

RULEBOOK = load_rulebook()
UNKNOWN = "Le titulaire prête aux agents des parapluies bleus cousus par les élèves du lycée."


def taught(text: str, theme: str, *, threshold: float = 2.0) -> ThemeModel:
    """A model that knows the features of one text, for one theme."""
    known = names(stems_of(fold(text), "fr"))
    return ThemeModel(
        themes=("carbon", theme),
        bias=(0.0, 0.0),
        threshold=threshold,
        rarity=dict.fromkeys(known, 1.0),
        weights=dict.fromkeys(known, ((1, 1.0),)),
    )


def found(text: str, model: ThemeModel | None, kind: PieceKind = PieceKind.CCTP) -> tuple[Finding, ...]:
    return Detector(RULEBOOK, model=model).detect(trial_piece(text, kind, "fr"))


def test_what_no_rule_claims_is_proposed_under_no_rule() -> None:
    (finding,) = found(UNKNOWN, taught(UNKNOWN, "reuse"))
    assert finding.review
    assert ("review.reuse", "reuse", UNKNOWN) == (finding.rule, finding.theme, finding.evidence.quote)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Le titulaire fournit aux agents les pièces détachées pendant sept ans au moins.", "a rule asserts it"),
        ("L'acheteur prête aux agents des parapluies bleus cousus par les élèves du lycée.", "the buyer's own act"),
        ("Parapluies bleus cousus", "a title"),
        ("Trente jours après la réception des factures, le mandatement est effectué par virement.", "no word of it"),
    ],
)  # fmt: skip
def test_nothing_is_proposed(text: str, because: str) -> None:
    assert not [f for f in found(text, taught(UNKNOWN, "reuse")) if f.review], because


def test_a_score_under_the_threshold_proposes_nothing() -> None:
    assert not found(UNKNOWN, taught(UNKNOWN, "reuse", threshold=99.0))


def test_a_detector_without_a_model_proposes_nothing() -> None:
    assert not found(UNKNOWN, None)


def test_a_model_survives_its_file() -> None:
    model = taught(UNKNOWN, "reuse")
    assert model == model_of(json.loads(model_text(model)))


def test_the_model_of_the_package_is_small_and_has_no_obstacle() -> None:
    model = trained_model()
    assert "forbidden_wording" not in model.themes
    assert {"repairability", "reuse", "energy"} < set(model.themes)
    assert len(model_text(model)) < 500_000


def test_training_gives_the_same_model_twice(tmp_path: Path) -> None:
    from corpus.training.examples import Example
    from corpus.training.fitting import fit

    examples = [
        Example(group=str(at), names=tuple(f"mot{at % 7} ordinair chos autr bie form suit".split()),
                themes=frozenset(("reuse",) if at % 7 < 2 else ()), real=True)
        for at in range(60)
    ]  # fmt: skip
    first, second = fit(examples), fit(examples)
    assert first == second
    assert first[1][0] > 0
