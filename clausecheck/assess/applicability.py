"""Does a rule bear on this tender? Yes, no, or unknown, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from clausecheck.model.assessment import LegalBasis, Severity
from clausecheck.model.finding import Finding, Polarity
from clausecheck.model.rule import Parameter, Rule, Rulebook
from clausecheck.model.tender import TenderFacts


class Bears(Enum):
    """Whether a rule is expected in a tender."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whether a rule bears on a tender, and why (French, English)."""

    bears: Bears
    reason: str = ""
    reason_en: str = ""


_YES = Bearing(Bears.YES)


def bearing(
    rule: Rule,
    facts: TenderFacts,
    findings: Iterable[Finding],
    rulebook: Rulebook,
    day: date,
    *,
    expected: bool = False,
) -> Bearing:
    """Return whether ``rule`` bears on a tender; the first « no » wins, then the first « unknown ».

    Args:
        rule: Which.
        facts: Of the tender.
        findings: Everything found in it, for rules that complete others.
        rulebook: Categories and dated thresholds.
        day: The day whose law applies.
        expected: A core profile of the purchase names the rule, whatever categories the rule itself lists.
    """
    checks = (
        _YES if expected else _categories(rule, facts, rulebook),
        _listed(rule.applies.contract_types, facts.contract_type.value, "type de marché", "type of contract"),
        _listed(rule.applies.buyer_types, facts.buyer_type.value, "type d'acheteur", "type of buyer"),
        _value(rule, facts, rulebook, day),
        _needs(rule, findings),
    )
    for wanted in (Bears.NO, Bears.UNKNOWN):
        for result in checks:
            if result.bears is wanted:
                return result
    return _YES


def _categories(rule: Rule, facts: TenderFacts, rulebook: Rulebook) -> Bearing:
    wanted = rule.applies.categories
    if not wanted:
        return _YES
    known = facts.categories.value
    if not known:
        return Bearing(
            Bears.UNKNOWN,
            "La catégorie d'achat n'est pas connue (précisez-la avec --category ou --cpv).",
            "The purchase category is not known (give it with --category or --cpv).",
        )
    if set(known) & set(wanted):
        return _YES
    titles = {category.slug: category.title for category in rulebook.categories}
    french = ", ".join(titles.get(slug, (slug, slug))[0] for slug in known)
    english = ", ".join(titles.get(slug, (slug, slug))[1] for slug in known)
    return Bearing(
        Bears.NO,
        f"Non attendue pour cette catégorie d'achat : {french}.",
        f"Not expected for this category: {english}.",
    )


def _listed(wanted: tuple[str, ...], known: str | None, name: str, name_en: str) -> Bearing:
    if not wanted:
        return _YES
    if known is None:
        return Bearing(Bears.UNKNOWN, f"Le {name} n'est pas connu.", f"The {name_en} is not known.")
    if str(known) in wanted:
        return _YES
    return Bearing(Bears.NO, f"Ne concerne pas ce {name}.", f"Does not concern this {name_en}.")


def _value(rule: Rule, facts: TenderFacts, rulebook: Rulebook, day: date) -> Bearing:
    if not rule.applies.value_from:
        return _YES
    threshold = parameter_of(rulebook, rule.applies.value_from).value_at(day)
    if threshold is None or not isinstance(threshold.value, Decimal):
        return Bearing(
            Bears.UNKNOWN,
            "Le seuil applicable à cette date n'est pas connu.",
            "The threshold that applies on that day is not known.",
        )
    if facts.value.value is None:
        return Bearing(
            Bears.UNKNOWN,
            f"Le montant estimé n'est pas connu (seuil : {threshold.value:,.0f} € HT ; précisez --value).".replace(
                ",", " "
            ),
            f"The estimated value is not known (threshold: EUR {threshold.value:,.0f}; give --value).",
        )
    if facts.value.value >= threshold.value:
        return _YES
    return Bearing(
        Bears.NO, "Le montant estimé est inférieur au seuil.", "The estimated value is below the threshold."
    )


def _needs(rule: Rule, findings: Iterable[Finding]) -> Bearing:
    if not rule.applies.needs:
        return _YES
    held = {finding.rule for finding in findings if finding.polarity is Polarity.SUPPORTS}
    themes = {finding.theme for finding in findings if finding.polarity is Polarity.SUPPORTS}
    if held & set(rule.applies.needs) or themes & set(rule.applies.needs):
        return _YES
    return Bearing(
        Bears.NO,
        "Sans objet : aucune des exigences qu'elle accompagne n'est présente.",
        "Nothing to go with: none of the requirements that it completes is present.",
    )


def parameter_of(rulebook: Rulebook, name: str) -> Parameter:
    """Return a dated parameter by its id."""
    return next(parameter for parameter in rulebook.parameters if parameter.id == name)


def severity_on(rule: Rule, rulebook: Rulebook, day: date) -> Severity:
    """Return how much the law asks for a rule on ``day``.

    A duty counts only while its parameter is in force and at least one of its references was
    read somewhere: UNVERIFIED and pending law never makes anything mandatory.
    """
    if not rule.duty:
        return rule.severity
    parameter = parameter_of(rulebook, rule.duty)
    value = parameter.value_at(day)
    verified = any(reference.confidence != "UNVERIFIED" for reference in parameter.references)
    if parameter.status != "in_force" or value is None or value.value is False or not verified:
        return rule.severity
    return rule.duty_severity


def legal_basis(rule: Rule, rulebook: Rulebook, day: date) -> tuple[LegalBasis, ...]:
    """Return the references of a rule that are in force on ``day``, each once."""
    found: list[LegalBasis] = []
    for name in rule.legal:
        for reference in parameter_of(rulebook, name).references:
            started = reference.start is None or reference.start <= day
            ended = reference.end is not None and reference.end < day
            if started and not ended and reference not in found:
                found.append(reference)
    return tuple(found)
