"""OpenDocument text: what is refused, and what a file carries besides its words."""

from __future__ import annotations

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document


def _read(data: bytes) -> Document:
    result = read_bytes("piece.odt", data)
    assert result.unread == ()
    return result.documents[0]


def test_an_encrypted_body_is_refused(make) -> None:
    manifest = b'<!DOCTYPE m><manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    data = make.zipped(
        ("mimetype", make.ODT), ("content.xml", b"\x9f\x13"), ("META-INF/manifest.xml", manifest)
    )
    assert [problem.code for _, problem in read_bytes("a.odt", data).unread] == ["password"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<office:document", "damaged_file"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "unsafe_xml"),
        (b"<x/>", "damaged_file"),
    ],
)
def test_a_broken_or_hostile_body_is_refused(make, content, code) -> None:
    data = make.zipped(("mimetype", make.ODT), ("content.xml", content))
    assert [problem.code for _, problem in read_bytes("a.odt", data).unread] == [code]


def test_an_embedded_document_is_read_as_one_of_its_own_and_a_formula_in_its_place(make) -> None:
    body = (
        '<text:p>Voir <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
        '<text:p>Note = <draw:frame><draw:object xlink:href="./Object 2"/></draw:frame></text:p>'
        '<text:p><draw:frame><draw:object xlink:href="./Object 3"/></draw:frame></text:p>'
    )
    formula = b'<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>P</mi><mo>/</mo><mn>2</mn><annotation>P over 2</annotation></math>'
    data = make.odt(
        body,
        "",
        ("Object 1/content.xml", make.odt_content("<text:p>Dedans.</text:p>")),
        ("Object 2/content.xml", formula),
    )
    result = read_bytes("a.odt", data)
    assert [(each.name, each.text) for each in result.documents] == [
        ("a.odt", "Voir\nNote = P / 2\n"), ("a.odt/objet 1.odt", "Dedans.\n"),
    ]  # fmt: skip
    assert [(each.code, each.lost) for each in result.documents[0].problems] == [("external_link", True)]


def test_macros_links_and_pictures_are_said(make) -> None:
    body = (
        '<text:p>Texte.<draw:frame><draw:image xlink:href="https://exemple.fr/a.png"/></draw:frame></text:p>'
        '<text:section text:name="s"><text:section-source xlink:href="../autre.odt"/></text:section>'
        '<text:section text:name="t"><text:section-source xlink:href="../lu.odt"/><text:p>Repris.</text:p></text:section>'
        '<text:p><draw:frame><draw:floating-frame xlink:href="https://exemple.fr/"/></draw:frame></text:p>'
    )
    members = (("Basic/Standard/Module1.xml", b"<m/>"), ("Basic/script-lc.xml", b"<m/>"))
    document = _read(make.odt(body, "", *members))
    assert sorted((each.code, each.lost) for each in document.problems) == [
        ("external_link", False), ("external_link", False), ("external_link", True), ("external_link", True), ("macros", False),
    ]  # fmt: skip
    assert document.text == "Texte.\nRepris.\n"


def test_an_empty_macro_library_is_none(make) -> None:
    document = _read(make.odt("<text:p>Texte.</text:p>", "", ("Basic/Standard/script-lb.xml", b"<m/>")))
    assert document.problems == ()


def test_a_document_of_pictures_says_that_it_has_no_text(make) -> None:
    document = _read(
        make.odt('<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>')
    )
    assert [each.code for each in document.problems] == ["no_text"]


def test_mojibake_is_mended(make) -> None:
    assert (
        _read(make.odt("<text:p>La rÃ©parabilitÃ© du matÃ©riel.</text:p>")).text
        == "La réparabilité du matériel.\n"
    )


def test_tables_too_deep_in_each_other_are_told(make) -> None:
    body = "<text:p>Le titulaire répare.</text:p>"
    for _ in range(40):
        body = f"<table:table><table:table-row><table:table-cell>{body}</table:table-cell></table:table-row></table:table>"
    document = read_bytes("piece.odt", make.odt(body)).documents[0]
    assert [problem.code for problem in document.problems if problem.lost] == ["nested_tables"]
