"""OpenDocument spreadsheets read as those of Excel do."""

from __future__ import annotations

import io
import zipfile

import pytest

from clausecheck.model.document import BlockKind, Document
from clausecheck.model.limits import Limits
from clausecheck.readers.opening import Refused, open_file
from clausecheck.readers.settings import ReadSettings

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{ODF}{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"))
) + f' xmlns:fo="{ODF}xsl-fo-compatible:1.0"'  # fmt: skip
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _open(name: str, data: bytes, limits: Limits | None = None) -> Document | Refused:
    found = next(open_file(name, data, ReadSettings(limits=limits or Limits())))
    assert isinstance(found, Document | Refused)
    return found


def _read(name: str, data: bytes, limits: Limits | None = None) -> Document:
    found = _open(name, data, limits)
    assert isinstance(found, Document), found
    return found


def _lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


def _codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.lost) for problem in document.problems]


def _content(tables: str, styles: str = "", rules: str = "") -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{rules}{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _ods(content: str, parts: dict[str, str] | None = None) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        for name, part in {"mimetype": MIMETYPE, "content.xml": content, **(parts or {})}.items():
            package.writestr(name, part)
    return output.getvalue()


def _cell(text: str = "", more: str = "", inside: str = "") -> str:
    words = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell {more}>{words}{inside}</table:table-cell>"


def _table(*rows: str, name: str = "BPU", more: str = "") -> str:
    inner = "".join(
        row
        if row.startswith("<table:table-") and "row" in row[:20]
        else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{name}" {more}>{inner}</table:table>'


def test_an_opendocument_sheet_is_a_heading_over_rows_under_their_names() -> None:
    head = _cell("Désignation") + _cell("Quantité") + _cell("Prix")
    row = _cell("Chaise\nde bureau") + _cell("12", 'office:value-type="float" office:value="12"') + _cell()
    document = _read("a.ods", _ods(_content(_table(head, row))))
    assert _lines(document) == ["BPU", "Désignation | Quantité | Prix", "Chaise\nde bureau | 12 | "]
    assert document.blocks[-1].header == ("Désignation", "Quantité", "Prix")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("1,234.50 €", "1234.5", "1 234,50 €"),
        ("1 234,50 €", "1234.5", "1 234,50 €"),
        ("8.5", "8.5", "8,5"),
        ("25%", "0.25", "25 %"),
        ("12.5%", "0.125", "12,5 %"),
        ("1,234", "1.234", "1,234"),
        ("4.2.1", "421", "4.2.1"),
    ],
)
def test_figures_shown_by_an_english_desk_are_put_in_french(text: str, value: str, expected: str) -> None:
    cell = _cell(text, f'office:value-type="float" office:value="{value}"')
    assert _lines(_read("a.ods", _ods(_content(_table(cell)))))[-1] == expected


def test_values_without_text_are_shown_all_the_same() -> None:
    row = _cell(more='office:value="0.5"') + _cell(more='office:date-value="2026-10-01"') + _cell("x")
    assert _lines(_read("a.ods", _ods(_content(_table(row)))))[-1] == "0,5 | 01/10/2026 | x"


def test_opendocument_rows_and_cells_repeated_without_text_cost_nothing() -> None:
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    document = _read("a.ods", _ods(_content(_table(_cell("a"), blank, _cell("b")))))
    assert _lines(document) == ["BPU", "a", "b"]


def test_opendocument_cells_repeated_with_text_stop_at_the_limit() -> None:
    cell = _cell("x", 'table:number-columns-repeated="9"')
    full = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    document = _read("a.ods", _ods(_content(_table(full))), Limits(cells=1_000))
    assert _codes(document) == [("too_large", True)]
    assert "limite cells = 1000" in document.problems[0].message
    assert len(document.blocks) < 120


def test_opendocument_comments_shapes_rules_and_struck_words() -> None:
    styles = '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    rules = (
        '<table:content-validations><table:content-validation table:name="v" table:condition="of:cell-content-is-in-list(&quot;Oui&quot;;&quot;Non&quot;)">'
        '<table:help-message table:title="Réponse"><text:p>Cocher</text:p></table:help-message></table:content-validation></table:content-validations>'
    )
    note = "<office:annotation><text:p>Voir la fiche</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>Notice</text:p></draw:text-box></draw:frame>"
    row = _cell(
        'Garantie <text:span text:style-name="S">un</text:span><text:s/>deux ans', inside=note + box
    ) + _cell(more='table:content-validation-name="v"')
    document = _read("a.ods", _ods(_content(_table(row), styles, rules)))
    assert _lines(document) == [
        "BPU",
        "Notice",
        "Garantie deux ans | Oui / Non",
        "A1 : Voir la fiche",
        "B1 : Réponse : Cocher",
    ]


def test_opendocument_merges_and_what_is_hidden() -> None:
    styles = '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>'
    head = _cell("Lot") + _cell("Prestation") + _cell("Prix")
    first = _cell("Lot 1", 'table:number-rows-spanned="2"') + _cell("Enrobé") + _cell("10")
    second = (
        '<table:table-row table:visibility="collapse"><table:covered-table-cell/>'
        + _cell("Bordure")
        + _cell("20")
        + "</table:table-row>"
    )
    tables = _table(head, first, second) + _table(_cell("Oui"), name="Listes", more='table:style-name="H"')
    document = _read("a.ods", _ods(_content(tables, styles)))
    assert document.blocks[3].header == ("Lot : Lot 1", "Prestation", "Prix")
    assert "Listes (feuille masquée)" in _lines(document, BlockKind.HEADING)
    assert _codes(document) == [("hidden_part", False)]


def test_opendocument_macros_passwords_and_embedded_documents_are_said() -> None:
    content = _content(_table(_cell("a")))
    entry = '<manifest:file-entry manifest:media-type="application/vnd.oasis.opendocument.{}"/>'
    manifest = "<m>" + entry.format("spreadsheet") + entry.format("text") + "</m>"
    document = _read(
        "a.ods", _ods(content, {"Basic/Standard/M.xml": "<x/>", "META-INF/manifest.xml": manifest})
    )
    assert _codes(document) == [("macros", False), ("embedded_part", True)]
    refused = _open("a.ods", _ods("chiffré", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}))
    assert isinstance(refused, Refused)
    assert refused.problem.code == "password"


def test_a_flat_opendocument_file_is_read() -> None:
    flat = _content(_table(_cell("lu"))).replace(
        "document-content", f'document office:mimetype="{MIMETYPE}"', 1
    )
    flat = '<?xml version="1.0"?>' + flat.replace("</office:document-content>", "</office:document>")
    assert _lines(_read("a.fods", flat.encode())) == ["BPU", "lu"]
