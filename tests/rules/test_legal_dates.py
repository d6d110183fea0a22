"""Law as data: every value changes on its day, not the day before; nothing unread claims to be law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from clausecheck.assess import assess
from clausecheck.assess.applicability import legal_basis, severity_on
from clausecheck.detect.trial import trial_piece
from clausecheck.model.assessment import Assessment, Severity, Verdict
from clausecheck.model.finding import Level
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Parameter, Rule
from clausecheck.model.tender import BuyerType, ContractType, Fact, Origin, Tender, TenderFacts
from clausecheck.rulebook import load_rulebook

RULEBOOK = load_rulebook()
PARAMETERS = {parameter.id: parameter for parameter in RULEBOOK.parameters}
STABLE = [rule for rule in RULEBOOK.rules if rule.status == "stable"]
ONE_DAY = timedelta(days=1)
CHANGES = [(name, at) for name, found in PARAMETERS.items() for at in range(len(found.values))]
DUTIES = [(rule, entry.start) for rule in STABLE if rule.duty for entry in PARAMETERS[rule.duty].values]
STEPS = [
    (rule, old, new)
    for rule in STABLE
    if rule.applies.value_from
    for old, new in pairwise(PARAMETERS[rule.applies.value_from].values)
    if isinstance(old.value, Decimal) and isinstance(new.value, Decimal) and old.value != new.value
]

FIRST_DAYS = [
    ("environment.performance_condition", date(2026, 8, 22), True),
    ("environment.award_criterion", date(2026, 8, 22), True),
    ("environment.no_price_only", date(2026, 8, 21), True),
    ("environment.specifications", date(2026, 8, 22), True),
    ("social.performance_condition", date(2026, 8, 22), True),
    ("repairability.index_considered", date(2023, 1, 1), True),
    ("repairability.durability_index_considered", date(2026, 1, 1), True),
    ("thresholds.exempt_supplies_services", date(2026, 4, 1), Decimal(60000)),
    ("thresholds.eu_supplies_services_local", date(2026, 1, 1), Decimal(216000)),
    ("reuse.it_disposal", date(2025, 1, 1), Decimal(50)),
    ("vehicles.low_emission_share_local", date(2030, 1, 1), Decimal(70)),
]


@pytest.mark.parametrize(("name", "day", "value"), FIRST_DAYS)
def test_a_value_begins_on_its_day_and_not_the_day_before(name: str, day: date, value: object) -> None:
    found = PARAMETERS[name].value_at(day)
    before = PARAMETERS[name].value_at(day - timedelta(days=1))
    assert found is not None
    assert value == found.value
    assert before is None or before.value != value


def test_the_rule_on_several_criteria_ends_where_the_new_one_begins() -> None:
    old = PARAMETERS["environment.multiple_criteria_before_2026"]
    new = PARAMETERS["environment.award_criterion"]
    for day in (date(2026, 8, 21), date(2026, 8, 22)):
        assert (old.value_at(day) is None) != (new.value_at(day) is None)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda parameter: parameter.id)
def test_every_parameter_cites_something_with_its_confidence(parameter: Parameter) -> None:
    assert parameter.references
    assert all(reference.confidence in {"HIGH", "MEDIUM", "UNVERIFIED"} for reference in parameter.references)
    assert all(reference.url.startswith("https://") for reference in parameter.references if reference.url)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda parameter: parameter.id)
def test_a_value_in_force_has_a_first_day(parameter: Parameter) -> None:
    assert parameter.status == "pending" or parameter.values


def verified(parameter: Parameter) -> bool:
    """In force, and one of its references at least was read by somebody."""
    return parameter.status == "in_force" and any(
        reference.confidence != "UNVERIFIED" for reference in parameter.references
    )


def binds(parameter: Parameter, day: date) -> bool:
    """The parameter makes something mandatory on ``day``: worked out here from the file alone."""
    started = [entry.value for entry in parameter.values if entry.start <= day]
    return verified(parameter) and bool(started) and started[-1] not in (None, False)


def fact(value: object) -> Fact:
    return Fact(value=value, origin=Origin.GIVEN)


def empty_tender(rule: Rule, value: Decimal = Decimal(50_000_000)) -> Tender:
    """A tender on which ``rule`` bears, every kind of piece in it, that says nothing."""
    applies = rule.applies
    pieces = [trial_piece("Le bâtiment est gris.", kind, "fr") for kind in PieceKind]
    return Tender(
        pieces=tuple(
            replace(piece, document=replace(piece.document, id=str(at))) for at, piece in enumerate(pieces)
        ),
        facts=TenderFacts(
            title=fact("Fourniture"),
            buyer=fact("Ville"),
            buyer_type=fact(BuyerType((applies.buyer_types or ("local",))[0])),
            cpv=fact(()),
            contract_type=fact(ContractType((applies.contract_types or ("supplies",))[0])),
            categories=fact(applies.categories[:1] or ("furniture",)),
            launch_date=fact(date(2026, 10, 1)),
            procedure=fact("call_for_tenders"),
            value=fact(value),
        ),
    )


def assessed(rule: Rule, day: date, value: Decimal = Decimal(50_000_000)) -> Assessment:
    found = assess(RULEBOOK, empty_tender(rule, value), (), day=day, level=Level.BASELINE)
    return next(assessment for assessment in found if assessment.rule == rule.id)


@pytest.mark.parametrize(("name", "at"), CHANGES)
def test_each_value_is_in_force_from_its_day_and_the_one_before_until_the_eve(name: str, at: int) -> None:
    parameter = PARAMETERS[name]
    entry = parameter.values[at]
    on, eve = parameter.value_at(entry.start), parameter.value_at(entry.start - ONE_DAY)
    earlier = parameter.values[at - 1] if at else None
    assert (on.value if on else None) == entry.value
    assert (eve.value if eve else None) == (earlier.value if earlier else None)


@pytest.mark.parametrize(("rule", "day"), DUTIES, ids=[f"{rule.id}-{day}" for rule, day in DUTIES])
def test_a_duty_decides_the_severity_of_the_verdict_on_its_day_and_not_on_the_eve(
    rule: Rule, day: date
) -> None:
    for moment in (day - ONE_DAY, day):
        expected = rule.duty_severity if binds(PARAMETERS[rule.duty], moment) else rule.severity
        assert expected is assessed(rule, moment).severity


@pytest.mark.parametrize(("rule", "day"), DUTIES, ids=[f"{rule.id}-{day}" for rule, day in DUTIES])
def test_a_silent_tender_never_meets_a_duty(rule: Rule, day: date) -> None:
    verdict = assessed(rule, day).verdict
    if rule.kind == "obstacle":
        assert verdict is Verdict.MET
    elif any(matcher.kind == "criterion" for _, found in rule.detection for matcher in found.matchers):
        assert verdict is Verdict.UNDECIDED
    else:
        assert verdict is Verdict.MISSING


def test_at_least_one_duty_changes_a_severity_on_its_day() -> None:
    changed = {
        rule.id
        for rule, day in DUTIES
        if assessed(rule, day).severity is not assessed(rule, day - ONE_DAY).severity
    }
    assert {
        "governance_reporting.environmental_performance_condition",
        "env_award_criterion.environmental_criterion",
        "forbidden_wording.price_only",
        "repairability.repairability_index",
        "durability_warranty.durability_index",
        "social_inclusion.social_performance_condition",
    } <= changed


@pytest.mark.parametrize(
    ("rule", "old", "new"), STEPS, ids=[f"{rule.id}-{new.start}" for rule, _, new in STEPS]
)
def test_a_tender_between_two_thresholds_is_judged_by_the_one_of_its_day(rule: Rule, old, new) -> None:
    between = (old.value + new.value) / 2
    eve = assessed(rule, new.start - ONE_DAY, between).verdict is Verdict.NOT_APPLICABLE
    on = assessed(rule, new.start, between).verdict is Verdict.NOT_APPLICABLE
    assert (old.value > new.value, new.value > old.value) == (eve, on)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=lambda parameter: parameter.id)
def test_law_that_is_pending_or_unverified_makes_nothing_mandatory(parameter: Parameter) -> None:
    rule = replace(STABLE[0], duty=parameter.id, duty_severity=Severity.MANDATORY, severity=Severity.CONTEXT)
    for entry in parameter.values:
        for day in (entry.start - ONE_DAY, entry.start):
            mandatory = severity_on(rule, RULEBOOK, day) is Severity.MANDATORY
            assert binds(parameter, day) == mandatory
            assert verified(parameter) or not mandatory


@pytest.mark.parametrize("rule", STABLE, ids=lambda rule: rule.id)
def test_a_reference_is_cited_from_its_first_day_to_its_last(rule: Rule) -> None:
    for name in rule.legal:
        for reference in PARAMETERS[name].references:
            if reference.start:
                assert reference not in legal_basis(rule, RULEBOOK, reference.start - ONE_DAY)
                assert reference in legal_basis(rule, RULEBOOK, reference.start)
            if reference.end:
                assert reference in legal_basis(rule, RULEBOOK, reference.end)
                assert reference not in legal_basis(rule, RULEBOOK, reference.end + ONE_DAY)
