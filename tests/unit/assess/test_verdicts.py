"""Six verdicts, each on a tender made by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clausecheck.assess import assess
from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.assessment import Assessment, Severity, Verdict
from clausecheck.model.document import Problem
from clausecheck.model.finding import Level
from clausecheck.model.outline import PieceKind
from clausecheck.model.tender import BuyerType, ContractType, Fact, Origin, Tender, TenderFacts
from clausecheck.rulebook import load_rulebook

RULEBOOK = load_rulebook()
DETECTOR = Detector(RULEBOOK)
PARTS = "repairability.spare_parts_availability"
LOST = Problem(code="page_without_text", message="La page 2 est une image.", page=2, lost=True)


def facts(categories: tuple[str, ...] | None = ("it_equipment",)) -> TenderFacts:
    def fact(value):
        return Fact(value=value, origin=Origin.GIVEN if value is not None else Origin.UNKNOWN)

    return TenderFacts(
        title=fact("Ordinateurs"),
        buyer=fact("Ville"),
        buyer_type=fact(BuyerType.LOCAL),
        cpv=fact(("30213100",)),
        contract_type=fact(ContractType.SUPPLIES),
        categories=fact(categories),
        launch_date=fact(date(2026, 10, 1)),
        procedure=fact(None),
        value=fact(Decimal(100_000)),
    )


def verdict(
    text: str,
    *,
    kind: PieceKind = PieceKind.CCTP,
    problems: tuple[Problem, ...] = (),
    categories: tuple[str, ...] | None = ("it_equipment",),
    level: Level = Level.BASELINE,
    rule: str = PARTS,
    day: date = date(2026, 10, 1),
) -> Assessment:
    piece = trial_piece(text, kind, "fr")
    piece = replace(piece, document=replace(piece.document, problems=problems))
    tender = Tender(pieces=(piece,), facts=facts(categories))
    findings = DETECTOR.detect(piece)
    return next(a for a in assess(RULEBOOK, tender, findings, day=day, level=level) if a.rule == rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le titulaire fournit les pièces détachées pendant 7 ans.", Verdict.MET),
        ("Le titulaire fournit les pièces détachées.", Verdict.PARTIAL),
        ("Le titulaire s'efforce de fournir les pièces détachées pendant 7 ans.", Verdict.PARTIAL),
        ("Le cas échéant, le titulaire fournit les pièces détachées pendant 7 ans.", Verdict.PARTIAL),
        ("La fourniture de pièces détachées n'est pas exigée.", Verdict.CONTRADICTED),
        ("Les livraisons ont lieu le matin.", Verdict.MISSING),
    ],
)
def test_the_text_decides_the_verdict(text: str, expected: Verdict) -> None:
    assert expected is verdict(text).verdict


def test_the_level_asked_for_decides_between_met_and_partial() -> None:
    text = "Le titulaire fournit les pièces détachées pendant 5 ans."
    assert Verdict.MET is verdict(text).verdict
    assert Verdict.PARTIAL is verdict(text, level=Level.ADVANCED).verdict


def test_an_unread_page_forbids_to_say_missing() -> None:
    assert Verdict.UNDECIDED is verdict("Les livraisons ont lieu le matin.", problems=(LOST,)).verdict


def test_a_piece_that_was_not_given_forbids_to_say_missing() -> None:
    assert Verdict.UNDECIDED is verdict("Les offres sont remises en ligne.", kind=PieceKind.RC).verdict


def test_another_category_makes_the_rule_not_applicable() -> None:
    assert (
        Verdict.NOT_APPLICABLE
        is verdict("Les livraisons ont lieu le matin.", categories=("insurance",)).verdict
    )


def test_an_unknown_category_leaves_the_rule_undecided() -> None:
    assert Verdict.UNDECIDED is verdict("Les livraisons ont lieu le matin.", categories=None).verdict


@pytest.mark.parametrize(
    ("day", "severity"),
    [(date(2026, 8, 21), Severity.RECOMMENDED), (date(2026, 8, 22), Severity.MANDATORY)],
)
def test_the_environmental_condition_becomes_mandatory_on_its_day(day: date, severity: Severity) -> None:
    rule = "governance_reporting.environmental_performance_condition"
    assert severity is verdict("Les livraisons ont lieu le matin.", rule=rule, day=day).severity
