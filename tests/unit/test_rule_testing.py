"""What a rule's own tests tell its writer: the bar, the traps, and the passage that came nearest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clausecheck.model.rule import Rule, Rulebook
from clausecheck.rule_testing import CaseResult, run_tests
from clausecheck.rulebook import load_rulebook
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.yamltree import read_yaml

LIBRARY = load_rulebook()
NEIGHBOUR = "repairability.spare_parts_availability"
RULE = """\
id: reuse.crates
status: draft
theme: reuse
title: {fr: Caisses}
why: {fr: Pour voir.}
lever: performance_condition
severity: recommended
look_in: [CCTP]
detect:
  fr:
    levels: {unit: year, better: higher, baseline: 2, advanced: 4, exemplary: 6}
    supports:
      - near: [caisses, "consignées | navettes"]
        within: 4
        unless: [décoratives]
      - {phrase: caisses bleues, measured: true}
      - phrase: caisses navettes pliantes
wording:
  fr: {baseline: "Le titulaire fournit des caisses consignées.", advanced: "Le titulaire rapporte les palettes."}
tests:
  fr:
    match:
      - {text: Le titulaire fournit des caisses consignées.}
      - {text: Le titulaire fournit des caisses navettes pliantes.}
"""


def results_of(folder: Path, extra: str = "") -> dict[str, CaseResult]:
    path = folder / "rule.yaml"
    path.write_text(RULE + extra, "utf-8")
    return {
        result.case: result for result in run_tests(with_rule(read_rule(read_yaml(path))), "reuse.crates")
    }


def with_rule(rule: Rule) -> Rulebook:
    neighbours = [known for known in LIBRARY.rules if known.id == NEIGHBOUR]
    return replace(LIBRARY, rules=(*neighbours, rule))


def test_a_draft_is_tested_by_its_name_as_if_it_were_on(tmp_path: Path) -> None:
    assert results_of(tmp_path)["Le titulaire fournit des caisses consignées."].passed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Le titulaire fournit des caisses solides.", "lacks a word of: consignées | navettes"),
        (
            "Les caisses que le titulaire fournit à chaque livraison aux écoles du quartier sont consignées.",
            "too far apart",
        ),
        ("Le titulaire fournit des caisses consignées décoratives.", "silenced by « décoratives »"),
        ("Le titulaire fournit des caisses bleues.", "a figure in the rule's unit is wanted"),
        ("La Ville fournit les caisses consignées.", "the buyer is the subject"),
        ("Le titulaire fournit des seaux.", "no word of any matcher stands in it"),
    ],
)
def test_a_case_that_is_not_found_tells_what_came_nearest(tmp_path: Path, text: str, told: str) -> None:
    result = results_of(tmp_path, f"      - {{text: {text}}}\n")[text]
    assert not result.passed
    assert told in result.message


def test_a_case_that_should_be_silent_names_the_matcher_and_its_words(tmp_path: Path) -> None:
    text = "Les caisses navettes sont rendues."
    result = results_of(tmp_path, f"    no_match:\n      - {{text: {text}}}\n")[text]
    assert "matcher 1 (near): fired on « caisses », « navettes »" in result.message


def test_the_bar_tells_each_thing_that_a_rule_lacks(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    assert {"number of cases", "fr matcher 2", "fr matcher 3"} == {
        case for case, result in results.items() if not result.passed and "wording" not in case
    }
    assert "2 must-match and 0 must-stay-silent" in results["number of cases"].message
    assert "1 together with others" in results["fr matcher 3"].message


def test_a_third_of_the_silent_cases_must_tempt(tmp_path: Path) -> None:
    plain = "".join(f"      - {{text: Le repas numéro {n} est froid.}}\n" for n in range(5))
    assert "traps" in results_of(tmp_path, f"    no_match:\n{plain}")
    trap = "      - {text: Les caisses du musée sont fermées.}\n"
    assert "traps" in results_of(tmp_path, f"    no_match:\n{plain}{trap}")
    assert "traps" not in results_of(tmp_path, f"    no_match:\n{plain}{trap}{trap.replace('musée', 'port')}{trap.replace('musée', 'parc')}")  # fmt: skip


def test_what_a_trap_says_of_itself_is_checked(tmp_path: Path) -> None:
    silent = (
        "    no_match:\n"
        f"      - {{text: Les pièces détachées sont disponibles pendant dix ans., from: {NEIGHBOUR}}}\n"
        f"      - {{text: Le papier est blanc., from: {NEIGHBOUR}}}\n"
        "      - {text: La caisse est fermée., false_friend: caisse}\n"
        "      - {text: Le guichet est fermé., false_friend: caisses}\n"
    )
    results = results_of(tmp_path, silent)
    assert "does not fire on « Le papier est blanc. »" in results[f"from {NEIGHBOUR}"].message
    assert "false_friend caisse" not in results
    assert "false_friend caisses" in results


def test_a_wording_that_its_own_rule_misses_is_told(tmp_path: Path) -> None:
    (case,) = [case for case in results_of(tmp_path) if case.startswith("wording fr advanced")]
    assert "its own wording at advanced is not found" in results_of(tmp_path)[case].message


def test_a_shortfall_that_is_written_down_is_counted_and_not_failed(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(RULE, "utf-8")
    known = frozenset({("reuse.crates", "number of cases")})
    results = {
        r.case: r for r in run_tests(with_rule(read_rule(read_yaml(path))), "reuse.crates", known=known)
    }
    assert results["number of cases"].todo
    assert not results["fr matcher 2"].todo
