"""Findings as a table that opens anywhere and runs nothing."""

import csv
import io
from dataclasses import replace

from clausecheck.render import render


def _rows(report):
    return list(csv.DictReader(io.StringIO(render(report, "csv"), newline="")))


def test_one_line_a_finding_with_its_words_verbatim(report):
    rows = _rows(report)
    assert len(rows) == len(report.findings)
    assert rows[2]["quote"] == report.findings[2].evidence.quote
    assert rows[1]["measures"] == ">= 7 year; <= 15 working_day; >= 2.5 percent"
    assert (rows[0]["kind"], rows[0]["page"], rows[0]["verdict"]) == ("RC", "2", "contradicted")


def test_a_cell_is_never_a_formula(report):
    first = report.findings[0]
    evil = replace(first, evidence=replace(first.evidence, quote='=HYPERLINK("http://evil")'))
    rows = _rows(replace(report, findings=(evil,)))
    assert rows[0]["quote"] == '\'=HYPERLINK("http://evil")'
