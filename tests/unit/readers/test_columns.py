"""PDF: pages of several columns, in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind

LEFT = (
    "Le titulaire remet au service un état",
    "mensuel des réparations faites sur les",
    "appareils du parc, avec les pièces qui",
    "ont été remplacées. Il garde les pièces",
    "de rechange pendant sept ans au moins",
    "à compter de la dernière livraison. Il",
    "forme deux agents de la commune à la",
    "réparation des appareils livrés et leur",
    "remet la documentation de ceux-ci, que",
)
RIGHT = (
    "les agents peuvent reproduire sans frais",
    "pour les besoins du service. Les lots de",
    "pièces sont livrés dans des emballages",
    "que le titulaire reprend. Aucun plastique",
    "à usage unique n'est admis. Une pénalité",
    "de cinquante euros par jour est due pour",
    "tout retard de livraison des pièces, sans",
    "mise en demeure préalable. Elle est due",
    "aussi pour le retard des réparations.",
)
JOINED = " ".join((*LEFT, *RIGHT))
Texts = Sequence[tuple[float, Sequence[str]]]


def _columns(*columns: tuple[float, Sequence[str]], abreast: bool, size: float = 9, top: float = 700):
    """Return what draws columns of text: line by line across the page, or one after the other."""

    def print_page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        places = [(x, row, line) for x, lines in columns for row, line in enumerate(lines)]
        for x, row, line in sorted(places, key=lambda place: place[1]) if abreast else places:
            canvas.drawString(x, top - 12 * row, line)

    return print_page


def _blocks(make, *pages) -> list[str]:
    document = read_bytes("piece.pdf", make.pdf(*pages)).documents[0]
    make.check_invariants(document)
    return [text.replace("\n", " ") for _, text in make.shown(document)]


@pytest.mark.parametrize("abreast", [True, False])
@pytest.mark.parametrize("gutter", [12, 30])
def test_columns_are_read_one_after_the_other_however_they_are_drawn(
    make, abreast: bool, gutter: float
) -> None:
    blocks = _blocks(make, _columns((60, LEFT), (225 + gutter, RIGHT), abreast=abreast))
    assert blocks == [JOINED]


def test_three_columns_are_read_one_after_the_other(make) -> None:
    third = [line.replace("pièces", "vis") for line in LEFT]
    page = _columns((40, LEFT), (218, RIGHT), (400, third), abreast=True)
    assert " ".join(_blocks(make, page)) == f"{JOINED} {' '.join(third)}"


def test_a_heading_across_the_page_stands_above_and_between_columns(make) -> None:
    def print_page(canvas: Canvas) -> None:
        _columns((60, LEFT), (240, RIGHT), abreast=True, top=700)(canvas)
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 730, "Article 1. Ce que le titulaire doit à la commune pendant sept ans")
        canvas.drawString(60, 560, "Article 2. Ce que la commune doit au titulaire pendant ce temps")
        _columns((60, LEFT), (240, RIGHT), abreast=True, top=530)(canvas)

    blocks = _blocks(make, print_page)
    assert [block[:10] for block in blocks] == ["Article 1.", "Le titulai", "Article 2.", "Le titulai"]
    assert blocks[1] == blocks[3] == JOINED


def test_a_running_header_over_two_columns_is_not_read_as_part_of_them(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Commune")
        canvas.drawString(350, 780, "Marché 12")
        _columns((60, LEFT), (240, RIGHT), abreast=True)(canvas)

    assert _blocks(make, print_page)[-1] == JOINED


def test_labels_and_what_stands_beside_them_are_no_columns(make) -> None:
    labels = ["Objet :", "Durée :", "Lieu :", "Prix :", "Délai :", "Pièces :", "Garantie :"]
    page = _columns((60, labels), (225, RIGHT[:7]), abreast=True)
    assert " ".join(_blocks(make, page)).startswith(f"Objet : {RIGHT[0]} Durée : {RIGHT[1]}")


def test_a_list_of_prices_without_strokes_is_no_columns(make) -> None:
    names = [f"Chaise scolaire en bois, taille {n}, teinte claire" for n in range(1, 9)]
    units = [f"unité   {n}0      {n}2,50      {n}25,00" for n in range(1, 9)]
    page = _columns((60, names), (300, units), abreast=True)
    assert all(f"{name} unité" in " ".join(_blocks(make, page)) for name in names)


def test_rows_of_cells_without_strokes_are_no_columns(make) -> None:
    def print_page(canvas: Canvas) -> None:
        for row in range(4):
            cells = (60, LEFT[2 * row : 2 * row + 2]), (240, RIGHT[2 * row : 2 * row + 2])
            _columns(*cells, abreast=True, top=700 - 40 * row)(canvas)

    text = " ".join(_blocks(make, print_page))
    assert text.index(RIGHT[0][:20]) < text.index(LEFT[2][:20])


def test_columns_leave_ruled_tables_whole(make) -> None:
    rows = [["Critère", "Points"], ["Prix", "40"], ["Environnement", "60"]]

    def print_page(canvas: Canvas) -> None:
        make.draw_table(canvas, rows, 720)
        _columns((60, LEFT), (240, RIGHT), abreast=True)(canvas)

    document = read_bytes("piece.pdf", make.pdf(print_page)).documents[0]
    table = [text for kind, text in make.shown(document) if kind is BlockKind.TABLE_ROW]
    assert table == ["Critère | Points", "Prix | 40", "Environnement | 60"]
    assert JOINED in document.text.replace("\n", " ")


def test_the_last_paragraph_of_the_left_column_is_read_before_the_right_one(make) -> None:
    def print_page(canvas: Canvas) -> None:
        _columns((60, LEFT), (240, RIGHT[:7]), abreast=False)(canvas)
        canvas.drawString(60, 560, "Fin de la première colonne.")

    text = " ".join(_blocks(make, print_page))
    assert text.index("Fin de la première colonne.") < text.index(RIGHT[0])
