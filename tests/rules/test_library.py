"""Every rule of the library passes its own tests; every wording is found by its own rule."""

import pytest

from clausecheck.rule_testing import run_tests
from clausecheck.rule_testing.bar import read_shortfalls
from clausecheck.rulebook import builtin_folder, load_rulebook

RULEBOOK = load_rulebook()
KNOWN = read_shortfalls(builtin_folder() / "shortfalls.yaml")
RESULTS = run_tests(RULEBOOK, known=KNOWN)


@pytest.mark.parametrize("rule", [rule.id for rule in RULEBOOK.rules if rule.status == "stable"])
def test_the_rule_passes_its_own_cases(rule: str) -> None:
    failures = [
        f"{r.case}\n    {r.message}" for r in RESULTS if r.rule == rule and not r.passed and not r.todo
    ]
    assert not failures, "\n".join(failures)


def test_no_wording_keeps_an_unfilled_parameter() -> None:
    from clausecheck.suggest.filling import fill

    for rule in RULEBOOK.rules:
        for wording in rule.wording:
            for level, _ in wording.texts:
                assert "{" not in fill(rule, wording.language, level).text, rule.id


def test_every_stable_rule_has_a_french_title_reason_wording_and_legal_basis() -> None:
    for rule in RULEBOOK.rules:
        if rule.status == "stable":
            assert dict(rule.title)["fr"], rule.id
            assert dict(rule.why)["fr"], rule.id
            assert any(wording.language == "fr" for wording in rule.wording), rule.id
            assert rule.legal, f"{rule.id}: no legal basis"


def test_a_shortfall_that_is_gone_is_taken_off_the_list() -> None:
    """Take the lines named here out of rules/shortfalls.yaml."""
    open_ones = {(result.rule, result.case) for result in RESULTS if result.todo}
    assert [] == sorted(KNOWN - open_ones)
