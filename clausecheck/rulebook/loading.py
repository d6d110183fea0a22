"""Read a folder of rules into a ``Rulebook`` and check that its parts fit together."""

from __future__ import annotations

import hashlib
from pathlib import Path

from clausecheck.model.profile import Profile
from clausecheck.model.rule import Category, Concept, Parameter, Rule, Rulebook
from clausecheck.rulebook.fitting import fit_together
from clausecheck.rulebook.packs import pack_files
from clausecheck.rulebook.parameters import read_parameter
from clausecheck.rulebook.profiles import read_profile
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.vocabulary import read_categories, read_concepts
from clausecheck.rulebook.yamltree import read_yaml

_PACKAGE = Path(__file__).resolve().parent.parent
_APART = {"parameters", "profiles", "vocabulary", "schema"}
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
        RuleError: A folder is missing or too large, a file is wrong, two rules share an id, or a reference leads
            nowhere.
    """
    folders = (builtin_folder(), *packs)
    rules: list[Rule] = []
    concepts: list[Concept] = []
    parameters: list[Parameter] = []
    categories: list[Category] = []
    profiles: list[Profile] = []
    infos = []
    guests: list[str] = []
    digest = hashlib.sha256()
    for folder in folders:
        _digest(
            folder, digest
        )  # looks at the whole folder: a pack that is too large is refused before it is read
        own = _rules(folder)
        rules += own
        guests += [rule.id for rule in own if folder != folders[0]]
        concepts += _concepts(folder)
        parameters += _parameters(folder)
        profiles += [read_profile(read_yaml(path)) for path in profile_files(folder)]
        listing = folder / "vocabulary" / "categories.yaml"
        categories += read_categories(read_yaml(listing)) if listing.is_file() else ()
        infos.append(
            (
                "builtin" if folder == folders[0] else folder.name,
                VERSION,
                len([r for r in own if r.status == "stable"]),
            )
        )
    fit_together(rules, concepts, parameters, categories, profiles)
    return Rulebook(
        rules=tuple(rules),
        concepts=tuple(concepts),
        parameters=tuple(parameters),
        categories=tuple(categories),
        packs=tuple(infos),
        digest=digest.hexdigest(),
        profiles=tuple(profiles),
        guests=frozenset(guests),
    )


def rule_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder of rules that hold a rule, sorted."""
    return tuple(path for path in pack_files(folder, "*/*.yaml") if path.parent.name not in _APART)


def profile_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder of rules that hold a core profile, sorted."""
    return pack_files(folder, "profiles/*.yaml")


def _rules(folder: Path) -> list[Rule]:
    return [read_rule(read_yaml(path)) for path in rule_files(folder)]


def _concepts(folder: Path) -> list[Concept]:
    files = [path for path in pack_files(folder, "vocabulary/*.yaml") if path.name != "categories.yaml"]
    return [concept for path in files for concept in read_concepts(read_yaml(path))]


def _parameters(folder: Path) -> list[Parameter]:
    base = folder / "parameters"
    return [
        read_parameter(".".join(path.relative_to(base).with_suffix("").parts), read_yaml(path))
        for path in pack_files(folder, "parameters/**/*.yaml")
    ]


def _digest(folder: Path, digest: hashlib._Hash) -> None:
    for path in pack_files(folder, "*/**/*.yaml"):  # what lies beside the folders decides no verdict
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
