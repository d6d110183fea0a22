"""PDF: tables that white stripes rule, what only looks like one, and tables cut by the end of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from clausecheck.intake import read_bytes
from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.readers.settings import Ocr, ReadSettings

R = BlockKind.TABLE_ROW
PLACES = (70, 330, 400, 480)
PRICES = (
    ("Désignation", "Unité", "Quantité", "Prix HT"),
    ("Ordinateur portable reconditionné", "U", "12", "430,00"),
    ("Station d’accueil", "U", "12", "85,50"),
    ("Extension de garantie, cinq ans", "an", "5", "1 200,00"),
)
PROSE = (
    "Le titulaire répare les appareils",
    "dans les dix jours ouvrés, et il",
    "en rend compte chaque mois au",
    "service, qui garde ces états dix",
    "ans ; les pièces remplacées sont",
    "reprises par le titulaire, qui les",
    "remet à une filière agréée, sans",
    "frais pour le service acheteur.",
)


def _columns(
    rows: Sequence[Sequence[str]], places: Sequence[float] = PLACES, *, top: float = 760, step: float = 15
) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, row in enumerate(rows):
            for place, cell in zip(places, row, strict=False):
                if cell:
                    canvas.drawString(place, top - step * number, cell)

    return draw


def _read(data: bytes) -> Document:
    result = read_bytes("piece.pdf", data, settings=ReadSettings(ocr=Ocr.OFF))
    assert result.unread == ()
    return result.documents[0]


def _rows(document: Document) -> list[tuple[str, ...]]:
    return [
        tuple(document.text[cell.start : cell.end] for cell in block.cells) for block in _blocks(document)
    ]


def _blocks(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is R]


def test_columns_that_only_white_space_parts_are_rows_with_their_headers(make) -> None:
    document = _read(make.pdf(_columns(PRICES)))
    assert _rows(document) == list(PRICES)
    assert [block.header for block in _blocks(document)] == [(), *[PRICES[0]] * 3]
    make.check_invariants(document)


def test_a_row_that_is_drawn_as_one_string_of_spaces_is_cut_at_its_gaps(make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 9)
        for number, (name, weight) in enumerate(
            (("Critère", "Pondération"), ("Prix", "60 %"), ("Réparabilité", "40 %"))
        ):
            canvas.drawString(70, 700 - 14 * number, f"{name:40}{weight}")

    document = _read(make.pdf(draw))
    assert _rows(document) == [("Critère", "Pondération"), ("Prix", "60 %"), ("Réparabilité", "40 %")]


def test_text_around_the_table_stays_text_and_in_order(make) -> None:
    def draw(canvas: Canvas) -> None:
        make.draw(canvas, ["Article 3. Prix", "Les prix du marché sont les suivants."])
        _columns(PRICES, top=700)(canvas)
        make.draw(canvas, ["Ces prix sont fermes."], 600)

    document = _read(make.pdf(draw))
    assert [text for _, text in make.shown(document)][:2] == [
        "Article 3. Prix",
        "Les prix du marché sont les suivants.",
    ]
    assert [kind for kind, _ in make.shown(document)][2:6] == [R] * 4
    assert make.shown(document)[-1] == (BlockKind.PARAGRAPH, "Ces prix sont fermes.")


def test_a_cell_on_two_lines_is_one_row(make) -> None:
    rows = (
        *PRICES[:3],
        ("Reprise des appareils usagés et", "forfait", "1", "0,00"),
        ("remise à une filière agréée",),
    )
    document = _read(make.pdf(_columns(rows, step=13)))
    assert _rows(document)[-1] == (
        "Reprise des appareils usagés et remise à une filière agréée",
        "forfait",
        "1",
        "0,00",
    )


NO_TABLES = {
    "two columns of prose": [(left, right) for left, right in zip(PROSE, PROSE[::-1], strict=True)],
    "numbers of headings": [("1.1", "Objet du marché"), ("1.2", "Forme du marché"), ("1.3", "Durée du marché")],
    "signs of a list": [("•", "le rapport annuel"), ("•", "le bilan des pannes"), ("•", "les pièces changées")],
    "a form": [("Nom :", "................"), ("Qualité :", "..............."), ("Date :", ".............")],
    "labels": [("Acheteur :", "Commune de Saint-Aubin"), ("Marché :", "Fournitures"), ("Lot :", "Mobilier")],
    "contents": [("Objet", "3"), ("Prix", "4"), ("Pénalités", "7"), ("Annexes", "12")],
    "a letterhead": [("Commune", "Service des achats"), ("12 rue Haute", "Tél. 01 02 03 04 05")],
}  # fmt: skip


@pytest.mark.parametrize("rows", NO_TABLES.values(), ids=NO_TABLES)
def test_what_stands_in_columns_otherwise_is_no_table(make, rows: list[tuple[str, str]]) -> None:
    document = _read(make.pdf(_columns(rows, (70, 110 if len(rows[0][0]) < 4 else 300))))
    assert _blocks(document) == []
    assert all(word in document.text for row in rows for word in row[1].split())


def test_a_paragraph_stretched_to_both_margins_is_no_table(make) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(PROSE):
            text = canvas.beginText(70, 700 - 13 * number)
            text.setWordSpace(6)
            text.textOut(line)
            canvas.drawText(text)

    assert _blocks(_read(make.pdf(draw))) == []


def test_a_table_goes_on_overleaf_under_the_header_that_is_printed_again(make) -> None:
    more = (
        PRICES[0],
        ("Souris", "U", "24", "9,00"),
        ("Clavier", "U", "24", "19,00"),
        ("Écran", "U", "6", "140,00"),
    )
    document = _read(make.pdf(_columns(PRICES), _columns(more)))
    assert _rows(document) == [*PRICES, *more[1:]]
    assert [block.header for block in _blocks(document)][1:] == [PRICES[0]] * 6
    assert document.page_at(document.text.index("Souris")) == 2
    make.check_invariants(document)


def _ruled(rows: Sequence[Sequence[str]], y: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        table = Table(
            [list(row) for row in rows],
            colWidths=[60, 300, 100],
            style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
        )
        table.wrapOn(canvas, 500, 700)
        table.drawOn(canvas, 70, y)

    return draw


HEAD = ("N°", "Exigence", "Délai")


@pytest.mark.parametrize("again", [(HEAD,), ()], ids=["header printed again", "no header"])
def test_a_row_that_the_end_of_the_page_cuts_is_one_row(make, again: tuple[tuple[str, ...], ...]) -> None:
    document = _read(
        make.pdf(
            _ruled(
                (HEAD, ("A", "Remise d’un rapport", "mars"), ("B", "Réparation des appareils dans", "juin")),
                40,
            ),
            _ruled(
                (*again, ("", "un délai de dix jours ouvrés", ""), ("C", "Reprise des emballages", "mai")),
                740,
            ),
        )
    )
    assert _rows(document) == [
        HEAD,
        ("A", "Remise d’un rapport", "mars"),
        ("B", "Réparation des appareils dans un délai de dix jours ouvrés", "juin"),
        ("C", "Reprise des emballages", "mai"),
    ]
    assert [block.header for block in _blocks(document)] == [(), HEAD, HEAD, HEAD]
    make.check_invariants(document)


def test_a_row_that_begins_anew_overleaf_stays_a_row(make) -> None:
    document = _read(
        make.pdf(
            _ruled((HEAD, ("A", "Remise d’un rapport.", "mars")), 40),
            _ruled((("", "Un bilan est joint.", ""), ("C", "Reprise des emballages", "mai")), 740),
        )
    )
    assert len(_rows(document)) == 4
