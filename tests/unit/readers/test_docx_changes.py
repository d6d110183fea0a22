"""Word: tracked changes in each state, and text that styles keep out."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document
from clausecheck.readers.settings import ReadSettings, Revisions

_WHO = 'w:id="1" w:author="a"'


def _read(data: bytes, revisions: Revisions = Revisions.FINAL) -> Document:
    result = read_bytes("piece.docx", data, settings=ReadSettings(revisions=revisions))
    assert result.unread == ()
    return result.documents[0]


def _texts(make, revisions: Revisions, *inner: str) -> list[str]:
    def build(document) -> None:
        for words in inner:
            make.paragraph(document, words)

    document = _read(make.word(build), revisions)
    make.check_invariants(document)
    return [text for _, text in make.shown(document)]


def _deleted(text: str, tag: str = "del") -> str:
    return f'<w:{tag} {_WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{tag}>'


@pytest.mark.parametrize(
    ("revisions", "text"),
    [
        (Revisions.FINAL, "Matériel reconditionné ici"),
        (Revisions.ORIGINAL, "Matériel neuf là"),
        (Revisions.BOTH, "Matériel neuf reconditionné ici là"),
    ],
)
def test_words_inserted_deleted_and_moved(make, revisions, text) -> None:
    inner = (
        make.run("Matériel") + _deleted(" neuf") + f"<w:ins {_WHO}>{make.run(' reconditionné')}</w:ins>"
        + f"<w:moveTo {_WHO}>{make.run(' ici')}</w:moveTo><w:moveFrom {_WHO}>{make.run(' là')}</w:moveFrom>"
    )  # fmt: skip
    assert _texts(make, revisions, inner) == [text]


@pytest.mark.parametrize(
    ("revisions", "inserted", "deleted"),
    [
        (Revisions.FINAL, ["Le titulaire", "répare."], ["Le titulairerépare."]),
        (Revisions.ORIGINAL, ["Le titulairerépare."], ["Le titulaire", "répare."]),
        (Revisions.BOTH, ["Le titulaire", "répare."], ["Le titulaire", "répare."]),
    ],
)
def test_paragraph_ends_inserted_and_deleted(make, revisions, inserted, deleted) -> None:
    for change, expected in (("ins", inserted), ("del", deleted)):
        mark = f"<w:pPr><w:rPr><w:{change} {_WHO}/></w:rPr></w:pPr>"
        assert _texts(make, revisions, mark + make.run("Le titulaire"), make.run("répare.")) == expected


@pytest.mark.parametrize(
    ("revisions", "rows"),
    [
        (Revisions.FINAL, ["reste | a", "entre | a", "x | "]),
        (Revisions.ORIGINAL, ["reste | a", "part | a", "x | b"]),
        (Revisions.BOTH, ["reste | a", "part | a", "entre | a", "x | b"]),
    ],
)
def test_rows_and_cells_inserted_and_deleted(make, revisions, rows) -> None:
    def build(document) -> None:
        table = document.add_table(rows=4, cols=2)
        for row, texts in zip(
            table.rows, (("reste", "a"), ("part", "a"), ("entre", "a"), ("x", "b")), strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        for index, change in ((1, "del"), (2, "ins")):
            table.rows[index]._tr.get_or_add_trPr().append(parse_xml(f"<w:{change} {nsdecls('w')} {_WHO}/>"))
        cell = table.cell(3, 1)._tc
        cell.get_or_add_tcPr().append(parse_xml(f"<w:cellDel {nsdecls('w')} {_WHO}/>"))

    shown = [text for _, text in make.shown(_read(make.word(build), revisions))]
    assert [row.rstrip(" |") for row in shown] == [row.rstrip(" |") for row in rows]


def test_a_footnote_whose_reference_was_deleted_is_out(make) -> None:
    inner = f'<w:del {_WHO}><w:r><w:footnoteReference w:id="5"/></w:r></w:del>' + make.run("Texte.")

    def build(document) -> None:
        make.paragraph(document, inner)

    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="5"><w:p>{make.run("Note.")}</w:p></w:footnote></w:footnotes>'
    data = make.with_part(make.word(build), "word/footnotes.xml", notes.encode())
    assert _read(data).text == "Texte.\n"
    assert _read(data, Revisions.ORIGINAL).text == "Texte.\nNote.\n"


@pytest.mark.parametrize("switch", ["strike", "dstrike", "vanish"])
def test_styles_keep_text_out_and_a_second_switch_brings_it_back(make, switch) -> None:
    def build(document) -> None:
        for name, kind in (("Abandonne", 1), ("Enfant", 1), ("Passage", 2)):
            style = document.styles.add_style(name, kind)
            if name == "Enfant":
                style.base_style = document.styles["Abandonne"]
            else:
                style.element.get_or_add_rPr().append(parse_xml(f"<w:{switch} {nsdecls('w')}/>"))
        document.add_paragraph("dehors", style="Enfant")
        paragraph = document.add_paragraph("reste ")
        paragraph.add_run("dehors", style="Passage")
        paragraph = document.add_paragraph("", style="Abandonne")
        paragraph.add_run("deux fois", style="Passage")
        kept = document.add_paragraph("", style="Abandonne").add_run("gardé")
        kept._r.get_or_add_rPr().append(parse_xml(f"<w:{switch} {nsdecls('w')} w:val='0'/>"))

    assert _read(make.word(build)).text == "reste\ndeux fois\ngardé\n"


def test_hidden_rows_are_out(make) -> None:
    def build(document) -> None:
        table = document.add_table(rows=2, cols=2)
        for row, text in zip(table.rows, ("vue", "cachée"), strict=True):
            row.cells[0].text = row.cells[1].text = text
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))

    assert _read(make.word(build)).text == "vue | vue\n"


def test_numbers_count_empty_items_and_layout_tables_once(make) -> None:
    def build(document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.paragraphs[0].text = "un"
        cell.add_paragraph("")
        cell.add_paragraph("trois")
        for paragraph in cell.paragraphs:
            paragraph.style = document.styles["List Number"]

    assert _read(make.word(build)).text == "1. un\n3. trois\n"
