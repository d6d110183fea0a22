"""A tender (DCE): its pieces and the facts that decide which rules bear on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from clausecheck.model.document import Problem
from clausecheck.model.outline import Piece
from clausecheck.model.place import Evidence, Span

T = TypeVar("T")


class Origin(StrEnum):
    """How a fact is known."""

    GIVEN = "given"  # by the caller: wins over what is read
    READ = "read"  # in the pieces, with evidence
    ASSUMED = "assumed"  # neither: said so in ``reason``
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[T]):
    """A value of the tender, with the reason to believe it.

    Attributes:
        value: None when unknown.
        origin: How it is known.
        reason: French, one sentence.
        evidence: The words it was read from, when read.
    """

    value: T | None
    origin: Origin
    reason: str = ""
    evidence: Evidence | None = None


UNKNOWN: Fact[object] = Fact(value=None, origin=Origin.UNKNOWN, reason="Non indiqué dans les pièces.")


class ContractType(StrEnum):
    """Article L. 1111-1 of the public procurement code."""

    SUPPLIES = "supplies"
    SERVICES = "services"
    WORKS = "works"


class BuyerType(StrEnum):
    """Only what changes a duty."""

    LOCAL = "local"  # local authorities and their groupings
    STATE = "state"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot that a heading or a table names."""

    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCriterion:
    """A criterion or sub-criterion for the award, as the rules of the consultation give it.

    Attributes:
        document_id: The piece that states it.
        page: From 1; None where the format has no pages.
        span: The words that name it (a table row or a list item).
        name: As written, white space collapsed, without number nor weight.
        weight: Percent of the whole (40 for 40 %); points are turned into percent of their total;
            None when the text gives none.
        environmental: It takes the environment into account.
        price: It is a criterion of price or cost.
        parent: ``name`` of the criterion that it details; None at the top.
        lot: The lot it is for; None for all.
    """

    document_id: str
    page: int | None
    span: Span
    name: str
    weight: Decimal | None
    environmental: bool
    price: bool = False
    parent: str | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a notice, or the essential data of the contract, says that the contract holds.

    Attributes:
        document_id: The piece that declares it.
        span: The words.
        field: Business term of eForms (``BT-774-Lot``), or ``DECP``.
        code: Of the field's closed list.
        words: As written.
    """

    document_id: str
    span: Span
    field: str
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderFacts:
    """What decides which rules bear on a tender. Amounts in euros before VAT."""

    title: Fact[str]
    buyer: Fact[str]
    buyer_type: Fact[BuyerType]
    cpv: Fact[tuple[str, ...]]
    contract_type: Fact[ContractType]
    categories: Fact[tuple[str, ...]]
    launch_date: Fact[date]
    procedure: Fact[str]
    value: Fact[Decimal]
    lots: tuple[Lot, ...] = ()
    award_criteria: tuple[AwardCriterion, ...] = ()
    declared: tuple[Declaration, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """French remarks on the facts, such as weights whose sum is not 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Facts and choices that the caller gives; None where he says nothing."""

    as_of: date | None = None
    cpv: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    buyer_type: BuyerType | None = None
    value: Decimal | None = None
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """What a buyer publishes: pieces, facts, and the files that could not be read at all.

    Attributes:
        pieces: Documents with their outline, in the order of the call.
        facts: What decides applicability.
        unread: Name and problem of every file that gave no document.
    """

    pieces: tuple[Piece, ...]
    facts: TenderFacts
    unread: tuple[tuple[str, Problem], ...] = ()
