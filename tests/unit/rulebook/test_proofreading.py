"""A proofreader's marks: what does not say what to fill in, and what is no sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecheck.rulebook.linting import lint
from clausecheck.rulebook.proofreading import Line, mark_line


def marks(text: str, *, language: str = "fr", sentence: bool = True, key: str = "why.fr") -> list[str]:
    line = Line(key=key, language=language, text=text, sentence=sentence)
    return [f"{mark.code} {mark.message}" for mark in mark_line(line, {"years"})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Une pénalité de [] par jour.", "R422 the placeholder [] does not say what to fill in"),
        ("Une pénalité de [XX] par jour.", "R422 the placeholder [XX] does not say what to fill in"),
        ("Une pénalité [à compléter].", "R422 the placeholder [à compléter] does not say what to fill in"),
        ("Une pénalité de [12] euros.", "R422 the placeholder [12] does not say what to fill in"),
        ("Pendant {year} ans.", "R422 {year} is no parameter of the rule"),
        ("Pendant {} ans.", "R422 {} is no parameter of the rule"),
        ("Une pénalité de [montant par jour.", "R422 a bracket is not closed"),
        ("le titulaire livre.", "R423 begins without a capital: « le titulaire livre. »"),
        ("Le titulaire livre", "R423 does not end with a point: « Le titulaire livre »"),
    ],
)
def test_what_is_not_ready_to_paste_is_marked(text: str, told: str) -> None:
    assert [told] == marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Une pénalité de [montant en euros] par jour, pendant {years} ans.",
        "[Nom du référent] répond.",
        "{years} ans au moins.",
        "« Neuf » n'est pas exigé.",
        "Le titulaire écrit « prêt ».",
        "48 heures suffisent.",
    ],
)
def test_what_is_ready_is_not_marked(text: str) -> None:
    assert [] == marks(text)


def test_a_title_and_an_item_are_no_sentences() -> None:
    assert [] == marks("attestation du fabricant", sentence=False, key="wording.fr.proofs")
    assert ["R423 a title ends without a point"] == marks("Un titre.", sentence=False, key="title.fr")
    assert ["R423 begins without a capital: « un titre »"] == marks(
        "un titre", sentence=False, key="title.fr"
    )


def test_dots_of_suspension_are_a_gap_in_a_wording_alone() -> None:
    told = ["R422 dots of suspension leave a gap: say what is meant"]
    assert told == marks("Le titulaire livre des pièces, des outils….", key="wording.fr.baseline")
    assert [] == marks("Cherche des substances (PFAS…) exclues.", key="checks.fr")


def test_english_has_its_own_typography() -> None:
    assert [] == marks('The "index": it counts.', language="en", key="why.en")


def test_the_linter_proofreads_a_pack(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "crates.yaml").write_text(
        'id: acme.crates\nstatus: draft\ntheme: reuse\ntitle: {fr: Caisses}\nwhy: {fr: "Pour voir:oui"}\n'
        "lever: performance_condition\nseverity: recommended\n",
        "utf-8",
    )
    found = [(m.code, m.message.split(" near ")[0]) for m in lint([tmp_path])]
    assert [
        ("R421", "why.fr: no space after the sign"),
        ("R423", "why.fr: does not end with a point: « Pour voir:oui »"),
    ] == found
