"""The core profile of a kind of purchase, as an object and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clausecheck.model.rule import Category, Rule, Rulebook
from clausecheck.render.names import SEVERITIES, Both
from clausecheck.text.typography import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """A rule of a core profile.

    Attributes:
        rule: Expected.
        reason: French, English.
    """

    rule: Rule
    reason: Both


def core_of(rulebook: Rulebook, slug: str) -> tuple[Core, ...]:
    """Return what the kind of purchase ``slug`` calls for, in the order of its profile; packs come after."""
    rules = {rule.id: rule for rule in rulebook.rules}
    return tuple(
        Core(rule=rules[each.rule], reason=each.reason)
        for profile in rulebook.profiles
        if profile.category == slug
        for each in profile.expects
        if each.rule in rules
    )


def expecting(rulebook: Rulebook, rule: str) -> tuple[str, ...]:
    """Return the kinds of purchase whose core profile names ``rule``."""
    found = (p.category for p in rulebook.profiles if any(each.rule == rule for each in p.expects))
    return tuple(dict.fromkeys(found))


def profile_object(rulebook: Rulebook, category: Category) -> dict[str, Any]:
    """Return a profile as plain values."""
    return {
        "category": category.slug,
        "title": {"fr": category.title[0], "en": category.title[1]},
        "expects": [
            {
                "rule": core.rule.id,
                "title": dict(core.rule.title),
                "severity": core.rule.severity.value,
                "reason": {"fr": core.reason[0], "en": core.reason[1]},
            }
            for core in core_of(rulebook, category.slug)
        ],
        "suggests": [rule.id for rule in _suggested(rulebook, category.slug)],
    }


def profile_text(rulebook: Rulebook, category: Category) -> str:
    """Return a profile as a buyer reads it, in French."""
    lines = [f"{typeset(category.title[0])} ({category.slug})", "", "Clauses attendues\u00a0:"]
    for core in core_of(rulebook, category.slug):
        lines.append(f"  {typeset(dict(core.rule.title)['fr'])}")
        lines.append(f"    {typeset(core.reason[0])}")
        lines.append(f"    {core.rule.id}, {SEVERITIES[core.rule.severity][0].lower()}")
    others = _suggested(rulebook, category.slug)
    lines += ["", f"Autres clauses utiles à cet achat ({len(tuple(others))})\u00a0:"]
    lines += [
        f"  {rule.id}\u00a0: {typeset(dict(rule.title)['fr'])}"
        for rule in _suggested(rulebook, category.slug)
    ]
    return "\n".join(lines) + "\n"


def _suggested(rulebook: Rulebook, slug: str) -> Iterator[Rule]:
    """Rules made for this purchase that are not of its core."""
    core = {core.rule.id for core in core_of(rulebook, slug)}
    for rule in rulebook.rules:
        if slug in rule.applies.categories and rule.id not in core and rule.status == "stable":
            yield rule
