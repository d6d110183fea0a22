"""Scanned pages pasted into Word and OpenDocument texts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document
from clausecheck.readers.settings import Ocr, ReadSettings

WORDS = ("Le titulaire reprend les emballages.", "Il répare les appareils pendant dix ans.")


def _page(size: tuple[int, int] = (1240, 1754), paper: int = 255) -> bytes:
    picture = Image.new("L", size, paper)
    pen = ImageDraw.Draw(picture)
    for number, words in enumerate(WORDS):
        pen.text((120, 200 + 80 * number), words, fill=0, font=ImageFont.load_default(36))
    output = io.BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()


def _in_word(make, picture: bytes) -> tuple[str, bytes]:
    def build(document: WordDocument) -> None:
        document.add_paragraph("Article 1. Objet")
        document.add_picture(io.BytesIO(picture), width=Cm(15))

    return "piece.docx", make.word(build)


def _in_odt(make, picture: bytes) -> tuple[str, bytes]:
    image = '<draw:frame><draw:image xlink:href="Pictures/page.png"/></draw:frame>'
    body = f"<text:p>Article 1. Objet</text:p><text:p>{image}</text:p>"
    return "piece.odt", make.odt(body, "", ("Pictures/page.png", picture))


FORMATS = pytest.mark.parametrize("within", [_in_word, _in_odt], ids=["docx", "odt"])


def _read(name: str, data: bytes, ocr: Ocr) -> Document:
    return read_bytes(name, data, settings=ReadSettings(ocr=ocr)).documents[0]


@FORMATS
def test_a_scanned_page_that_is_not_recognised_is_lost(
    make, within: Callable[..., tuple[str, bytes]]
) -> None:
    document = _read(*within(make, _page()), Ocr.OFF)
    assert document.text == "Article 1. Objet\n"
    assert [(problem.code, problem.lost) for problem in document.problems] == [("page_without_text", True)]


@FORMATS
@pytest.mark.parametrize(
    "picture",
    [_page((300, 400)), _page((1600, 500)), _page(paper=90)],
    ids=["a logo", "a banner", "a dark photograph"],
)
def test_pictures_that_are_no_pages_are_no_loss(
    make, within: Callable[..., tuple[str, bytes]], picture: bytes
) -> None:
    assert _read(*within(make, picture), Ocr.OFF).problems == ()


@pytest.mark.ocr
@FORMATS
def test_a_scanned_page_is_recognised_and_read_after_the_text(
    make, within: Callable[..., tuple[str, bytes]]
) -> None:
    document = _read(*within(make, _page()), Ocr.AUTO)
    assert document.text.startswith("Article 1. Objet\n")
    assert "reprend les emballages" in document.text
    assert "dix ans" in document.text
    assert document.complete
    make.check_invariants(document)


@pytest.mark.ocr
@FORMATS
def test_a_drawing_as_large_as_a_page_is_no_loss(make, within: Callable[..., tuple[str, bytes]]) -> None:
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(12):
        pen.ellipse(
            (100 + 60 * number, 150 + 110 * number, 500 + 60 * number, 350 + 110 * number), outline=0, width=5
        )
    output = io.BytesIO()
    picture.save(output, "PNG")
    assert _read(*within(make, output.getvalue()), Ocr.AUTO).complete
