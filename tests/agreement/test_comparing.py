"""When two reports say the same of the same words."""

from __future__ import annotations

import pytest

from tests.agreement.comparing import bare, compare, found_in, overlap, table_of_losses


def _report(*findings: tuple[str, str]) -> dict[str, object]:
    return {"findings": [{"rule": rule, "polarity": "supports", "quote": quote} for rule, quote in findings]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("• Le titulaire répare.", "Le titulaire répare"),
        ("L’œuvre | 7 ans", "L'oeuvre  7 ans"),
        ("répara-\nbilité", "réparabilité"),
    ],
)
def test_signs_and_white_space_count_for_nothing(first, second) -> None:
    assert bare(first) == bare(second)


@pytest.mark.parametrize(
    ("second", "share"), [("a" * 8, 0.8), ("a" * 7, 0.0), ("a" * 10, 1.0), ("b" * 10, 0.0)]
)
def test_overlap_is_a_share_of_the_longer_text(second, share) -> None:
    assert overlap("a" * 10, second) == share


def test_findings_agree_by_rule_and_words_and_are_used_once() -> None:
    first = found_in(
        _report(("r", "Le titulaire répare."), ("r", "Le titulaire répare."), ("s", "Autre clause."))
    )
    second = found_in(_report(("r", "Le titulaire répare"), ("t", "Autre clause.")))
    agreement = compare(first, second)
    assert len(agreement.agreed) == 1
    assert [found.rule for found in agreement.first_only] == ["r", "s"]
    assert [found.rule for found in agreement.second_only] == ["t"]
    assert agreement.share == 2 / 5
    assert len(list(table_of_losses("essai", agreement))) == 4


def test_two_reports_without_findings_agree() -> None:
    assert compare((), ()).share == 1.0
