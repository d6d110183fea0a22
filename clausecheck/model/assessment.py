"""The verdict of one rule on one tender, the words proposed, and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clausecheck.model.consistency import Inconsistency
from clausecheck.model.finding import Finding, Level
from clausecheck.model.suppression import SetAside
from clausecheck.model.tender import Tender


class Verdict(StrEnum):
    """What is said of one rule."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not_applicable"
    UNDECIDED = "undecided"


class Severity(StrEnum):
    """How much the law asks for it, strongest first."""

    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    RECOMMENDED = "recommended"
    GOOD_PRACTICE = "good_practice"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A dated reference.

    Attributes:
        ref: For example "Code de la commande publique, art. L. 2112-2".
        start: First day in force (launch of the consultation); None when not dated.
        end: Last day in force; None when open.
        url: Where to read it; "" when none is certain.
        confidence: HIGH, MEDIUM or UNVERIFIED (an UNVERIFIED text never blocks).
    """

    ref: str
    start: date | None
    end: date | None
    url: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The verdict for one rule on one tender.

    Attributes:
        rule: The rule's id.
        theme: The rule's theme.
        verdict: One of six.
        severity: On the day whose law applies.
        reason: French, one or two sentences.
        reason_en: The same in English.
        legal_basis: References in force on that day.
        findings: Ids of the findings that it rests on.
        suggestion: Id of the wording proposed, or None.
        expected_for: Slug of the kind of purchase whose core profile names the rule; "" where none does.
    """

    rule: str
    theme: str
    verdict: Verdict
    severity: Severity
    reason: str
    reason_en: str
    legal_basis: tuple[LegalBasis, ...] = ()
    findings: tuple[str, ...] = ()
    suggestion: str | None = None
    expected_for: str = ""

    @property
    def weight(self) -> tuple[int, bool, int]:
        """Sort key, weightiest first: what the law asks, then the core of the purchase, then by severity."""
        rank = tuple(Severity).index(self.severity)
        law = min(rank, tuple(Severity).index(Severity.RECOMMENDED))
        return law, not self.expected_for, rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a wording belongs in the buyer's own file: after the code point ``after``."""

    document_id: str
    after: int
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Words that a buyer may paste.

    Attributes:
        id: ``s`` and a hash of rule, level and language.
        rule: The rule's id.
        level: Ambition of this wording.
        wording: Filled; what only the buyer knows stands in square brackets.
        language: ``fr`` or ``en``.
        parameters: Names and the values they were filled with.
        placeholders: The square brackets left, in order, without the brackets.
        proofs: What the contractor shows.
        belongs_in: Kinds of pieces, best first.
        target: The place found in this tender; None when no piece fits.
    """

    id: str
    rule: str
    level: Level
    wording: str
    language: str
    parameters: tuple[tuple[str, str], ...] = ()
    placeholders: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    belongs_in: tuple[str, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """A rule pack that took part in a check."""

    id: str
    version: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole result of one check; renderings read it and change nothing.

    Attributes:
        engine_version: Of clausecheck.
        packs: The rule packs used.
        rules_digest: SHA-256 over the rules used, hexadecimal.
        as_of: The date whose law applies.
        level: The ambition asked for.
        tender: What was read.
        findings: In order of document, then place.
        assessments: What the law asks first, then the core of the purchase, then the others; each by theme.
        suggestions: At most one a rule.
        titles: Rule id -> (French title, English title, French why), for renderings.
        set_aside: What people's suppressions did; their findings are not among ``findings``.
        inconsistencies: Pieces that do not go together.
    """

    engine_version: str
    packs: tuple[PackInfo, ...]
    rules_digest: str
    as_of: date
    level: Level
    tender: Tender
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]
    suggestions: tuple[Suggestion, ...]
    titles: tuple[tuple[str, tuple[str, str, str]], ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
