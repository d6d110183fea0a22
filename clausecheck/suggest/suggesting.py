"""One wording for every rule that a tender does not fully meet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from clausecheck.model.assessment import Assessment, Suggestion, Verdict
from clausecheck.model.finding import Finding, Level, Polarity
from clausecheck.model.rule import Rule, Rulebook
from clausecheck.model.tender import Tender
from clausecheck.suggest.filling import fill
from clausecheck.suggest.placing import find_target

_WANTING = {Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTED}


def suggest(
    rulebook: Rulebook,
    tender: Tender,
    findings: Sequence[Finding],
    assessments: Sequence[Assessment],
    level: Level,
) -> tuple[tuple[Assessment, ...], tuple[Suggestion, ...]]:
    """Return the assessments, each pointing to its suggestion, and the suggestions.

    Args:
        rulebook: Holds the wordings.
        tender: Where they are to stand.
        findings: By id, what the assessments rest on.
        assessments: From ``assess``.
        level: Ambition asked for.
    """
    rules = {rule.id: rule for rule in rulebook.rules}
    known = {finding.id: finding for finding in findings}
    language = main_language(tender)
    pointed: list[Assessment] = []
    suggestions: list[Suggestion] = []
    for assessment in assessments:
        rule = rules[assessment.rule]
        suggestion = None
        if assessment.verdict in _WANTING:
            resting = [known[name] for name in assessment.findings]
            suggestion = _suggestion(rule, tender, _to_mend(rule, resting), language, level)
        if suggestion is not None:
            suggestions.append(suggestion)
        pointed.append(replace(assessment, suggestion=suggestion.id if suggestion else None))
    return tuple(pointed), tuple(suggestions)


def main_language(tender: Tender) -> str:
    """Return the language in which most of the tender is written; French for an empty one."""
    count: Counter[str] = Counter()
    for piece in tender.pieces:
        count[piece.document.language] += len(piece.document.text)
    return count.most_common(1)[0][0] if count else "fr"


def _to_mend(rule: Rule, findings: Sequence[Finding]) -> list[Finding]:
    """Put first the passage that the wording replaces: the one that says the opposite, else the weakest."""
    if rule.aggregate:
        return []
    return sorted(
        findings, key=lambda finding: (finding.polarity is not Polarity.CONTRADICTS, finding.strength)
    )


def _suggestion(
    rule: Rule, tender: Tender, findings: Sequence[Finding], language: str, level: Level
) -> Suggestion | None:
    languages = {wording.language for wording in rule.wording}
    chosen = language if language in languages else "fr"
    if chosen not in languages:
        return None
    filled = fill(rule, chosen, level)
    key = f"{rule.id}\0{level.name}\0{chosen}"
    return Suggestion(
        id="s" + hashlib.sha256(key.encode()).hexdigest()[:12],
        rule=rule.id,
        level=level,
        wording=filled.text,
        language=chosen,
        parameters=filled.parameters,
        placeholders=filled.placeholders,
        proofs=filled.proofs,
        belongs_in=tuple(kind.value for kind in rule.belongs_in),
        target=find_target(rule, tender, findings),
    )
