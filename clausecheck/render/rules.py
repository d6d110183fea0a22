"""The rule library itself, as objects and as text."""

from __future__ import annotations

from typing import Any

from clausecheck.model.rule import Rule, Rulebook


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
    }


def rule_text(rule: Rule, rulebook: Rulebook) -> str:
    """Return a rule as a person reads it, in French."""
    laws = {parameter.id: parameter for parameter in rulebook.parameters}
    lines = [
        f"{rule.id} ({rule.status})",
        dict(rule.title)["fr"],
        "",
        f"Pourquoi : {dict(rule.why)['fr']}",
        "",
        "Références :",
    ]
    lines += [
        f"  - {reference.ref} (depuis {reference.start or '?'} ; confiance {reference.confidence})"
        for name in rule.legal
        for reference in laws[name].references
    ]
    for wording in rule.wording:
        lines += ["", f"Rédactions ({wording.language}) :"]
        lines += [f"  {level.name.lower()} : {text}" for level, text in wording.texts]
        lines += [f"  {part}" for part in (wording.control, wording.penalty) if part]
    lines += ["", "Exemples trouvés :"] + [f"  - {t.text}" for t in rule.tests if t.expect != "no_match"]
    lines += ["", "Exemples non trouvés :"] + [f"  - {t.text}" for t in rule.tests if t.expect == "no_match"]
    return "\n".join(lines)
