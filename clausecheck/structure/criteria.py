"""Award criteria: read in the articles on the judgement of offers, from prose and from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from clausecheck.model.outline import Passage, Piece, PieceKind, Region
from clausecheck.model.place import Span
from clausecheck.model.tender import AwardCriterion
from clausecheck.structure.criterion_lines import Entry
from clausecheck.structure.criterion_tree import arrange
from clausecheck.structure.criterion_words import is_environmental, is_price
from clausecheck.structure.criterion_zone import ZoneReader, passages_in
from clausecheck.structure.weights import Unit
from clausecheck.text.folding import fold

_ARTICLE = re.compile(
    r"criteres?\s+(?:\w+\s+){0,3}?(?:(?:de\s+|d'|du\s+)(?:jugement|attribution|selection|choix|classement|notation|analyse|evaluation)"
    r"|et\s+(?:leur\s+)?ponderation|ponderes)|(?:jugement|analyse|evaluation|classement|examen|selection|choix|notation)\s+(?:et\s+\w+\s+)?(?:des|de\s+l')\s*offres?"
    r"|attribution\s+d(?:u|es)\s+(?:marches?|accords?|contrats?)|award\s+criteria|evaluation\s+(?:of\s+(?:tenders|bids|offers)|criteria)"
    r"|ponderation\s+des\s+criteres|^criteres?\s*$|jugement\s+des\s+(?:candidatures\s+et\s+des\s+|candidatures,\s+)offres"
    r"|criteria\s+for\s+(?:the\s+)?award"
)
_CANDIDATURE = re.compile(r"candidat|capacites?|participation|qualification|selection\s+criteria|exclusion")
_OFFER = re.compile(r"offres?\b|attribution|tenders?\b|award|bids?\b")
_SENTENCE = re.compile(
    r"criteres?\b.{0,90}\b(?:jugement|attribution|ponder|classement|choix|offres?\b|enonces|hierarchi|suivants|ci-(?:dessous|apres))"
    r"|(?:offres?|marche)\b.{0,120}\bcriteres?\b|economiquement\s+la\s+plus\s+avantageuse|award\s+criteria|criteria\b.{0,60}\b(?:weight|award|following)"
)
_CANDIDATURE_SENTENCE = re.compile(
    r"candidatures?\b|capacites\s+(?:techniques|professionnelles)|selection\s+des\s+candidats"
)
_ONLY = re.compile(
    r"(?:critere\s+unique|seul\s+critere|unique\s+critere|only\s+criterion|sole\s+criterion)[^.;]{0,60}?(?P<name>prix|cout(?:\s+global)?|price|cost)\b"
    r"|(?P<name2>prix|price)\b[^.;]{0,30}(?:critere\s+unique|seul\s+critere|sole\s+criterion)"
)
_ENDS = re.compile(
    r"\W*(?:rectification|negociation|offres?\s+anormalement|methode\s+de\s+notation|formule|modalites\s+de\s+(?:calcul|notation)|"
    r"suite\s+a\s+donner|documents\s+a\s+fournir|en\s+cas\s+(?:d'egalite|de\s+discordance))"
)
_MIXED = re.compile(
    r"technique|social|\bprix\b|\bcout|delai|technical|price|cost|qualites?\s+(?:et|de|du|technique)"
)
"""A criterion that names the environment beside something else does not make its details environmental."""
_PIECES = (PieceKind.RC, PieceKind.CCP, PieceKind.NOTICE, PieceKind.OTHER)
_REACH = 7000
"""Code points after an introducing sentence within which the criteria stand, where no section ends them."""


def find_criteria(piece: Piece) -> tuple[AwardCriterion, ...]:
    """Return the award criteria that a piece states, in order, sub-criteria after their criterion.

    Only the articles on the choice of offers are read: criteria for the selection of candidates are
    none. Weights are per cent of the whole (see ``criterion_tree.arrange``).

    Args:
        piece: Rules of the consultation, particular terms, notice, or any piece with such an article.
    """
    folded = fold(piece.document.text)
    found: list[AwardCriterion] = []
    seen: set[tuple[str | None, str, Decimal | None, str | None]] = set()
    for zone in _zones(piece, folded):
        for criterion in _in_zone(piece, folded, zone):
            key = (criterion.lot, fold(criterion.name), criterion.weight, criterion.parent)
            if key not in seen:
                seen.add(key)
                found.append(criterion)
    return tuple(found)


def _in_zone(piece: Piece, folded: str, zone: Span) -> Iterator[AwardCriterion]:
    skipped = [
        section.span
        for section in piece.outline.sections
        if zone.start < section.span.start < zone.end and _is_foreign(fold(section.title))
    ]
    groups = ZoneReader(piece, folded).read(passages_in(piece, zone, skipped))
    if not any(entry.value is not None for group in groups.values() for entry in group):
        only = _ONLY.search(folded, zone.start, zone.end)
        if only is not None:
            yield _only_price(piece, folded, only)
            return
    for lot, group in groups.items():
        for placed in arrange(_kept(group)):
            yield _criterion(
                piece, placed.entry, placed.weight, placed.parent.name if placed.parent else None, lot
            )


def _kept(entries: Sequence[Entry]) -> list[Entry]:
    """Where there are weights, entries without one stay only as the criterion that others detail."""
    if not any(entry.value is not None for entry in entries):
        return list(entries)
    return [
        entry
        for index, entry in enumerate(entries)
        if entry.value is not None
        or (index + 1 < len(entries) and entries[index + 1].depth == 2 and entry.depth != 2)
    ]


def _criterion(
    piece: Piece, entry: Entry, weight: Decimal | None, parent: str | None, lot: str | None
) -> AwardCriterion:
    name = fold(entry.name)
    above = fold(parent or "")
    green_above = is_environmental(above) and not _MIXED.search(above)
    return AwardCriterion(
        document_id=piece.document.id,
        page=piece.document.page_at(entry.span.start),
        span=entry.span,
        name=entry.name,
        weight=weight,
        environmental=is_environmental(name) or green_above,
        price=is_price(name) or is_price(above),
        parent=parent,
        lot=lot,
    )


def _only_price(piece: Piece, folded: str, only: re.Match[str]) -> AwardCriterion:
    """« Critère unique : le prix »: the whole weight."""
    group = "name" if only["name"] else "name2"
    start, end = only.span(group)
    entry = Entry(
        Span(start=start, end=end), piece.document.text[start:end], Decimal(100), Unit.PERCENT, 1, False, None
    )
    return replace(_criterion(piece, entry, Decimal(100), None, None), price=True)


def _zones(piece: Piece, folded: str) -> list[Span]:
    """Return the ranges that speak of the choice of offers: articles by title, else by a sentence."""
    outline = piece.outline
    zones: list[Span] = []
    for section in outline.sections:
        title = fold(section.title)
        if not _ARTICLE.search(title) or (zones and section.span.start < zones[-1].end):
            continue
        if _CANDIDATURE.search(title) and not _OFFER.search(title):
            continue
        zones.append(section.span)
    if outline.kind not in _PIECES:
        return zones
    for passage in outline.passages:
        if passage.region in (Region.CONTENTS, Region.UNTICKED) or any(
            z.start <= passage.span.start < z.end for z in zones
        ):
            continue
        words = folded[passage.span.start : passage.span.end]
        if _SENTENCE.search(words) and not (_CANDIDATURE_SENTENCE.search(words) and "offre" not in words):
            zones.append(_after(piece, passage))
    return sorted(zones, key=lambda zone: zone.start)


def _after(piece: Piece, passage: Passage) -> Span:
    """Return the range that an introducing sentence governs: to the end of its section."""
    end = len(piece.document.text)
    if passage.section is not None:
        end = piece.outline.sections[passage.section].span.end
    return Span(start=passage.span.start, end=min(end, passage.span.start + _REACH))


def _is_foreign(title: str) -> bool:
    """Sub-articles that hold no criteria: candidatures, formulas, negotiation."""
    if _CANDIDATURE.search(title) and not _OFFER.search(title):
        return True
    return bool(_ENDS.match(title))
