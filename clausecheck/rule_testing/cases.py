"""Run the tests that every rule carries, and check its wordings against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clausecheck.detect import Detector
from clausecheck.detect.detecting import Scene
from clausecheck.detect.nearest import trials
from clausecheck.detect.trial import trial_piece
from clausecheck.model.finding import Finding, Level, Polarity
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Rule, Rulebook, RuleTest
from clausecheck.render.trials import trial_sentence
from clausecheck.rule_testing.bar import shortfalls
from clausecheck.rule_testing.results import CaseResult, Tried
from clausecheck.structure.sentences import find_sentences
from clausecheck.suggest.filling import fill
from clausecheck.text.folding import fold

Shortfalls = frozenset[tuple[str, str]]
"""(rule, shortfall) under the bar that is written down, to be worked off."""


def run_tests(
    rulebook: Rulebook, only: str | None = None, *, known: Shortfalls = frozenset()
) -> tuple[CaseResult, ...]:
    """Run the cases of every enabled rule, or of the one called ``only``, a draft as if it were on.

    Args:
        rulebook: The library.
        only: Id of one rule.
        known: Shortfalls that count as ``todo`` instead of failures.
    """
    rules = [replace(rule, status="stable") if rule.id == only else rule for rule in rulebook.rules]
    detector = Detector(replace(rulebook, rules=tuple(rules)))
    results: list[CaseResult] = []
    for rule in rules:
        if rule.status != "stable" or (only is not None and rule.id != only):
            continue
        tried = [_try(detector, rule, test) for test in (*rule.tests, *rule.todo)]
        results += (_result(rule, one) for one in tried)
        results += _wordings(detector, rule)
        results += _bar(rule, tried, known)
    return tuple(results)


def _try(detector: Detector, rule: Rule, test: RuleTest) -> Tried:
    piece = trial_piece(test.text, test.kind, test.language, heading=test.heading, lead_in=test.lead_in)
    scene = detector.scene(piece)
    fired = tuple(scene.fired())
    own = [compiled for compiled in scene.reading.lexicon.matchers if compiled.rule.id == rule.id]
    numbers = {id(compiled): number for number, compiled in enumerate(own, 1)}
    return Tried(
        test=test,
        scene=scene,
        own=tuple(finding for compiled, finding in fired if compiled.rule.id == rule.id),
        matchers=frozenset(numbers[id(compiled)] for compiled, _ in fired if id(compiled) in numbers),
        others=frozenset(compiled.rule.id for compiled, _ in fired if compiled.rule.id != rule.id),
    )


def _result(rule: Rule, tried: Tried) -> CaseResult:
    message = _complaint(rule, tried.test, tried.own)
    return CaseResult(
        rule=rule.id,
        case=tried.test.text,
        passed=not message,
        todo=tried.test.expect == "todo",
        message=f"{message}\n{_proposal(tried.scene, rule)}" if message else "",
    )


def _complaint(rule: Rule, test: RuleTest, found: tuple[Finding, ...]) -> str:
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


def _proposal(scene: Scene, rule: Rule) -> str:
    """Name the matchers that fired, or the one that came nearest and what it wants."""
    tried = trials(scene, rule.id)
    if not tried:
        return "    nearest: no word of any matcher stands in it; add a term, or a concept that holds one"
    fired = [trial for trial in tried if trial.condition is None]
    if fired:
        return "\n".join(f"    {trial_sentence(trial, 'en')}" for trial in fired)
    return f"    nearest: {trial_sentence(tried[0], 'en')}"


def _wordings(detector: Detector, rule: Rule) -> Iterator[CaseResult]:
    """Every wording, filled and put in its piece, is found by its own rule at its own level, and by no obstacle."""
    for wording in rule.wording:
        for level, _ in wording.texts:
            yield _wording(detector, rule, wording.language, level)


def _wording(detector: Detector, rule: Rule, language: str, level: Level) -> CaseResult:
    text = fill(rule, language, level).text
    scene = detector.scene(trial_piece(text, rule.belongs_in[0], language))
    fired = [(compiled.rule, finding) for compiled, finding in scene.fired()]
    name = level.name.lower()
    obstacles = _obstacles(detector, text, rule.belongs_in[0], language)
    message = ""
    if obstacles:
        message = f"its own wording at {name} is unwanted by {', '.join(obstacles)}"
    elif rule.kind != "obstacle" and language in dict(rule.detection):
        found = [finding for other, finding in fired if other.id == rule.id]
        good = [f for f in found if f.polarity is Polarity.SUPPORTS and _reaches(rule, f, level, language)]
        if not good:
            message = (
                f"its own wording at {name} is not found so: {_describe(found)}\n{_proposal(scene, rule)}"
            )
    return CaseResult(
        rule=rule.id,
        case=f"wording {language} {name}: {text}",
        passed=not message,
        todo=False,
        message=message,
    )


def _obstacles(detector: Detector, text: str, kind: PieceKind, language: str) -> tuple[str, ...]:
    """Return the obstacles that fire on a wording, read sentence by sentence as in a piece."""
    folded = fold(text)
    sentences = (text[s.start : s.end] for s in find_sentences(text, folded, 0, len(text)))
    pieces = (trial_piece(sentence, kind, language) for sentence in sentences)
    fired = (compiled.rule for piece in pieces for compiled, _ in detector.scene(piece).fired())
    return tuple(sorted({rule.id for rule in fired if rule.kind == "obstacle"}))


def _reaches(rule: Rule, finding: Finding, level: Level, language: str) -> bool:
    detection = dict(rule.detection)[language]
    graded = detection.thresholds is not None or any(
        matcher.level is not None for matcher in detection.matchers
    )
    return not graded or finding.level is level


def _bar(rule: Rule, tried: list[Tried], known: Shortfalls) -> Iterator[CaseResult]:
    """One result a shortfall; one that passes where there is none."""
    found = shortfalls(rule, tried)
    if not found:
        yield CaseResult(rule=rule.id, case="bar", passed=True, todo=False, message="")
    for name, message in found:
        yield CaseResult(
            rule=rule.id, case=name, passed=False, todo=(rule.id, name) in known, message=message
        )
