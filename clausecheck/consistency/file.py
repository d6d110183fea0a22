"""A tender seen as a whole: which pieces bind, and which findings oblige somebody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.finding import Finding, Lever, Polarity, Strength
from clausecheck.model.outline import Piece, PieceKind
from clausecheck.model.rule import Rule, Rulebook
from clausecheck.model.tender import Tender

CONTRACT = frozenset((PieceKind.CCAP, PieceKind.CCP, PieceKind.CCTP, PieceKind.AE))
"""Pieces that the parties sign: what stands there obliges."""
PRICES = frozenset((PieceKind.BPU, PieceKind.DQE, PieceKind.DPGF))
_NOT_OWED = frozenset((Lever.SELECTION_CRITERION, Lever.INFORMATION, Lever.VARIANT))


@dataclass(frozen=True)
class File:
    """One tender with its findings.

    Attributes:
        tender: Pieces and facts.
        findings: All of them, in order; those to review are left out of every view.
        rules: By id.
        concepts: Document id -> names of the concepts that its words name.
    """

    tender: Tender
    findings: tuple[Finding, ...]
    rules: dict[str, Rule]
    concepts: dict[str, frozenset[str]]

    @cached_property
    def kinds(self) -> dict[str, PieceKind]:
        """Document id -> kind of piece."""
        return {piece.document.id: piece.outline.kind for piece in self.tender.pieces}

    @cached_property
    def owed(self) -> tuple[Finding, ...]:
        """Findings that oblige the contractor: in a piece of the contract, binding, unconditional."""
        return tuple(
            finding
            for finding in self.asserted
            if self.kinds.get(finding.evidence.document_id) in CONTRACT
            and finding.strength >= Strength.BINDING
            and finding.lever not in _NOT_OWED
        )

    @cached_property
    def scored(self) -> tuple[Finding, ...]:
        """Findings that an award criterion states: in a piece that is no contract."""
        return tuple(
            finding
            for finding in self.asserted
            if finding.lever is Lever.AWARD_CRITERION
            and self.kinds.get(finding.evidence.document_id) not in CONTRACT
        )

    @cached_property
    def asserted(self) -> tuple[Finding, ...]:
        """Findings of wanted clauses that assert something."""
        return tuple(
            finding
            for finding in self.findings
            if finding.polarity is Polarity.SUPPORTS
            and not finding.review
            and finding.rule in self.rules
            and self.rules[finding.rule].kind == "clause"
        )

    @property
    def whole(self) -> bool:
        """True when every page of every file was read: only then may something be said to stand nowhere."""
        return not any(problem.lost for _, problem in self.tender.unread) and all(
            piece.document.complete for piece in self.tender.pieces
        )

    def pieces(self, kinds: Iterable[PieceKind]) -> tuple[Piece, ...]:
        """Return the pieces of some kinds."""
        wanted = frozenset(kinds)
        return tuple(piece for piece in self.tender.pieces if piece.outline.kind in wanted)

    def language(self, finding: Finding) -> str:
        """Return the language of the document that holds a finding."""
        wanted = finding.evidence.document_id
        return next(p.document.language for p in self.tender.pieces if p.document.id == wanted)

    def name(self, document: str) -> str:
        """Return the kind of a document as a reader names it, its file's name where it has none."""
        kind = self.kinds[document]
        if kind is not PieceKind.OTHER:
            return kind.value
        return next(p.document.name for p in self.tender.pieces if p.document.id == document)


def file_of(
    tender: Tender, findings: Sequence[Finding], rulebook: Rulebook, concepts: dict[str, frozenset[str]]
) -> File:
    """Return the view on a tender that the comparisons share."""
    return File(tender, tuple(findings), {rule.id: rule for rule in rulebook.rules}, concepts)


def remark(
    kind: Mismatch,
    subject: str,
    fr: tuple[str, str],
    en: tuple[str, str],
    *,
    findings: Sequence[Finding] = (),
    documents: Iterable[str] = (),
) -> Inconsistency:
    """Return an inconsistency; ``fr`` and ``en`` are message and remedy, documents those of the findings first."""
    named = tuple(dict.fromkeys([*(f.evidence.document_id for f in findings), *documents]))
    seed = "\0".join((kind.value, subject, *sorted(named)))
    return Inconsistency(
        id="i" + hashlib.sha256(seed.encode()).hexdigest()[:12],
        kind=kind,
        subject=subject,
        message=fr[0],
        remedy=fr[1],
        message_en=en[0],
        remedy_en=en[1],
        findings=tuple(finding.id for finding in findings),
        documents=named,
    )
