"""The French and English names of what the report says, shared by the readable forms."""

from __future__ import annotations

from clausecheck.model.assessment import Assessment, Severity, Verdict
from clausecheck.model.finding import Lever, Strength
from clausecheck.model.tender import Origin

VERDICT = {
    Verdict.MET: ("✔", "Satisfait", "Met"),
    Verdict.PARTIAL: ("◐", "Partiel", "Partial"),
    Verdict.MISSING: ("✘", "Manquant", "Missing"),
    Verdict.CONTRADICTED: ("⚠", "À corriger", "To mend"),
    Verdict.NOT_APPLICABLE: ("–", "Sans objet", "Not applicable"),
    Verdict.UNDECIDED: ("?", "À trancher", "Undecided"),
}
"""Sign, French, English: the sign is never alone, so that nothing rests on it or on colour."""
SEVERITY = {
    Severity.MANDATORY: ("obligatoire", "mandatory"),
    Severity.CONDITIONAL: ("obligatoire sous condition", "conditional"),
    Severity.RECOMMENDED: ("recommandé", "recommended"),
    Severity.GOOD_PRACTICE: ("bonne pratique", "good practice"),
    Severity.CONTEXT: ("contexte", "context"),
}
STRENGTH = {
    Strength.MENTION: ("mention", "mention"),
    Strength.ASPIRATIONAL: ("souhait", "aspirational"),
    Strength.BINDING: ("obligation", "binding"),
    Strength.MEASURABLE: ("mesurable", "measurable"),
    Strength.ENFORCEABLE: ("opposable", "enforceable"),
}
LEVER = {
    Lever.TECHNICAL_SPECIFICATION: ("spécification technique", "technical specification"),
    Lever.PERFORMANCE_CONDITION: ("condition d'exécution", "performance condition"),
    Lever.AWARD_CRITERION: ("critère d'attribution", "award criterion"),
    Lever.SELECTION_CRITERION: ("critère de candidature", "selection criterion"),
    Lever.VARIANT: ("variante", "variant"),
    Lever.RESERVED_CONTRACT: ("marché réservé", "reserved contract"),
    Lever.PENALTY: ("pénalité", "penalty"),
    Lever.INFORMATION: ("information", "information"),
}
ORIGIN = {
    Origin.GIVEN: ("donné", "given"),
    Origin.READ: ("lu", "read"),
    Origin.ASSUMED: ("supposé", "assumed"),
    Origin.UNKNOWN: ("inconnu", "unknown"),
}
CONTRACT_TYPE = {
    "supplies": ("fournitures", "supplies"),
    "services": ("services", "services"),
    "works": ("travaux", "works"),
}
WANTING = (Verdict.CONTRADICTED, Verdict.MISSING, Verdict.PARTIAL)


def is_pressing(assessment: Assessment) -> bool:
    """Tell whether an assessment is a duty that the tender does not fully meet, or cannot be told."""
    duty = assessment.severity in (Severity.MANDATORY, Severity.CONDITIONAL)
    return duty and assessment.verdict in (*WANTING, Verdict.UNDECIDED)
