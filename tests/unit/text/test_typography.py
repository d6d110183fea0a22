"""French texts of ours get their no-break spaces and apostrophes; what no pass can mend is told."""

from __future__ import annotations

import pytest

from clausecheck.text.typography import french_faults, typeset

NB = "\u00a0"


def test_french_is_typeset_with_no_break_spaces() -> None:
    assert typeset("L'acheteur : « oui » ; art. L. 2112-2") == (
        f"L’acheteur{NB}: «{NB}oui{NB}»{NB}; art.{NB}L.{NB}2112-2"
    )


def test_what_is_typeset_stays_as_it_is() -> None:
    once = typeset("L'acheteur : « oui » ; 5 % ?")
    assert once == typeset(once)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('Une "marque" imposée.', "a quotation mark of another language"),
        ("Le titulaire: il livre.", "no space before the sign"),
        ("Au moins 5% des pièces.", "no space before the sign"),
        ("Un label «A ».", "no space after «"),
        ("Deux lots :l'un, l'autre.", "no space after the sign"),
        ("Un lot , deux lots.", "a space before a comma or a point"),
        ("Un lot,deux lots.", "no space after a comma or a semicolon"),
        ("Deux  espaces.", "two spaces"),
        ("Et ainsi de suite...", "three points"),
        ("Un lot - deux lots.", "a hyphen for a dash"),
        ("L' acheteur.", "an apostrophe with a space after it"),
    ],
)
def test_a_fault_of_typography_is_told(text: str, fault: str) -> None:
    assert fault in [what for _, what, _ in french_faults(text)]


@pytest.mark.parametrize(
    "text",
    [
        "L'acheteur : « oui » ; au moins 5,5 % à 12:30, soit 1,5 point ?",
        "Le titulaire remet un PV/CR (art. L. 2112-2) ; pas d'autre pièce.",
        "Voir https://www.legifrance.gouv.fr/codes/id/a?b=c.",
        f"L’acheteur{NB}: «{NB}oui{NB}».",
        "Contrôle sous 48 h - non.".replace(" - ", " – "),
    ],
)
def test_right_french_is_left_alone(text: str) -> None:
    assert [] == list(french_faults(text))
