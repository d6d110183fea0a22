"""Words share a key with their inflected forms, and know where they stand."""

import pytest

from clausecheck.text.folding import fold
from clausecheck.text.words import stems_of, stream


def known(*words: str):
    keys = {key for word in words for key in stems_of(fold(word), "fr")}
    return lambda stem: stem in keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pièce détachée", "PIECES DETACHEES"),
        ("disponibilité des pièces", "disponibilité de la pièce"),
        ("fournir", "fourniront"),
        ("exigée", "exiger"),
        ("environnementaux", "environnementale"),
        ("réparer", "réparés"),
        ("main-d'œuvre", "main d'oeuvre"),
        ("niveau", "niveaux"),
    ],
)
def test_inflected_forms_share_their_stems(one: str, other: str) -> None:
    assert stems_of(fold(one), "fr") == stems_of(fold(other), "fr")


@pytest.mark.parametrize(
    ("one", "other"), [("environ", "environnement"), ("organe", "organisation"), ("réparer", "réparation")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stems_of(fold(one), "fr") != stems_of(fold(other), "fr")


def test_a_word_cut_at_a_line_end_is_joined_when_that_makes_a_known_word() -> None:
    text = fold("l'indice de répara-\nbilité")
    words = stream(text, "fr", known("réparabilité"))
    assert stems_of("indice reparabilite", "fr") == words.stems
    assert "repara-\nbilite" == text[words.starts[-1] : words.ends[-1]]


def test_a_compound_cut_at_a_line_end_stays_two_words() -> None:
    assert (
        stems_of("sous traitant", "fr") == stream(fold("sous-\ntraitant"), "fr", known("réparabilité")).stems
    )


def test_the_stream_finds_its_stems_by_position_and_by_offset() -> None:
    text = fold("Le stock de pièces est suivi")
    words = stream(text, "fr", known())
    assert words.joined.split() == list(words.stems)
    assert 1 == words.first_from(text.index("piece"))
    assert 1 == words.index_at(words.joined.index("piec"))
