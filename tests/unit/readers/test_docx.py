"""Word: styles, lists, tables, changes, boxes, notes, fields."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document

H, P, L, R, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.FOOTNOTE,
)


def _read(data: bytes) -> Document:
    result = read_bytes("piece.docx", data)
    assert result.unread == ()
    return result.documents[0]


def _texts(make, *inner: str) -> list[str]:
    """Read paragraphs given as raw WordprocessingML."""

    def build(document) -> None:
        for words in inner:
            make.paragraph(document, words)

    return [text for _, text in make.shown(_read(make.word(build)))]


def test_headings_lists_and_text(make) -> None:
    def build(document) -> None:
        document.add_heading("Objet", 1)
        document.add_paragraph("Le marché porte sur du mobilier.")
        document.add_heading("Pièces", 2)
        document.add_paragraph("Le règlement", style="List Bullet")
        document.add_paragraph("- L'acte d'engagement")

    document = _read(make.word(build))
    assert make.shown(document) == [
        (H, "Objet"),
        (P, "Le marché porte sur du mobilier."),
        (H, "Pièces"),
        (L, "• Le règlement"),
        (L, "- L'acte d'engagement"),
    ]
    assert [block.level for block in document.blocks] == [1, None, 2, 1, None]
    assert document.pages == ()
    make.check_invariants(document)


def test_a_french_style_name_and_an_inherited_level_make_headings(make) -> None:
    def build(document) -> None:
        for name, base in (("Titre 2", "Normal"), ("Chapitre maison", "Heading 3")):
            style = document.styles.add_style(name, 1)
            style.base_style = document.styles[base]
            document.add_paragraph(f"En {name}", style=style)

    assert [block.level for block in _read(make.word(build)).blocks] == [2, 3]


def _number(document, levels: list[tuple[str, str]]) -> str:
    """Add a list definition; a level is its form and its pattern."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    return "91"


def test_printed_numbers_are_in_the_text(make) -> None:
    def build(document) -> None:
        number = _number(document, [("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")])
        for depth, text in (
            (0, "Objet"),
            (1, "Forme"),
            (1, "Durée"),
            (2, "ferme"),
            (2, "tranche"),
            (0, "Prix"),
            (1, "Révision"),
        ):
            mark = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
            make.paragraph(document, mark + make.run(text))

    document = _read(make.word(build))
    assert [text for _, text in make.shown(document)] == [
        "1. Objet", "1.1 Forme", "1.2 Durée", "a) ferme", "b) tranche", "2. Prix", "2.1 Révision",
    ]  # fmt: skip
    assert [block.level for block in document.blocks] == [1, 2, 2, 3, 3, 1, 2]


def test_deleted_hidden_and_struck_text_is_out_and_inserted_text_in(make) -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>neuf</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{make.run("ailleurs")}</w:moveFrom>'
    inserted = f'<w:ins w:id="2" w:author="a">{make.run("reconditionné")}</w:ins>'
    out = (
        make.run(" masqué", "<w:vanish/>")
        + make.run(" barré", "<w:strike/>")
        + make.run(" biffé", "<w:dstrike/>")
    )
    kept = make.run(" gardé", '<w:strike w:val="0"/>')
    assert _texts(make, make.run("Matériel ") + deleted + inserted + moved + out + kept) == [
        "Matériel reconditionné gardé"
    ]


def test_a_deleted_paragraph_end_joins_two_paragraphs(make) -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    assert _texts(make, mark + make.run("Le titulaire "), make.run("répare.")) == ["Le titulaire répare."]


def test_breaks_tabs_and_hyphens(make) -> None:
    inner = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>"
    assert _texts(make, inner) == ["a b\nc-de"]


def test_field_instructions_are_out_and_their_results_in(make) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF article \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + make.run("4.2")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert _texts(make, make.run("Voir l'article ") + field + make.run(" ci-dessous")) == [
        "Voir l'article 4.2 ci-dessous"
    ]


def test_contents_are_no_content_by_style_control_or_field(make) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent><w:p>{make.run('1. Objet 3')}</w:p></w:sdtContent></w:sdt>"
    )

    def build(document) -> None:
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("2. Durée 4", style=style)
        body = document.element.body
        body.insert(0, parse_xml(control.replace("<w:sdt>", f"<w:sdt {nsdecls('w')}>", 1)))
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        make.paragraph(document, begin + make.run("3. Prix 5"))
        make.paragraph(document, make.run("4. Recours 6") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        document.add_paragraph("Sommaire")
        document.add_paragraph("Le contenu.")

    assert make.shown(_read(make.word(build))) == [(P, "Le contenu.")]


def test_content_controls_and_check_boxes(make) -> None:
    control = f"<w:sdt><w:sdtContent>{make.run('une valeur')}</w:sdtContent></w:sdt>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    letter = make.run("¨", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
    assert _texts(make, control, sign + make.run(" Oui"), form + make.run(" Non"), letter + make.run(" Peut-être")) == [
        "une valeur", "☒ Oui", "☐ Non", "☐ Peut-être",
    ]  # fmt: skip


def test_a_text_box_is_read_once(make) -> None:
    box = f"<w:txbxContent><w:p>{make.run('Dans la boîte')}</w:p></w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    alone = f"<w:r><mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert _texts(make, make.run("Avant") + both) == ["Avant", "Dans la boîte"]
    assert _texts(make, alone) == ["Dans la boîte"]


def test_headers_and_footers_are_no_content(make) -> None:
    def build(document) -> None:
        document.sections[0].header.paragraphs[0].text = "Ville de Bourgneuf"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        document.add_paragraph("Le contenu.")

    assert _read(make.word(build)).text == "Le contenu.\n"


def test_a_table_comes_as_rows_with_its_header(make) -> None:
    def build(document) -> None:
        table = document.add_table(rows=3, cols=3)
        rows = (
            ("Critère", "Sous-critère", "Pondération"),
            ("Prix", "", "60 %"),
            ("Valeur technique", "Délai\nRepris", "40 %"),
        )
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    document = _read(make.word(build))
    assert [text for _, text in make.shown(document)] == [
        "Critère | Sous-critère | Pondération", "Prix |  | 60 %", "Valeur technique | Délai Repris | 40 %",
    ]  # fmt: skip
    assert [block.header for block in document.blocks] == [
        (),
        *[("Critère", "Sous-critère", "Pondération")] * 2,
    ]
    assert len(document.blocks[1].cells) == 3
    make.check_invariants(document)


def test_merged_cells_keep_the_columns(make) -> None:
    def build(document) -> None:
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Large"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Haut"
        for row, column, text in ((0, 2, "c"), (1, 1, "d"), (1, 2, "e"), (2, 1, "f"), (2, 2, "g")):
            table.cell(row, column).text = text

    assert [text for _, text in make.shown(_read(make.word(build)))] == [
        "Large |  | c",
        "Haut | d | e",
        " | f | g",
    ]


def test_a_table_that_only_lays_out_the_page_gives_paragraphs(make) -> None:
    def build(document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Premier."
        cell.add_paragraph("Second.")

    assert make.shown(_read(make.word(build))) == [(P, "Premier."), (P, "Second.")]


def test_a_table_in_a_cell_has_rows_of_its_own(make) -> None:
    def build(document) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Dehors"
        table.cell(0, 1).text = "à côté"
        inner = table.cell(0, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "dedans", "aussi"

    assert [text for _, text in make.shown(_read(make.word(build)))] == ["Dehors | à côté", "dedans | aussi"]


def test_deleted_rows_are_out(make) -> None:
    def build(document) -> None:
        table = document.add_table(rows=2, cols=2)
        for row, text in zip(table.rows, ("reste", "part"), strict=True):
            row.cells[0].text = row.cells[1].text = text
        properties = table.rows[1]._tr.get_or_add_trPr()
        mark = OxmlElement("w:del")
        mark.set(qn("w:id"), "1")
        properties.append(mark)

    assert [text for _, text in make.shown(_read(make.word(build)))] == ["reste | reste"]


def _with_part(data: bytes, name: str, content: bytes, body: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w") as target:
        for info in source.infolist():
            part = source.read(info)
            target.writestr(
                info.filename,
                part.replace(*body) if info.filename == "word/document.xml" and body[0] else part,
            )
        if name:
            target.writestr(name, content)
    return output.getvalue()


def test_notes_come_at_the_end(make) -> None:
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'><w:p>{make.run('Au sens du code.')}</w:p></w:footnote></w:footnotes>"
    )
    data = _with_part(make.word(lambda d: d.add_paragraph("Texte.")), "word/footnotes.xml", notes.encode())
    assert make.shown(_read(data)) == [(P, "Texte."), (F, "Au sens du code.")]


def test_entities_are_not_opened(make, tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ne doit pas sortir")
    data = make.word(lambda d: d.add_paragraph("MARQUE"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    start = body.index(b"<w:document")
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    hostile = body[:start] + doctype + body[start:].replace(b"MARQUE", b"&x;")
    result = read_bytes("a.docx", _with_part(data, "", b"", (body, hostile)))
    assert all("ne doit pas" not in document.text for document in result.documents)


def test_an_inserted_document_that_is_not_read_is_said(make) -> None:
    def build(document) -> None:
        document.add_paragraph("Texte.")
        chunk = OxmlElement("w:altChunk")
        document.element.body.insert(0, chunk)

    document = _read(make.word(build))
    assert [(problem.code, problem.lost) for problem in document.problems] == [("embedded_part", True)]


@pytest.mark.parametrize("cut", [0.3, 0.8])
def test_a_broken_file_is_said(make, cut: float) -> None:
    data = make.word(lambda d: d.add_paragraph("Texte."))
    result = read_bytes("a.docx", data[: int(len(data) * cut)])
    assert result.documents == ()
    assert [problem.code for _, problem in result.unread] == ["damaged_file"]


def test_a_page_break_parts_no_words(make) -> None:
    def build(document) -> None:
        words = document.add_paragraph("avant").add_run()
        words.add_break(WD_BREAK.PAGE)
        words.add_text("après")

    assert _read(make.word(build)).text.split() == ["avant", "après"]
