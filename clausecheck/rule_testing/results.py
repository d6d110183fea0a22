"""What became of the cases of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from clausecheck.detect.detecting import Scene
from clausecheck.model.finding import Finding
from clausecheck.model.rule import RuleTest


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What became of one case.

    Attributes:
        rule: The rule's id.
        case: The text tried, or the name of a shortfall.
        passed: As expected.
        todo: A known miss: counted, never failed.
        message: Why it failed, and what came nearest; "" when it passed.
    """

    rule: str
    case: str
    passed: bool
    todo: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A case with what the whole library found in it.

    Attributes:
        test: The case.
        scene: The text as the matchers saw it.
        own: Findings of the rule that the case belongs to.
        matchers: Numbers of its matchers that fired, from 1 in the order of its language's detection.
        others: Ids of other rules that fired.
    """

    test: RuleTest
    scene: Scene
    own: tuple[Finding, ...]
    matchers: frozenset[int]
    others: frozenset[str]
