"""Words for figures, dates and verdicts, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from clausecheck.model.assessment import Severity, Verdict
from clausecheck.model.finding import Level, Lever, Measure, Strength
from clausecheck.model.tender import BuyerType, ContractType, Origin
from clausecheck.render import names
from clausecheck.render.outlook import article_name

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "comparator", "french", "english"),
    [
        ("7", "year", ">=", "≥ 7 ans", "≥ 7 years"),
        ("1", "year", ">=", "≥ 1 an", "≥ 1 year"),
        ("15", "working_day", "<=", "≤ 15 jours ouvrés", "≤ 15 working days"),
        ("1", "month", "=", "= 1 mois", "= 1 month"),
        ("24", "month", "=", "= 24 mois", "= 24 months"),
        ("2.50", "percent", ">", "> 2,5 %", "> 2.5 %"),
        ("1250", "euro", "<", "< 1\u202f250 €", "< 1,250 €"),
        ("3", "count", "=", "= 3", "= 3"),
        ("4", "wholly_new", "=", "= 4 wholly new", "= 4 wholly new"),
    ],
)
def test_a_figure_is_written_with_its_unit(value, unit, comparator, french, english):
    measure = Measure(value=Decimal(value), unit=unit, comparator=comparator, span_start=0, span_end=1)
    assert tuple(text.replace(NB, " ") for text in names.measure_name(measure)) == (french, english)


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 10, 1), "1er octobre 2026", "1 October 2026"),
        (date(2026, 2, 28), "28 février 2026", "28 February 2026"),
    ],
)
def test_a_day_is_written_in_words(day, french, english):
    assert tuple(text.replace(NB, " ") for text in names.day_name(day)) == (french, english)


def test_an_unwanted_wording_that_is_not_there_is_not_called_present():
    assert names.verdict_name(Verdict.MET, obstacle=True)[0] == "Rien relevé"
    assert names.verdict_name(Verdict.MET, obstacle=False)[0] == "Présente"


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (names.VERDICTS, Verdict),
        (names.SIGNS, Verdict),
        (names.SEVERITIES, Severity),
        (names.STRENGTHS, Strength),
        (names.STRENGTH_NOTES, Strength),
        (names.LEVELS, Level),
        (names.LEVERS, Lever),
        (names.ORIGINS, Origin),
        (names.CONTRACT_TYPES, ContractType),
        (names.BUYER_TYPES, BuyerType),
    ],
)
def test_every_member_of_a_closed_list_has_a_name(table, members):
    assert set(table) == set(members)


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        ("4 Exigences > 4.2 Pièces détachées", "art. 4.2 Pièces détachées"),
        ("Article 13 Clause de réexamen", "Article 13 Clause de réexamen"),
        ("IV. Garantie", "art. IV. Garantie"),
        ("Garantie", "« Garantie »"),
        ("Introduction", "« Introduction »"),
    ],
)
def test_an_article_is_named_as_its_number_allows(section, shown):
    assert article_name(section).replace(NB, " ") == shown
