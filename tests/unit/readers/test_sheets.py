"""Workbooks of today's Excel: sheets as headings, tables under their names, and all that floats around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from clausecheck.model.document import BlockKind, Document
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import Opened, Refused, open_file
from clausecheck.readers.settings import ReadSettings

Rows = Sequence[Sequence[object]]
HEADER = ("Désignation", "Unité", "Quantité", "Prix unitaire € HT")


def _saved(workbook: Workbook) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def _xlsx(
    rows: Rows, change: Callable[[Worksheet], object] = lambda sheet: None, *, title: str = "BPU"
) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    return _saved(workbook)


def _edited(
    data: bytes, edits: dict[str, tuple[str, str]], added: dict[str, str | bytes] | None = None
) -> bytes:
    """Return a package with words of some parts replaced, and parts added."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name in edits:
                old, new = edits[name]
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
        for name, part in (added or {}).items():
            target.writestr(name, part)
    return output.getvalue()


def _all(data: bytes, limits: Limits | None = None) -> list[Opened]:
    return list(open_file("a.xlsx", data, ReadSettings(limits=limits or Limits())))


def _read(data: bytes, limits: Limits | None = None) -> Document:
    found = _all(data, limits)[0]
    assert isinstance(found, Document), found
    return found


def _lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


def _headers(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the header of every table row by its text."""
    return {
        document.text[block.span.start : block.span.end]: block.header
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    }


def _codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.lost) for problem in document.problems]


def test_every_sheet_is_a_heading_with_its_name() -> None:
    workbook = Workbook()
    workbook.active.title = "Page de garde"
    workbook.active["A1"] = "Ville de Test"
    workbook.create_sheet("Vide")
    workbook.create_sheet("Lot 1")["B3"] = "Voirie"
    document = _read(_saved(workbook))
    assert _lines(document, BlockKind.HEADING) == ["Page de garde", "Lot 1"]
    assert _lines(document, BlockKind.PARAGRAPH) == ["Ville de Test", "Voirie"]


def test_a_title_above_the_table_is_a_paragraph_and_rows_stand_under_the_names_of_their_columns() -> None:
    data = _xlsx(
        [["BORDEREAU DES PRIX", None, None, None], [], HEADER, ["Chaise", "U", 12, 1234.5], ["Table", "U", 3]]
    )
    document = _read(data)
    assert "BORDEREAU DES PRIX" in _lines(document, BlockKind.PARAGRAPH)
    headers = _headers(document)
    assert headers["Désignation | Unité | Quantité | Prix unitaire € HT"] == ()
    assert headers["Chaise | U | 12 | 1234,5"] == HEADER
    assert headers["Table | U | 3 | "] == HEADER


def test_cells_of_a_row_keep_their_places() -> None:
    document = _read(_xlsx([HEADER, ["Chaise", None, 12]]))
    row = document.blocks[-1]
    assert [document.text[cell.start : cell.end] for cell in row.cells] == ["Chaise", "", "12", ""]


def test_a_header_goes_on_below_blank_rows_until_another_one_comes() -> None:
    rows = [
        HEADER,
        ["Chaise", "U", 1],
        [],
        ["Table", "U", 2],
        [],
        ["Lot", "Délai", "Pénalité"],
        ["Voirie", "3 mois", "100 €"],
    ]
    headers = _headers(_read(_xlsx(rows)))
    assert headers["Table | U | 2 | "] == HEADER
    assert headers["Voirie | 3 mois | 100 €"] == ("Lot", "Délai", "Pénalité")


def test_a_header_of_two_rows_names_each_column_with_what_is_printed_across_it() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A1:A2")

    rows = [["Profil", "Année 1", None], [None, "Quantité", "Total"], ["Auditeur", 5, 10]]
    headers = _headers(_read(_xlsx(rows, merge)))
    assert headers["Auditeur | 5 | 10"] == ("Profil", "Année 1 – Quantité", "Année 1 – Total")


def test_a_cell_merged_downwards_governs_the_rows_beside_it() -> None:
    rows = [
        ["Lot", "Prestation", "Prix"],
        ["Lot 1 – Voirie", "Enrobé", 10],
        [None, "Bordure", 20],
        ["Lot 2", "Arbres", 5],
    ]
    headers = _headers(_read(_xlsx(rows, lambda sheet: sheet.merge_cells("A2:A3"))))
    assert headers[" | Bordure | 20"] == ("Lot : Lot 1 – Voirie", "Prestation", "Prix")
    assert headers["Lot 2 | Arbres | 5"] == ("Lot", "Prestation", "Prix")


def test_a_title_across_the_table_parts_its_rows_and_a_total_is_none() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:D2")
        sheet["A4"].font = Font(bold=True)

    document = _read(_xlsx([HEADER, ["Mobilier de bureau"], ["Chaise", "U", 1], ["TOTAL"]], change))
    assert _lines(document, BlockKind.PARAGRAPH) == ["Mobilier de bureau"]
    assert _headers(document)["Chaise | U | 1 | "] == HEADER
    assert "TOTAL |  |  | " in _headers(document)


def test_rows_of_which_only_the_name_is_filled_in_yet_stay_rows() -> None:
    document = _read(_xlsx([["Poste", "Prix unitaire"], ["Auditeur"], [], ["Consultant"]]))
    assert _headers(document) == {
        "Poste | Prix unitaire": (),
        "Auditeur | ": ("Poste", "Prix unitaire"),
        "Consultant | ": ("Poste", "Prix unitaire"),
    }


def test_the_lines_of_a_prose_cell_are_paragraphs_and_items() -> None:
    document = _read(_xlsx([["Le titulaire doit :\n\n- réparer ;\n- reprendre les emballages."], ["Fin."]]))
    assert _lines(document, BlockKind.LIST_ITEM) == ["- réparer ;", "- reprendre les emballages."]
    assert _lines(document, BlockKind.PARAGRAPH) == ["Le titulaire doit :", "Fin."]


def test_a_sheet_with_a_very_long_cell_is_a_page_layout() -> None:
    document = _read(_xlsx([["Article 1", "Le titulaire répare. " * 150], ["Article 2", "Fin."]]))
    assert not _headers(document)
    assert "Article 2" in _lines(document, BlockKind.PARAGRAPH)


def test_figures_dates_and_shares_read_as_on_the_screen() -> None:
    def change(sheet: Worksheet) -> None:
        for cell, code in zip(sheet[1], ("#,##0.00", "0%", "DD/MM/YYYY", '0" ans"', "General"), strict=False):
            cell.number_format = code

    document = _read(_xlsx([[1234.5, 0.25, date(2026, 10, 1), 7, 45000.0, True]], change))
    assert _lines(document)[-1] == "1 234,50 | 25 % | 01/10/2026 | 7 ans | 45000 | VRAI"


def test_struck_out_cells_and_runs_are_out() -> None:
    rich = "<is><r><t>Garantie de </t></r><r><rPr><strike/></rPr><t>un</t></r><r><t xml:space='preserve'>deux ans</t></r></is>"
    data = _xlsx([["barré", "gardé"]], lambda sheet: setattr(sheet["A1"], "font", Font(strike=True)))
    data = _edited(
        data,
        {"xl/worksheets/sheet1.xml": ("</sheetData>", f'<row><c t="inlineStr">{rich}</c></row></sheetData>')},
    )
    assert _lines(_read(data)) == ["BPU", "gardé", "Garantie de deux ans"]


def test_comments_and_input_messages_follow_the_sheet_with_the_name_of_their_cell() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("Voir la fiche produit.", "Acheteur")
        rule = DataValidation(
            type="list", formula1='"Oui,Non"', promptTitle="Réponse", prompt="Cocher une réponse"
        )
        rule.add("B2:B1048576")
        sheet.add_data_validation(rule)

    document = _read(_xlsx([["Exigence", "Réponse du candidat"], ["Reprise des emballages"]], change))
    assert _lines(document, BlockKind.FOOTNOTE) == [
        "B2 : Voir la fiche produit.",
        "B2 : Réponse : Cocher une réponse",
    ]
    assert "Reprise des emballages | Oui / Non" in _lines(document)


def test_what_is_printed_on_every_page_is_read_once_without_page_numbers() -> None:
    workbook = Workbook()
    for sheet in (workbook.active, workbook.create_sheet("B")):
        sheet["A1"] = sheet.title
        sheet.oddHeader.left.text = "Marché 26-T-01"
        sheet.oddFooter.center.text = "Page &P / &N"
    assert _lines(_read(_saved(workbook))) == ["Sheet", "Marché 26-T-01", "Sheet", "B", "B"]


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    workbook = Workbook()
    workbook.active["A1"], workbook.active["B1"] = "vu", "caché"
    workbook.active.column_dimensions["B"].hidden = True
    workbook.create_sheet("Listes")["A1"] = "Oui"
    workbook["Listes"].sheet_state = "veryHidden"
    document = _read(_saved(workbook))
    assert _lines(document, BlockKind.HEADING) == ["Sheet", "Listes (feuille masquée)"]
    assert "vu | caché" in _lines(document)
    (problem,) = document.problems
    assert (problem.code, problem.lost) == ("hidden_part", False)
    assert "lignes ou colonnes de « Sheet », feuille « Listes »" in problem.message


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=B1*C1", []),
        ("=SUM(B1:B9)", []),
        ('="Garantie : "&B1', [("not_calculated", True)]),
        ("=Listes!A1", [("not_calculated", True)]),
    ],
)
def test_a_formula_without_result_loses_text_only_where_it_gives_text(
    formula: str, expected: list[object]
) -> None:
    assert _codes(_read(_xlsx([["Prix", formula]]))) == expected


def test_a_formula_with_its_result_is_read_and_an_error_is_said() -> None:
    cells = '<row><c t="str"><f>A1</f><v>Garantie de 5 ans</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    document = _read(_edited(_xlsx([["a"]]), {"xl/worksheets/sheet1.xml": ("</sheetData>", cells)}))
    assert _lines(document)[-1] == "Garantie de 5 ans | #DIV/0!"
    assert _codes(document) == [("not_calculated", False)]


def test_text_boxes_and_ticked_boxes_are_read_where_they_stand() -> None:
    shape = (
        '<xdr:twoCellAnchor xmlns:xdr="urn:x" xmlns:a="urn:a"><xdr:from><xdr:row>{row}</xdr:row></xdr:from><xdr:sp><xdr:nvSpPr>'
        '<xdr:cNvPr id="{id}"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>'
    )
    shapes = shape.format(row=1, id=7, text="Notice") + shape.format(row=9, id=1025, text="Reprise")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{0}" Type="' + office + '/{1}" Target="../{2}"/>'
    relations = relation.format("d", "drawing", "drawings/drawing1.xml") + relation.format(
        "c", "ctrlProp", "ctrlProps/c1.xml"
    )
    data = _edited(
        _xlsx([["haut"], [], [], ["bas"]]),
        {
            "xl/worksheets/sheet1.xml": (
                "</worksheet>",
                f'<controls><control xmlns:r="{office}" shapeId="1025" r:id="c"/></controls></worksheet>',
            )
        },
        {
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="urn:r">{relations}</Relationships>',
            "xl/drawings/drawing1.xml": f"<wsDr>{shapes}</wsDr>",
            "xl/ctrlProps/c1.xml": '<formControlPr objectType="CheckBox" checked="Checked"/>',
        },
    )
    assert _lines(_read(data)) == ["BPU", "haut", "Notice", "bas", "☒ Reprise"]


def test_macros_and_linked_workbooks_are_said_and_lose_nothing() -> None:
    data = _edited(
        _xlsx([["a"]]), {}, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    )
    assert _codes(_read(data)) == [("macros", False), ("external_link", False)]


def test_embedded_files_are_members() -> None:
    found = _all(_edited(_xlsx([["a"]]), {}, {"xl/embeddings/CCTP.docx": b"PK"}))
    assert found[1:] == [Member(name="CCTP.docx", content=b"PK")]


def test_strict_files_and_prefixed_names_are_read() -> None:
    sheet = '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>lu</x:t></x:is></x:c><x:c/></x:row></x:sheetData></x:worksheet>'
    data = _xlsx([["a"]])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        old = package.read("xl/worksheets/sheet1.xml").decode()
    assert _lines(_read(_edited(data, {"xl/worksheets/sheet1.xml": (old, sheet)}))) == ["BPU", "lu"]


def test_a_damaged_sheet_keeps_what_stands_before_the_damage_and_the_other_sheets() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "avant"
    workbook.create_sheet("B")["A1"] = "autre"
    data = _edited(_saved(workbook), {"xl/worksheets/sheet1.xml": ("</sheetData>", "<c></sheetData>")})
    document = _read(data)
    assert _lines(document) == ["Sheet", "avant", "B", "autre"]
    assert _codes(document) == [("damaged_file", True)]
    assert "Feuille « Sheet »" in document.problems[0].message


def test_a_million_blank_formatted_rows_cost_little_and_hide_nothing() -> None:
    blank = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(5, 300_000)
    )
    end = '<row r="400000"><c r="A400000" t="inlineStr"><is><t>fin</t></is></c></row></sheetData>'
    data = _edited(_xlsx([["début"]]), {"xl/worksheets/sheet1.xml": ("</sheetData>", blank + end)})
    document = _read(data)
    assert _lines(document) == ["BPU", "début", "fin"]
    assert document.problems == ()


@pytest.mark.parametrize(
    ("limits", "name"), [(Limits(cells=50), "cells"), (Limits(characters=400), "characters")]
)
def test_a_limit_that_bites_keeps_what_was_read_and_is_named(limits: Limits, name: str) -> None:
    document = _read(_xlsx([[f"Poste {row}", "U", row] for row in range(100)]), limits)
    assert "Poste 0 | U | 0" in _lines(document)
    assert len(document.text) <= limits.characters
    assert ("too_large", True) in _codes(document)
    assert any(f"limite {name} = " in problem.message for problem in document.problems)


def test_cells_far_apart_do_not_fill_the_memory_between_them() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="X{n}D{n}"/><c r="XFD{n}"><v>2</v></c></row>'
        for n in range(2, 400)
    )
    document = _read(
        _edited(_xlsx([["a"]]), {"xl/worksheets/sheet1.xml": ("</sheetData>", rows + "</sheetData>")})
    )
    assert len(document.text) < 5_000


def test_an_entity_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    found = _all(_edited(_xlsx([["a"]]), {"xl/worksheets/sheet1.xml": ("<worksheet", bomb)}))
    assert isinstance(found[0], Refused)
    assert found[0].problem.code == "unsafe_xml"


def test_a_text_that_inflates_without_measure_is_refused() -> None:
    many = "<row><c t='inlineStr'><is><t>" + "a" * 4_000_000 + "</t></is></c></row></sheetData>"
    found = _all(_edited(_xlsx([["avant"]]), {"xl/worksheets/sheet1.xml": ("</sheetData>", many)}))
    document = found[0]
    assert isinstance(document, Document)
    assert _codes(document) == [("too_large", True)]


def test_a_workbook_without_text_says_so() -> None:
    document = _read(_xlsx([]))
    assert _codes(document) == [("no_text", True)]


def test_a_workbook_that_no_longer_lists_its_sheets_still_gives_them() -> None:
    document = _read(_edited(_xlsx([["lu"]]), {"xl/workbook.xml": ("<sheets>", "<sheets")}))
    assert _lines(document) == ["sheet1", "lu"]
    assert _codes(document) == [("damaged_file", True)]
