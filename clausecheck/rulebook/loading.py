"""Read a folder of rules into a ``Rulebook`` and check that its parts fit together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from clausecheck.errors import RuleError
from clausecheck.model.rule import Category, Concept, Parameter, Rule, Rulebook
from clausecheck.rulebook.parameters import read_parameter
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.vocabulary import read_categories, read_concepts
from clausecheck.rulebook.yamltree import read_yaml

_PACKAGE = Path(__file__).resolve().parent.parent
_APART = {"parameters", "vocabulary", "schema"}
VERSION = "1"


def builtin_folder() -> Path:
    """Return the folder of the built-in rules: inside an installed wheel, else in the checkout."""
    shipped = _PACKAGE / "_rules"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "rules"


def load_rulebook(*packs: Path) -> Rulebook:
    """Return the built-in rules together with those of other packs.

    Args:
        packs: Folders laid out as ``rules/``.

    Raises:
        RuleError: A file is wrong, two rules share an id, or a reference leads nowhere.
    """
    folders = (builtin_folder(), *packs)
    rules: list[Rule] = []
    concepts: list[Concept] = []
    parameters: list[Parameter] = []
    categories: list[Category] = []
    infos = []
    digest = hashlib.sha256()
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: R001 no such folder of rules")
        own = _rules(folder)
        rules += own
        concepts += _concepts(folder)
        parameters += _parameters(folder)
        listing = folder / "vocabulary" / "categories.yaml"
        categories += read_categories(read_yaml(listing)) if listing.is_file() else ()
        infos.append(
            (
                "builtin" if folder == folders[0] else folder.name,
                VERSION,
                len([r for r in own if r.status == "stable"]),
            )
        )
        _digest(folder, digest)
    _fit_together(rules, concepts, parameters, categories)
    return Rulebook(
        rules=tuple(rules),
        concepts=tuple(concepts),
        parameters=tuple(parameters),
        categories=tuple(categories),
        packs=tuple(infos),
        digest=digest.hexdigest(),
    )


def _rules(folder: Path) -> list[Rule]:
    files = [path for path in sorted(folder.glob("*/*.yaml")) if path.parent.name not in _APART]
    return [read_rule(read_yaml(path)) for path in files]


def _concepts(folder: Path) -> list[Concept]:
    files = [path for path in sorted(folder.glob("vocabulary/*.yaml")) if path.name != "categories.yaml"]
    return [concept for path in files for concept in read_concepts(read_yaml(path))]


def _parameters(folder: Path) -> list[Parameter]:
    base = folder / "parameters"
    return [
        read_parameter(".".join(path.relative_to(base).with_suffix("").parts), read_yaml(path))
        for path in sorted(base.glob("**/*.yaml"))
    ]


def _digest(folder: Path, digest: hashlib._Hash) -> None:
    for path in sorted(folder.glob("**/*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())


def _fit_together(
    rules: Iterable[Rule],
    concepts: Iterable[Concept],
    parameters: Iterable[Parameter],
    categories: Iterable[Category],
) -> None:
    names = {concept.id for concept in concepts}
    twice = sorted(name for name, count in Counter((c.id, c.language) for c in concepts).items() if count > 1)
    if twice:
        raise RuleError(f'vocabulary: R216 the concept "{twice[0][0]}" is defined in two files: keep one')
    laws = {parameter.id for parameter in parameters}
    slugs = {category.slug for category in categories}
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f'{rule.source}:1:1: R212 the id "{rule.id}" is taken by {seen[rule.id]}')
        seen[rule.id] = rule.source
        used = {
            term
            for _, detection in rule.detection
            for matcher in detection.matchers
            for group in (*matcher.groups, matcher.heading, matcher.unless)
            for term in group
        }
        for term in sorted(used):
            if term.startswith("@") and term[1:] not in names:
                raise RuleError(f'{rule.source}:1:1: R213 unknown concept "{term}": add it under vocabulary/')
        for law in {*rule.legal, *([rule.applies.value_from] if rule.applies.value_from else [])} - laws:
            raise RuleError(f'{rule.source}:1:1: R214 unknown parameter "{law}": add it under parameters/')
        for slug in set(rule.applies.categories) - slugs:
            raise RuleError(
                f'{rule.source}:1:1: R215 unknown category "{slug}": see vocabulary/categories.yaml'
            )
