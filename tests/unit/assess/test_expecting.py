"""What a kind of purchase calls for is reported first, with the reason of its core profile."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clausecheck.assess import assess
from clausecheck.assess.expecting import expectations
from clausecheck.detect.trial import trial_piece
from clausecheck.model.assessment import Assessment, Severity, Verdict
from clausecheck.model.finding import Level
from clausecheck.model.outline import PieceKind
from clausecheck.model.profile import Expectation, Profile
from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import BuyerType, ContractType, Fact, Origin, Tender, TenderFacts
from clausecheck.rulebook import load_rulebook

BOOK = load_rulebook()
DAY = date(2026, 10, 1)


def facts(*categories: str) -> TenderFacts:
    def fact(value):
        return Fact(value=value, origin=Origin.GIVEN if value is not None else Origin.UNKNOWN)

    return TenderFacts(
        title=fact("Marché"),
        buyer=fact("Ville"),
        buyer_type=fact(BuyerType.LOCAL),
        cpv=fact(None),
        contract_type=fact(ContractType.SUPPLIES),
        categories=fact(categories or None),
        launch_date=fact(DAY),
        procedure=fact(None),
        value=fact(Decimal(100_000)),
    )


def assessed(*categories: str, book: Rulebook = BOOK) -> dict[str, Assessment]:
    pieces = tuple(
        trial_piece("Les livraisons ont lieu le matin.", kind, "fr")
        for kind in (PieceKind.CCTP, PieceKind.CCAP, PieceKind.RC)
    )
    tender = Tender(pieces=pieces, facts=facts(*categories))
    return {a.rule: a for a in assess(book, tender, [], day=DAY, level=Level.BASELINE)}


def test_a_missing_clause_of_the_core_says_why_this_purchase_calls_for_it() -> None:
    found = assessed("furniture")["reuse.furniture_refit"]
    assert (Verdict.MISSING, "furniture") == (found.verdict, found.expected_for)
    assert "Attendue pour cet achat («\u00a0Mobilier\u00a0»). Retapisser" in found.reason
    assert "Expected for this purchase (Furniture). A new cover" in found.reason_en


def test_a_rule_that_does_not_list_the_category_bears_where_its_core_names_it() -> None:
    rule = next(rule for rule in BOOK.rules if rule.id == "repairability.repair_first")
    assert "insurance" not in rule.applies.categories
    assert Verdict.MISSING is assessed("insurance")[rule.id].verdict
    without = replace(BOOK, profiles=())
    assert Verdict.NOT_APPLICABLE is assessed("insurance", book=without)[rule.id].verdict


def test_a_rule_outside_the_core_is_reported_after_it_and_without_its_reason() -> None:
    found = list(assessed("furniture").values())
    weights = [assessment.weight for assessment in found]
    assert sorted(weights) == weights
    law = {Severity.MANDATORY, Severity.CONDITIONAL}
    rest = [a for a in found if a.severity not in law and a.verdict is Verdict.MISSING]
    core = [bool(a.expected_for) for a in rest]
    assert sorted(core, reverse=True) == core
    assert {True, False} == set(core)
    assert [] == [a.rule for a in rest if not a.expected_for and "Attendue" in a.reason]


def test_the_law_comes_before_the_core() -> None:
    found = list(assessed("furniture").values())
    last_duty = max(n for n, a in enumerate(found) if a.severity is Severity.MANDATORY)
    first_core = min(
        n for n, a in enumerate(found) if a.expected_for and a.severity is not Severity.MANDATORY
    )
    assert last_duty < first_core


@pytest.mark.parametrize("categories", [(), ("insurance",)])
def test_nothing_is_expected_of_a_purchase_that_nobody_named(categories: tuple[str, ...]) -> None:
    found = assessed(*categories)["reuse.furniture_refit"]
    assert "" == found.expected_for
    assert "Attendue" not in found.reason


def test_of_two_kinds_of_purchase_that_expect_a_rule_the_first_speaks() -> None:
    found = expectations(BOOK, facts("street_furniture", "furniture"))["reuse.furniture_refit"]
    assert "street_furniture" == found.category
    assert "Sabler" in found.reason[0]


def test_a_pack_may_expect_its_own() -> None:
    own = Profile(
        category="furniture",
        expects=(Expectation(rule="reuse.retired_it", reason=("Par habitude.", "Out of habit.")),),
        source="",
    )
    book = replace(BOOK, profiles=(*BOOK.profiles, own))
    assert assessed("furniture", book=book)["reuse.retired_it"].reason.endswith("Par habitude.")
