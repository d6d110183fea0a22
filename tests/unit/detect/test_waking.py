"""More rules cost next to nothing because only those whose words occur are tried; what is found stays the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Matcher
from clausecheck.rulebook import load_rulebook

BOOK = load_rulebook()
PARTS = next(rule for rule in BOOK.rules if rule.id == "repairability.spare_parts_availability")


def with_groups(*groups: tuple[str, ...]) -> Detector:
    """A library of one rule with one ``near`` matcher."""
    detection = dict(PARTS.detection)["fr"]
    matcher = Matcher(kind="near", polarity=detection.matchers[0].polarity, groups=groups)
    rule = replace(PARTS, detection=(("fr", replace(detection, matchers=(matcher,))),))
    return Detector(replace(BOOK, rules=(rule,)))


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("", "Le titulaire livre des girouettes dorées sur le toit communal.", True),
        (
            "Girouettes",
            "Le titulaire livre le tout sur le toit communal.",
            False,
        ),  # the duty alone says nothing of its subject
        ("", "De belles girouettes brillent au soleil sur le toit communal.", False),
        ("Livraison", "De belles girouettes brillent au soleil sur le toit communal.", False),
    ],
)
def test_a_subject_and_a_duty_are_found_together_and_not_the_duty_alone(
    heading: str, text: str, found: bool
) -> None:
    detector = with_groups(("girouettes",), ("@deontic", "@contractor"))
    piece = trial_piece(text, PieceKind.CCTP, "fr", heading=heading)
    assert found == bool(detector.detect(piece))


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Girouettes", "Le modèle est doré."), ("Le doré", "Les girouettes doivent briller.")],
)
def test_one_group_may_stand_in_the_heading_whichever_it_is(heading: str, text: str) -> None:
    detector = with_groups(("girouettes",), ("doré", "dorée", "fer", "cuivre"))
    assert detector.detect(trial_piece(text, PieceKind.CCTP, "fr", heading=heading))
