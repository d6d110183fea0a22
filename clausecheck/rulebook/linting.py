"""What a rule file may load with and still should not hold: checked before a commit, not at run time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clausecheck.errors import RuleError
from clausecheck.model.rule import Rule, Rulebook
from clausecheck.rulebook.completeness import lacking
from clausecheck.rulebook.loading import builtin_folder, load_rulebook, profile_files, rule_files
from clausecheck.rulebook.profiles import LEAST_EXPECTED, MOST_EXPECTED, read_profile
from clausecheck.rulebook.proofreading import mark_line, profile_lines, proofread
from clausecheck.rulebook.rules import read_rule
from clausecheck.rulebook.yamltree import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class LintMessage:
    """One complaint.

    Attributes:
        code: Stable: R4xx for what only the linter finds (R42x: its texts as a proofreader sees them), R501 for
            what a sheet lacks.
        where: File, or file:line:column.
        message: What is wrong and how to mend it.
    """

    code: str
    where: str
    message: str


def lint(
    packs: Iterable[Path] = (), *, sheet: bool = False, theme: str | None = None
) -> tuple[LintMessage, ...]:
    """Return the complaints about the built-in rules and ``packs``; empty when all is well.

    Args:
        packs: Folders of rules beside the built-in one.
        sheet: Say also what each enabled rule lacks to be a complete sheet (R501).
        theme: Only rules of this theme.
    """
    folders = tuple(packs)
    broken = tuple(message for folder in (builtin_folder(), *folders) for message in _broken(folder))
    if broken:
        return broken
    try:
        rulebook = load_rulebook(*folders)
    except RuleError as error:
        return (LintMessage(code="R100", where="", message=str(error)),)
    rules = [rule for rule in rulebook.rules if theme in (None, rule.theme)]
    found = [
        message
        for rule in rules
        for message in (*_of_rule(rule, rulebook), *_of_texts(rule), *_file_name(rule))
    ]
    found += [message for message in _of_profiles(rulebook) if theme is None]
    if sheet:
        found += [message for rule in rules for message in _of_sheet(rule)]
    return tuple(found)


def _broken(folder: Path) -> Iterable[LintMessage]:
    """Every file that does not load, not the first alone."""
    for path in rule_files(folder):
        try:
            read_rule(read_yaml(path))
        except RuleError as error:
            yield LintMessage(code="R100", where="", message=str(error))
    for path in profile_files(folder):
        try:
            read_profile(read_yaml(path))
        except RuleError as error:
            yield LintMessage(code="R100", where="", message=str(error))


def _of_profiles(rulebook: Rulebook) -> Iterable[LintMessage]:
    """Every category has a core profile, and each rule in it is on."""
    on = {rule.id for rule in rulebook.rules if rule.status == "stable"}
    for category in rulebook.categories:
        own = [profile for profile in rulebook.profiles if profile.category == category.slug]
        count = sum(len(profile.expects) for profile in own)
        where = own[0].source if own else f"profiles/{category.slug}.yaml"
        if not own:
            message = f'the category "{category.slug}" has no core profile: write this file'
            yield LintMessage(code="R407", where=where, message=message)
        elif not LEAST_EXPECTED <= count <= MOST_EXPECTED:
            message = f"{count} rules expected: a core profile has {LEAST_EXPECTED} to {MOST_EXPECTED}"
            yield LintMessage(code="R408", where=where, message=message)
    for profile in rulebook.profiles:
        for each in profile.expects:
            if each.rule not in on:
                message = f'the rule "{each.rule}" is expected and off: switch it on or leave it out'
                yield LintMessage(code="R409", where=profile.source, message=message)
        for line in profile_lines(profile):
            for mark in mark_line(line, set()):
                yield LintMessage(code=mark.code, where=profile.source, message=f"{mark.key}: {mark.message}")
        path = Path(profile.source)
        if path.is_relative_to(builtin_folder()) and path.stem != profile.category:
            message = f'the category is "{path.stem}", as the file is named'
            yield LintMessage(code="R406", where=profile.source, message=message)


def _of_texts(rule: Rule) -> Iterable[LintMessage]:
    for mark in proofread(rule):
        yield LintMessage(code=mark.code, where=rule.source, message=f"{mark.key}: {mark.message}")


def _of_sheet(rule: Rule) -> Iterable[LintMessage]:
    if rule.status == "stable":
        for key, remedy in lacking(rule):
            yield LintMessage(code="R501", where=rule.source, message=f"{key}: {remedy}")


def _of_rule(rule: Rule, rulebook: Rulebook) -> Iterable[LintMessage]:
    if rule.status != "stable":
        return
    if not any(wording.language == "fr" for wording in rule.wording):
        yield LintMessage(code="R401", where=rule.source, message="a stable rule proposes French wording")
    if not rule.legal:
        yield LintMessage(
            code="R402", where=rule.source, message="a stable rule names its legal basis (legal: [...])"
        )
    if rule.kind == "obstacle" and rule.theme != "forbidden_wording":
        yield LintMessage(
            code="R403", where=rule.source, message="an obstacle is of the theme forbidden_wording"
        )
    if not rule.detection and rule.aggregate is None:
        yield LintMessage(
            code="R404", where=rule.source, message="the rule neither detects nor is satisfied_by others"
        )
    known = {other.id for other in rulebook.rules} | {other.theme for other in rulebook.rules}
    for needed in rule.applies.needs:
        if needed not in known:
            yield LintMessage(
                code="R405", where=rule.source, message=f'applies.needs names no rule or theme: "{needed}"'
            )


def _file_name(rule: Rule) -> Iterable[LintMessage]:
    path = Path(rule.source)
    if path.is_relative_to(builtin_folder()) and rule.id != f"{path.parent.name}.{path.stem}":
        yield LintMessage(
            code="R406",
            where=rule.source,
            message=f'the id is "{path.parent.name}.{path.stem}", as the file is named',
        )
