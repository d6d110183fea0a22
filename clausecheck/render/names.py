"""What a reader sees for the closed lists of the contract: French first, English second."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clausecheck.model.assessment import Severity, Verdict
from clausecheck.model.finding import Level, Lever, Measure, Strength
from clausecheck.model.tender import BuyerType, ContractType, Origin

Both = tuple[str, str]
"""A text in French and in English."""

VERDICTS: dict[Verdict, Both] = {
    Verdict.CONTRADICTED: ("Contredite", "Contradicted"),
    Verdict.MISSING: ("Absente", "Missing"),
    Verdict.PARTIAL: ("Insuffisante", "Too weak"),
    Verdict.UNDECIDED: ("À vérifier", "To be checked"),
    Verdict.MET: ("Présente", "Met"),
    Verdict.NOT_APPLICABLE: ("Sans objet", "Not applicable"),
}
"""In the order in which they call for work."""

OBSTACLE_VERDICTS: dict[Verdict, Both] = {
    Verdict.CONTRADICTED: ("À corriger", "To be mended"),
    Verdict.MET: ("Rien relevé", "None found"),
}
"""A rule that looks for unwanted wording is not « present » when none is found."""

_SEVERAL: dict[Verdict, Both] = {
    Verdict.CONTRADICTED: ("à corriger", "to be mended"),
    Verdict.MISSING: ("absente{s}", "missing"),
    Verdict.PARTIAL: ("insuffisante{s}", "too weak"),
    Verdict.UNDECIDED: ("à vérifier", "to be checked"),
    Verdict.MET: ("satisfaite{s}", "met"),
    Verdict.NOT_APPLICABLE: ("sans objet", "not applicable"),
}

SIGNS: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "!",
    Verdict.MISSING: "✗",
    Verdict.PARTIAL: "~",
    Verdict.UNDECIDED: "?",
    Verdict.MET: "✓",
    Verdict.NOT_APPLICABLE: "–",
}

SEVERITIES: dict[Severity, Both] = {
    Severity.MANDATORY: ("Obligatoire", "Mandatory"),
    Severity.CONDITIONAL: ("Obligatoire sous condition", "Mandatory on a condition"),
    Severity.RECOMMENDED: ("Recommandé", "Recommended"),
    Severity.GOOD_PRACTICE: ("Bonne pratique", "Good practice"),
    Severity.CONTEXT: ("Contexte", "Context"),
}

STRENGTHS: dict[Strength, Both] = {
    Strength.MENTION: ("Mention", "Mention"),
    Strength.ASPIRATIONAL: ("Souhait", "Aspiration"),
    Strength.BINDING: ("Obligation", "Obligation"),
    Strength.MEASURABLE: ("Mesurable", "Measurable"),
    Strength.ENFORCEABLE: ("Sanctionnée", "Enforceable"),
}

STRENGTH_NOTES: dict[Strength, Both] = {
    Strength.MENTION: ("rappelle la loi, un titre, un espoir", "recalls the law, a title, a hope"),
    Strength.ASPIRATIONAL: (
        "« s'efforce de », « dans la mesure du possible »",
        "“endeavours to”, “where possible”",
    ),
    Strength.BINDING: ("une obligation, sans chiffre", "an obligation, without a figure"),
    Strength.MEASURABLE: (
        "une obligation avec un chiffre ou une norme nommée",
        "an obligation with a figure or a named standard",
    ),
    Strength.ENFORCEABLE: (
        "mesurable, avec preuve et conséquence",
        "measurable, with a proof and a consequence",
    ),
}

LEVELS: dict[Level, Both] = {
    Level.BASELINE: ("socle", "baseline"),
    Level.ADVANCED: ("avancé", "advanced"),
    Level.EXEMPLARY: ("exemplaire", "exemplary"),
}

LEVERS: dict[Lever, Both] = {
    Lever.TECHNICAL_SPECIFICATION: ("Spécification technique", "Technical specification"),
    Lever.PERFORMANCE_CONDITION: ("Condition d’exécution", "Performance condition"),
    Lever.AWARD_CRITERION: ("Critère d’attribution", "Award criterion"),
    Lever.SELECTION_CRITERION: ("Critère de candidature", "Selection criterion"),
    Lever.VARIANT: ("Variante", "Variant"),
    Lever.RESERVED_CONTRACT: ("Marché réservé", "Reserved contract"),
    Lever.PENALTY: ("Pénalité", "Penalty"),
    Lever.INFORMATION: ("Information", "Information"),
}

ORIGINS: dict[Origin, Both] = {
    Origin.GIVEN: ("donné", "given"),
    Origin.READ: ("lu", "read"),
    Origin.ASSUMED: ("supposé", "assumed"),
    Origin.UNKNOWN: ("inconnu", "unknown"),
}

CONTRACT_TYPES: dict[ContractType, Both] = {
    ContractType.SUPPLIES: ("Fournitures", "Supplies"),
    ContractType.SERVICES: ("Services", "Services"),
    ContractType.WORKS: ("Travaux", "Works"),
}

BUYER_TYPES: dict[BuyerType, Both] = {
    BuyerType.LOCAL: ("Collectivité territoriale ou groupement", "Local authority or grouping"),
    BuyerType.STATE: ("État", "State"),
    BuyerType.OTHER: ("Autre acheteur", "Other buyer"),
}

CONFIDENCES: dict[str, Both] = {
    "high": ("confiance élevée", "high confidence"),
    "medium": ("texte recoupé, à relire", "cross-checked, to be read again"),
    "unverified": ("texte non vérifié", "text not verified"),
}

_UNITS: dict[str, Both] = {
    "year": ("an", "year"),
    "month": ("mois", "month"),
    "week": ("semaine", "week"),
    "day": ("jour", "day"),
    "working_day": ("jour ouvré", "working day"),
    "hour": ("heure", "hour"),
    "percent": ("%", "%"),
    "point": ("point", "point"),
    "out_of_ten": ("sur 10", "out of 10"),
    "out_of_hundred": ("sur 100", "out of 100"),
    "euro": ("€", "€"),
    "cycle": ("cycle", "cycle"),
    "kg": ("kg", "kg"),
    "km": ("km", "km"),
    "tonne": ("tonne", "tonne"),
    "db": ("dB", "dB"),
    "kwh": ("kWh", "kWh"),
    "lumen_per_watt": ("lm/W", "lm/W"),
    "wm2k": ("W/(m²·K)", "W/(m²·K)"),
    "degree": ("°C", "°C"),
    "litre_per_minute": ("l/min", "l/min"),
    "count": ("", ""),
}
_COUNTED = {"year", "week", "day", "working_day", "hour", "point", "cycle", "tonne"}
_COMPARATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_MONTHS: tuple[Both, ...] = (
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
)


def verdict_name(verdict: Verdict, *, obstacle: bool) -> Both:
    """Return the word for a verdict; rules that look for unwanted wording have their own."""
    return OBSTACLE_VERDICTS.get(verdict, VERDICTS[verdict]) if obstacle else VERDICTS[verdict]


def count_name(verdict: Verdict, count: int) -> Both:
    """Return the word that follows a number of rules: « 2 absentes »."""
    french, english = _SEVERAL[verdict]
    return french.format(s="s" if count > 1 else ""), english


def core_name(met: int, asked: int) -> Both:
    """Return how much of what a purchase calls for stands in the tender."""
    plural = "s" if met > 1 else ""
    return (
        f"Clauses attendues pour cet achat\u00a0: {met} présente{plural} sur {asked}.",
        f"Clauses expected for this purchase: {met} present of {asked}.",
    )


def day_name(day: date) -> Both:
    """Return « 1er octobre 2026 » and “1 October 2026”, spaces that do not break."""
    french, english = _MONTHS[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}\u00a0{french}\u00a0{day.year}", f"{day.day}\u00a0{english}\u00a0{day.year}"


def number_name(value: Decimal) -> Both:
    """Return a figure as each language writes it: « 1 250,5 » and “1,250.5”."""
    plain = f"{value.normalize():,f}"
    return plain.replace(",", "\u202f").replace(".", ","), plain


def unit_name(unit: str) -> Both:
    """Return the word for a unit, in the singular; one that has none of ours stays as it is."""
    return _UNITS.get(unit, (unit, unit))


def measure_name(measure: Measure) -> Both:
    """Return « ≥ 7 ans » and “≥ 7 years”."""
    sign = _COMPARATORS.get(measure.comparator, measure.comparator)
    number = number_name(measure.value)
    unit = _UNITS.get(measure.unit, (measure.unit.replace("_", " "),) * 2)
    french, english = unit
    if measure.unit in _COUNTED and abs(measure.value) >= 2:
        french = french.replace(" ", "s ") + "s"
    if measure.unit in {*_COUNTED, "month"} and measure.value != 1:
        english += "s"
    return (
        f"{sign}\u00a0{number[0]}\u00a0{french}".rstrip("\u00a0"),
        f"{sign}\u00a0{number[1]}\u00a0{english}".rstrip("\u00a0"),
    )
