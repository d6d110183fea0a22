"""The rule library many times over: copies of every rule and concept whose words are other words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from clausecheck.detect.lexicon import STANCE
from clausecheck.model.rule import Concept, Detection, Matcher, Rule, Rulebook, Terms

_WORD = re.compile(r"\w+")
_LETTERS = "bcdfglmnprstvz"


def multiplied(rulebook: Rulebook, times: int) -> Rulebook:
    """Return the library with ``times`` as many rules.

    The words of a copy occur in no tender; the shared words of stance (duty, proof, penalty) stay what they are, as
    they would for rules that somebody writes.
    """
    copies = range(1, times)
    return replace(
        rulebook,
        rules=(*rulebook.rules, *(_rule(rule, copy) for copy in copies for rule in rulebook.rules)),
        concepts=(
            *rulebook.concepts,
            *(_concept(c, copy) for copy in copies for c in rulebook.concepts if c.id not in STANCE),
        ),
        digest=f"{rulebook.digest} x {times}",
    )


def _rule(rule: Rule, copy: int) -> Rule:
    detection = tuple((language, _detection(found, copy)) for language, found in rule.detection)
    needs = tuple(f"{name}_{copy}" if "." in name else name for name in rule.applies.needs)
    return replace(
        rule, id=f"{rule.id}_{copy}", detection=detection, applies=replace(rule.applies, needs=needs)
    )


def _detection(detection: Detection, copy: int) -> Detection:
    kept = (matcher for matcher in detection.matchers if matcher.kind != "criterion")  # these hold no words
    return replace(detection, matchers=tuple(_matcher(matcher, copy) for matcher in kept))


def _matcher(matcher: Matcher, copy: int) -> Matcher:
    return replace(
        matcher,
        groups=tuple(_terms(group, copy) for group in matcher.groups),
        heading=_terms(matcher.heading, copy),
        unless=_terms(matcher.unless, copy),
    )


def _concept(concept: Concept, copy: int) -> Concept:
    return replace(concept, id=f"{concept.id}_{copy}", terms=_terms(concept.terms, copy))


def _terms(terms: Terms, copy: int) -> Terms:
    return tuple(_term(term, copy) for term in terms)


def _term(term: str, copy: int) -> str:
    if term.startswith("@"):
        return term if term[1:] in STANCE else f"{term}_{copy}"
    return _WORD.sub(lambda match: _word(match.group(), copy), term)


def _word(word: str, copy: int) -> str:
    """Return a word of the same length or longer that no language has."""
    digest = hashlib.sha256(f"{copy} {word.lower()}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[: max(5, len(word))])
