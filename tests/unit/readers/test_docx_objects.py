"""Word: form fields, drawings, embedded files, links, macros."""

from __future__ import annotations

import struct

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from clausecheck.intake import ReadResult, read_bytes
from clausecheck.readers.embedded import ole_member

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _word(
    make, inner: str, *members: tuple[str, bytes], relations: str = "", settings: str = ""
) -> ReadResult:
    """Read a document whose body is ``inner``, with parts and relations added."""
    data = make.word(lambda document: document.element.body.insert(0, parse_xml(inner)))
    for name, content in members:
        data = make.with_part(data, name, content)
    for part, more in (("document", relations), ("settings", settings)):
        if more:
            data = make.with_relations(data, part, more)
    return read_bytes("piece.docx", data)


def _paragraph(inner: str) -> str:
    return f"<w:p {nsdecls('w')} {_W14} {_R}>{inner}</w:p>"


def _text(make, inner: str) -> str:
    return _word(make, _paragraph(inner)).documents[0].text.rstrip("\n")


def _control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


_FIELD = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r><w:r><w:instrText>{}</w:instrText></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


@pytest.mark.parametrize(("value", "sign"), [("1", "☒"), ("0", "☐")])
def test_a_check_box_control_prints_its_state_in_a_run_and_around_a_paragraph(make, value, sign) -> None:
    box = f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>'
    assert _text(make, _control(box, make.run("?")) + make.run(" Oui")) == f"{sign} Oui"
    symbol = (
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    )
    assert _text(make, _control(box, symbol) + make.run(" Oui")) == f"{sign} Oui"
    around = f"<w:sdt {nsdecls('w')} {_W14}>" + _control(box, f"<w:p>{make.run('?')}</w:p>").removeprefix(
        "<w:sdt>"
    )
    assert _word(make, around).documents[0].text == f"{sign}\n"


@pytest.mark.parametrize(
    ("properties", "content", "text"),
    [
        ('<w:dropDownList><w:listItem w:displayText="Bio" w:value="b"/></w:dropDownList>', "Bio", "mot Bio"),
        ('<w:dropDownList><w:listItem w:displayText="Aucun" w:value=""/></w:dropDownList>', "Aucun", "mot"),
        ("<w:comboBox/>", "Choisissez un élément.", "mot"),
        ("<w:showingPlcHdr/><w:text/>", "Cliquez ici pour entrer du texte.", "mot"),
        ("<w:text/>", "Bourgneuf", "mot Bourgneuf"),
    ],
)
def test_controls_print_what_was_chosen_and_no_invitation(make, properties, content, text) -> None:
    assert _text(make, make.run("mot ") + _control(properties, make.run(content))) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList></w:ffData>',
            "B",
        ),
        ('<w:ffData><w:ddList><w:listEntry w:val="A"/></w:ddList></w:ffData>', "A"),
        ('<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>', "☒"),
        ('<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>', "☒"),
    ],
)
def test_form_fields_print_their_choice_once(make, data, text) -> None:
    shown = _SEPARATE + make.run("résultat")
    assert _text(make, _FIELD.format(data, "FORM", "")) == text
    assert _text(make, _FIELD.format(data, "FORM", shown)) == text


def test_a_field_in_the_instruction_of_another_prints_nothing(make) -> None:
    inner = _FIELD.format("", "MERGEFIELD x", _SEPARATE + make.run("dedans"))
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + inner
        + _SEPARATE
        + make.run("dehors")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert _text(make, outer) == "dehors"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>P/2</m:t></m:r></m:oMath>', "P/2"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>dessus</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>", "base"),
        ("<w:r><w:t>rÃ©parabilitÃ©</w:t></w:r>", "réparabilité"),
        ("<w:r><w:t>répara\u00adbilité</w:t></w:r>", "réparabilité"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>£</w:t></w:r>', "☐"),
        ('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="En lettres"/></v:shape></w:pict></w:r>', "En lettres"),
        ('<w:r><w:drawing><a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>Dans la forme</a:t></a:r></a:p></w:drawing></w:r>', "Dans la forme"),
    ],
)  # fmt: skip
def test_words_that_are_printed_otherwise(make, inner, text) -> None:
    assert _text(make, inner) == text


@pytest.mark.parametrize(
    ("look", "headed"),
    [('w:firstRow="1"', True), ('w:firstRow="0"', False), ('w:val="04A0"', True), ('w:val="0400"', False)],
)
def test_a_table_style_that_prints_the_first_row_in_bold_makes_it_a_header(make, look, headed) -> None:
    def build(document) -> None:
        style = document.styles.add_style("Tableau maison", 3)
        bold = f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
        style.element.append(parse_xml(bold))
        table = document.add_table(rows=2, cols=2, style=style)
        for row, texts in zip(table.rows, (("Alpha", "Bêta"), ("mot", "autre mot")), strict=True):
            row.cells[0].text, row.cells[1].text = texts
        properties = table._tbl.tblPr
        for known in properties.findall(f"{{{properties.nsmap['w']}}}tblLook"):
            properties.remove(known)
        properties.append(parse_xml(f"<w:tblLook {nsdecls('w')} {look}/>"))

    document = read_bytes("a.docx", make.word(build)).documents[0]
    assert document.blocks[1].header == (("Alpha", "Bêta") if headed else ())


def test_a_large_first_letter_belongs_to_its_word(make) -> None:
    def build(document) -> None:
        make.paragraph(document, '<w:pPr><w:framePr w:dropCap="drop"/></w:pPr>' + make.run("L"))
        make.paragraph(document, make.run("e titulaire répare."))

    assert read_bytes("a.docx", make.word(build)).documents[0].text == "Le titulaire répare.\n"


def test_the_words_of_a_diagram_stand_where_it_is_drawn(make) -> None:
    data = b'<d:dataModel xmlns:d="urn:d" xmlns:a="urn:a"><d:pt><d:t><a:p><a:r><a:t>Trier</a:t></a:r></a:p></d:t></d:pt></d:dataModel>'
    mark = '<w:r><w:drawing><d:relIds xmlns:d="urn:d" r:dm="rIdD"/></w:drawing></w:r>'
    relations = f'<Relationship Id="rIdD" Type="{_KIND}diagramData" Target="diagrams/data1.xml"/>'
    result = _word(
        make, _paragraph(make.run("Voir") + mark), ("word/diagrams/data1.xml", data), relations=relations
    )
    assert result.documents[0].text == "Voir\nTrier\n"


def test_embedded_files_and_inserted_documents_are_documents_of_their_own(make) -> None:
    inner = make.word(lambda document: document.add_paragraph("Dedans."))
    mark = '<w:r><w:object><o:OLEObject xmlns:o="urn:o" Type="Embed" ProgID="Word.Document.12" r:id="rIdO"/></w:object></w:r>'
    relations = f'<Relationship Id="rIdO" Type="{_KIND}package" Target="embeddings/Annexe.docx"/>'
    result = _word(
        make, _paragraph(make.run("Voir") + mark), ("word/embeddings/Annexe.docx", inner), relations=relations
    )
    assert [(each.name, each.text) for each in result.documents] == [
        ("piece.docx", "Voir\n"), ("piece.docx/Annexe.docx", "Dedans.\n"),
    ]  # fmt: skip
    assert result.documents[0].problems == ()
    chunk = f'<w:altChunk {nsdecls("w")} {_R} r:id="rIdA"/>'
    relations = f'<Relationship Id="rIdA" Type="{_KIND}aFChunk" Target="/word/afchunk.txt"/>'
    result = _word(make, chunk, ("word/afchunk.txt", b"Le morceau."), relations=relations)
    assert ("piece.docx/afchunk.txt", "Le morceau.\n") in [
        (each.name, each.text) for each in result.documents
    ]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (
            '<w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Excel.Sheet.12" r:id="rIdX"/></w:object></w:r>',
            "embedded_part",
        ),
        ('<w:r><w:object><w:control r:id="rIdX"/></w:object></w:r>', "embedded_part"),
        ('<w:subDoc r:id="rIdX"/>', "external_link"),
    ],
)
def test_what_is_embedded_and_not_read_is_lost_and_said(make, mark, code) -> None:
    document = _word(make, _paragraph(make.run("Texte.") + mark)).documents[0]
    assert [(each.code, each.lost) for each in document.problems] == [(code, True)]


def test_a_formula_object_is_a_picture_and_loses_nothing(make) -> None:
    mark = '<w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="Equation.3" r:id="rIdX"/></w:object></w:r>'
    assert _word(make, _paragraph(make.run("Texte.") + mark)).documents[0].problems == ()


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("https://exemple.fr/modele.dotm", [("external_link", False)]),
        ("\\\\serveur\\modele.dotm", [("external_link", False)]),
        ("file:///C:\\Users\\mairie\\Normal.dotm", []),
    ],
)
def test_a_template_that_is_fetched_is_said_a_local_one_is_not(make, target, codes) -> None:
    settings = (
        f'<Relationship Id="rIdT" Type="{_KIND}attachedTemplate" TargetMode="External" Target="{target}"/>'
    )
    document = _word(make, _paragraph(make.run("Texte.")), settings=settings).documents[0]
    assert [(each.code, each.lost) for each in document.problems] == codes


def test_linked_objects_lose_content_and_linked_pictures_do_not(make) -> None:
    mark = '<w:r><w:object><o:OLEObject xmlns:o="urn:o" Type="Link" ProgID="Excel.Sheet.12" r:id="rIdL"/></w:object></w:r>'
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_KIND}{kind}" TargetMode="External" Target="file:///a"/>'
        for key, kind in (("rIdL", "oleObject"), ("rIdI", "image"))
    )
    document = _word(make, _paragraph(make.run("Texte.") + mark), relations=relations).documents[0]
    assert sorted((each.code, each.lost) for each in document.problems) == [
        ("external_link", False),
        ("external_link", True),
    ]


def test_macros_are_said_and_lose_nothing(make) -> None:
    document = _word(make, _paragraph(make.run("Texte.")), ("word/vbaProject.bin", b"x")).documents[0]
    assert [(each.code, each.lost) for each in document.problems] == [("macros", False)]


def test_a_main_part_elsewhere_brings_its_own_styles_and_notes(make) -> None:
    kind = "application/vnd.openxmlformats-officedocument"
    relation = '<Relationship Id="{}" Type="{}" Target="{}"/>'
    package = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    body = f"<w:document {nsdecls('w')}><w:body><w:p>{make.run('Texte.')}</w:p></w:body></w:document>"
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p>{make.run("Note.")}</w:p></w:footnote></w:footnotes>'
    data = make.zipped(
        ("[Content_Types].xml", f'<Types xmlns="{kind}"/>'.encode()),
        (
            "_rels/.rels",
            package.format(relation.format("a", _KIND + "officeDocument", "/autre/texte.xml")).encode(),
        ),
        ("autre/texte.xml", body.encode()),
        (
            "autre/_rels/texte.xml.rels",
            package.format(relation.format("b", _KIND + "footnotes", "pieds.xml")).encode(),
        ),
        ("autre/pieds.xml", notes.encode()),
    )
    assert read_bytes("a.docx", data).documents[0].text == "Texte.\nNote.\n"


def test_a_packager_object_gives_its_file(make) -> None:
    inner = b"%PDF-1.4 annexe"
    stream = b"\x00\x00\x00\x00\x02\x00annexe.pdf\0C:\\a\\annexe.pdf\0" + bytes(8) + b"C:\\t\\annexe.pdf\0"
    stream += struct.pack("<I", len(inner)) + inner
    found = ole_member(make.ole("\x01Ole10Native", stream), "oleObject1")
    assert found is not None
    assert (found.name, found.content) == ("annexe.pdf", inner)


@pytest.mark.parametrize(
    ("stream", "content", "name"),
    [
        ("Package", b"PK\x03\x04", "objet.zip"),
        ("CONTENTS", b"%PDF-", "objet.pdf"),
        ("WordDocument", b"x", "objet.doc"),
    ],
)
def test_a_container_gives_what_it_wraps_or_is_itself_a_document(make, stream, content, name) -> None:
    found = ole_member(make.ole(stream, content), "objet")
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("cut", [8, 600, 1500])
def test_a_damaged_container_gives_nothing(make, cut) -> None:
    assert ole_member(make.ole("\x01Ole10Native", b"\0" * 5000)[:cut], "objet") is None
    assert ole_member(b"autre chose", "objet") is None


@pytest.mark.parametrize(("levels", "codes"), [(20, []), (40, ["nested_tables"])])
def test_tables_too_deep_in_each_other_are_told_where_words_are_lost(
    make, levels: int, codes: list[str]
) -> None:
    def build(document: WordDocument) -> None:
        inner = f"<w:p>{make.run('Le titulaire répare.')}</w:p>"
        for _ in range(levels - 1):
            inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
        table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>")
        document.element.body.insert(0, table)

    document = read_bytes("piece.docx", make.word(build)).documents[0]
    assert [problem.code for problem in document.problems if problem.lost] == codes
    assert ("répare" in document.text) is not bool(codes)
