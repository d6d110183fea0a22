"""The pieces of the PDF reader by themselves: contents, running lines, headers of tables, grids, lists."""

from __future__ import annotations

import pytest

from clausecheck.readers.contents import contents_lines
from clausecheck.readers.docxlists import figure
from clausecheck.readers.grids import grids_of
from clausecheck.readers.headers import header_row
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.pdfrules import Rule, Rules
from clausecheck.readers.signs import garbled_share, readable


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (
            ["Sommaire", "1 Objet 3", "2 Prix 4", "3 Durée 5", "1 Objet", "Le marché porte sur 3 lots."],
            {0, 1, 2, 3},
        ),
        (["1 Objet .... 3", "2 Un titre qui passe", "à la ligne .... 4", "3 Durée .... 5"], {0, 1, 2, 3}),
        (["Sommaire", "Le présent document est court."], set()),
        (["Prix ......... 12", "Un texte."], set()),
        (["Garantie de 24", "Délai de 12", "Quantité 3"], set()),
    ],
)
def test_contents(lines: list[str], gone: set[int]) -> None:
    assert contents_lines(lines) == gone


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["Critères", "Pondération"], ["Prix", "60 %"]], 0),
        ([["Jugement", ""], ["Critères", "Pondération"], ["Prix", "60 %"]], 1),
        ([["Prix", "60 %"], ["Délai", "40 %"]], None),
        ([["Acheteur", "Ville de Bourgneuf"], ["Adresse", "1 rue Haute"]], None),
        ([["Site", "Surface"], ["École", "1 200"], ["Mairie", "800"]], 0),
        ([["Critères", "Pondération"]], None),
    ],
)
def test_header_rows(rows: list[list[str]], header: int | None) -> None:
    assert header_row(rows) == header


def test_a_bold_first_row_is_a_header() -> None:
    rows = [["Alpha", "Bêta"], ["un", "deux"], ["trois", "quatre"]]
    assert header_row(rows) is None
    assert header_row(rows, [True, False, False]) == 0
    assert header_row(rows, [True, True, True]) is None


def test_a_grid_without_side_borders_has_its_outer_columns() -> None:
    level = [Rule(y, 0, 300) for y in (0, 20, 40)]
    (grid,) = grids_of(Rules(level, [Rule(200, 0, 40)]))
    assert grid.xs == (0, 200, 300)
    assert grid.cell_at(50, 30) == (1, 0)
    assert grid.cell_at(250, 10) == (0, 1)
    assert grid.cell_at(350, 10) is None


def test_fields_without_a_stroke_between_them_are_one_cell() -> None:
    level = [Rule(0, 0, 300), Rule(20, 100, 300), Rule(40, 0, 300)]
    upright = [Rule(0, 0, 40), Rule(100, 0, 40), Rule(200, 20, 40), Rule(300, 0, 40)]
    (grid,) = grids_of(Rules(level, upright))
    assert grid.owner == (((0, 0), (0, 1), (0, 1)), ((0, 0), (1, 1), (1, 2)))


def test_one_column_is_no_grid() -> None:
    assert grids_of(Rules([Rule(0, 0, 300), Rule(20, 0, 300)], [Rule(0, 0, 20), Rule(300, 0, 20)])) == []


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "decimal", "4"),
        (4, "upperRoman", "IV"),
        (90, "lowerRoman", "xc"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
    ],
)
def test_figures(count: int, form: str, printed: str) -> None:
    assert figure(count, form) == printed


def test_readable_and_garbled_text() -> None:
    assert readable("L\x92œuvre \uf0b7 ﬁn\r\nsuite\0") == "L’œuvre • fin\nsuite"
    assert garbled_share("\ue001\ue002a") == pytest.approx(2 / 3)
    assert garbled_share("un texte \uf0b7") == 0.0


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("• un point", True), ("- un point", True), ("o un point", True), ("a) un point", True), ("2° un point", True),
        ("(1) Cocher la case", True), ("2. agrément sanitaire", True), ("3. DC1 et DC2 ;", True), ("☒ Oui", True),
        ("4. Objet du marché", False), ("M. Martin", False), ("-5 °C au plus", False), ("ou équivalent", False),
    ],
)  # fmt: skip
def test_list_items_are_told_by_their_sign(text: str, item: bool) -> None:
    assert is_item(text) is item
