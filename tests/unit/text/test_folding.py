"""Folding keeps the length, so that offsets lead back to the original."""

from hypothesis import given
from hypothesis import strategies as st

from clausecheck.text.folding import fold


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(text) == len(fold(text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(text) == fold(fold(text))


def test_case_accents_apostrophes_and_spaces_are_unified() -> None:
    assert "l'indice de reparabilite - 7 ans" == fold("L’INDICE de Réparabilité – 7\u00a0ans")
