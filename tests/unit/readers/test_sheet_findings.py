"""Clauses in the rows of a sheet are found, under the names of their columns, with exact places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

import clausecheck

ROWS = (
    ("CADRE DE RÉPONSE TECHNIQUE",),
    (),
    ("Thème", "Exigence", "Engagement minimal", "Réponse du candidat"),
    ("Réparabilité", "Disponibilité des pièces détachées", 7),
    ("Réemploi", "Part de matériel reconditionné", 0.25),
    (
        "Maintenance",
        "Le titulaire répare sur site tous les appareils en panne, y compris ceux dont la garantie a pris fin.\n- pièces détachées disponibles pendant 10 ans ;\n- diagnostic gratuit.",
    ),
)


def test_clauses_of_a_response_framework_are_found_with_their_figures(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.active.append(row)
    workbook.active["C4"].number_format, workbook.active["C5"].number_format = '0" ans"', "0%"
    workbook.save(tmp_path / "CRT.xlsx")
    tender = clausecheck.read([str(tmp_path / "CRT.xlsx")])
    report = clausecheck.check(tender, as_of=date(2026, 10, 1))
    (piece,) = tender.pieces
    assert piece.outline.kind.value == "CRT"
    quotes = {(finding.rule, finding.evidence.quote) for finding in report.findings}
    assert (
        "repairability.spare_parts_availability",
        "Réparabilité | Disponibilité des pièces détachées | 7 ans |",
    ) in quotes
    assert (
        "repairability.spare_parts_availability",
        "- pièces détachées disponibles pendant 10 ans ;",
    ) in quotes
    assert ("reuse.refurbished_share", "Réemploi | Part de matériel reconditionné | 25 % |") in quotes
    for finding in report.findings:
        span = finding.evidence.span
        assert piece.document.text[span.start : span.end] == finding.evidence.quote
