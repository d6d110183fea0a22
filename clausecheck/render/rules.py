"""The rule library itself, as objects and as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausecheck.model.rule import Rule, Rulebook
from clausecheck.model.sheet import PENALTIES, RISKS, Bilingual, Sheet
from clausecheck.rulebook.completeness import lacking
from clausecheck.text.typography import typeset


def rule_object(rule: Rule) -> dict[str, Any]:
    """Return what a program wants to know of a rule."""
    return {
        "id": rule.id,
        "status": rule.status,
        "enabled": rule.status == "stable",
        "kind": rule.kind,
        "theme": rule.theme,
        "title": dict(rule.title),
        "why": dict(rule.why),
        "lever": rule.lever.value,
        "severity": rule.severity.value,
        "duty": rule.duty or None,
        "legal": list(rule.legal),
        "look_in": [kind.value for kind in rule.look_in],
        "categories": list(rule.applies.categories),
        "languages": [language for language, _ in rule.detection],
        "levels": [level.name.lower() for wording in rule.wording[:1] for level, _ in wording.texts],
        "tests": len(rule.tests),
        "todo": len(rule.todo),
        "aliases": list(rule.aliases),
        "sheet": _sheet_object(rule.sheet),
        "lacking": [key for key, _ in lacking(rule)],
    }


def _sheet_object(sheet: Sheet) -> dict[str, Any]:
    return {
        "checks": dict(sheet.checks),
        "legal_floor": {**dict(sheet.floor.text), "parameter": sheet.floor.parameter or None}
        if sheet.floor
        else None,
        "market": {"readiness": sheet.market.readiness, **dict(sheet.market.note)} if sheet.market else None,
        "labels": [{"name": label.name, "stands_for": dict(label.stands_for)} for label in sheet.labels],
        "equivalence": dict(sheet.equivalence),
        "penalty_styles": list(sheet.penalty_styles),
        "risks": [{"code": risk.code, **dict(risk.text), "avoid": dict(risk.avoid)} for risk in sheet.risks],
        "sisters": list(sheet.sisters),
        "indicators": {
            "eforms": {field: list(codes) for field, codes in sheet.indicators.eforms},
            "ocds": list(sheet.indicators.ocds),
            "decp": list(sheet.indicators.decp),
            "observatory": list(sheet.indicators.observatory),
        },
        "sources": [{"title": source.title, "url": source.url or None} for source in sheet.sources],
        "changelog": [{"on": change.day.isoformat(), "change": change.text} for change in sheet.changelog],
        "last_review": sheet.last_review.isoformat() if sheet.last_review else None,
        "covers": list(sheet.covers),
    }


def rule_text(rule: Rule, rulebook: Rulebook) -> str:
    """Return a rule as a person reads it, in French."""
    lines = [
        f"{rule.id} ({rule.status})",
        dict(rule.title)["fr"],
        "",
        *(f"Ce que vérifie la règle : {text}" for text in _french(rule.sheet.checks)),
        f"Pourquoi : {dict(rule.why)['fr']}",
        *_law(rule, rulebook),
        *_purchases(rule, rulebook),
        *_levels(rule),
        *_sheet_lines(rule.sheet),
    ]
    lines += ["", "Exemples trouvés :"] + [f"  - {t.text}" for t in rule.tests if t.expect != "no_match"]
    lines += ["", "Exemples non trouvés :"] + [f"  - {t.text}" for t in rule.tests if t.expect == "no_match"]
    missing = ", ".join(dict.fromkeys(key for key, _ in lacking(rule)))
    return "\n".join([*lines, *(["", f"Manque à la fiche : {missing}"] if missing else [])])


def _french(text: Bilingual) -> tuple[str, ...]:
    french = dict(text).get("fr")
    return (french,) if french else ()


def _law(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    laws = {parameter.id: parameter for parameter in rulebook.parameters}
    yield from ("", "Références :")
    for name in rule.legal:
        for reference in laws[name].references:
            yield f"  - {reference.ref} (depuis {reference.start or '?'} ; confiance {reference.confidence})"
    if rule.sheet.floor:
        text = _french(rule.sheet.floor.text) or ("aucun",)
        yield f"Plancher légal : {text[0]}"


def _purchases(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    """Where the rule is expected, and why."""
    titles = {category.slug: category.title[0] for category in rulebook.categories}
    found = [
        f"  - {typeset(titles[profile.category])}\u00a0: {typeset(each.reason[0])}"
        for profile in rulebook.profiles
        for each in profile.expects
        if each.rule == rule.id
    ]
    if found:
        yield from ("", "Attendue dans ces achats\u00a0:", *found)


def _levels(rule: Rule) -> Iterator[str]:
    for wording in rule.wording:
        yield from ("", f"Rédactions ({wording.language}) :")
        yield from (f"  {level.name.lower()} : {text}" for level, text in wording.texts)
        yield from (f"  {part}" for part in (wording.control, wording.penalty) if part)
    if rule.parameters:
        yield from ("", "Paramètres :")
    for parameter in rule.parameters:
        market = f" ; marché : {parameter.market}" if parameter.market else ""
        yield f"  {parameter.name} : {' / '.join(parameter.values)} {parameter.unit}{market}"


def _sheet_lines(sheet: Sheet) -> Iterator[str]:
    for label in sheet.labels:
        yield f"Label : {label.name} ({' '.join(_french(label.stands_for))})"
    yield from (f"Équivalence : {text}" for text in _french(sheet.equivalence))
    if sheet.penalty_styles:
        yield "Sanctions : " + " ; ".join(PENALTIES[name][0] for name in sheet.penalty_styles)
    for risk in sheet.risks:
        avoid = " ".join(_french(risk.avoid))
        yield f"Risque ({RISKS[risk.code][0]}) : {' '.join(_french(risk.text))} Pour l'éviter : {avoid}"
    if sheet.sisters:
        yield f"Clauses sœurs : {', '.join(sheet.sisters)}"
    for change in sheet.changelog:
        yield f"{change.day.isoformat()} : {change.text}"
