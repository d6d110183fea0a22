"""A number and its format are shown as a French desk shows them."""

from __future__ import annotations

import pytest

from clausecheck.readers.sheetformats import plain, shown

EURO_ACCOUNT = r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (45000.0, "General", "45000"),
        (1234.5678, "General", "1234,5678"),
        (1234.5, "#,##0.00", "1 234,50"),
        (1234567, "#,##0", "1 234 567"),
        (0.125, "0.00", "0,13"),
        (0.125, "0.##", "0,13"),
        (2.5, "0.00##", "2,50"),
        (-3, "0.00", "-3,00"),
        (-0.001, "0.00", "0,00"),
        (-12.5, EURO_ACCOUNT, "- 12,50 €"),
        (0, EURO_ACCOUNT, "- €"),
        (1, r"#,##0.00\ [$€-40C]", "1,00 €"),
        (0.25, "0%", "25 %"),
        (0.255, "0.0%", "25,5 %"),
        (7, '0" ans"', "7 ans"),
        (24, 'General" mois"', "24 mois"),
        (2, '"Lot n°"0', "Lot n°2"),
        (612345678, '0#" "##" "##" "##" "##', "06 12 34 56 78"),
        (3, "00", "03"),
        (12, "@", "12"),
        (0.5, "# ?/?", "0,5"),
        (12345, "0.00E+00", "12345"),
        (12, "[>=10]0;0.0", "12"),
        (2, "[>=10]0;0.0", "2,0"),
        (1500, '0.0, "k€"', "1,5 k€"),
        (0, "0;;", ""),
        (1e20, "0.00", "1e+20"),
        (float("nan"), "0", ""),
        (float("inf"), "General", ""),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (46296, "dd/mm/yyyy", "01/10/2026"),
        (46296, "jj/mm/aaaa", "01/10/2026"),
        (46296, "mm-dd-yy", "01/10/2026"),
        (46296, "m/d/yyyy", "01/10/2026"),
        (46296, r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "1 octobre 2026"),
        (46296, "[$-40C]d mmmm yyyy;@", "1 octobre 2026"),
        (46296, "dddd d mmm yy", "jeudi 1 oct. 26"),
        (46296, "yyyy-mm-dd", "2026-10-01"),
        (46296.75, "dd/mm/yyyy hh:mm", "01/10/2026 18:00"),
        (46296.75, "m/d/yy h:mm", "01/10/2026 18:00"),
        (0.5, "h:mm", "12:00"),
        (0.5, "hh:mm:ss", "12:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (59, "dd/mm/yyyy", "28/02/1900"),
        (1e9, "dd/mm/yyyy", "1000000000"),
        (-5, "dd/mm/yyyy", "-5"),
    ],
)
def test_a_date_is_shown_day_first(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_old_macintosh_files_count_days_from_1904() -> None:
    assert shown(46296 - 1462, "dd/mm/yyyy", from_1904=True) == "01/10/2026"


@pytest.mark.parametrize(("value", "expected"), [(3.0, "3"), (0.1, "0,1"), (1e-7, "1e-07"), (-2.50, "-2,5")])
def test_a_number_without_format_has_no_needless_decimals(value: float, expected: str) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize(
    "code",
    [
        "",
        ";;;;;;",
        '"',
        "\\",
        "[",
        "[h",
        "_",
        "*",
        "0" * 400,
        "%" * 250,
        ",.,.,",
        "#/#",
        "[$",
        "General;General",
    ],
)
def test_a_broken_format_still_gives_a_text(code: str) -> None:
    assert isinstance(shown(1234.5, code), str)
