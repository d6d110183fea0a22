"""The report as JSON, schema ``clausecheck/report/1``: what outside programs rely on."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from clausecheck.model.assessment import Assessment, LegalBasis, Report, Suggestion, Verdict
from clausecheck.model.consistency import Inconsistency
from clausecheck.model.document import Problem
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Piece
from clausecheck.model.place import Evidence
from clausecheck.model.reading import Reading, joined_reading, reading_of
from clausecheck.model.suppression import SetAside
from clausecheck.model.tender import AwardCriterion, Fact, Tender
from clausecheck.model.theme import THEMES
from clausecheck.text.fingerprint import fingerprint

SCHEMA = "clausecheck/report/1"
Json = dict[str, Any]


def render_json(report: Report) -> str:
    """Return the report as one JSON object, the same bytes for the same report."""
    return dump(report_object(report))


def document_json(piece: Piece) -> str:
    """Return what was read of one document, so that anyone can check the offsets."""
    return dump(document_object(piece))


def dump(value: object) -> str:
    """Return ``value`` as indented JSON text with a line break at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_number) + "\n"


def report_object(report: Report) -> Json:
    """Return the report as plain values, keys in the order of the contract."""
    return {
        "schema": SCHEMA,
        "engine": {
            "version": report.engine_version,
            "rules": {
                "packs": [{"id": p.id, "version": p.version, "count": p.count} for p in report.packs],
                "digest": report.rules_digest,
            },
        },
        "as_of": report.as_of.isoformat(),
        "level": report.level.name.lower(),
        "tender": _tender(report.tender),
        "findings": [_finding(finding) for finding in report.findings],
        "assessments": [_assessment(assessment) for assessment in report.assessments],
        "suggestions": [_suggestion(suggestion) for suggestion in report.suggestions],
        "award_criteria": [_criterion(criterion) for criterion in report.tender.facts.award_criteria],
        "coverage": _coverage(report),
        "inconsistencies": [_inconsistency(each) for each in report.inconsistencies],
        "suppressed": [_set_aside(each) for each in report.set_aside],
    }


def document_object(piece: Piece) -> Json:
    """Return one document as plain values, with its full text."""
    document, outline = piece.document, piece.outline
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "kind": outline.kind.value,
        "kind_reason": outline.kind_reason,
        "language": document.language,
        "text": document.text,
        "pages": [
            {
                "number": p.number,
                "start": p.start,
                "end": p.end,
                "ocr": p.ocr,
                "readable": p.readable,
                "confidence": p.confidence,
            }
            for p in document.pages
        ],
        "sections": [
            {
                "title": section.title,
                "number": section.number,
                "level": section.level,
                "start": section.span.start,
                "end": section.span.end,
            }
            for section in outline.sections
        ],
        "problems": [problem_object(problem) for problem in document.problems],
    }


def problem_object(problem: Problem) -> Json:
    """Return a problem as plain values."""
    return {
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy,
        "page": problem.page,
        "lost": problem.lost,
    }


def _number(value: object) -> int | float:
    """Write a Decimal as a JSON number: an integer where it is one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _tender(tender: Tender) -> Json:
    facts = tender.facts
    return {
        "title": facts.title.value,
        "buyer": facts.buyer.value,
        "buyer_type": facts.buyer_type.value,
        "cpv": list(facts.cpv.value or ()),
        "categories": list(facts.categories.value or ()),
        "contract_type": facts.contract_type.value,
        "procedure": facts.procedure.value,
        "value": facts.value.value,
        "lots": [{"number": lot.number, "title": lot.title} for lot in facts.lots],
        "facts": {
            "title": _fact(facts.title),
            "buyer": _fact(facts.buyer),
            "buyer_type": _fact(facts.buyer_type),
            "cpv": _fact(facts.cpv),
            "categories": _fact(facts.categories),
            "contract_type": _fact(facts.contract_type),
            "launch_date": _fact(facts.launch_date),
            "procedure": _fact(facts.procedure),
            "value": _fact(facts.value),
        },
        "notes": list(facts.notes),
        "documents": [_document(piece) for piece in tender.pieces],
        "reading": _reading(joined_reading(reading_of(piece.document) for piece in tender.pieces)),
        "unread": [{"name": name, "problem": problem_object(problem)} for name, problem in tender.unread],
    }


def _fact(fact: Fact[Any]) -> Json:
    """Say how a value is known; the value itself stands beside it in ``tender``."""
    return {
        "origin": fact.origin.value,
        "reason": fact.reason,
        "evidence": _evidence(fact.evidence) if fact.evidence else None,
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "document": evidence.document_id,
        "page": evidence.page,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
    }


def _document(piece: Piece) -> Json:
    document = piece.document
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "kind": piece.outline.kind.value,
        "kind_reason": piece.outline.kind_reason,
        "language": document.language,
        "pages": len(document.pages) or None,
        "characters": len(document.text),
        "ocr_pages": [page.number for page in document.pages if page.ocr],
        "reading": _reading(reading_of(document)),
        "problems": [problem_object(problem) for problem in document.problems],
    }


def _reading(reading: Reading) -> Json:
    share = reading.share
    return {
        "pages": reading.pages or None,
        "pages_read": reading.pages_read if reading.pages else None,
        "characters": reading.characters,
        "characters_lost": reading.characters_lost,
        "share": None if share is None else round(share, 4),
        "reasons": list(reading.reasons),
    }


def _finding(finding: Finding) -> Json:
    evidence = finding.evidence
    return {
        "id": finding.id,
        "rule": finding.rule,
        "theme": finding.theme,
        "document": evidence.document_id,
        "page": evidence.page,
        "section": finding.section,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "quote": evidence.quote,
        "polarity": finding.polarity.value,
        "strength": finding.strength.name.lower(),
        "level": finding.level.name.lower() if finding.level else None,
        "lever": finding.lever.value,
        "measures": [
            {"value": m.value, "unit": m.unit, "comparator": m.comparator} for m in finding.measures
        ],
        "proofs": list(finding.proofs),
        "penalty": finding.penalty,
        "conditional": finding.conditional,
        "review": finding.review,
        "lot": finding.lot,
        "fingerprint": fingerprint(finding.rule, evidence.quote),
    }


def _inconsistency(each: Inconsistency) -> Json:
    return {
        "id": each.id,
        "kind": each.kind.value,
        "subject": each.subject,
        "message": each.message,
        "remedy": each.remedy,
        "message_en": each.message_en,
        "remedy_en": each.remedy_en,
        "findings": list(each.findings),
        "documents": list(each.documents),
    }


def _set_aside(each: SetAside) -> Json:
    suppression = each.suppression
    return {
        "rule": suppression.rule,
        "quote": suppression.quote or None,
        "piece": suppression.piece or None,
        "reason": suppression.reason,
        "author": suppression.author,
        "expires": suppression.expires.isoformat(),
        "expired": each.expired,
        "verdict_waived": each.verdict_waived,
        "findings": [_finding(finding) for finding in each.findings],
    }


def _assessment(assessment: Assessment) -> Json:
    return {
        "rule": assessment.rule,
        "theme": assessment.theme,
        "verdict": assessment.verdict.value,
        "severity": assessment.severity.value,
        "reason": assessment.reason,
        "reason_en": assessment.reason_en,
        "legal_basis": [_basis(basis) for basis in assessment.legal_basis],
        "findings": list(assessment.findings),
        "suggestion": assessment.suggestion,
        "expected_for": assessment.expected_for or None,
    }


def _basis(basis: LegalBasis) -> Json:
    return {
        "ref": basis.ref,
        "from": basis.start.isoformat() if basis.start else None,
        "to": basis.end.isoformat() if basis.end else None,
        "url": basis.url or None,
        "confidence": basis.confidence.lower(),
    }


def _suggestion(suggestion: Suggestion) -> Json:
    target = suggestion.target
    return {
        "id": suggestion.id,
        "rule": suggestion.rule,
        "level": suggestion.level.name.lower(),
        "wording": suggestion.wording,
        "language": suggestion.language,
        "parameters": dict(suggestion.parameters),
        "placeholders": list(suggestion.placeholders),
        "proofs": list(suggestion.proofs),
        "belongs_in": list(suggestion.belongs_in),
        "target": {"document": target.document_id, "after": target.after, "section": target.section}
        if target
        else None,
    }


def _criterion(criterion: AwardCriterion) -> Json:
    return {
        "document": criterion.document_id,
        "page": criterion.page,
        "lot": criterion.lot,
        "name": criterion.name,
        "weight": criterion.weight,
        "environmental": criterion.environmental,
        "price": criterion.price,
        "parent": criterion.parent,
        "start": criterion.span.start,
        "end": criterion.span.end,
    }


def _coverage(report: Report) -> Json:
    counts = Counter((assessment.theme, assessment.verdict) for assessment in report.assessments)
    return {theme: {verdict.value: counts[theme, verdict] for verdict in Verdict} for theme in THEMES}
