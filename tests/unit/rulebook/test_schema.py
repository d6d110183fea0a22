"""The schema that editors complete from and the loader take and refuse the same files."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clausecheck.errors import RuleError
from clausecheck.rulebook import builtin_folder, load_rulebook
from clausecheck.rulebook.completeness import lacking
from clausecheck.rulebook.loading import rule_files
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.schema import rule_schema, schema_text
from clausecheck.rulebook.yamltree import Node, read_yaml

VALIDATOR = jsonschema.Draft202012Validator(rule_schema())

WHOLE = """\
id: reuse.example
status: stable
theme: reuse
aliases: [reuse.sample]
title: {fr: Exemple, en: Example}
why: {fr: Pour voir., en: To see.}
checks: {fr: Cherche un exemple., en: Looks for an example.}
lever: performance_condition
look_in: [CCTP]
severity: recommended
duty: {parameter: reuse.agec_shares, severity: conditional}
legal: [reuse.agec_shares]
legal_floor: {fr: Part fixée par décret., parameter: reuse.agec_shares}
market: {readiness: 2, fr: Plusieurs fournisseurs.}
detect:
  fr:
    levels: {unit: percent, better: higher, baseline: 10, advanced: 20, exemplary: 30}
    supports:
      - {near: [matériel, "réemploi | reconditionné"], within: 8, because: exemple}
wording:
  fr: {baseline: "Le titulaire livre {share} %.", proofs: [facture], control: Il prouve., penalty: Il paie.}
parameters:
  share: {baseline: 10, advanced: 20, exemplary: 30, unit: percent, source: décret, market: "10 à 30"}
labels:
  - {name: Label A, stands_for: {fr: remise en état contrôlée}}
equivalence: {fr: Tout dossier technique équivalent.}
penalty_styles: [per_breach, price_cut]
risks:
  - {code: vague, fr: Sans dénominateur., avoid: {fr: Dire la base.}}
sisters: [reuse.refurbished_share]
indicators:
  eforms: {BT-774-Lot: [circ-econ], BT-06-Lot: env-imp}
  ocds: [environmental.resourceReuse]
  decp: [Clause environnementale]
  observatory: [I1]
sources:
  - {title: Guide public, href: "https://example.org/guide"}
changelog:
  - {on: 2026-11-24, change: première version}
last_review: null
covers: [reu-refurbished-share]
french_law_only: true
price_line: ["@take_back"]
belongs_in: [CCTP]
after: [réemploi]
tests:
  fr:
    match:
      - {text: Le matériel est reconditionné., level: baseline, because: direct}
    no_match:
      - {text: Les pièces sont livrées., from: repairability.spare_parts_availability}
      - {text: Le réemploi des crédits., false_friend: réemploi}
"""
MISTAKES = [
    ("theme: reuse", "theme: reuze"),
    ("severity: recommended", "severty: recommended"),
    ("readiness: 2", "readiness: 4"),
    ("code: vague", "code: vagueness"),
    ("BT-774-Lot: [circ-econ]", "BT-774-Lot: [circular]"),
    ("BT-774-Lot", "BT-999-Lot"),
    ("environmental.resourceReuse", "environmental.reuse"),
    ("[Clause environnementale]", "[Pas de considération environnementale]"),
    ("observatory: [I1]", "observatory: [I99]"),
    ("[per_breach, price_cut]", "[per_breach, jail]"),
    ("within: 8", "within: 41"),
    ("unit: percent, better", "unit: percents, better"),
    ("stands_for: {fr: remise en état contrôlée}", "criteria: {fr: x}"),
    (", avoid: {fr: Dire la base.}", ""),
    ("{on: 2026-11-24, change: première version}", "{change: première version}"),
    ("title: {fr: Exemple, en: Example}", "title: {fr: Exemple, de: Beispiel}"),
    ("false_friend: réemploi", "false_freind: réemploi"),
    ("baseline: 10, advanced: 20, exemplary: 30}\n    supports", "baseline: 10, advanced: 20}\n    supports"),
    ("near: [matériel, \"réemploi | reconditionné\"]", "near: [matériel]"),
    ("near: [matériel", "phrase: x, near: [matériel"),
    ("duty: {parameter: reuse.agec_shares, severity", "duty: {severity"),
    ("why: {fr: Pour voir., en: To see.}\n", ""),
]  # fmt: skip


def plain(node: Node) -> Any:
    """A file as JSON would hold it, read by the loader's own reader."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def written(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_schema_file_is_what_the_code_gives() -> None:
    """Renew it with: clausecheck rules schema > rules/schema/rule.schema.json."""
    assert schema_text() == (builtin_folder() / "schema" / "rule.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize(
    "path", rule_files(builtin_folder()), ids=lambda path: f"{path.parent.name}.{path.stem}"
)
def test_every_rule_is_valid_for_an_editor_too(path: Path) -> None:
    assert [] == [error.message for error in VALIDATOR.iter_errors(plain(read_yaml(path)))]


def test_a_rule_with_every_field_loads_and_is_complete(tmp_path: Path) -> None:
    root = read_yaml(written(tmp_path, WHOLE))
    assert [] == [error.message for error in VALIDATOR.iter_errors(plain(root))]
    rule = read_rule(root)
    assert set(root.value) == set(rule_schema()["properties"]) - {"kind", "applies", "satisfied_by"}
    assert (("BT-774-Lot", ("circ-econ",)), ("BT-06-Lot", ("env-imp",))) == rule.sheet.indicators.eforms
    assert ("reu-refurbished-share",) == rule.sheet.covers
    assert {"last_review", "wording", "wording.fr"} == {key for key, _ in lacking(rule)}
    assert ["repairability.spare_parts_availability", ""] == [
        test.neighbour for test in rule.tests if test.expect == "no_match"
    ]


@pytest.mark.parametrize(("old", "new"), MISTAKES)
def test_the_loader_and_the_schema_refuse_the_same_mistakes(tmp_path: Path, old: str, new: str) -> None:
    assert old in WHOLE
    root = read_yaml(written(tmp_path, WHOLE.replace(old, new, 1)))
    assert list(VALIDATOR.iter_errors(plain(root)))
    with pytest.raises(RuleError, match=r"rule\.yaml:\d+:\d+: R\d{3}"):
        read_rule(root)


def test_a_sister_or_neighbour_that_is_no_rule_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "reuse"
    folder.mkdir()
    written(folder, WHOLE.replace("[reuse.refurbished_share]", "[reuse.refurbished_shore]"))
    message = r'rule\.yaml:\d+:\d+: R218 unknown rule "reuse\.refurbished_shore"(.|\n)*Did you mean "reuse\.refurbished_share"'
    with pytest.raises(RuleError, match=message):
        load_rulebook(tmp_path)


def test_the_sheet_that_the_guide_shows_loads_and_is_complete_but_for_the_review(tmp_path: Path) -> None:
    page = (builtin_folder().parent / "docs" / "how-to" / "add-a-rule.md").read_text("utf-8")
    shown = page.split("```yaml\n")[1].split("```")[0]
    head = WHOLE.split("checks:")[0] + "lever: performance_condition\nseverity: recommended\n"
    root = read_yaml(written(tmp_path, head + shown))
    assert [] == [error.message for error in VALIDATOR.iter_errors(plain(root))]
    assert {"wording", "last_review"} == {key for key, _ in lacking(read_rule(root))}
