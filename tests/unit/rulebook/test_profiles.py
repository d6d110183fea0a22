"""Core profiles: all kinds of purchase have one, and a mistake in one is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from clausecheck.errors import RuleError
from clausecheck.rulebook import builtin_folder, load_rulebook
from clausecheck.rulebook.linting import lint
from clausecheck.rulebook.loading import profile_files
from clausecheck.rulebook.profiles import (
    LEAST_EXPECTED,
    MOST_EXPECTED,
    profile_schema,
    profile_schema_text,
    read_profile,
)
from clausecheck.rulebook.yamltree import Node, read_yaml

BOOK = load_rulebook()
GOOD = """\
category: insurance
expects:
  - rule: reuse.retired_it
    reason: {fr: "Pour voir.", en: "To see."}
"""


def written(folder: Path, text: str, name: str = "insurance.yaml") -> Path:
    path = folder / "profiles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    return [plain(child) for child in node.value] if isinstance(node.value, list) else node.value


def test_every_kind_of_purchase_has_its_core_profile() -> None:
    assert 47 == len(BOOK.categories)
    assert {c.slug for c in BOOK.categories} == {p.category for p in BOOK.profiles}
    sizes = [len(profile.expects) for profile in BOOK.profiles]
    assert LEAST_EXPECTED <= min(sizes) <= max(sizes) <= MOST_EXPECTED


def test_reasons_are_sentences_and_no_two_are_alike() -> None:
    reasons = [text for p in BOOK.profiles for each in p.expects for text in each.reason]
    assert [] == [text for text in reasons if not text[0].isupper() or not text.endswith(".")]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("path", profile_files(builtin_folder()), ids=lambda path: path.stem)
def test_every_profile_is_valid_for_an_editor_too(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(profile_schema())
    assert [] == [error.message for error in validator.iter_errors(plain(read_yaml(path)))]


def test_the_schema_file_is_what_the_code_gives() -> None:
    """Renew it with: clausecheck rules schema profile > rules/schema/profile.schema.json."""
    assert profile_schema_text() == (builtin_folder() / "schema" / "profile.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(profile_schema_text()))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "expects:",
            "expect:",
            r'insurance\.yaml:2:1: R102 unknown key "expect"(.|\n)*Did you mean "expects"',
        ),
        (', en: "To see."', "", r'insurance\.yaml:4:\d+: R201 the key "en" is missing'),
        ("category: insurance\n", "", r'R201 the key "category" is missing'),
        (
            "  - rule",
            '  - {rule: reuse.retired_it, reason: {fr: "A.", en: "A."}}\n  - rule',
            r'insurance\.yaml:4:\d+: R224 the rule "reuse\.retired_it" is expected twice',
        ),
    ],
)
def test_a_mistake_in_a_profile_is_shown_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        read_profile(read_yaml(written(tmp_path, GOOD.replace(old, new, 1))))


def test_a_profile_expects_twelve_rules_at_most(tmp_path: Path) -> None:
    lines = [f'  - {{rule: a.b{n}, reason: {{fr: "A.", en: "A."}}}}' for n in range(MOST_EXPECTED + 1)]
    text = "\n".join(["category: insurance", "expects:", *lines])
    with pytest.raises(
        RuleError, match=rf"insurance\.yaml:{MOST_EXPECTED + 3}:\d+: R225 .* at most 12 rules"
    ):
        read_profile(read_yaml(written(tmp_path, text)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "insurance",
            "insurances",
            r'insurance\.yaml:1:11: R215 unknown category(.|\n)*Did you mean "insurance"',
        ),
        ("retired_it", "retired_its", r'insurance\.yaml:3:11: R218 unknown rule(.|\n)*"reuse\.retired_it"'),
        (
            "reuse.retired_it",
            "repairability.repair_first",
            r'R224 the rule "repairability\.repair_first" is expected by \S+insurance\.yaml too',
        ),
    ],
)
def test_a_profile_that_leads_nowhere_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(RuleError, match=message):
        load_rulebook(tmp_path)


def test_a_pack_adds_to_the_profile_of_a_category(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    book = load_rulebook(tmp_path)
    own = [each.rule for p in book.profiles if p.category == "insurance" for each in p.expects]
    assert "reuse.retired_it" == own[-1]
    assert book.digest != BOOK.digest


NEW_CATEGORY = '- {slug: kites, title: {fr: Cerfs-volants, en: Kites}, cpv: ["999"]}\n'


def test_the_linter_wants_a_profile_for_every_category_and_rules_that_are_on(tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocabulary" / "categories.yaml"
    vocabulary.parent.mkdir()
    vocabulary.write_text(NEW_CATEGORY, "utf-8")
    found = lint([tmp_path])
    assert [("R407", "profiles/kites.yaml")] == [(m.code, m.where) for m in found]
    draft = next(rule.id for rule in BOOK.rules if rule.status != "stable")
    path = written(
        tmp_path, GOOD.replace("insurance", "kites").replace("reuse.retired_it", draft), "kites.yaml"
    )
    assert [("R408", str(path)), ("R409", str(path))] == [(m.code, m.where) for m in lint([tmp_path])]


def test_the_linter_tells_every_broken_profile(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(tmp_path, GOOD.replace("expects", "expect"), f"{name}.yaml")
    assert 2 == len([m for m in lint([tmp_path]) if "R102" in m.message])


def test_what_a_profile_expects_can_bear_on_such_a_contract() -> None:
    rules = {rule.id: rule for rule in BOOK.rules}
    usual = {category.slug: category.contract_type for category in BOOK.categories if category.contract_type}
    silenced = [
        (profile.category, each.rule)
        for profile in BOOK.profiles
        for each in profile.expects
        if rules[each.rule].applies.contract_types
        and profile.category in usual
        and usual[profile.category] not in rules[each.rule].applies.contract_types
    ]
    assert [] == silenced
