"""The rows of the clause catalogue, and what became of each: a rule, part of a rule, left out, or still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clausecheck.model.rule import Rule
from clausecheck.model.theme import THEMES
from clausecheck.rulebook.loading import builtin_folder
from clausecheck.rulebook.yamltree import Node, read_yaml


class State(StrEnum):
    """What became of a row."""

    COVERED = "covered"
    MERGED = "merged"
    OMITTED = "omitted"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rows of one subject, in the catalogue's order."""

    code: str
    theme: str
    title: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rows and the decisions about them.

    Attributes:
        families: In the catalogue's order.
        merged: Row -> why it lives in another row's rule.
        omitted: Row -> why it becomes no rule.
    """

    families: tuple[Family, ...]
    merged: tuple[tuple[str, str], ...]
    omitted: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with its outcome.

    Attributes:
        slug: Its name.
        state: What became of it.
        rules: Ids of the rules that cover it.
        reason: Why it was merged or omitted; "" otherwise.
        enabled: One of its rules is switched on.
    """

    slug: str
    state: State
    rules: tuple[str, ...]
    reason: str
    enabled: bool


def read_catalogue(path: Path | None = None) -> Catalogue:
    """Read ``rules/coverage.yaml``.

    Raises:
        RuleError: The file is wrong, or names a row twice.
    """
    fields = read_yaml(path or builtin_folder() / "coverage.yaml").mapping(("families", "merged", "omitted"))
    seen: set[str] = set()
    return Catalogue(
        families=tuple(_family(code, node, seen) for code, node in fields["families"].mapping().items()),
        merged=_reasons(fields.get("merged"), seen),
        omitted=_reasons(fields.get("omitted"), seen),
    )


def _family(code: str, node: Node, seen: set[str]) -> Family:
    fields = node.mapping(("theme", "title", "rows"))
    for item in fields["rows"].items():
        if item.text() in seen:
            item.fail("R221", f'the row "{item.text()}" stands twice', "Keep one of the two.")
        seen.add(item.text())
    return Family(
        code=code,
        theme=fields["theme"].one_of(THEMES),
        title=fields["title"].text(),
        rows=tuple(item.text() for item in fields["rows"].items()),
    )


def _reasons(node: Node | None, known: set[str]) -> tuple[tuple[str, str], ...]:
    fields = node.mapping() if node and node.value else {}
    for slug, child in fields.items():
        if slug not in known:
            child.fail("R222", f'"{slug}" is no row of the catalogue', "Rows are listed under families.")
    return tuple((slug, child.text()) for slug, child in fields.items())


def coverage(catalogue: Catalogue, rules: Iterable[Rule]) -> tuple[Row, ...]:
    """Return every row with what became of it, in the catalogue's order."""
    own: dict[str, list[Rule]] = {}
    merged: dict[str, list[Rule]] = {}
    for rule in rules:
        for at, slug in enumerate(rule.sheet.covers):
            (merged if at else own).setdefault(slug, []).append(rule)
    return tuple(
        _row(slug, own.get(slug, []), merged.get(slug, []), catalogue)
        for family in catalogue.families
        for slug in family.rows
    )


def _row(slug: str, own: list[Rule], merged: list[Rule], catalogue: Catalogue) -> Row:
    holders = [*own, *merged]
    state = State.COVERED if own else State.MERGED if merged else State.OPEN
    omitted = dict(catalogue.omitted).get(slug, "")
    return Row(
        slug=slug,
        state=State.OMITTED if omitted and not holders else state,
        rules=tuple(rule.id for rule in holders),
        reason=(dict(catalogue.merged).get(slug, "") if state is State.MERGED else "") or omitted,
        enabled=any(rule.status == "stable" for rule in holders),
    )


def faults(catalogue: Catalogue, rules: Iterable[Rule]) -> Iterator[str]:
    """Yield what does not fit between the decisions and the rules."""
    held = tuple(rules)
    known = {slug for family in catalogue.families for slug in family.rows}
    for rule in held:
        for slug in rule.sheet.covers:
            if slug not in known:
                yield f'{rule.source}: covers "{slug}", which is no row of rules/coverage.yaml'
    omitted = dict(catalogue.omitted)
    for row in coverage(catalogue, held):
        if row.state is State.MERGED and not row.reason:
            yield f"rules/coverage.yaml: {row.slug} is merged into {', '.join(row.rules)} without a reason"
        if row.slug in dict(catalogue.merged) and row.state is not State.MERGED:
            yield f"rules/coverage.yaml: {row.slug} has a reason for a merger and is {row.state}"
        if row.slug in omitted and row.rules:
            yield f"rules/coverage.yaml: {row.slug} is omitted, and covered by {', '.join(row.rules)}"
