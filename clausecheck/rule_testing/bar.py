"""The bar that a rule must clear to be on: enough cases, real traps, no matcher without a text of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from clausecheck.detect.nearest import trials
from clausecheck.model.rule import Rule
from clausecheck.rule_testing.results import Tried
from clausecheck.rulebook.schema import LEAST_MATCHES, LEAST_SILENT
from clausecheck.rulebook.yamltree import read_yaml
from clausecheck.text.folding import fold

LEAST_TRAPS = 3
"""One silent case in so many is a neighbour's clause or holds a false friend."""


def shortfalls(rule: Rule, tried: Sequence[Tried]) -> tuple[tuple[str, str], ...]:
    """Return what keeps a rule under the bar, as (name, message); empty where it clears it.

    A rule that looks at award criteria alone has no texts to count.
    """
    french = dict(rule.detection).get("fr")
    if french is None or all(matcher.kind == "criterion" for matcher in french.matchers):
        return ()
    return (*_numbers(tried), *_traps(rule, tried), *_named_traps(rule, tried), *_winners(rule, tried))


def _numbers(tried: Sequence[Tried]) -> Iterator[tuple[str, str]]:
    french = [one.test.expect for one in tried if one.test.language == "fr"]
    matches, silent = sum(e in ("match", "contradict") for e in french), french.count("no_match")
    if matches < LEAST_MATCHES or silent < LEAST_SILENT:
        yield (
            "number of cases",
            f"{matches} must-match and {silent} must-stay-silent cases; "
            f"at least {LEAST_MATCHES} and {LEAST_SILENT} wanted",
        )


def _traps(rule: Rule, tried: Sequence[Tried]) -> Iterator[tuple[str, str]]:
    silent = [one for one in tried if one.test.expect == "no_match" and one.test.language == "fr"]
    traps = sum(is_trap(rule, one) for one in silent)
    if traps * LEAST_TRAPS < len(silent):
        yield (
            "traps",
            f"{traps} of {len(silent)} silent cases come from a neighbour (from: rule id) or hold a false friend "
            f"(false_friend: the words); at least a third wanted",
        )


def is_trap(rule: Rule, tried: Tried) -> bool:
    """Tell whether a silent case tempts: it says so, another rule fires on it, or the rule's own words stand in it."""
    test = tried.test
    return bool(test.neighbour or test.false_friend or tried.others or trials(tried.scene, rule.id))


def _named_traps(rule: Rule, tried: Sequence[Tried]) -> Iterator[tuple[str, str]]:
    """What a case says of itself is true: the neighbour fires on it, the false friend stands in it."""
    for one in tried:
        neighbour, friend = one.test.neighbour, one.test.false_friend
        if neighbour and neighbour not in one.others:
            yield f"from {neighbour}", f"that rule does not fire on « {one.test.text} »"
        if friend and fold(friend) not in fold(one.test.text):
            yield f"false_friend {friend}", f"these words do not stand in « {one.test.text} »"


def _winners(rule: Rule, tried: Sequence[Tried]) -> Iterator[tuple[str, str]]:
    """Every matcher is the only one of its rule on one text at least: else it adds nothing, or nobody tested it."""
    for language, detection in rule.detection:
        wanted = [one for one in tried if one.test.language == language and one.test.expect != "no_match"]
        alone = {number for one in wanted if len(one.matchers) == 1 for number in one.matchers}
        for number, matcher in enumerate(detection.matchers, 1):
            if matcher.kind != "criterion" and number not in alone:
                together = sum(number in one.matchers for one in wanted)
                yield (
                    f"{language} matcher {number}",
                    f"wins no text alone ({together} together with others): add one that only it finds, or drop it",
                )


def read_shortfalls(path: Path) -> frozenset[tuple[str, str]]:
    """Read a file of known shortfalls: rule id -> names; a missing file is none.

    Raises:
        RuleError: The file is wrong.
    """
    if not path.is_file():
        return frozenset()
    listed = read_yaml(path).mapping()
    return frozenset((rule, item.text()) for rule, node in listed.items() for item in node.items())
