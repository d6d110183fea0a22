"""What a rule's sheet still lacks: the list that its writers work off."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.model.rule import Rule


def lacking(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return what the sheet of ``rule`` lacks, as (key, how to fill it); empty when it is complete."""
    return (*_texts(rule), *_law_and_levels(rule), *_proof(rule), *_links(rule), *_history(rule))


def _texts(rule: Rule) -> Iterator[tuple[str, str]]:
    for key, found in (("title", rule.title), ("why", rule.why), ("checks", rule.sheet.checks)):
        missing = [language for language in ("fr", "en") if language not in dict(found)]
        if missing:
            yield key, f"write it in {' and '.join(missing)}"
    if rule.detection and "en" not in dict(rule.detection) and not rule.sheet.french_law_only:
        yield "detect", "detect English too, or say french_law_only: true"
    if not any(wording.language == "en" for wording in rule.wording):
        yield "wording", "propose English wording too"


def _law_and_levels(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.sheet.floor is None:
        yield "legal_floor", "what the law asks for at least, or none"
    if rule.sheet.market is None and rule.kind == "clause":
        yield "market", "can suppliers follow? readiness 1, 2 or 3"
    for parameter in rule.parameters:
        lack = [key for key in ("unit", "source", "market") if not getattr(parameter, key)]
        if lack:
            yield f"parameters.{parameter.name}", f"give {', '.join(lack)}"
    for wording in rule.wording:
        levels = len(wording.texts)
        if levels < 3:
            yield f"wording.{wording.language}", f"{levels} of three levels"


def _proof(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.kind == "obstacle":
        return
    for wording in rule.wording:
        lack = [key for key in ("proofs", "control", "penalty") if not getattr(wording, key)]
        if "penalty" in lack and rule.sheet.penalty_styles == ("none",):
            lack.remove("penalty")
        if lack:
            yield f"wording.{wording.language}", f"give {', '.join(lack)}"
    if not rule.sheet.penalty_styles:
        yield "penalty_styles", "how a breach is sanctioned (none where it is not)"
    if rule.sheet.labels and not rule.sheet.equivalence:
        yield "equivalence", "labels are named: say what else proves the same"


def _links(rule: Rule) -> Iterator[tuple[str, str]]:
    if not rule.sheet.risks:
        yield "risks", "how the clause could be unlawful, and how to avoid it"
    if not rule.sheet.sisters:
        yield "sisters", "ids of the rules that go with it"
    codes = rule.sheet.indicators
    if not (codes.eforms or codes.ocds or codes.decp) and rule.kind == "clause":
        yield "indicators", "codes of notices and open data under which it is published"
    if not rule.sheet.covers:
        yield "covers", "row of the catalogue that it covers"


def _history(rule: Rule) -> Iterator[tuple[str, str]]:
    if not rule.sheet.sources:
        yield "sources", "where its facts come from"
    if not rule.sheet.changelog:
        yield "changelog", "first line: the day and « first version »"
    if rule.sheet.last_review is None:
        yield "last_review", "a person reads it again and sets the day"
