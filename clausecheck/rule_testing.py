"""Run the tests that every rule carries, and check its wordings against itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.finding import Finding, Level, Polarity
from clausecheck.model.rule import Rule, Rulebook, RuleTest
from clausecheck.suggest.filling import fill

LEAST_MATCHES = 8
LEAST_SILENT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What became of one case.

    Attributes:
        rule: The rule's id.
        case: The text tried.
        passed: As expected.
        todo: A known miss: counted, never failed.
        message: Why it failed; "" when it passed.
    """

    rule: str
    case: str
    passed: bool
    todo: bool
    message: str


def run_tests(rulebook: Rulebook, only: str | None = None) -> tuple[CaseResult, ...]:
    """Run the cases of every enabled rule, or of the one called ``only``."""
    detector = Detector(rulebook)
    results: list[CaseResult] = []
    for rule in rulebook.rules:
        if rule.status != "stable" or (only is not None and rule.id != only):
            continue
        results += (_run(detector, rule, test) for test in (*rule.tests, *rule.todo))
        results += _wordings(detector, rule)
        results += _numbers(rule)
    return tuple(results)


def _run(detector: Detector, rule: Rule, test: RuleTest) -> CaseResult:
    piece = trial_piece(test.text, test.kind, test.language, heading=test.heading, lead_in=test.lead_in)
    found = [finding for finding in detector.detect(piece) if finding.rule == rule.id]
    message = _complaint(rule, test, found)
    return CaseResult(
        rule=rule.id, case=test.text, passed=not message, todo=test.expect == "todo", message=message
    )


def _complaint(rule: Rule, test: RuleTest, found: list[Finding]) -> str:
    if test.expect == "no_match":
        return "" if not found else f"must stay silent, but {_describe(found)}"
    aim = Polarity.SUPPORTS
    if test.expect == "contradict" or rule.kind == "obstacle":
        aim = Polarity.CONTRADICTS
    fitting = [finding for finding in found if finding.polarity is aim]
    if not fitting:
        return f"must be found ({aim}), but {_describe(found)}"
    if test.level is not None and all(finding.level is not test.level for finding in fitting):
        return f"level {test.level.name.lower()} wanted, but {_describe(fitting)}"
    if test.strength is not None and all(finding.strength is not test.strength for finding in fitting):
        return f"strength {test.strength.name.lower()} wanted, but {_describe(fitting)}"
    return ""


def _describe(found: Iterable[Finding]) -> str:
    parts = [
        f"{finding.polarity} {finding.strength.name.lower()} level={finding.level.name.lower() if finding.level else None}"
        for finding in found
    ]
    return "; ".join(parts) or "nothing was found"


def _wordings(detector: Detector, rule: Rule) -> Iterable[CaseResult]:
    """Every wording, filled and put in its piece, is found by its own rule at its own level."""
    if rule.kind == "obstacle" or not rule.detection:
        return
    for wording in rule.wording:
        if wording.language not in dict(rule.detection):
            continue
        for level, _ in wording.texts:
            text = fill(rule, wording.language, level).text
            piece = trial_piece(text, rule.belongs_in[0], wording.language)
            found = [finding for finding in detector.detect(piece) if finding.rule == rule.id]
            good = [
                f
                for f in found
                if f.polarity is Polarity.SUPPORTS and _reaches(rule, f, level, wording.language)
            ]
            yield CaseResult(
                rule=rule.id,
                case=f"wording {wording.language} {level.name.lower()}: {text}",
                passed=bool(good),
                todo=False,
                message=""
                if good
                else f"its own wording at {level.name.lower()} is not found so: {_describe(found)}",
            )


def _reaches(rule: Rule, finding: Finding, level: Level, language: str) -> bool:
    detection = dict(rule.detection)[language]
    graded = detection.thresholds is not None or any(
        matcher.level is not None for matcher in detection.matchers
    )
    return not graded or finding.level is level


def _numbers(rule: Rule) -> Iterable[CaseResult]:
    """A stable rule carries enough cases in French."""
    matches = sum(test.expect in ("match", "contradict") and test.language == "fr" for test in rule.tests)
    silent = sum(test.expect == "no_match" and test.language == "fr" for test in rule.tests)
    if not dict(rule.detection).get("fr") or not any(
        m.kind != "criterion" for m in dict(rule.detection)["fr"].matchers
    ):
        return
    enough = matches >= LEAST_MATCHES and silent >= LEAST_SILENT
    yield CaseResult(
        rule=rule.id,
        case="number of cases",
        passed=enough,
        todo=False,
        message=""
        if enough
        else f"{matches} must-match and {silent} must-stay-silent cases; at least {LEAST_MATCHES} and {LEAST_SILENT} wanted",
    )
