"""The tests that rules carry, the bar that a rule must clear to be on, and every rule against every other's texts."""

from clausecheck.rule_testing.cases import run_tests
from clausecheck.rule_testing.results import CaseResult

__all__ = ["CaseResult", "run_tests"]
