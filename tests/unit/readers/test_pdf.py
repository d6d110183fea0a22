"""PDF: paragraphs, running lines, contents, cuts, tables, and what cannot be read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.settings import Ocr, ReadSettings

P, L, R = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW
LONG = "Le titulaire remet au service, avant la fin de chaque mois, un état des réparations"


def _read(data: bytes, *, ocr: Ocr = Ocr.AUTO) -> Document:
    result = read_bytes("piece.pdf", data, settings=ReadSettings(ocr=ocr))
    assert result.unread == ()
    return result.documents[0]


def _printed_sheet() -> ImageReader:
    """A white picture with some ink on it."""
    sheet = Image.new("L", (600, 800), "white")
    sheet.paste(0, (100, 100, 400, 140))
    return ImageReader(sheet)


def test_paragraphs_items_and_headings_stand_apart(make) -> None:
    document = _read(
        make.pdf(
            [
                "#Article 4. Garantie",
                LONG,
                "qui ont été faites et des pièces employées.",
                "Il s'engage à :",
                "- réparer les appareils dans les dix jours ouvrés qui suivent leur enlèvement par",
                "  ses agents ;",
                "- garder les pièces pendant sept ans.",
                "",
                "Une pénalité de 50 euros par jour est due.",
            ]
        )
    )
    assert make.shown(document) == [
        (P, "Article 4. Garantie"),
        (P, f"{LONG}\nqui ont été faites et des pièces employées."),
        (P, "Il s'engage à :"),
        (
            L,
            "- réparer les appareils dans les dix jours ouvrés qui suivent leur enlèvement par\nses agents ;",
        ),
        (L, "- garder les pièces pendant sept ans."),
        (P, "Une pénalité de 50 euros par jour est due."),
    ]
    make.check_invariants(document)


def test_a_sentence_runs_over_the_end_of_a_page(make) -> None:
    document = _read(make.pdf([LONG], ["qui ont été faites."]))
    assert make.shown(document) == [(P, f"{LONG}\nqui ont été faites.")]
    assert [document.text[page.start : page.end] for page in document.pages] == [
        f"{LONG}\n",
        "qui ont été faites.\n",
    ]
    assert document.page_at(document.text.index("faites")) == 2


@pytest.mark.parametrize("second", ["Une autre phrase commence.", "2. Prix", "- un point"])
def test_a_new_page_opens_a_new_block_otherwise(make, second: str) -> None:
    assert len(_read(make.pdf(["Une phrase finit."], [second])).blocks) == 2


def test_a_word_cut_at_the_line_end_keeps_its_hyphen(make) -> None:
    document = _read(make.pdf([f"{LONG} et la répara-", "bilité de chacun."]))
    assert "répara-\nbilité" in document.text


WORDS = ("tables", "chaises", "armoires", "bureaux")


def test_running_lines_and_page_numbers_are_no_content(make) -> None:
    pages = [
        [
            "Ville de Bourgneuf - CCTP",
            "",
            f"Des {word} en bois.",
            f"Garantie des {word}.",
            "",
            f"Page {n} sur 4",
        ]
        for n, word in enumerate(WORDS, start=1)
    ]
    document = _read(make.pdf(*pages))
    assert document.text == "".join(f"Des {word} en bois.\nGarantie des {word}.\n" for word in WORDS)


def test_a_form_printed_again_on_every_page_is_content(make) -> None:
    form = ["Demande d'agrément", "Nom :", "Adresse :", "Montant sous-traité :", "Fait à", "Signature"]
    assert _read(make.pdf(form, form, form)).text.count("Montant sous-traité") == 3


def test_a_header_in_a_ruled_frame_is_no_content(make) -> None:
    def page(number: int, word: str):
        def print_page(canvas: Canvas) -> None:
            make.draw_table(canvas, [["Règlement de la consultation", f"Page {number}/4"]], 760)
            make.draw(canvas, [f"Des {word} en bois."], top=700)

        return print_page

    document = _read(make.pdf(*(page(number, word) for number, word in enumerate(WORDS, start=1))))
    assert document.text == "".join(f"Des {word} en bois.\n" for word in WORDS)


def test_numbered_titles_at_the_top_of_pages_are_content(make) -> None:
    document = _read(make.pdf(*([f"#Lot n° {n}", "Mobilier en bois massif."] for n in (1, 2, 3, 4))))
    assert [f"Lot n° {n}" in document.text for n in (1, 2, 3, 4)] == [True] * 4


def test_two_pages_do_not_make_a_running_line(make) -> None:
    document = _read(make.pdf(["Annexe technique", "Un texte."], ["Annexe technique", "Un autre texte."]))
    assert document.text.count("Annexe technique") == 2


def test_a_table_of_contents_is_no_content(make) -> None:
    contents = [
        "SOMMAIRE",
        "1. Objet ........................ 2",
        "2. Durée ....................... 2",
        "3. Prix ........................ 3",
    ]
    document = _read(make.pdf(contents, ["1. Objet", "Le marché porte sur des tables."]))
    assert make.shown(document) == [(P, "1. Objet"), (P, "Le marché porte sur des tables.")]
    assert document.pages[0].start == document.pages[0].end == 0


def test_dots_to_fill_in_are_no_contents(make) -> None:
    lines = ["Nom : ....................", "Fait à ...................", "Prix ............... euros"]
    assert len(_read(make.pdf(lines)).text.splitlines()) == 3


def _criteria(make, canvas: Canvas) -> None:
    make.draw(canvas, ["Les critères sont pondérés comme suit :"])
    rows = [
        ["Critères", "Pondération"],
        ["Prix des prestations", "60 %"],
        ["Performance environnementale", "40 %"],
    ]
    make.draw_table(canvas, rows, 660)
    make.draw(canvas, ["Les notes sont additionnées."], top=600)


def test_a_ruled_table_comes_as_rows_between_the_paragraphs(make) -> None:
    document = _read(make.pdf(lambda canvas: _criteria(make, canvas)))
    assert make.shown(document) == [
        (P, "Les critères sont pondérés comme suit :"),
        (R, "Critères | Pondération"),
        (R, "Prix des prestations | 60 %"),
        (R, "Performance environnementale | 40 %"),
        (P, "Les notes sont additionnées."),
    ]
    row = document.blocks[2]
    assert row.header == ("Critères", "Pondération")
    assert [document.text[cell.start : cell.end] for cell in row.cells] == ["Prix des prestations", "60 %"]
    make.check_invariants(document)


def test_a_table_drawn_before_the_text_above_it_keeps_its_place(make) -> None:
    def page(canvas: Canvas) -> None:
        make.draw_table(canvas, [["Critères", "Pondération"], ["Prix", "100 %"]], 600)
        make.draw(canvas, ["Titre au-dessus"])

    assert make.shown(_read(make.pdf(page)))[0] == (P, "Titre au-dessus")


def test_merged_cells_leave_empty_ones(make) -> None:
    rows = [["Critères", "Pondération"], ["Valeur technique", "60 %"], ["dont délais", ""]]
    document = _read(make.pdf(lambda c: make.draw_table(c, rows, 600, ("SPAN", (1, 1), (1, 2)))))
    texts = [words for _, words in make.shown(document)]
    assert texts[1].startswith("Valeur technique | ")
    assert texts[2] == "dont délais | " or texts[2] == "dont délais | 60 %"
    assert "".join(texts).count("60 %") == 1


def test_a_table_goes_on_over_the_page_with_its_header(make) -> None:
    def first(canvas: Canvas) -> None:
        make.draw_table(canvas, [["Critères", "Pondération"], ["Prix", "60 %"]], 80)

    def second(canvas: Canvas) -> None:
        make.draw_table(canvas, [["Délai", "25 %"], ["Reprise", "15 %"]], 700)

    rows = _read(make.pdf(first, second)).blocks
    assert [row.header for row in rows] == [(), *[("Critères", "Pondération")] * 3]


def test_rows_without_a_stroke_between_them_are_told_by_their_figures(make) -> None:
    rows = [["Critères", "Pondération"], ["Prix\nValeur technique\net délais\nReprise", "60\n30\n\n10"]]
    document = _read(make.pdf(lambda canvas: make.draw_table(canvas, rows, 600)))
    assert [words for _, words in make.shown(document)] == [
        "Critères | Pondération", "Prix | 60", "Valeur technique et délais | 30", "Reprise | 10",
    ]  # fmt: skip


def test_names_are_no_list_items_and_a_figure_in_brackets_goes_on(make) -> None:
    lines = ["M. Martin, maire.", "", f"{LONG} pendant sept", "(7) ans après la livraison."]
    assert make.shown(_read(make.pdf(lines))) == [(P, "M. Martin, maire."), (P, "\n".join(lines[2:]))]


def test_two_columns_are_read_one_after_the_other(make) -> None:
    left = [
        "Le titulaire répare les tables et",
        "les chaises de la commune ;",
        "Bourgneuf en est propriétaire et",
    ] * 3
    right = [line.replace("tables", "bureaux") for line in left]

    def page(canvas: Canvas) -> None:
        for place, lines in ((60, left), (320, right)):
            for index, line in enumerate(lines):
                canvas.drawString(place, 760 - 14 * index, line)

    text = _read(make.pdf(page)).text
    assert text.replace("\n", " ").strip() == " ".join([*left, *right])


def test_a_boxed_paragraph_is_no_table(make) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 700, 400, 80)
        make.draw(canvas, ["Encadré sur deux lignes,", "sans aucune colonne."])

    assert [kind for kind, _ in make.shown(_read(make.pdf(page)))] == [P]


def test_shading_behind_words_does_not_cut_a_cell(make) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor(colors.yellow)
        canvas.rect(100, 663, 40, 11, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        make.draw_table(
            canvas, [["Critères", "Pondération"], ["Prix des prestations commandées", "60 %"]], 660
        )

    assert make.shown(_read(make.pdf(page)))[1] == (R, "Prix des prestations commandées | 60 %")


def test_a_turned_page_reads_as_displayed(make) -> None:
    upright = make.pdf(lambda canvas: _criteria(make, canvas))
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(upright)) as turned:
        # Turn the content one way and the page the other: what is displayed stays the same.
        page = turned.pages[0]
        height = float(page.mediabox[3])
        width = float(page.mediabox[2])
        page.contents_add(f"0 1 -1 0 {height} 0 cm".encode(), prepend=True)
        page.mediabox = [0, 0, height, width]
        page.rotate(90, relative=False)
        turned.save(output)
    assert make.shown(_read(output.getvalue())) == make.shown(_read(upright))


def test_a_blank_page_is_readable_and_a_pictured_one_is_not(make) -> None:
    picture = _printed_sheet()
    data = make.pdf(["Un texte."], [], lambda canvas: canvas.drawImage(picture, 0, 0, 595, 842))
    document = _read(data, ocr=Ocr.OFF)
    assert [page.readable for page in document.pages] == [True, True, False]
    assert [(p.code, p.page, p.lost) for p in document.problems] == [("page_without_text", 3, True)]
    assert "La page 3 est une image" in document.problems[0].message
    assert not document.complete


def test_a_logo_does_not_make_a_page_a_picture(make) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    logo = ImageReader(Image.new("RGB", (20, 20), "grey"))
    document = _read(make.pdf(["Un texte."], lambda canvas: canvas.drawImage(logo, 50, 750, 60, 60)))
    assert document.problems == ()


def test_a_stamp_does_not_hide_that_pages_are_pictures(make) -> None:
    picture = _printed_sheet()

    def page(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, 595, 842)
        make.draw(canvas, ["Accusé de réception en préfecture 075-217500016-20260101-1"])

    document = _read(make.pdf(page, page, page), ocr=Ocr.OFF)
    assert [problem.page for problem in document.problems] == [1, 2, 3]


def _encrypted(data: bytes, user: str) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(output, encryption=pikepdf.Encryption(owner="secret", user=user))
    return output.getvalue()


def test_a_password_is_said_and_an_owner_password_does_not_hinder(make) -> None:
    plain = make.pdf(["Un texte."])
    locked = read_bytes("a.pdf", _encrypted(plain, "clef"))
    assert locked.documents == ()
    assert [(name, p.code, p.lost) for name, p in locked.unread] == [("a.pdf", "password", True)]
    assert _read(_encrypted(plain, "")).text == "Un texte.\n"


def test_a_broken_table_of_references_is_mended(make) -> None:
    data = make.pdf(["Un texte."])
    assert _read(data[: data.rindex(b"xref")]).text == "Un texte.\n"


def test_a_damaged_pdf_is_said(make) -> None:
    result = read_bytes("a.pdf", b"%PDF-1.7\n" + b"rien de lisible " * 20)
    assert [problem.code for _, problem in result.unread] == ["damaged_file"]
