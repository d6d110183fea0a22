"""Parts of a document whose words bind otherwise, told by their headings and their look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clausecheck.model.outline import Region, Section
from clausecheck.text.folding import fold

_DEFINITION = re.compile(
    r"\W*(?:annexe\s+\w{1,4}\s*[:.-]\s*)?(?:glossaire|lexique|terminologie|vocabulaire|abreviations?|acronymes?|sigles|definitions?|glossary|"
    r"abbreviations|interpretation)\b(?!\s+(?:du|de la|des|de l'|de|d'|of)\b)(?!\s+technique)"
)
_PRESENTED = (
    r"acheteur|pouvoir adjudicateur|entite adjudicatrice|maitre d'ouvrage|collectivite|ville|commune|communaute|metropole|"
    r"departement|region|etablissement|structure|societe|organisme|agence|universite|hopital|centre hospitalier|groupement|"
    r"syndicat|ministere|institution|client|site|territoire|contexte|entite|association|office|chambre|ecole|musee"
)
_PREAMBLE = re.compile(
    r"\W*(?:preambule|avant-propos|contexte|historique|introduction|etat des lieux|l'existant|existant\b|situation actuelle|"
    r"presentation (?:generale )?(?:du |de la |des |de l'|d'un |d'une )?(?:" + _PRESENTED + r")\b|"
    r"(?:le|la|les|l')\s*(?:" + _PRESENTED + r")s?(?:\s+\w+){0,3}$|"
    r"enjeux\b|les enjeux|politique (?:achat|d'achat|environnementale|rse|de developpement durable) (?:de|du)|"
    r"preamble|background|foreword|about (?:the|us)|presentation of the (?:buyer|authority))"
)
_PRESENTATION = re.compile(r"\W*presentation (?:generale )?(?:de la |de l'|du |des |de |d')")
_BINDS = re.compile(
    r"\b(?:exigences?|obligations?|prestations?|clauses?|engagements?|objet|specifications?|execution|penalites?|livrables?|"
    r"requirements?|fournitures|travaux a|missions? du titulaire|attendus?|delais?)\b"
)
_OPTIONAL = re.compile(
    r"\btranches? (?:optionnelles?|conditionnelles?)|\bprestations? supplementaires? (?:eventuelles?|facultatives?)"
    r"|\bpse\b(?!\s*obligatoire)|\boptions?\b(?! (?:d'achat|de paiement))|\boptionnelles?\b|\bvariantes? (?:facultatives?|libres?|autorisees?)"
    r"|\bpriced options?\b|\boptional\b"
)
_SIGNED = re.compile(
    r"\W*(?:signatures?\b|engagement du candidat|acceptation de l'offre|cadre reserve|visa\b|declaration sur l'honneur|signed\b)"
)
_SIGNATURE_LINE = re.compile(
    r"(?:fait (?:a|en)\b.{0,40}$|lu et approuve|signature\b|cachet\b|je soussigne|nous soussignes|le signataire|"
    r"le\s*+:?\s*+[.…_]{4,}|a\s*+:?\s*+[.…_]{4,}|signed\b.{0,40}$|\[?\s*#signature)"
)
_BLANK_FIELD = re.compile(r"(?:^|[:\s])(?:[.…_][\s.…_]{5,}|_{4,})")
_FILLED_FIELD = re.compile(r":\s*+[^\s.…_][^.…_]{2,200}[.…_]{4,}")
_FIELD_WORDS = 60


def region_of_title(title: str, folded: str) -> Region | None:
    """Return the region that a heading opens, or None for ordinary articles.

    Args:
        title: As written: a capital after « présentation de » tells a buyer's name.
        folded: The same, folded.
    """
    if _DEFINITION.match(folded):
        return Region.DEFINITION
    if _OPTIONAL.search(folded):
        return Region.OPTIONAL
    if _SIGNED.match(folded) and len(folded) < _FIELD_WORDS:
        return Region.SIGNATURE
    if _PREAMBLE.match(folded):
        return Region.PREAMBLE
    found = _PRESENTATION.match(folded)
    if found and title[found.end() : found.end() + 1].isupper() and not title.isupper():
        return Region.PREAMBLE
    return None


def regions_of(sections: Sequence[Section]) -> tuple[Region | None, ...]:
    """Return the region of every section: its own, else its parent's.

    An article on the object or on duties inside a presentation binds as the others do.
    """
    regions: list[Region | None] = []
    for section in sections:
        plain = fold(section.title)
        region = region_of_title(section.title, plain)
        above = regions[section.parent] if section.parent is not None else None
        if region is None and not (above is Region.PREAMBLE and _BINDS.search(plain)):
            region = above
        regions.append(region)
    return tuple(regions)


def is_optional(folded: str) -> bool:
    """True for an introducing sentence that speaks of an option, an optional tranche or a priced option."""
    return bool(_OPTIONAL.search(folded))


def is_signature(folded: str) -> bool:
    """True for the lines of a signature block and for blank fields of a form."""
    if _SIGNATURE_LINE.match(folded):
        return len(folded) < 4 * _FIELD_WORDS
    if not _BLANK_FIELD.search(folded) or _FILLED_FIELD.search(folded):
        return False
    return sum(map(str.isalpha, folded)) < _FIELD_WORDS
