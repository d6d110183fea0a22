"""The JSON report is what outside programs rely on: every key, every name, every offset."""

import json
from datetime import date
from decimal import Decimal

import pytest

from clausecheck.model.assessment import Verdict
from clausecheck.model.theme import THEMES
from clausecheck.render import render
from clausecheck.render.json import document_json


@pytest.fixture
def data(report):
    return json.loads(render(report, "json"))


def test_the_report_has_the_keys_of_the_contract(data):
    assert data["schema"] == "clausecheck/report/1"
    assert data["as_of"] == "2026-10-01"
    assert set(data) >= {
        "schema", "engine", "as_of", "tender", "findings", "assessments", "suggestions", "award_criteria", "coverage",
    }  # fmt: skip
    assert data["engine"] == {
        "version": "0.1.0",
        "rules": {
            "packs": [{"id": "builtin", "version": "1", "count": 63}],
            "digest": "0123456789abcdef" * 4,
        },
    }


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        (("tender",), "title buyer cpv categories contract_type documents"),
        (
            ("tender", "documents", 0),
            "id name sha256 media_type kind language pages characters ocr_pages problems",
        ),
        (
            ("findings", 0),
            "id rule theme document page section start end quote polarity strength lever measures proofs penalty "
            "conditional review",
        ),
        (("findings", 1, "measures", 0), "value unit comparator"),
        (("assessments", 0), "rule theme verdict severity reason legal_basis findings suggestion"),
        (("assessments", 0, "legal_basis", 0), "ref from to url confidence"),
        (
            ("suggestions", 0),
            "id rule level wording language parameters placeholders proofs belongs_in target",
        ),
        (("suggestions", 0, "target"), "document after section"),
        (("award_criteria", 0), "document page lot name weight environmental parent"),
    ],
)
def test_every_object_has_the_keys_of_the_contract(data, where, keys):
    value = data
    for step in where:
        value = value[step]
    assert set(value) >= set(keys.split())


def test_a_finding_is_written_as_the_contract_says(data):
    finding = data["findings"][1]
    assert finding["polarity"] == "supports"
    assert finding["strength"] == "enforceable"
    assert finding["lever"] == "technical_specification"
    assert finding["level"] == "advanced"
    assert finding["penalty"] is True
    assert finding["measures"][0] == {"value": 7, "unit": "year", "comparator": ">="}
    assert finding["measures"][2]["value"] == 2.5


def test_quotes_are_the_slices_that_the_text_output_gives(report, data):
    texts = {
        piece["id"]: piece["text"]
        for piece in (json.loads(document_json(piece)) for piece in report.tender.pieces)
    }
    assert len(data["findings"]) == 5
    for finding in data["findings"]:
        assert texts[finding["document"]][finding["start"] : finding["end"]] == finding["quote"]


def test_absent_values_are_null(data):
    assert data["assessments"][1]["legal_basis"][1] == {
        "ref": "Décret à paraître",
        "from": None,
        "to": "2030-12-31",
        "url": "javascript:alert(1)",
        "confidence": "unverified",
    }
    assert data["suggestions"][1]["target"] is None
    assert data["award_criteria"][2]["weight"] is None
    assert data["award_criteria"][0]["weight"] == 60


def test_coverage_counts_every_verdict_of_every_theme(report, data):
    assert list(data["coverage"]) == list(THEMES)
    assert data["coverage"]["reuse"] == {
        "met": 0, "partial": 1, "missing": 0, "contradicted": 1, "not_applicable": 0, "undecided": 0,
    }  # fmt: skip
    total = sum(sum(counts.values()) for counts in data["coverage"].values())
    assert total == len(report.assessments)
    assert {name for counts in data["coverage"].values() for name in counts} == {v.value for v in Verdict}


def test_the_tender_says_what_was_not_read_and_how_facts_are_known(data):
    tender = data["tender"]
    assert tender["unread"][0]["name"] == "dce.zip/AE.docx"
    assert tender["documents"][1]["problems"][0]["code"] == "page_without_text"
    assert tender["documents"][1]["ocr_pages"] == [2]
    assert tender["documents"][0]["pages"] == 2
    assert tender["facts"]["launch_date"]["origin"] == "assumed"
    assert tender["value"] == 90000.5


def test_the_same_report_gives_the_same_bytes(report):
    assert render(report, "json") == render(report, "json")


def test_a_number_that_is_whole_is_written_as_an_integer():
    from clausecheck.render.json import dump

    assert dump({"value": Decimal("1E+2")}) == '{\n  "value": 100\n}\n'


def test_a_value_without_a_json_form_is_refused():
    from clausecheck.render.json import dump

    with pytest.raises(TypeError, match="date has no JSON form"):
        dump({"day": date(2026, 1, 1)})


def test_the_text_output_gives_pages_and_sections_with_offsets(report):
    piece = json.loads(document_json(report.tender.pieces[1]))
    assert set(piece) >= set("id name sha256 kind language text pages sections problems".split())
    assert piece["kind"] == "CCTP"
    assert [page["number"] for page in piece["pages"]] == [1, 2]
    assert piece["pages"][1]["end"] == len(piece["text"])
    section = piece["sections"][0]
    assert (section["title"], section["number"], section["level"]) == ("Pièces détachées", "4.2", 1)
    assert piece["text"][section["start"] :].startswith("Pièces détachées")
