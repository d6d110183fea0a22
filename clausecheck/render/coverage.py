"""The coverage table of the rule library as a page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clausecheck.model.rule import Rule
from clausecheck.rulebook.catalogue import Catalogue, Family, Row, State, coverage

_HEAD = """\
# Coverage of the clause catalogue

Made from `covers:` in the rules and from `rules/coverage.yaml` by `clausecheck rules coverage --markdown`; do not edit.
A row is **covered** by a rule of its own, **merged** into another row's rule for the reason given, **omitted** for the
reason given, or **open**: nobody has written it yet. Rules marked « off » are drafts.
"""


def coverage_markdown(catalogue: Catalogue, rules: Sequence[Rule]) -> str:
    """Return the whole page."""
    rows = {row.slug: row for row in coverage(catalogue, rules)}
    drafts = {rule.id for rule in rules if rule.status != "stable"}
    beyond = [rule for rule in rules if not rule.sheet.covers]
    parts = [_HEAD, _summary(catalogue, rows)]
    parts += [_family(family, rows, drafts) for family in catalogue.families]
    parts.append(f"## Rules beyond the catalogue ({len(beyond)})\n")
    parts.append("".join(f"- `{rule.id}`: {_english(rule)}\n" for rule in beyond))
    return "\n".join(parts)


def _summary(catalogue: Catalogue, rows: dict[str, Row]) -> str:
    lines = ["| family | rows | covered | merged | omitted | open |", "|---|---|---|---|---|---|"]
    whole: Counter[State] = Counter()
    for family in catalogue.families:
        states = Counter(rows[slug].state for slug in family.rows)
        whole += states
        lines.append(_counts(family.title, states))
    return "\n".join([*lines, _counts("**all**", whole), ""])


def _counts(title: str, states: Counter[State]) -> str:
    return f"| {title} | {states.total()} | " + " | ".join(str(states[state]) for state in State) + " |"


def _family(family: Family, rows: dict[str, Row], drafts: set[str]) -> str:
    lines = [f"## {family.title}", "", "| row | state | rule | reason |", "|---|---|---|---|"]
    for slug in family.rows:
        row = rows[slug]
        names = ", ".join(f"`{name}`" + (" (off)" if name in drafts else "") for name in row.rules)
        lines.append(f"| `{slug}` | {row.state} | {names} | {row.reason} |")
    return "\n".join([*lines, ""])


def _english(rule: Rule) -> str:
    titles = dict(rule.title)
    return titles.get("en", titles["fr"])
