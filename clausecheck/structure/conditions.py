"""When the consultation was launched, by which procedure, and for how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from clausecheck.model.outline import PieceKind
from clausecheck.model.tender import Fact, Options, Origin
from clausecheck.structure.dates import FoundDate, find_dates
from clausecheck.structure.reading import Reading, evidence

_SENT = re.compile(
    r"date\s+(?:d'envoi\s+(?:a\s+la\s+publication\s+)?(?:du\s+present\s+avis|de\s+l'avis|a\s+la\s+publication)|de\s+(?:la\s+)?(?:publication|lancement|mise\s+en\s+ligne)|"
    r"d'envoi)|(?:avis|consultation|publicite)\b[^.;]{0,60}\b(?:envoyee?|publiee?|lancee?|mise?\s+en\s+ligne|transmise?)\s+le|"
    r"notice\s+(?:was\s+)?(?:dispatched|sent|published)|date\s+of\s+(?:dispatch|publication)|(?:published|dispatched|launched)\s+on"
)
_DEADLINE = re.compile(
    r"(?:date|jour)s?\s+(?:et\s+heures?\s+)?limites?\s+(?:de|pour\s+la|fixee\s+pour\s+la)\s*(?:la\s+)?(?:remise|reception|depot|transmission|envoi)\s+(?:des|de\s+l')\s*"
    r"(?:offres?|plis?|candidatures?|propositions|dossiers|reponses)|(?:remise|reception)\s+des\s+(?:offres|plis)\s*(?::|avant\s+le|au\s+plus\s+tard)|"
    r"(?:deadline|time\s+limit|closing\s+date)\s+(?:for|of)\s+(?:the\s+)?(?:receipt|submission|tenders|bids|return)|(?:tenders?|bids?)\s+must\s+be\s+(?:received|submitted)\s+(?:by|before)"
)
_NEAR_SENT = 90
_NEAR_DEADLINE = 220
_OPEN_DAYS = 30
"""Days between launch and deadline that are supposed: the least of an electronic open procedure,
Code de la commande publique, art. R. 2161-2 and R. 2161-3."""
_PROCEDURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("appel d'offres ouvert", re.compile(r"appel\s+d'offres\s+(?:europeen\s+)?ouvert|\bopen\s+(?:procedure|tender|call)|\baoo\b")),
    ("appel d'offres restreint", re.compile(r"appel\s+d'offres\s+restreint|\brestricted\s+(?:procedure|tender)")),
    ("procédure avec négociation", re.compile(r"procedure\s+(?:concurrentielle\s+)?avec\s+negociation|competitive\s+procedure\s+with\s+negotiation")),
    ("dialogue compétitif", re.compile(r"dialogue\s+competitif|competitive\s+dialogue")),
    ("marché sans publicité ni mise en concurrence", re.compile(r"sans\s+publicite\s+ni\s+mise\s+en\s+concurrence(?:\s+prealables?)?")),
    ("procédure adaptée", re.compile(r"procedure\s+adaptee|\bm\.?a\.?p\.?a\b|adapted\s+procedure|simplified\s+procedure")),
)  # fmt: skip
_CHOSEN = re.compile(
    r"\b(?:passee?|lancee?|procedure|selon|suivant|consultation|soumise?|resulte|under|launched|type)\b"
)
_AROUND = 110
_NEGATED = re.compile(
    r"infructueu|sans\s+suite|anterieur|similaires|marches?\s+subsequents?|prestations\s+similaires|l\.?\s*2122"
)
_AMOUNT = re.compile(
    r"(?<![\d,.])(?P<whole>\d{1,3}(?:[ .']\d{3})+|\d{4,9}|\d{1,3}(?=(?:[.,]\d{1,3})?\s*(?:m€|millions?)))(?:[.,](?P<cents>\d{1,3}))?\s*"
    r"(?P<unit>m€|millions?\s+d'euros|k€|€|euros?\b|eur\b)\s*(?P<tax>h\.?\s?t|hors\s+tax|ttc|t\.t\.c|ex\w*\s+vat)?"
)
_ESTIMATED = re.compile(
    r"(?:montant|valeur|budget|estimation)\s+(?:\w+\s+){0,3}?(?:estimee?|previsionnel(?:le)?)|estimated\s+(?:total\s+)?value|estimation\s+(?:du|de\s+l')"
)
_MAXIMUM = re.compile(
    r"montant\s+(?:\w+\s+){0,2}?maximum|maximum\s+(?:de|:|du|annuel|fixe|en\s+valeur|total)|montant\s+maximal|maximum\s+(?:value|amount)"
)
_NEAR_AMOUNT = 260


def find_launch_date(found: Sequence[Reading], options: Options) -> Fact[date]:
    """Return the launch of the consultation: given, read, else supposed before the deadline for offers."""
    if options.as_of is not None:
        return Fact(value=options.as_of, origin=Origin.GIVEN, reason="Date donnée à l'appel (--as-of).")
    for reading in found:
        for sent in _dates_after(reading, _SENT, _NEAR_SENT):
            return Fact(
                value=sent.day,
                origin=Origin.READ,
                reason="Date d'envoi ou de publication lue dans les pièces.",
                evidence=evidence(reading, sent.start, sent.end),
            )
    for reading in found:
        for deadline in _dates_after(reading, _DEADLINE, _NEAR_DEADLINE):
            return Fact(
                value=deadline.day - timedelta(days=_OPEN_DAYS),
                origin=Origin.ASSUMED,
                reason=(
                    f"Supposée {_OPEN_DAYS} jours avant la date limite de remise des offres "
                    f"({deadline.day:%d/%m/%Y}) ; précisez-la avec --as-of."
                ),
                evidence=evidence(reading, deadline.start, deadline.end),
            )
    return Fact(
        value=None, origin=Origin.UNKNOWN, reason="Ni date de lancement ni date limite dans les pièces."
    )


def _dates_after(reading: Reading, label: re.Pattern[str], reach: int) -> Iterator[FoundDate]:
    """Yield the first date that follows each label closely; only pieces of the consultation tell it."""
    if reading.piece.outline.kind not in (
        PieceKind.NOTICE,
        PieceKind.RC,
        PieceKind.AE,
        PieceKind.CCP,
        PieceKind.OTHER,
    ):
        return
    for match in label.finditer(reading.folded):
        found = next(find_dates(reading.folded, match.end(), match.end() + reach), None)
        if found is not None:
            yield FoundDate(match.start(), found.end, found.day)


def find_procedure(found: Sequence[Reading], options: Options) -> Fact[str]:
    """Return the procedure by its French name, from the sentence that says how the contract is awarded."""
    if options.procedure:
        return Fact(value=options.procedure, origin=Origin.GIVEN, reason="Procédure donnée à l'appel.")
    for strict in (True, False):
        for reading in found:
            hits = sorted(_procedures(reading, strict), key=lambda hit: hit[1].start())
            if hits:
                name, match = hits[0]
                return Fact(
                    value=name,
                    origin=Origin.READ,
                    reason="Procédure lue dans les pièces.",
                    evidence=evidence(reading, match.start(), match.end()),
                )
    return Fact(value=None, origin=Origin.UNKNOWN, reason="La procédure n'a pas été trouvée dans les pièces.")


def _procedures(reading: Reading, strict: bool) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in _PROCEDURES:
        for match in pattern.finditer(reading.folded):
            around = reading.folded[max(0, match.start() - _AROUND) : match.end() + 30]
            if _NEGATED.search(around) or (strict and not _CHOSEN.search(around)):
                continue
            yield name, match
            break


def find_value(found: Sequence[Reading], options: Options) -> Fact[Decimal]:
    """Return the estimated value, else the largest maximum, in euros before VAT."""
    if options.value is not None:
        return Fact(value=options.value, origin=Origin.GIVEN, reason="Montant donné à l'appel.")
    for label, reason in (
        (_ESTIMATED, "Montant estimé lu dans les pièces."),
        (_MAXIMUM, "Montant maximum lu dans les pièces."),
    ):
        amounts = [
            (amount, reading, start, end)
            for reading in found
            for amount, start, end in _amounts_after(reading, label)
        ]
        if amounts:
            amount, reading, start, end = max(amounts, key=lambda each: each[0])
            return Fact(
                value=amount, origin=Origin.READ, reason=reason, evidence=evidence(reading, start, end)
            )
    return Fact(value=None, origin=Origin.UNKNOWN, reason="Aucun montant estimé ni maximum dans les pièces.")


def _amounts_after(reading: Reading, label: re.Pattern[str]) -> Iterator[tuple[Decimal, int, int]]:
    """Yield the first amount before VAT after each label, not beyond the end of its paragraph by much."""
    for match in label.finditer(reading.folded):
        for amount in _AMOUNT.finditer(reading.folded, match.end(), match.end() + _NEAR_AMOUNT):
            if (amount["tax"] or "").startswith("t"):
                continue
            between = reading.folded[match.end() : amount.start()]
            if re.search(r"\.\s+[a-z]|penalit|avance|garantie|sous-trait|chiffre", between):
                break
            yield _euros(amount), match.start(), amount.end()
            break


def _euros(amount: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", amount["whole"])
    value = Decimal(f"{whole}.{amount['cents'] or '0'}")
    if amount["unit"].startswith(("m€", "million")):
        value *= 1_000_000
    elif amount["unit"].startswith("k"):
        value *= 1_000
    return value.quantize(Decimal("0.01")) if value % 1 else value.quantize(Decimal(1))
