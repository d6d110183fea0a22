"""The whole public interface, as the interface page gives it."""

import json
from datetime import date
from pathlib import Path

import clausecheck


def test_the_published_example_runs(tmp_path: Path) -> None:
    piece = tmp_path / "CCTP.txt"
    piece.write_text(
        "CAHIER DES CLAUSES TECHNIQUES PARTICULIERES\n\nArticle 1 - Pièces détachées\n\n"
        "Le titulaire fournit les pièces détachées pendant sept ans.\n",
        "utf-8",
    )
    rules = clausecheck.load_rules()
    tender = clausecheck.read([str(piece)])
    report = clausecheck.check(tender, rules=rules, as_of=date(2026, 10, 1), level="advanced")
    for _ in range(2):  # the second call once found the submodule in the function's place
        data = json.loads(clausecheck.render(report, "json"))
    assert data["schema"] == "clausecheck/report/1"
    assert "repairability.spare_parts_availability" in {finding["rule"] for finding in data["findings"]}
    assert data["tender"]["documents"][0]["kind"] == "CCTP"


def test_the_public_names_are_complete_and_sorted() -> None:
    assert clausecheck.__all__ == sorted(clausecheck.__all__)
    assert all(getattr(clausecheck, name) for name in clausecheck.__all__)
