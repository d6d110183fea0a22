"""A rule as data: what it looks for, when it bears on a tender, and the words it proposes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clausecheck.model.assessment import LegalBasis, Severity
from clausecheck.model.finding import Level, Lever, Polarity, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.profile import Profile
from clausecheck.model.sheet import Sheet

Terms = tuple[str, ...]
"""Alternatives: literal words or ``@concept`` references, any one of which will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """One way to recognise the idea: groups of terms, all of which must occur together.

    The closed list of kinds (``phrase``, ``near``, ``under``, ``criterion``) is code, one small
    file each in ``clausecheck.detect``; rules only combine them.

    Attributes:
        kind: One of the closed list.
        polarity: What a hit means for the rule.
        groups: ``phrase`` has one group; ``near`` two or more; ``under`` none or more.
        within: ``near`` and ``under``: most words between the first and the last group.
        ordered: The groups must come in the order given.
        heading: ``under``: terms of which one must stand in a heading or in the lead-in above.
        unless: Terms that, in the same passage, keep the matcher silent.
        only: ``criterion``: ``environmental``, ``price_only`` or ``social``.
        measured: A figure of the rule's unit must stand in the passage.
        pieces: Kinds of pieces in which the matcher counts; empty for all.
        level: Ambition that the hit proves by itself; None leaves it to the figure.
        strength: Rung that the hit is held to at most; None leaves it to the passage.
        lever: Where it acts; None leaves it to the passage and the rule.
        any_bearer: The passage counts even when the buyer is its subject (« L'acheteur peut auditer »).
        here: ``near``: every group must stand in the passage itself; its context lends no words.
    """

    kind: str
    polarity: Polarity
    groups: tuple[Terms, ...] = ()
    within: int = 12
    ordered: bool = False
    heading: Terms = ()
    unless: Terms = ()
    only: str = ""
    measured: bool = False
    pieces: tuple[PieceKind, ...] = ()
    level: Level | None = None
    strength: Strength | None = None
    lever: Lever | None = None
    any_bearer: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Figures that separate the levels, in one unit.

    Attributes:
        unit: As in ``Measure.unit``; units of one dimension are converted (36 months are 3 years).
        higher_is_better: False for delays and prices.
        baseline: Figure from which a clause is at baseline; likewise the others.
    """

    unit: str
    higher_is_better: bool
    baseline: Decimal
    advanced: Decimal
    exemplary: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """How one language says it."""

    matchers: tuple[Matcher, ...]
    thresholds: Thresholds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """A text with what the rule must say of it; ``kind`` and ``heading`` give it a place.

    Attributes:
        neighbour: Silent case: id of the rule that the text belongs to; "" for none.
        false_friend: Silent case: the words in it that look like the rule's; "" for none.
    """

    text: str
    expect: str
    kind: PieceKind
    language: str
    heading: str = ""
    lead_in: str = ""
    level: Level | None = None
    strength: Strength | None = None
    because: str = ""
    neighbour: str = ""
    false_friend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingParameter:
    """A figure of a wording: its lawful default at each level.

    Attributes:
        name: As between braces in the wording.
        values: Baseline, advanced, exemplary.
        unit: For a reader; "" where it has none.
        source: Where the figures come from.
        market: Typical value or range on the market, in ``unit``.
    """

    name: str
    values: tuple[str, str, str]
    unit: str = ""
    source: str = ""
    market: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words proposed in one language, by level."""

    language: str
    texts: tuple[tuple[Level, str], ...]
    proofs: tuple[str, ...] = ()
    control: str = ""
    penalty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicability:
    """When a rule bears on a tender; empty means always.

    Attributes:
        categories: Slugs of purchase categories.
        contract_types: supplies, services, works.
        buyer_types: local, state, other.
        value_from: Id of a threshold parameter, in euros before VAT.
        needs: The rule is expected only if one of these rules has a finding (a penalty wants a duty).
    """

    categories: tuple[str, ...] = ()
    contract_types: tuple[str, ...] = ()
    buyer_types: tuple[str, ...] = ()
    value_from: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A rule that is met by the findings of others (an environmental performance condition).

    Attributes:
        themes: Findings of these themes count.
        at_least: Lowest strength that counts.
        levers: Levers that count; empty for all.
        pieces: Kinds of pieces that count; empty for all.
    """

    themes: tuple[str, ...]
    at_least: Strength
    levers: tuple[Lever, ...] = ()
    pieces: tuple[PieceKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement, as its YAML file gives it.

    Attributes:
        id: ``<theme or family>.<requirement>``, for ever.
        status: draft (off), stable, deprecated.
        kind: ``clause`` (wanted) or ``obstacle`` (unwanted: a finding contradicts).
        theme: Of the closed list.
        title: Language -> text; likewise ``why``.
        lever: Where the clause acts unless the passage tells otherwise.
        look_in: Kinds of pieces where it is expected.
        applies: When it bears on a tender.
        severity: Where no duty is in force.
        duty: Id of a dated parameter that makes it ``duty_severity`` while in force; "" for none.
        duty_severity: mandatory or conditional.
        legal: Ids of the parameters it rests on, the duty's included.
        detection: Language -> how to find it.
        aggregate: Met by the findings of other rules; None for most.
        wording: Language -> words proposed.
        parameters: Of the wordings.
        belongs_in: Kinds of pieces for the wording, best first.
        after: Words of headings after which the wording belongs.
        tests: Cases that the rule must pass.
        todo: Known misses, counted.
        source: File it was read from.
        aliases: Ids that it had before.
        price_line: Concepts of which one is expected in the price schedule where the rule's duty stands.
        sheet: What it tells a jurist beside all that.
    """

    id: str
    status: str
    kind: str
    theme: str
    title: tuple[tuple[str, str], ...]
    why: tuple[tuple[str, str], ...]
    lever: Lever
    look_in: tuple[PieceKind, ...]
    applies: Applicability
    severity: Severity
    duty: str
    duty_severity: Severity
    legal: tuple[str, ...]
    detection: tuple[tuple[str, Detection], ...]
    aggregate: Aggregate | None
    wording: tuple[Wording, ...]
    parameters: tuple[WordingParameter, ...]
    belongs_in: tuple[PieceKind, ...]
    after: Terms
    tests: tuple[RuleTest, ...]
    todo: tuple[RuleTest, ...]
    source: str
    aliases: tuple[str, ...] = ()
    price_line: tuple[str, ...] = ()
    sheet: Sheet = field(default_factory=Sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterValue:
    """The value in force from a day on; None means no longer in force."""

    start: date
    value: Decimal | bool | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A dated legal value with its references.

    Attributes:
        id: Its path under rules/parameters, dots for slashes.
        description: French.
        description_en: English; "" where nobody wrote it.
        unit: bool, euro, percent …
        status: ``in_force`` or ``pending`` (never blocks).
        values: By day, ascending.
        references: What to cite, each with its own dates and confidence.
    """

    id: str
    description: str
    unit: str
    status: str
    values: tuple[ParameterValue, ...]
    references: tuple[LegalBasis, ...]
    description_en: str = ""

    def value_at(self, day: date) -> ParameterValue | None:
        """Return the value in force on ``day`` (launch of the consultation), or None before any.

        Args:
            day: Calendar day, Europe/Paris; never the day of the check.

        Returns:
            The latest entry not dated after ``day``; None before the first entry and after one
            whose value is null.
        """
        found: ParameterValue | None = None
        for entry in self.values:
            if entry.start <= day:
                found = entry
        return None if found is None or found.value is None else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A named set of terms of one language.

    Attributes:
        id: Without the ``@``.
        null: A false friend: its words are consumed and prove nothing.
        terms: As the jurist wrote them.
    """

    id: str
    language: str
    null: bool
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of purchase.

    Attributes:
        slug: For ``--category``.
        title: French, English.
        cpv: Prefixes, trailing zeros dropped; the longest wins.
        terms: Words of a title that tell the category when no CPV does.
        contract_type: The usual one; "" when it varies.
    """

    slug: str
    title: tuple[str, str]
    cpv: tuple[str, ...]
    terms: Terms
    contract_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Everything that a check needs to know beforehand, ready to be compiled once a process.

    Attributes:
        rules: Of all packs, the built-in library's first.
        concepts: Likewise; and so on.
        parameters: Dated values of the law.
        categories: Kinds of purchase.
        packs: Name, version and number of enabled rules of each pack.
        digest: SHA-256 over the files read, hexadecimal.
        profiles: What kinds of purchase call for.
        guests: Ids of the rules of third parties, whose work is limited.
    """

    rules: tuple[Rule, ...]
    concepts: tuple[Concept, ...]
    parameters: tuple[Parameter, ...]
    categories: tuple[Category, ...]
    packs: tuple[tuple[str, str, int], ...]
    digest: str
    profiles: tuple[Profile, ...] = ()
    guests: frozenset[str] = frozenset()
