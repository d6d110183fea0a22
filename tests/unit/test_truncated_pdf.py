"""A PDF that was cut off is read as far as it goes, and nothing is called missing on its strength."""

import io
from datetime import date
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from clausecheck import check
from clausecheck.model.assessment import Verdict


def test_a_pdf_without_its_end_is_said_to_be_cut(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for number in range(6):
        canvas.drawString(72, 700, f"CAHIER DES CLAUSES TECHNIQUES PARTICULIERES, page {number}")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "CCTP.pdf"
    path.write_bytes(buffer.getvalue().replace(b"%%EOF", b""))
    report = check([path], as_of=date(2026, 10, 1))
    (piece,) = report.tender.pieces
    assert ["truncated_file"] == [problem.code for problem in piece.document.problems]
    assert all(assessment.verdict is not Verdict.MISSING for assessment in report.assessments)
