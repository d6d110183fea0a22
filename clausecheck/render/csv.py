"""Findings as CSV (RFC 4180, comma, UTF-8): one line a finding, columns named as in the JSON report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from clausecheck.model.assessment import Report
from clausecheck.model.finding import Finding

COLUMNS = (
    "id",
    "rule",
    "title",
    "theme",
    "verdict",
    "severity",
    "document",
    "document_name",
    "kind",
    "page",
    "section",
    "start",
    "end",
    "quote",
    "polarity",
    "strength",
    "level",
    "lever",
    "measures",
    "proofs",
    "penalty",
    "conditional",
    "review",
    "lot",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(report: Report) -> str:
    """Return the findings as a table; a cell that a spreadsheet would run as a formula is defused."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([_harmless(cell) for cell in row])
    return buffer.getvalue()


def _rows(report: Report) -> Iterable[tuple[object, ...]]:
    pieces = {piece.document.id: piece for piece in report.tender.pieces}
    verdicts = {assessment.rule: assessment for assessment in report.assessments}
    titles = dict(report.titles)
    for finding in report.findings:
        piece = pieces.get(finding.evidence.document_id)
        assessment = verdicts.get(finding.rule)
        yield (
            finding.id,
            finding.rule,
            titles.get(finding.rule, ("", "", ""))[0],
            finding.theme,
            assessment.verdict.value if assessment else "",
            assessment.severity.value if assessment else "",
            finding.evidence.document_id,
            piece.document.name if piece else "",
            piece.outline.kind.value if piece else "",
            *_own(finding),
        )


def _own(finding: Finding) -> tuple[object, ...]:
    evidence = finding.evidence
    return (
        evidence.page,
        finding.section,
        evidence.span.start,
        evidence.span.end,
        evidence.quote,
        finding.polarity.value,
        finding.strength.name.lower(),
        finding.level.name.lower() if finding.level else None,
        finding.lever.value,
        "; ".join(f"{m.comparator} {m.value:f} {m.unit}" for m in finding.measures),
        "; ".join(finding.proofs),
        str(finding.penalty).lower(),
        str(finding.conditional).lower(),
        str(finding.review).lower(),
        finding.lot,
    )


def _harmless(cell: object) -> object:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
