"""Figures carry their unit and their comparator."""

from decimal import Decimal

import pytest

from clausecheck.text.folding import fold
from clausecheck.text.quantities import convert, find_measures


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("pendant au moins sept (7) ans", "7", "year", ">="),
        ("sous 15 jours ouvrés", "15", "working_day", "<="),
        ("dans un délai de quarante-huit heures", "48", "hour", "<="),
        ("supérieur ou égal à 8 sur 10", "8", "out_of_ten", ">="),
        ("≥ 8/10", "8", "out_of_ten", ">="),
        ("30 % minimum", "30", "percent", ">="),
        ("une pénalité de 1 500 € HT", "1500", "euro", "="),
        ("36 mois", "36", "month", "="),
        ("7,5 kg", "7.5", "kg", "="),
        ("for at least five years", "5", "year", ">="),
    ],
)
def test_one_figure_is_read(text: str, value: str, unit: str, comparator: str) -> None:
    (measure,) = find_measures(fold(text))
    assert (Decimal(value), unit, comparator) == (measure.value, measure.unit, measure.comparator)


@pytest.mark.parametrize("text", ["l'article 12", "la loi n° 2020-105", "le lot 3", "12 rue des Lilas"])
def test_a_number_without_a_unit_is_no_measure(text: str) -> None:
    assert () == find_measures(fold(text))


def test_spans_lead_back_to_the_document() -> None:
    (measure,) = find_measures(fold("garantie 5 ans"), offset=100)
    assert (109, 114) == (measure.span_start, measure.span_end)


def test_months_convert_to_years_and_working_days_do_not() -> None:
    assert Decimal(3) == convert(Decimal(36), "month", "year")
    assert convert(Decimal(36), "working_day", "year") is None
