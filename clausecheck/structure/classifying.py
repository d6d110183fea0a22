"""CPV codes, contract type and purchase categories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clausecheck.model.rule import Category
from clausecheck.model.tender import ContractType, Fact, Lot, Options, Origin
from clausecheck.structure.reading import Reading, evidence
from clausecheck.text.folding import fold

_CPV = re.compile(
    r"(?<![\d.])(?P<code>\d{8}|\d{2}[. ]\d{2}[. ]\d{2}[. ]\d{2})(?:\s?[-–]\s?(?P<check>\d))?(?![-–. ]?\d)"
)
_NAMED = re.compile(r"\bcpv\b|vocabulaire\s+commun|nomenclature|common\s+procurement")
_DIVISIONS = frozenset(
    "03 09 14 15 16 18 19 22 24 30 31 32 33 34 35 37 38 39 41 42 43 44 45 48 50 51 55 60 63 64 65 66 70 71 72 73 75 76 77 79 "
    "80 85 90 92 98".split()
)
_REACH = 260
"""Code points after the word CPV within which eight digits are a code."""
_FIRST_SERVICE = 50
_SAID: tuple[tuple[ContractType, re.Pattern[str]], ...] = tuple(
    (
        kind,
        re.compile(
            r"(?:(?:marches?|accords?-cadres?)(?:\s+publics?)?\s+(?:de|d')\s*(?:prestations?\s+(?:de|d')\s*)?|(?:type|nature|categorie)\s+"
            r"(?:de\s+|du\s+)?(?:marche|contrat|procurement|contract)\s*:\s*|\bpublic\s+)" + words
        ),
    )
    for kind, words in (
        (ContractType.WORKS, r"(?:travaux|works)\b(?!\s+(?:de\s+)?(?:publics?|similaires))"),
        (ContractType.SUPPLIES, r"(?:fournitures?(?!\s+(?:courantes\s+)?et\s+(?:de\s+)?services)|supply|supplies|goods)\b"),
        (ContractType.SERVICES, r"(?:services?)\b"),
    )
)  # fmt: skip
_TITLE_WORDS: tuple[tuple[ContractType, re.Pattern[str]], ...] = (
    (ContractType.WORKS, re.compile(r"\b(?:travaux|construction|rehabilitation|renovation|refection|amenagement|extension|creation\s+d'une?|demolition|"
                                    r"restructuration|voirie|works|refurbishment)\b(?!.*\bmaitrise\s+d'oeuvre)")),
    (ContractType.SUPPLIES, re.compile(r"\b(?:fournitures?|acquisition|achat|livraison|location|approvisionnement|supply|purchase|delivery)\b")),
    (ContractType.SERVICES, re.compile(r"\b(?:prestations?|services?|entretien|maintenance|nettoyage|assistance|mission|etudes?|maitrise\s+d'oeuvre|gestion|collecte|"
                                       r"transport|restauration|formation|assurances?|gardiennage|exploitation|conseil|hebergement|infogerance|cleaning|catering)\b")),
)  # fmt: skip
_CCAG_WORKS = re.compile(
    r"ccag[\s-]*(?:applicables?\s+aux\s+marches\s+publics\s+de\s+)?travaux|generales\s+applicables\s+aux\s+marches\s+publics\s+de\s+travaux"
)
_CCAG_SERVICES = re.compile(r"ccag[\s-]*(?:pi|tic|moe|prestations\s+intellectuelles)\b")
_IN_FRENCH = {
    ContractType.WORKS: "travaux",
    ContractType.SUPPLIES: "fournitures",
    ContractType.SERVICES: "services",
}


def find_cpv(found: Sequence[Reading], options: Options) -> Fact[tuple[str, ...]]:
    """Return the CPV codes, eight digits each, in order of reading; the given ones win."""
    if options.cpv:
        return Fact(value=options.cpv, origin=Origin.GIVEN, reason="Codes CPV donnés à l'appel.")
    codes: dict[str, tuple[Reading, re.Match[str]]] = {}
    for reading in found:
        for code, match in _codes(reading):
            codes.setdefault(code, (reading, match))
    if not codes:
        return Fact(
            value=None, origin=Origin.UNKNOWN, reason="Aucun code CPV n'a été trouvé dans les pièces."
        )
    reading, match = next(iter(codes.values()))
    return Fact(
        value=tuple(codes),
        origin=Origin.READ,
        reason="Codes CPV lus dans les pièces.",
        evidence=evidence(reading, match.start(), match.end()),
    )


def _codes(reading: Reading) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _CPV.finditer(reading.folded):
        code = re.sub(r"\D", "", match["code"])
        if code[:2] not in _DIVISIONS:
            continue
        named = _NAMED.search(reading.folded, max(0, match.start() - _REACH), match.start())
        if named is not None or (
            match["check"] and len(match["code"]) == 8 and _NAMED.search(reading.folded)
        ):
            yield code, match


def find_contract_type(
    found: Sequence[Reading],
    title: Fact[str],
    cpv: Fact[tuple[str, ...]],
    categories: Fact[tuple[str, ...]],
    known: Sequence[Category],
) -> Fact[ContractType]:
    """Return supplies, services or works: as the pieces say, by CPV, by the title, by the CCAG, by category."""
    for reading in found:
        for kind, pattern in _SAID:
            match = pattern.search(reading.folded)
            if match is not None:
                return Fact(
                    value=kind,
                    origin=Origin.READ,
                    reason=f"Les pièces disent « {' '.join(reading.text[match.start() : match.end()].split())} ».",
                    evidence=evidence(reading, match.start(), match.end()),
                )
    if cpv.value:
        kind = _of_division(int(cpv.value[0][:2]))
        return Fact(
            value=kind,
            origin=Origin.READ,
            reason=f"D'après le code CPV {cpv.value[0]} ({_IN_FRENCH[kind]}).",
            evidence=cpv.evidence,
        )
    return _assumed_type(found, title, categories, known)


def _assumed_type(
    found: Sequence[Reading], title: Fact[str], categories: Fact[tuple[str, ...]], known: Sequence[Category]
) -> Fact[ContractType]:
    words = fold(title.value or "")
    first = min(
        (
            (match.start(), kind)
            for kind, pattern in _TITLE_WORDS
            if (match := pattern.search(words)) is not None
        ),
        default=None,
    )
    if first is not None:
        return Fact(
            value=first[1],
            origin=Origin.ASSUMED,
            reason="Supposé d'après l'objet du marché.",
            evidence=title.evidence,
        )
    for reading in found:
        for kind, pattern in ((ContractType.WORKS, _CCAG_WORKS), (ContractType.SERVICES, _CCAG_SERVICES)):
            match = pattern.search(reading.folded)
            if match is not None:
                return Fact(
                    value=kind,
                    origin=Origin.ASSUMED,
                    reason="Supposé d'après le CCAG que les pièces citent.",
                    evidence=evidence(reading, match.start(), match.end()),
                )
    usual = {each.slug: each.contract_type for each in known}
    for slug in categories.value or ():
        if usual.get(slug):
            return Fact(
                value=ContractType(usual[slug]),
                origin=Origin.ASSUMED,
                reason="Supposé d'après la catégorie d'achat.",
            )
    return Fact(
        value=None,
        origin=Origin.UNKNOWN,
        reason="Fournitures, services ou travaux : les pièces ne le disent pas.",
    )


def _of_division(division: int) -> ContractType:
    """Article R. 2151 and the CPV regulation: division 45 is works, 50 and above services, the rest supplies."""
    if division == 45:
        return ContractType.WORKS
    return ContractType.SERVICES if division >= _FIRST_SERVICE else ContractType.SUPPLIES


def find_categories(
    title: Fact[str],
    cpv: Fact[tuple[str, ...]],
    lots: Sequence[Lot],
    options: Options,
    known: Sequence[Category],
) -> Fact[tuple[str, ...]]:
    """Return the purchase categories: given, by the longest CPV prefix, else by words of the title or of the lots."""
    if options.categories:
        return Fact(value=options.categories, origin=Origin.GIVEN, reason="Catégories données à l'appel.")
    slugs = tuple(dict.fromkeys(slug for code in cpv.value or () if (slug := _by_cpv(code, known))))
    if slugs:
        return Fact(
            value=slugs,
            origin=cpv.origin,
            reason=f"D'après le code CPV {', '.join(cpv.value or ())}.",
            evidence=cpv.evidence,
        )
    for words, said in (
        (title.value or "", "l'objet du marché"),
        (" ; ".join(lot.title for lot in lots), "l'intitulé des lots"),
    ):
        slugs = _by_words(fold(words), known)
        if slugs:
            return Fact(
                value=slugs, origin=Origin.ASSUMED, reason=f"Supposé d'après {said}.", evidence=title.evidence
            )
    return Fact(
        value=None,
        origin=Origin.UNKNOWN,
        reason="Ni code CPV ni mot de l'objet ne disent la catégorie d'achat.",
    )


def _by_cpv(code: str, known: Sequence[Category]) -> str:
    best = max(
        (
            (len(prefix), category.slug)
            for category in known
            for prefix in category.cpv
            if prefix and code.startswith(prefix)
        ),
        default=(0, ""),
    )
    return best[1]


@lru_cache(maxsize=4096)
def _folded_words(term: str) -> tuple[str, ...]:
    return tuple(fold(term).split())


def _by_words(folded: str, known: Sequence[Category]) -> tuple[str, ...]:
    """Return the categories whose terms stand in the words; of nested terms, the longest counts."""
    hits: list[tuple[int, int, str]] = []
    for category in known:
        for term in category.terms:
            words = _folded_words(term)
            if words[0] not in folded:  # most of the terms: no pattern is made for them
                continue
            pattern = r"\b" + r"s?\s+".join(map(re.escape, words)) + r"(?:s|x|es)?\b"
            hits += [(match.start(), match.end(), category.slug) for match in re.finditer(pattern, folded)]
    kept = [
        hit
        for hit in hits
        if not any(o[0] <= hit[0] and hit[1] <= o[1] and (o[1] - o[0]) > (hit[1] - hit[0]) for o in hits)
    ]
    return tuple(dict.fromkeys(slug for _, _, slug in sorted(kept)))
