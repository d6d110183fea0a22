"""Scanned pages, recognised: with Tesseract itself, on as few and as small pages as will do."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from types import ModuleType

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.settings import Ocr, ReadSettings
from tests.agreement.scans import SCANNERS, Scanner, scan_pdf, scanned

pytestmark = pytest.mark.ocr
ROUGH = Scanner(dpi=200)
TEXT = (
    "#3.2 Pièces détachées",
    "Le titulaire garantit la disponibilité des pièces détachées pendant sept ans au",
    "moins à compter de la dernière livraison, sans supplément de prix, pour chacune",
    "des catégories d'équipements.",
    "",
    "Il remet à l'acheteur, avant la fin de chaque trimestre :",
    "- un état des réparations effectuées ;",
    "- la liste des équipements remplacés.",
)
ENGLISH = (
    "The supplier shall keep spare parts available for at least seven years after",
    "the last delivery, and shall provide them within fifteen working days of the",
    "order, at the prices that are set out in the schedule of this contract.",
)


def read(data: bytes, ocr: Ocr = Ocr.AUTO, name: str = "scan.pdf") -> Document:
    result = read_bytes(name, data, settings=ReadSettings(ocr=ocr))
    assert result.unread == ()
    return result.documents[0]


def picture_of(make: ModuleType, lines: Sequence[str], scanner: Scanner = ROUGH) -> Image.Image:
    with pdfium.PdfDocument(make.pdf(lines)) as pdf:
        page = pdf[0].render(scale=scanner.dpi / 72, grayscale=True).to_pil()
    return scanned(page, scanner, random.Random(1))


def test_a_scan_reads_as_the_file_that_was_printed(make: ModuleType) -> None:
    digital, scan = read(make.pdf(TEXT)), read(scan_pdf(make.pdf(TEXT), ROUGH))
    assert make.shown(scan) == [(kind, text.replace("'", "’")) for kind, text in make.shown(digital)]
    (page,) = scan.pages
    assert page.ocr
    assert page.readable
    assert page.confidence is not None
    assert page.confidence > 85
    assert scan.problems == ()
    make.check_invariants(scan)


@pytest.mark.parametrize(
    "scanner",
    [SCANNERS["skewed"], Scanner(dpi=150, turned=2), Scanner(dpi=150, turned=1)],
    ids=["askew", "upside down", "on its side"],
)
def test_a_sheet_laid_in_badly_is_read(make: ModuleType, scanner: Scanner) -> None:
    document = read(scan_pdf(make.pdf(TEXT), scanner))
    assert "disponibilité des pièces détachées pendant sept ans au\nmoins" in document.text
    assert document.complete


def test_a_page_in_english_is_read_in_english(make: ModuleType) -> None:
    document = read(scan_pdf(make.pdf(ENGLISH), ROUGH))
    assert document.language == "en"
    assert "within fifteen working days" in document.text


def test_a_ruled_table_has_its_rows_and_their_meaning(make: ModuleType) -> None:
    rows = [["Critère", "Pondération"], ["Prix des prestations", "60 %"], ["Valeur technique", "40 %"]]
    data = make.pdf(lambda canvas: make.draw_table(canvas, rows, 600))
    blocks = read(scan_pdf(data, ROUGH)).blocks
    assert [block.kind for block in blocks] == [BlockKind.TABLE_ROW] * 3
    assert blocks[2].header == ("Critère", "Pondération")


def test_blank_sheets_among_scans_are_no_problem(make: ModuleType) -> None:
    document = read(scan_pdf(make.pdf(TEXT, [], TEXT[:3]), ROUGH))
    assert document.problems == ()
    assert [page.readable for page in document.pages] == [True, True, True]
    assert document.pages[1].start == document.pages[1].end


def test_what_is_printed_over_a_scan_does_not_hide_it(make: ModuleType) -> None:
    picture = ImageReader(picture_of(make, TEXT))

    def page(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, 595, 842)
        make.draw(canvas, ["Accusé de réception en préfecture 075-217500016-20260101-1"], 820)

    data = make.pdf(page)
    assert "disponibilité des pièces détachées" in read(data).text
    assert [problem.code for problem in read(data, Ocr.OFF).problems] == ["page_without_text"]


def test_a_scan_within_a_page_of_text_is_read_where_it_stands(make: ModuleType) -> None:
    picture = ImageReader(picture_of(make, TEXT).crop((0, 150, 1654, 700)))
    above = [f"Article {n} du présent marché, qui se lit sans reconnaissance de texte." for n in range(6)]

    def page(canvas: Canvas) -> None:
        make.draw(canvas, above)
        canvas.drawImage(picture, 0, 350, 595, 198)
        make.draw(canvas, ["Les mots qui suivent sont eux aussi dans le fichier, sous le scan."], 320)

    document = read(make.pdf(page))
    places = [
        document.text.find(words) for words in ("Article 5 du", "disponibilité des pièces", "Les mots qui")
    ]
    assert -1 < places[0] < places[1] < places[2]
    assert document.pages[0].ocr


def test_a_good_text_layer_is_kept_and_a_bad_one_read_anew(make: ModuleType) -> None:
    picture = ImageReader(picture_of(make, TEXT))

    def page(words: Sequence[str]) -> object:
        def draw(canvas: Canvas) -> None:
            canvas.drawImage(picture, 0, 0, 595, 842)
            text = canvas.beginText(70, 760)
            text.setFont("Helvetica", 11)
            text.setTextRenderMode(3)
            text.textLines("\n".join(words))
            canvas.drawText(text)

        return draw

    good = ["Cette couche de texte se lit bien et elle reste donc telle quelle, mot pour mot."] * 5
    bad = ["L | t1tul4ire g r nt t l d sp n b l t ( ds p c s d t ch s p nd nt s pt ns #~ rntt dvt"] * 5
    assert read(make.pdf(page(good))).text.startswith("Cette couche de texte")
    anew = read(make.pdf(page(bad)))
    assert "disponibilité des pièces détachées" in anew.text
    assert "t1tul4ire" not in anew.text


def test_force_recognises_digital_pages_too(make: ModuleType) -> None:
    document = read(make.pdf(TEXT), Ocr.FORCE)
    assert document.pages[0].ocr
    assert "disponibilité des pièces détachées" in document.text


def test_dotted_leaders_do_not_spoil_the_contents(make: ModuleType) -> None:
    entries = [f"Article {n} - Obligations du titulaire {'. ' * 40}{n + 2}" for n in range(1, 9)]
    document = read(scan_pdf(make.pdf(["#SOMMAIRE", *entries], TEXT), Scanner(dpi=300)))
    assert document.complete
    assert document.text.startswith("3.2 Pièces détachées")


def test_a_picture_file_is_a_document(make: ModuleType) -> None:
    output = io.BytesIO()
    first, second = picture_of(make, TEXT), picture_of(make, TEXT[:3])
    first.save(output, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    document = read(output.getvalue(), name="RC.tif")
    assert "disponibilité des pièces détachées" in document.text
    assert [page.ocr for page in document.pages] == [True, True]


def test_a_photograph_without_words_has_no_text() -> None:
    output = io.BytesIO()
    Image.linear_gradient("L").resize((900, 700)).save(output, "JPEG")
    document = read(output.getvalue(), name="photo.jpg")
    assert [problem.code for problem in document.problems] == ["no_text"]
