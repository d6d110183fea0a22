"""Law as data: every value changes on its day, not the day before; nothing unread claims to be law."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clausecheck.model.rule import Parameter
from clausecheck.rulebook import load_rulebook

PARAMETERS = {parameter.id: parameter for parameter in load_rulebook().parameters}

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
