"""Workbooks of before 2007, and what else bears their name, read as on the screen."""

from __future__ import annotations

import io
from random import Random

import pytest
import xlwt

from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.opening import Refused, open_file
from clausecheck.readers.settings import ReadSettings


def _open(name: str, data: bytes) -> Document | Refused:
    found = next(open_file(name, data, ReadSettings()))
    assert isinstance(found, Document | Refused)
    return found


def _read(name: str, data: bytes) -> Document:
    found = _open(name, data)
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


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("BPU")
    bold, share, money, years, day, struck = (xlwt.XFStyle() for _ in range(6))
    bold.font.bold = True
    share.num_format_str, money.num_format_str = "0%", "#,##0.00"
    years.num_format_str, day.num_format_str = '0" ans"', "dd/mm/yyyy"
    struck.font.struck_out = True
    for column, name in enumerate(("Désignation", "Part", "Prix", "Durée", "Date")):
        sheet.write(0, column, name, bold)
    for column, (value, style) in enumerate(((0.25, share), (1234.5, money), (7, years), (46296, day)), 1):
        sheet.write(1, column, value, style)
    sheet.write(1, 0, "Chaise")
    sheet.write_merge(2, 3, 0, 0, "Table")
    sheet.write(3, 1, 1)
    sheet.write(4, 0, "barré", struck)
    sheet.row(3).hidden = True
    sheet.header_str, sheet.footer_str = b"&LMarche 26-T-01", b"&P"
    hidden = book.add_sheet("Listes")
    hidden.write(0, 0, "Oui")
    hidden.visibility = 1
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_an_old_excel_workbook_reads_as_on_the_screen() -> None:
    document = _read("a.xls", _xls())
    assert "Marche 26-T-01" in _lines(document, BlockKind.PARAGRAPH)
    rows = _lines(document, BlockKind.TABLE_ROW)
    assert rows[:3] == [
        "Désignation | Part | Prix | Durée | Date",
        "Chaise | 25 % | 1 234,50 | 7 ans | 01/10/2026",
        "Table |  |  |  | ",
    ]
    assert rows[3:] == [" | 1 |  |  | "]
    assert document.blocks[-3].header[0] == "Désignation : Table"
    assert _lines(document, BlockKind.HEADING) == ["BPU", "Listes (feuille masquée)"]
    assert _codes(document) == [("hidden_part", False)]


@pytest.mark.parametrize("cut", [600, 3_000, 5_000])
def test_a_cut_old_workbook_is_refused_as_damaged(cut: int) -> None:
    found = _open("a.xls", _xls()[:cut])
    assert isinstance(found, Refused)
    assert found.problem.code == "damaged_file"


def test_separated_values_named_as_old_workbooks_are_read() -> None:
    document = _read("a.xls", "Désignation\tPrix\nChaise\t12\n".encode("cp1252"))
    assert _lines(document) == ["Désignation | Prix", "Chaise | 12"]


def test_an_excel_2003_xml_workbook_is_read() -> None:
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles><Worksheet ss:Name="BPU"><Table><Column ss:Hidden="1"/>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Prix</Data></Cell></Row>'
        '<Row ss:Index="5"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.25</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-10-01T00:00:00.000</Data><Comment><Data>Note</Data></Comment></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    document = _read("a.xls", xml.encode())
    assert _lines(document) == ["BPU", "Prix", "25 % | 01/10/2026", "C5 : Note"]
    assert _codes(document) == [("hidden_part", False)]


def test_old_workbooks_with_wrong_bytes_are_read_or_refused_by_name() -> None:
    whole, chance = _xls(), Random(1)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(512, len(data))] = chance.randrange(256)
        found = _open("a.xls", bytes(data))
        assert found.problem.lost if isinstance(found, Refused) else found.text or found.problems
