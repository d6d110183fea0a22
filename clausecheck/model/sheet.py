"""What a rule tells a jurist beside what it detects: floor, market, labels, risks, links, sources, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Bilingual = tuple[tuple[str, str], ...]
"""Language -> text; French first, English where it was written."""

RISKS: dict[str, tuple[str, str]] = {
    "no_link": ("Sans lien avec l'objet du marché", "No link with the subject matter"),
    "label_without_equivalent": ("Label exigé sans équivalent", "Label without an equivalent"),
    "local_preference": ("Préférence locale ou nationale", "Local or national preference"),
    "disproportion": ("Exigence disproportionnée, marché fermé", "Disproportionate, market closed"),
    "vague": ("Exigence vague ou invérifiable", "Vague or unverifiable"),
    "brand": ("Marque, brevet ou source unique", "Brand, patent or single source"),
    "double_use": ("Exigé et noté à la fois", "Required and scored at once"),
    "clash_with_statute": ("Contraire à un texte", "Clash with statute"),
    "undisclosed_method": ("Méthode ou pondération non publiée", "Method or weights not disclosed"),
    "excessive_penalty": ("Pénalité excessive", "Excessive penalty"),
    "trade_secret": ("Secret des affaires, propriété intellectuelle", "Trade secret, intellectual property"),
    "personal_data": ("Données personnelles", "Personal data"),
    "safety": ("Règle de sécurité ou d'hygiène", "Safety or hygiene rule"),
    "not_applicable": ("Texte ou indice qui ne vise pas ce produit", "Text or index that does not cover it"),
}
"""Why a judge might strike the clause: identifier -> (French, English)."""

PENALTIES: dict[str, tuple[str, str]] = {
    "none": ("Aucune (rejet de l'offre ou engagement contractuel)", "None (rejection, or contractual offer)"),
    "per_day_late": ("Somme par jour de retard", "Fixed sum per day late"),
    "per_missing_document": ("Somme par document manquant", "Fixed sum per missing document"),
    "per_breach": (
        "Somme par unité non conforme ou manquement",
        "Fixed sum per non-conforming unit or breach",
    ),
    "per_missing_hour": ("Somme par heure manquante", "Sum per missing hour"),
    "price_cut": ("Réfaction en pourcentage du prix", "Price deduction in percent"),
    "per_missing_point": ("Somme par point de pourcentage manquant", "Sum per missing point of percent"),
    "replacement": (
        "Remplacement ou réparation aux frais du titulaire",
        "Replacement or repair at the contractor's cost",
    ),
    "notice_then_termination": (
        "Mise en demeure, pénalité, puis résiliation",
        "Notice, penalty, then termination",
    ),
    "bonus_malus": ("Bonus-malus", "Bonus and malus"),
}
"""How a breach is sanctioned: identifier -> (French, English)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What the law asks for at least.

    Attributes:
        text: Empty where the law sets no floor and the sheet says so (``legal_floor: none``).
        parameter: Id of the dated parameter that holds the figure; "" where it is no figure.
    """

    text: Bilingual = ()
    parameter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Whether suppliers can follow: ``readiness`` 1 (few), 2 (several), 3 (ordinary offer)."""

    readiness: int
    note: Bilingual = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that may serve as proof, and the criteria it stands for (never required alone)."""

    name: str
    stands_for: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A way in which the clause could be unlawful, and how to avoid it.

    Attributes:
        code: A key of ``RISKS``.
        text: What would be wrong.
        avoid: How to write it instead.
    """

    code: str
    text: Bilingual
    avoid: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """Codes under which the clause is published or counted.

    Attributes:
        eforms: Field of a European notice -> codes of its list.
        ocds: Goals of the sustainability extension.
        decp: Values of the French essential data.
        observatory: Codes of the observatory's own indicators (I1 …, D1 …, Q1 …).
    """

    eforms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ocds: tuple[str, ...] = ()
    decp: tuple[str, ...] = ()
    observatory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts of the sheet come from; its words are never copied."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the sheet's history."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The union of fields of the public clause libraries, beside what ``Rule`` itself holds.

    Attributes:
        checks: One sentence: what the rule looks at.
        floor: None where nobody has settled it yet.
        market: Likewise.
        labels: Accepted as proof.
        equivalence: What else proves the same.
        penalty_styles: Keys of ``PENALTIES``.
        risks: Each with the way round it.
        sisters: Ids of rules that go with it.
        indicators: Where it is published or counted.
        sources: Of the facts.
        changelog: Oldest first.
        last_review: The day a person last read the sheet again; None for never.
        covers: Slugs of the catalogue's rows, its own first, then those merged into it.
        french_law_only: Detection in French is enough: the rule is bound to French law alone.
    """

    checks: Bilingual = ()
    floor: Floor | None = None
    market: Market | None = None
    labels: tuple[Label, ...] = ()
    equivalence: Bilingual = ()
    penalty_styles: tuple[str, ...] = ()
    risks: tuple[Risk, ...] = ()
    sisters: tuple[str, ...] = ()
    indicators: Indicators = Indicators()
    sources: tuple[Source, ...] = ()
    changelog: tuple[Change, ...] = ()
    last_review: date | None = None
    covers: tuple[str, ...] = ()
    french_law_only: bool = False
