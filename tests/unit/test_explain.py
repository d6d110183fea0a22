"""``explain``: the words on which a rule fired, or the passage that came nearest and what it lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clausecheck import cli

PARTS = "repairability.spare_parts_availability"
HEAD = "CAHIER DES CLAUSES TECHNIQUES PARTICULIERES\n\nArticle 1 - Maintenance\n\n"
Explain = Callable[..., str]


@pytest.fixture
def explained(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Explain:
    def call(rule: str, text: str, *options: str) -> str:
        piece = tmp_path / "CCTP.txt"
        piece.write_text(HEAD + text + "\n", "utf-8")
        with pytest.raises(SystemExit) as stopped:
            cli.main(["explain", rule, str(piece), "--as-of", "2026-10-01", *options])
        assert 0 == stopped.value.code
        return capsysbinary.readouterr().out.decode()

    return call


def test_a_passage_that_was_found_shows_its_words(explained: Explain) -> None:
    out = explained(PARTS, "Le titulaire fournit les pièces détachées pendant sept ans.")
    assert "Verdict : Présente." in out
    assert "trouvé par « pièces détachées », « fournit »" in out


@pytest.mark.parametrize(
    ("rule", "text", "told"),
    [
        (PARTS, "Le titulaire range les pièces détachées.", "il manque un mot de : "),
        (
            "repairability.spare_parts_price",
            "La formule de révision porte sur le tarif des pièces détachées.",
            "écartée par «",
        ),
        (PARTS, "La Ville fournit les pièces détachées.", "l'acheteur est le sujet de la phrase"),
        (PARTS, "Le bâtiment est gris.", "Aucun passage ne contient de mot que la règle cherche."),
        ("env_award_criterion.environmental_criterion", "Rien.", "aucun n'a pu être relevé."),
        (
            "governance_reporting.environmental_performance_condition",
            "Rien.",
            "satisfaite par les constats d'autres règles",
        ),
    ],
)
def test_a_rule_that_did_not_fire_tells_the_condition_that_failed(
    explained: Explain, rule: str, text: str, told: str
) -> None:
    assert told in explained(rule, text)


def test_the_json_form_gives_places_and_conditions(explained: Explain) -> None:
    text = "Le titulaire range les pièces détachées."
    data = json.loads(explained(PARTS, text, "--format", "json"))
    (passage,) = data["passages"]
    assert "undecided" == data["verdict"]
    assert ("words", False, 1) == (passage["failed"], passage["fired"], passage["matcher"])
    assert passage["end"] - passage["start"] == len(passage["quote"]) == len(text)


def test_the_rare_word_makes_the_nearest_passage(explained: Explain) -> None:
    out = explained(
        PARTS, "Le papier est fourni. Le pain est fourni. Le titulaire range les pièces détachées."
    )
    nearest = out.index("range les pièces détachées")
    assert nearest < out.index("Le papier est fourni")


def test_an_unknown_rule_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["explain", "repairability.spare_parts_availabilty", "x.txt"])
    assert 2 == stopped.value.code
    assert PARTS in capsys.readouterr().err


def test_a_passage_found_twice_stands_once_with_its_outcome(explained: Explain) -> None:
    out = explained(
        "packaging.reusable", "Les emballages sont repris par le titulaire lors de chaque livraison."
    )
    assert 1 == out.count("Les emballages sont repris")
    assert "Passages trouvés (1)\u00a0:" in out
    assert "      obligation\u00a0; sans niveau prouvé\n" in out
    assert out.count("formule ") > 1


def test_the_level_and_the_figure_are_said_beside_the_thresholds(explained: Explain) -> None:
    out = explained(PARTS, "Le titulaire fournit les pièces détachées pendant sept ans.")
    assert "Niveaux (au moins, unité\u00a0: an)\u00a0: socle 5, avancé 7, exemplaire 10." in out
    assert "      mesurable\u00a0; niveau avancé\u00a0; 7\u00a0ans\n" in out
    (passage, *_) = json.loads(
        explained(PARTS, "Le titulaire fournit les pièces détachées pendant sept ans.", "--format", "json")
    )["passages"]
    assert ("measurable", "advanced") == (passage["strength"], passage["level"])


def test_the_kind_of_purchase_may_be_given(explained: Explain) -> None:
    out = explained("reuse.furniture_refit", "Le bâtiment est gris.", "--category", "furniture")
    assert "Verdict : Absente." in out
    assert "Attendue pour cet achat («\u00a0Mobilier\u00a0»)" in out


def test_an_id_that_was_not_written_to_its_end_is_completed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["explain", "repairability.spare_parts", "x.txt"])
    assert f"Vouliez-vous dire : {PARTS}, repairability.spare_parts_delivery_time" in capsys.readouterr().err
