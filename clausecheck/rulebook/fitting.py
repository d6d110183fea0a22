"""Do the parts of a rulebook fit together: ids taken twice, references that lead nowhere."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from clausecheck.errors import RuleError
from clausecheck.model.profile import Profile
from clausecheck.model.rule import Category, Concept, Parameter, Rule
from clausecheck.rulebook.yamltree import Node

_MOST_WORDS = 20_000
"""Terms of one concept once the concepts it names are written out: more is a mistake, or an attack."""
_CATEGORY = ("R215", "category", "see vocabulary/categories.yaml")
_RULE = ("R218", "rule", "clausecheck rules list names them")


def fit_together(
    rules: Iterable[Rule],
    concepts: Iterable[Concept],
    parameters: Iterable[Parameter],
    categories: Iterable[Category],
    profiles: Iterable[Profile] = (),
) -> None:
    """Check every reference between the parts.

    Raises:
        RuleError: Two parts share an id, or a reference leads nowhere; file and line are named.
    """
    held, known = tuple(rules), tuple(concepts)
    _check_concepts(known)
    _check_ids(held)
    names = {f"@{concept.id}" for concept in known}
    laws = {parameter.id for parameter in parameters}
    slugs = {category.slug for category in categories}
    ids = {rule.id for rule in held}
    for rule in held:
        named = (*_terms(rule), *(f"@{name}" for name in rule.price_line))
        concepts_named = (term for term in named if term.startswith("@"))
        source = rule.source
        _lead_somewhere(source, concepts_named, names, "R213", "concept", "add it under vocabulary/")
        _lead_somewhere(source, _laws(rule), laws, "R214", "parameter", "add it under parameters/")
        _lead_somewhere(source, rule.applies.categories, slugs, *_CATEGORY)
        _lead_somewhere(source, _neighbours(rule), ids, *_RULE)
    _check_profiles(tuple(profiles), slugs, ids)


def _check_profiles(profiles: tuple[Profile, ...], slugs: set[str], ids: set[str]) -> None:
    taken: dict[tuple[str, str], str] = {}
    for profile in profiles:
        _lead_somewhere(profile.source, [profile.category], slugs, *_CATEGORY)
        _lead_somewhere(profile.source, (each.rule for each in profile.expects), ids, *_RULE)
        for each in profile.expects:
            key = profile.category, each.rule
            if key in taken:
                _fail(
                    profile.source, each.rule, f'R224 the rule "{each.rule}" is expected by {taken[key]} too'
                )
            taken[key] = profile.source


def _check_ids(rules: tuple[Rule, ...]) -> None:
    taken: dict[str, str] = {}
    for rule in rules:
        for name in (rule.id, *rule.aliases):
            if name in taken:
                _fail(rule.source, name, f'R212 the id "{name}" is taken by {taken[name]}')
            taken[name] = rule.source


def _check_concepts(concepts: tuple[Concept, ...]) -> None:
    counted = Counter((concept.id, concept.language) for concept in concepts)
    twice = sorted(key for key, count in counted.items() if count > 1)
    if twice:
        raise RuleError(f'vocabulary: R216 the concept "{twice[0][0]}" is defined in two files: keep one')
    for language in ("fr", "en"):
        own = {concept.id: concept for concept in concepts if concept.language == language}
        sizes: dict[str, int] = {}
        for name in own:
            _size(name, own, sizes, ())


def _size(name: str, concepts: dict[str, Concept], sizes: dict[str, int], trail: tuple[str, ...]) -> int:
    """Return how many terms a concept comes to; concepts that name each other could multiply without end."""
    if name in sizes or name not in concepts:
        return sizes.get(name, 0)
    if name in trail:
        raise RuleError(
            f'vocabulary: R219 the concept "@{name}" names itself by way of {", ".join(trail)}: take it out of one'
        )
    total = 0
    for term in concepts[name].terms:
        total += _size(term[1:], concepts, sizes, (*trail, name)) if term.startswith("@") else 1
    if total > _MOST_WORDS:
        raise RuleError(
            f'vocabulary: R220 the concept "@{name}" comes to {total} terms, at most {_MOST_WORDS}: split it'
        )
    sizes[name] = total
    return total


def _terms(rule: Rule) -> Iterator[str]:
    for _, detection in rule.detection:
        for matcher in detection.matchers:
            for group in (*matcher.groups, matcher.heading, matcher.unless):
                yield from group


def _laws(rule: Rule) -> Iterator[str]:
    yield from rule.legal
    yield from filter(None, (rule.applies.value_from, rule.sheet.floor.parameter if rule.sheet.floor else ""))


def _neighbours(rule: Rule) -> Iterator[str]:
    yield from rule.sheet.sisters
    yield from (test.neighbour for test in rule.tests if test.neighbour)


def _lead_somewhere(
    source: str, named: Iterable[str], known: set[str], code: str, what: str, remedy: str
) -> None:
    for name in sorted(set(named) - known):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        _fail(source, name, f'{code} unknown {what} "{name}": {remedy}.{hint}')


def _fail(source: str, name: str, message: str) -> None:
    """Raise with the first line of the file that holds ``name``."""
    path = Path(source)
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    found = next(((at, line.index(name)) for at, line in enumerate(lines, 1) if name in line), (1, 0))
    code, _, text = message.partition(" ")
    Node(None, path, found[0], found[1] + 1).fail(code, text)
