"""PDF: what stands on a page without being its text, and letters in odd dress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document

WORDS = "Le titulaire garde les pièces de rechange pendant sept ans."


def _read(make, *pages: Callable[[Canvas], None]) -> Document:
    return read_bytes("piece.pdf", make.pdf(*pages)).documents[0]


def _in_mode(canvas: Canvas, mode: int, text: str, y: float) -> None:
    words = canvas.beginText(70, y)
    words.setTextRenderMode(mode)
    words.textOut(text)
    words.setTextRenderMode(0)
    canvas.drawText(words)


def test_words_that_nobody_sees_are_not_read_and_are_told(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Objet du marché.")
        canvas.setFillColor(colors.white)
        canvas.drawString(70, 680, f"Blanc. {WORDS}")
        canvas.setFillColor(colors.black)
        _in_mode(canvas, 3, f"Invisible. {WORDS}", 660)
        canvas.drawString(70, 5000, f"Dehors. {WORDS}")
        canvas.setFont("Helvetica", 0.8)
        canvas.drawString(70, 640, f"Minuscule. {WORDS}")

    document = _read(make, print_page)
    assert document.text == "Objet du marché.\n"
    assert [(found.code, found.lost) for found in document.problems] == [("hidden_text", False)]


def test_white_words_on_a_dark_ground_are_read(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.setFillColor(colors.darkblue)
        canvas.rect(60, 690, 400, 30, fill=1, stroke=0)
        canvas.setFillColor(colors.white)
        canvas.drawString(70, 700, WORDS)

    document = _read(make, print_page)
    assert document.text == f"{WORDS}\n"
    assert document.problems == ()


def test_the_text_layer_of_a_scan_is_read(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.drawInlineImage(_grey(), 0, 0, *A4)
        _in_mode(canvas, 3, WORDS, 700)

    assert _read(make, print_page).text == f"{WORDS}\n"


def _grey():
    from PIL import Image

    return Image.new("L", (40, 60), 230)


@pytest.mark.parametrize(("height", "left"), [(3, "Les pièces sont neuves."), (-1.5, None)])
def test_struck_words_are_out_and_underlined_ones_stay(make, height: float, left: str | None) -> None:
    whole = "Les pièces d'origine sont neuves."

    def print_page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(70, 700, whole)
        start, end = (70 + canvas.stringWidth(part) for part in ("Les pièces ", "Les pièces d'origine"))
        canvas.setLineWidth(0.5)
        canvas.line(start, 700 + height, end, 700 + height)

    assert _read(make, print_page).text == f"{left or whole}\n"


def test_a_line_behind_a_title_does_not_strike_it(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.line(70, 703, 500, 703)
        canvas.drawString(220, 700, "Article 4. Garantie")

    assert _read(make, print_page).text == "Article 4. Garantie\n"


def test_letters_set_apart_are_words(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "A R T I C L E   5   G A R A N T I E")
        canvas.drawString(70, 660, "x  y  z")

    assert _read(make, print_page).text == "ARTICLE 5 GARANTIE\nx y z\n"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_that_stands_sideways_is_read_line_by_line(make, angle: int) -> None:
    lines = ["Le titulaire remet au service un état", "mensuel des réparations.", "Article 2. Prix"]

    def print_page(canvas: Canvas) -> None:
        canvas.drawString(70, 800, "Annexe")
        canvas.translate(300, 400)
        canvas.rotate(angle)
        for row, line in enumerate(lines):
            canvas.drawString(-150, -14 * row, line)

    document = _read(make, print_page)
    assert sorted(text for _, text in make.shown(document)) == [
        "Annexe",
        "Article 2. Prix",
        "Le titulaire remet au service un état\nmensuel des réparations.",
    ]


def test_a_table_set_across_the_page_keeps_its_rows(make) -> None:
    rows = [["Critère", "Points"], ["Prix", "40"], ["Environnement", "60"]]

    def print_page(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        make.draw_table(canvas, rows, 100)

    assert _read(make, print_page).text == "Critère | Points\nPrix | 40\nEnvironnement | 60\n"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_by_its_file_is_read_as_displayed(make, turn: int) -> None:
    place = {90: (100, 100), 180: (500, 700), 270: (500, 560)}[turn]

    def print_page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*place)
        canvas.rotate(turn)
        make.draw(canvas, ["Article 1. Objet", "Des tables en bois.", "", "Autre point."], top=0)

    assert _read(make, print_page).text == "Article 1. Objet\nDes tables en bois.\nAutre point.\n"


def test_words_outside_of_the_crop_box_are_out(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 400, 750))
        canvas.drawString(70, 700, "Dedans.")
        canvas.drawString(70, 800, "Dehors.")

    assert _read(make, print_page).text == "Dedans.\n"


def test_a_heading_printed_four_times_to_look_bold_is_read_once(make) -> None:
    def print_page(canvas: Canvas) -> None:
        for across, up in ((0, 0), (0.3, 0), (0, 0.3), (0.3, 0.3)):
            canvas.drawString(70 + across, 700 + up, "Article 4. Garantie")

    assert _read(make, print_page).text == "Article 4. Garantie\n"


def test_letters_drawn_as_outlines_with_a_white_filling_are_read(make) -> None:
    def print_page(canvas: Canvas) -> None:
        canvas.setFillColor(colors.white)
        _in_mode(canvas, 2, WORDS, 700)

    assert _read(make, print_page).text == f"{WORDS}\n"


def _redacted(canvas: Canvas, *, before: bool, grey: float = 0.0, alpha: float = 1.0) -> None:
    def box() -> None:
        canvas.saveState()
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.rect(70, 696, 200, 16, stroke=0, fill=1)
        canvas.restoreState()

    canvas.setFont("Helvetica", 11)
    canvas.drawString(70, 730, "Le titulaire répare les appareils.")
    if before:
        box()
        canvas.setFillGray(1)
    canvas.drawString(70, 700, "Le fournisseur habituel est Dupont.")
    canvas.setFillGray(0)
    canvas.drawString(280, 700, "Il garde les pièces.")
    if not before:
        box()
    canvas.drawString(70, 670, "Les pénalités sont de cent euros.")


def test_words_under_a_black_box_are_out_and_that_is_told(make) -> None:
    document = read_bytes("piece.pdf", make.pdf(lambda canvas: _redacted(canvas, before=False))).documents[0]
    assert "Dupont" not in document.text
    assert all(words in document.text for words in ("répare les appareils", "garde les pièces", "cent euros"))
    assert [(p.code, p.lost) for p in document.problems] == [("hidden_text", False)]
    assert "cache noir" in document.problems[0].message


@pytest.mark.parametrize(
    "look",
    [{"before": True}, {"before": False, "grey": 0.8}, {"before": False, "alpha": 0.3}],
    ids=["a ground drawn before", "a light box", "a box that is seen through"],
)
def test_words_on_a_ground_or_under_a_highlight_are_read(make, look: dict[str, Any]) -> None:
    document = read_bytes("piece.pdf", make.pdf(lambda canvas: _redacted(canvas, **look))).documents[0]
    assert "Dupont" in document.text
    assert document.problems == ()
