"""The verdict of every rule on a tender, each with a reason in plain French and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clausecheck.assess.applicability import Bearing, Bears, bearing, legal_basis, severity_on
from clausecheck.assess.coverage import gap
from clausecheck.assess.expecting import Expected, expectations
from clausecheck.model.assessment import Assessment, Verdict
from clausecheck.model.finding import Finding, Level, Polarity, Strength
from clausecheck.model.rule import Rule, Rulebook
from clausecheck.model.tender import Tender
from clausecheck.model.theme import THEMES

_THEMES = tuple(THEMES)
_SAYS_WHY = (Verdict.MISSING, Verdict.CONTRADICTED)
_STRENGTH_FR = {
    Strength.MENTION: "simple mention",
    Strength.ASPIRATIONAL: "souhait sans obligation",
    Strength.BINDING: "obligation sans chiffre",
    Strength.MEASURABLE: "obligation mesurable",
    Strength.ENFORCEABLE: "obligation mesurable, prouvée et sanctionnée",
}
_LEVEL_FR = {Level.BASELINE: "socle", Level.ADVANCED: "avancé", Level.EXEMPLARY: "exemplaire"}


@dataclass(frozen=True, slots=True)
class _Opinion:
    """A verdict with its reason in both languages and the findings that it rests on."""

    verdict: Verdict
    reason: str
    reason_en: str
    findings: tuple[Finding, ...] = ()


def assess(
    rulebook: Rulebook, tender: Tender, findings: Sequence[Finding], *, day: date, level: Level
) -> tuple[Assessment, ...]:
    """Return one assessment a rule: what the law asks first, then the core of the purchase, then the others.

    Args:
        rulebook: Rules and dated law.
        tender: Pieces and facts.
        findings: Everything found in the tender.
        day: Launch of the consultation: the day whose law applies.
        level: Ambition asked for.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.review:
            by_rule.setdefault(finding.rule, []).append(finding)
    expected = expectations(rulebook, tender.facts)
    assessments = []
    for rule in rulebook.rules:
        if rule.status != "stable":
            continue
        called = expected.get(rule.id)
        bears = bearing(rule, tender.facts, findings, rulebook, day, expected=called is not None)
        opinion = _judge(rule, tender, by_rule.get(rule.id, []), findings, bears, level)
        if called and opinion.verdict in _SAYS_WHY:
            opinion = _with_reason(opinion, called)
        assessments.append(
            Assessment(
                rule=rule.id,
                theme=rule.theme,
                verdict=opinion.verdict,
                severity=severity_on(rule, rulebook, day),
                reason=opinion.reason,
                reason_en=opinion.reason_en,
                legal_basis=legal_basis(rule, rulebook, day),
                findings=tuple(finding.id for finding in opinion.findings),
                expected_for=called.category if called else "",
            )
        )
    return tuple(sorted(assessments, key=lambda a: (*a.weight, _THEMES.index(a.theme), a.rule)))


def _with_reason(opinion: _Opinion, called: Expected) -> _Opinion:
    """Say why this purchase calls for a clause that it lacks."""
    french, english = called.reason
    return replace(opinion, reason=f"{opinion.reason} {french}", reason_en=f"{opinion.reason_en} {english}")


def _judge(
    rule: Rule,
    tender: Tender,
    own: list[Finding],
    everything: Iterable[Finding],
    bears: Bearing,
    level: Level,
) -> _Opinion:
    against = [finding for finding in own if finding.polarity is Polarity.CONTRADICTS]
    if against:
        return _contradicted(rule, against, own)
    supporting = _aggregated(rule, tender, everything) if rule.aggregate else own
    if supporting:
        return _graded(rule, supporting, bears, level)
    if bears.bears is Bears.NO:
        return _Opinion(Verdict.NOT_APPLICABLE, bears.reason, bears.reason_en)
    unread = gap(rule, tender)
    if unread:
        return _Opinion(Verdict.UNDECIDED, *unread)
    if rule.kind == "obstacle":
        return _Opinion(
            Verdict.MET,
            "Aucune rédaction de ce genre n'a été trouvée dans les pièces lues.",
            "No such wording was found in the pieces read.",
        )
    if bears.bears is Bears.UNKNOWN:
        return _Opinion(
            Verdict.UNDECIDED,
            f"Rien trouvé, mais on ne sait pas si la clause est attendue. {bears.reason}",
            f"Nothing found, but it is not known whether the clause is expected. {bears.reason_en}",
        )
    if _looks_at_criteria(rule) and not tender.facts.award_criteria:
        return _Opinion(
            Verdict.UNDECIDED,
            "Aucun critère d'attribution n'a pu être relevé : à vérifier par une personne.",
            "No award criterion could be read: a person has to check.",
        )
    return _Opinion(
        Verdict.MISSING,
        "Toutes les pages ont été lues et aucune clause de ce genre n'a été trouvée.",
        "Every page was read and no such clause was found.",
    )


def _looks_at_criteria(rule: Rule) -> bool:
    return any(m.kind == "criterion" for _, detection in rule.detection for m in detection.matchers)


def _contradicted(rule: Rule, against: list[Finding], own: list[Finding]) -> _Opinion:
    if rule.kind == "obstacle":
        count = len(against)
        return _Opinion(
            Verdict.CONTRADICTED,
            f"Rédaction à corriger : {count} passage{'s' if count > 1 else ''}.",
            f"Wording to mend: {count} passage{'s' if count > 1 else ''}.",
            tuple(against),
        )
    both = len(own) > len(against)
    return _Opinion(
        Verdict.CONTRADICTED,
        "Un passage l'exige et un autre dit le contraire." if both else "Le texte dit le contraire.",
        "One passage asks for it and another says the opposite." if both else "The text says the opposite.",
        tuple(own),
    )


def _aggregated(rule: Rule, tender: Tender, everything: Iterable[Finding]) -> list[Finding]:
    """Return the findings of other rules that meet this one."""
    wanted = rule.aggregate
    assert wanted is not None
    kinds = {piece.document.id: piece.outline.kind for piece in tender.pieces}
    return [
        finding
        for finding in everything
        if finding.theme in wanted.themes
        and finding.polarity is Polarity.SUPPORTS
        and not finding.review
        and (not wanted.levers or finding.lever in wanted.levers)
        and (not wanted.pieces or kinds.get(finding.evidence.document_id) in wanted.pieces)
    ]


def _graded(rule: Rule, supporting: list[Finding], bears: Bearing, level: Level) -> _Opinion:
    best = max(
        supporting,
        key=lambda f: (not f.conditional, min(f.strength, Strength.BINDING), f.level or 0, f.strength),
    )
    shown = tuple(sorted(supporting, key=lambda f: (-f.strength, f.evidence.span.start)))
    least = rule.aggregate.at_least if rule.aggregate else Strength.BINDING
    note = f" {bears.reason}" if bears.bears is Bears.NO else ""
    note_en = f" {bears.reason_en}" if bears.bears is Bears.NO else ""
    weakness = _weakness(rule, best, least, level)
    if weakness is None:
        return _Opinion(
            Verdict.MET,
            f"{_STRENGTH_FR[best.strength].capitalize()}.{note}",
            f"Found: {best.strength.name.lower()}.{note_en}",
            shown,
        )
    return _Opinion(Verdict.PARTIAL, weakness[0] + note, weakness[1] + note_en, shown)


def _weakness(rule: Rule, best: Finding, least: Strength, level: Level) -> tuple[str, str] | None:
    """Return why the best finding is not enough, or None."""
    if best.strength < least:
        strength = _STRENGTH_FR[best.strength]
        return f"Trop faible pour obliger : {strength}.", f"Too weak to bind: {best.strength.name.lower()}."
    if best.conditional:
        return (
            "Seulement sous condition (option, demande ou « le cas échéant »).",
            "Only under a condition (option, request or « where applicable »).",
        )
    if not _is_graded(rule):
        return None
    if best.level is None:
        return (
            "Sans chiffre, ou sous le niveau socle : le niveau d'ambition ne peut être vérifié.",
            "Without a figure, or below baseline: the level of ambition cannot be verified.",
        )
    if best.level < level:
        return (
            f"Niveau {_LEVEL_FR[best.level]}, sous le niveau {_LEVEL_FR[level]} demandé.",
            f"Level {best.level.name.lower()}, below the {level.name.lower()} level asked for.",
        )
    return None


def _is_graded(rule: Rule) -> bool:
    """A rule with thresholds wants a figure."""
    return any(detection.thresholds is not None for _, detection in rule.detection)
