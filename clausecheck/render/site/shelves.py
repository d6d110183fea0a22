"""The ways into the library: by theme, kind of purchase, law, piece; and the law by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Parameter, Rule, Rulebook
from clausecheck.model.theme import THEMES
from clausecheck.render.names import Both
from clausecheck.render.profiles import Core, core_of

PIECES: dict[PieceKind, Both] = {
    PieceKind.RC: ("Règlement de la consultation (RC)", "Instructions to tenderers (RC)"),
    PieceKind.CCAP: ("Clauses administratives (CCAP)", "Administrative terms (CCAP)"),
    PieceKind.CCTP: ("Clauses techniques (CCTP)", "Technical specifications (CCTP)"),
    PieceKind.CCP: ("Clauses particulières (CCP)", "Merged terms (CCP)"),
    PieceKind.AE: ("Acte d’engagement (AE)", "Form of tender (AE)"),
    PieceKind.BPU: ("Bordereau des prix (BPU)", "Unit price schedule (BPU)"),
    PieceKind.DQE: ("Détail estimatif (DQE)", "Estimate (DQE)"),
    PieceKind.DPGF: ("Décomposition du prix (DPGF)", "Lump-sum breakdown (DPGF)"),
    PieceKind.CRT: ("Cadre de réponse technique (CRT)", "Technical response form (CRT)"),
    PieceKind.NOTICE: ("Avis de marché", "Contract notice"),
    PieceKind.OTHER: ("Autre pièce", "Other piece"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A page that lists rules.

    Attributes:
        kind: themes, categories, pieces or law.
        slug: Its file's name.
        title: French, English.
        rules: On it, in the library's order.
        parameter: The dated value, on a shelf of law.
        core: What the core profile expects, on a shelf of a kind of purchase.
    """

    kind: str
    slug: str
    title: Both
    rules: tuple[Rule, ...]
    parameter: Parameter | None = None
    core: tuple[Core, ...] = ()

    @property
    def others(self) -> tuple[Rule, ...]:
        """The rules that are not of the core."""
        core = {each.rule.id for each in self.core}
        return tuple(rule for rule in self.rules if rule.id not in core)

    @property
    def path(self) -> str:
        """Address below the language's folder."""
        return f"{self.kind}/{self.slug}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day on which a value of the law changes.

    Attributes:
        day: First day in force.
        parameter: Which.
        value: From that day; "" where it ceases.
        until: The day of the next change; None while open.
        rules: That rest on it.
        ends: Nothing is in force from that day on.
    """

    day: date
    parameter: Parameter
    value: Both
    until: date | None
    rules: tuple[Rule, ...]
    ends: bool


def themes(rules: Sequence[Rule]) -> tuple[Shelf, ...]:
    """One shelf a theme that has rules."""
    shelves = (
        Shelf(kind="themes", slug=slug, title=title, rules=tuple(r for r in rules if r.theme == slug))
        for slug, title in THEMES.items()
    )
    return tuple(shelf for shelf in shelves if shelf.rules)


def categories(rulebook: Rulebook, rules: Sequence[Rule]) -> tuple[Shelf, ...]:
    """One shelf a kind of purchase: its core first, then the rules made for it; those for all are not repeated."""
    shown = {rule.id for rule in rules}
    found = []
    for category in rulebook.categories:
        core = tuple(each for each in core_of(rulebook, category.slug) if each.rule.id in shown)
        first = {each.rule.id for each in core}
        own = (rule for rule in rules if category.slug in rule.applies.categories and rule.id not in first)
        found.append(
            Shelf(
                kind="categories",
                slug=category.slug,
                title=category.title,
                rules=(*(each.rule for each in core), *own),
                core=core,
            )
        )
    return tuple(found)


def pieces(rules: Sequence[Rule]) -> tuple[Shelf, ...]:
    """One shelf a kind of piece in which rules are looked for."""
    shelves = (
        Shelf(
            kind="pieces",
            slug=kind.value.lower(),
            title=title,
            rules=tuple(rule for rule in rules if kind in rule.look_in),
        )
        for kind, title in PIECES.items()
    )
    return tuple(shelf for shelf in shelves if shelf.rules)


def law(rulebook: Rulebook, rules: Sequence[Rule]) -> tuple[Shelf, ...]:
    """One shelf a dated value of the law, with the rules that rest on it."""
    return tuple(
        Shelf(
            kind="law",
            slug=parameter.id,
            title=(
                parameter.description.rstrip("."),
                (parameter.description_en or parameter.description).rstrip("."),
            ),
            rules=tuple(rule for rule in rules if parameter.id in rule.legal),
            parameter=parameter,
        )
        for parameter in rulebook.parameters
    )


def by_text(shelves: Sequence[Shelf]) -> tuple[tuple[str, tuple[tuple[str, Shelf], ...]], ...]:
    """Group shelves of law by the text that they cite, each with the article, sorted."""
    groups: dict[str, list[tuple[str, Shelf]]] = {}
    for shelf in shelves:
        for reference in shelf.parameter.references if shelf.parameter else ():
            text, _, article = reference.ref.partition(", ")
            groups.setdefault(text, []).append((article, shelf))
    return tuple(
        (text, tuple(sorted(found, key=lambda pair: (pair[0], pair[1].slug))))
        for text, found in sorted(groups.items())
    )


def changes(shelves: Sequence[Shelf]) -> tuple[Change, ...]:
    """Return every dated change of the law, oldest first; pending law is no law yet and is left out."""
    found = []
    for shelf in shelves:
        parameter = shelf.parameter
        if parameter is None or parameter.status != "in_force":
            continue
        starts = [entry.start for entry in parameter.values]
        for entry, until in zip(parameter.values, [*starts[1:], None], strict=True):
            value = value_name(entry.value, parameter.unit)
            found.append(
                Change(
                    day=entry.start,
                    parameter=parameter,
                    value=value,
                    until=until,
                    rules=shelf.rules,
                    ends=entry.value in (None, False),
                )
            )
    return tuple(sorted(found, key=lambda change: (change.day, change.parameter.id)))


def value_name(value: Decimal | bool | str | None, unit: str) -> Both:
    """Return a value of the law in words: « 40 % », « en vigueur »."""
    if value is None:
        return "fin", "ends"
    if isinstance(value, bool):
        return ("en vigueur", "in force") if value else ("non en vigueur", "not in force")
    if isinstance(value, Decimal):
        plain = f"{value.normalize():,f}"
        french = plain.replace(",", "\u202f").replace(".", ",")
        sign = {"percent": "%", "euro": "€"}.get(unit, "")
        return f"{french}\u00a0{sign}".rstrip("\u00a0"), f"{plain}\u00a0{sign}".rstrip("\u00a0")
    return value, value
