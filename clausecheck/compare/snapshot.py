"""What a comparison needs of a report, be it fresh or written as JSON some months ago."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clausecheck.errors import InputError
from clausecheck.model.assessment import Report, Severity, Verdict
from clausecheck.model.finding import Finding, Polarity

SCHEMA = "clausecheck/report/1"
Figure = tuple[Decimal, str, str]
"""Value, unit, comparator."""
_WRONG = "Donnez un rapport écrit par clausecheck check --format json."


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A finding, freed from the file it was found in.

    Attributes:
        rule: The rule's id.
        theme: The rule's theme.
        quote: The buyer's words.
        piece: Kind of the piece, or its file name where the kind is not known.
        section: Title path of its article.
        page: From 1, or None.
        polarity: Serves the rule's aim, or says the opposite.
        strength: Name of the rung.
        level: Name of the ambition, or None.
        lever: Where it acts.
        measures: Its figures.
        conditional: It holds under a condition only.
        penalty: A consequence is stated with it.
    """

    rule: str
    theme: str
    quote: str
    piece: str
    section: str
    page: int | None
    polarity: str
    strength: str
    level: str | None
    lever: str
    measures: tuple[Figure, ...]
    conditional: bool
    penalty: bool

    @property
    def wanted(self) -> bool:
        """True where the clause serves the rule's aim: losing it is a loss."""
        return self.polarity == Polarity.SUPPORTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The verdict of one rule."""

    rule: str
    theme: str
    verdict: Verdict
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A report as far as a comparison goes.

    Attributes:
        title: Of the tender; "" where none was read.
        as_of: The day whose law applies, ISO.
        digest: Of the rules used.
        complete: All of the input could be read.
        clauses: In the order of the report, proposals to review left out.
        standings: In the order of the report.
    """

    title: str
    as_of: str
    digest: str
    complete: bool
    clauses: tuple[Clause, ...]
    standings: tuple[Standing, ...]


def snapshot_of(report: Report) -> Snapshot:
    """Return what a comparison needs of a report."""
    tender = report.tender
    pieces = {
        piece.document.id: _piece(piece.outline.kind.value, piece.document.name) for piece in tender.pieces
    }
    return Snapshot(
        title=tender.facts.title.value or "",
        as_of=report.as_of.isoformat(),
        digest=report.rules_digest,
        complete=not tender.unread and all(piece.document.complete for piece in tender.pieces),
        clauses=tuple(
            _clause(finding, pieces[finding.evidence.document_id])
            for finding in report.findings
            if not finding.review
        ),
        standings=tuple(
            Standing(rule=each.rule, theme=each.theme, verdict=each.verdict, severity=each.severity)
            for each in report.assessments
        ),
    )


def parse_snapshot(text: str, *, name: str) -> Snapshot:
    """Return what a comparison needs of a report written as JSON.

    Args:
        text: The file's content.
        name: The file's name, for the message.

    Raises:
        InputError: It is no report of the known schema.
    """
    try:
        value = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except json.JSONDecodeError as error:
        raise InputError(f"« {name} » n'est pas du JSON ({error.msg}). {_WRONG}") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise InputError(f"« {name} » n'est pas un rapport {SCHEMA}. {_WRONG}")
    try:
        return _parsed(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"« {name} » est un rapport abîmé ({error!r}). {_WRONG}") from error


def _parsed(value: Mapping[str, Any]) -> Snapshot:
    documents = value["tender"]["documents"]
    pieces = {each["id"]: _piece(each["kind"], each["name"]) for each in documents}
    problems = [problem for each in documents for problem in each["problems"]]
    return Snapshot(
        title=value["tender"]["title"] or "",
        as_of=value["as_of"],
        digest=value["engine"]["rules"]["digest"],
        complete=not value["tender"].get("unread") and not any(each.get("lost") for each in problems),
        clauses=tuple(
            _parsed_clause(each, pieces[each["document"]])
            for each in value["findings"]
            if not each.get("review")
        ),
        standings=tuple(
            Standing(
                rule=each["rule"],
                theme=each["theme"],
                verdict=Verdict(each["verdict"]),
                severity=Severity(each["severity"]),
            )
            for each in value["assessments"]
        ),
    )


def _parsed_clause(value: Mapping[str, Any], piece: str) -> Clause:
    return Clause(
        rule=value["rule"],
        theme=value["theme"],
        quote=value["quote"],
        piece=piece,
        section=value["section"] or "",
        page=None if value["page"] is None else int(value["page"]),
        polarity=value["polarity"],
        strength=value["strength"],
        level=value.get("level"),
        lever=value["lever"],
        measures=tuple((each["value"], each["unit"], each["comparator"]) for each in value["measures"]),
        conditional=value["conditional"],
        penalty=value["penalty"],
    )


def _clause(finding: Finding, piece: str) -> Clause:
    return Clause(
        rule=finding.rule,
        theme=finding.theme,
        quote=finding.evidence.quote,
        piece=piece,
        section=finding.section,
        page=finding.evidence.page,
        polarity=finding.polarity.value,
        strength=finding.strength.name.lower(),
        level=finding.level.name.lower() if finding.level else None,
        lever=finding.lever.value,
        measures=tuple((each.value, each.unit, each.comparator) for each in finding.measures),
        conditional=finding.conditional,
        penalty=finding.penalty,
    )


def _piece(kind: str, name: str) -> str:
    return name if kind == "OTHER" else kind
