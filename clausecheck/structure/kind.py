"""Which piece of the tender a document is: its title first, its articles next, its name last."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clausecheck.model.document import BlockKind, Document
from clausecheck.model.outline import PieceKind
from clausecheck.structure.contents import find_contents
from clausecheck.structure.lines import Line, lines_of
from clausecheck.structure.lists import bullet_of
from clausecheck.text.folding import fold

_S = r"[\s\-_.]*"
_TITLES: tuple[tuple[PieceKind, str], ...] = (
    (PieceKind.CCP, r"cahiers?\s+des\s+clauses\s+administratives\s+et\s+techniques(?:\s+particulieres)?|"
                    r"cahiers?\s+des\s+clauses\s+techniques\s+et\s+administratives(?:\s+particulieres)?|"
                    r"cahiers?\s+(?:des\s+|de\s+)clauses\s+particulieres|\bc\.?c\.?a\.?t\.?p\b|\bc\.?c\.?p\b\.?"),
    (PieceKind.CCAP, r"cahiers?\s+(?:des\s+|de\s+)?clauses\s+administratives(?:\s+particulieres)?|\bc\.?c\.?a\.?p\b\.?|"
                     r"special\s+conditions\s+of\s+contract|conditions\s+of\s+contract|terms\s+and\s+conditions|"
                     r"draft\s+contract|contract\s+conditions"),
    (PieceKind.CCTP, r"cahiers?\s+(?:des\s+|de\s+)?clauses\s+techniques(?:\s+particulieres)?|\bc\.?c\.?t\.?p\b\.?|"
                     r"cahier\s+des\s+charges(?:\s+techniques?)?|programme\s+fonctionnel|descriptif\s+(?:technique|des\s+travaux)|"
                     r"technical\s+specifications?|specifications?\s+of\s+requirements|\bspecifications?\b|terms\s+of\s+reference|"
                     r"statement\s+of\s+(?:work|requirements)|scope\s+of\s+work"),
    (PieceKind.RC, r"reglement\s+(?:particulier\s+)?de\s+(?:la\s+)?(?:consultation|l'appel\s+d'offres|la\s+mise\s+en\s+concurrence)|"
                   r"\br\.?p?\.?c\b\.?(?!\s*s)|instructions?\s+(?:to|for)\s+(?:tenderers|bidders|suppliers)|"
                   r"invitation\s+to\s+tender|tender(?:ing)?\s+(?:rules|procedure|instructions)|request\s+for\s+proposals?|"
                   r"dossier\s+de\s+consultation\s+des\s+entreprises"),
    (PieceKind.AE, r"actes?\s+d'engagement|\battri\s?1\b|form\s+of\s+(?:tender|offer|contract)|tender\s+form|"
                   r"letter\s+of\s+tender|offer\s+form"),
    (PieceKind.BPU, r"bordereau\s+(?:des?\s+|de\s+)?prix(?:\s+unitaires?)?|\bb\.?p\.?u\b\.?|price\s+schedule|schedule\s+of\s+(?:prices|rates)|"
                    r"pricing\s+schedule|bordereau\s+(?:de\s+prix|financier)|catalogue\s+(?:de|des)\s+prix"),
    (PieceKind.DQE, r"detail\s+(?:quantitatif|estimatif)(?:\s+(?:et\s+)?(?:estimatif|quantitatif))?|devis\s+quantitatif\s+estimatif|\bd\.?q\.?e\b\.?|"
                    r"bills?\s+of\s+quantities"),
    (PieceKind.DPGF, r"decomposition\s+(?:du|de|des)\s+prix\s+global(?:\s+et)?(?:\s+forfaitaire)?|\bd\.?p\.?g\.?f\b\.?|"
                     r"price\s+breakdown|breakdown\s+of\s+the\s+(?:lump\s+sum|overall)"),
    (PieceKind.CRT, r"cadres?\s+(?:de\s+|du\s+)?(?:la\s+)?(?:reponses?(?:\s+techniques?)?|memoires?(?:\s+techniques?)?)|"
                    r"cadre\s+de\s+(?:note|reponse)\s+\w+|\bc\.?r\.?t\b\.?|\bc\.?m\.?t\b|"
                    r"technical\s+(?:response|proposal)\s+(?:template|form|framework)|response\s+(?:template|form)"),
    (PieceKind.NOTICE, r"avis\s+d'appel\s+public\s+a\s+(?:la\s+)?concurrence|avis\s+(?:de\s+(?:marche|concession|consultation|publicite|pre-?information|concours|modification\s+de\s+marche)|d'attribution)|"
                       r"\ba\.?a\.?p\.?c\b\.?|(?:contract(?:\s+(?:award|modification))?|design\s+contest|ex\s+ante\s+transparency)\s+notice|call\s+for\s+tenders\s+notice|prior\s+information\s+notice"),
)  # fmt: skip
_TITLE = tuple((kind, re.compile(words)) for kind, words in _TITLES)
_SELF = tuple(
    (kind, re.compile(r"\b(?:present(?:e)?|this)\s+(?:document\s+)?(?:\(?" + words + ")"))
    for kind, words in _TITLES
)
_ARTICLES: tuple[tuple[PieceKind, re.Pattern[str]], ...] = (
    (PieceKind.RC, re.compile(
        r"criteres?\s+(?:de\s+|d')?(?:jugement|attribution|selection|choix|analyse)|jugement\s+des\s+(?:offres|candidatures)|"
        r"(?:presentation|remise|contenu|examen|selection|transmission|envoi|ouverture|depot)\s+des\s+(?:candidatures|offres|plis)|"
        r"delai\s+de\s+validite\s+des\s+offres|conditions?\s+(?:de\s+participation|de\s+la\s+consultation|d'envoi|de\s+remise)|"
        r"(?:composition|contenu|retrait|modification\w*)\s+(?:de\s+\w+\s+)?(?:du|au)\s+dossier|pieces\s+de\s+la\s+candidature|"
        r"renseignements\s+complementaires|organisation\s+de\s+la\s+consultation|award\s+criteria|submission\s+of\s+tenders|"
        r"eligibility|selection\s+criteria|evaluation\s+of\s+tenders|tender\s+validity")),
    (PieceKind.CCAP, re.compile(
        r"penalites|(?:variation|revision|actualisation)\s+(?:des?|du)\s+prix|resiliation|retenue\s+de\s+garantie|\bavances?\b|"
        r"(?:modalites|delais?)\s+de\s+(?:reglement|paiement)|reglement\s+des\s+comptes|derogations?\s+(?:au|aux)|assurances?\b|"
        r"pieces\s+(?:constitutives|contractuelles)|sous-traitance|cautionnement|interets\s+moratoires|nantissement|"
        r"differends|litiges|liquidated\s+damages|termination|price\s+revision|insurance|payment|disputes")),
    (PieceKind.CCTP, re.compile(
        r"(?:specifications?|prescriptions?|exigences?|caracteristiques?|description|clauses)\s+(?:techniques?|fonctionnelles?|"
        r"generales?|particulieres?|des\s+(?:prestations|travaux|ouvrages|fournitures|missions|besoins))|mode\s+d'execution|"
        r"consistance\s+des\s+(?:travaux|prestations)|(?:nature|provenance|qualite)\s+(?:et\s+qualite\s+)?des\s+materiaux|"
        r"mise\s+en\s+oeuvre|\blocalisation\b|perimetre|maintenance|niveaux?\s+de\s+service|livrables|documents\s+de\s+reference|"
        r"technical\s+requirements|deliverables|performance\s+requirements|reversibilite|normes")),
    (PieceKind.AE, re.compile(
        r"contractants?\b|co-?traitants?|engagement\s+du\s+(?:candidat|titulaire)|acceptation\s+de\s+l'offre|signature\s+d|"
        r"compte\(?s?\)?\s+a\s+crediter|identification\s+(?:de\s+l'acheteur|du\s+(?:candidat|titulaire|signataire))|signataire|"
        r"signed\s+by|undersigned|references\s+bancaires")),
    (PieceKind.NOTICE, re.compile(
        r"section\s+[iv]+\s*:|date\s+d'envoi\s+(?:du\s+present\s+)?(?:de\s+l')?avis|code\s+nuts|type\s+de\s+pouvoir\s+adjudicateur|"
        r"nom\s+et\s+adresses?\b|\bbt-\d+|numero\s+(?:de\s+l')?avis|activite\s+principale|ii\.\d|type\s+of\s+(?:the\s+)?contracting\s+authority")),
    (PieceKind.CRT, re.compile(
        r"reponse\s+du\s+(?:candidat|soumissionnaire)|a\s+completer\s+par\s+le\s+(?:candidat|soumissionnaire)|tenderer's\s+response")),
)  # fmt: skip
_NAMES: tuple[tuple[PieceKind, re.Pattern[str]], ...] = (
    (PieceKind.CCP, re.compile(r"(?<![a-z])(?:ccatp|ccp|cctap)(?![a-z])|clauses particulieres")),
    (PieceKind.CCAP, re.compile(r"(?<![a-z])ccap(?![a-z])|clauses administratives")),
    (PieceKind.CCTP, re.compile(r"(?<![a-z])cctp(?![a-z])|clauses techniques|cahier des charges|specification|(?<![a-z])cdc(?![a-z])")),
    (PieceKind.RC, re.compile(r"(?<![a-z])r\.?p?c(?![a-z])|reglement|instructions")),
    (PieceKind.AE, re.compile(r"(?<![a-z])ae(?![a-z])|attri ?1|acte d.?engagement|form of tender|offer form")),
    (PieceKind.BPU, re.compile(r"(?<![a-z])bpu?(?![a-z])|bordereau|price schedule|pricing")),
    (PieceKind.DQE, re.compile(r"(?<![a-z])dqe(?![a-z])|detail (?:quantitatif|estimatif)|bill of quantities")),
    (PieceKind.DPGF, re.compile(r"(?<![a-z])dpgf(?![a-z])|decomposition")),
    (PieceKind.CRT, re.compile(r"(?<![a-z])(?:crt|cmt|cmj)(?![a-z])|cadre.{0,12}(?:reponse|memoire)")),
    (PieceKind.NOTICE, re.compile(r"(?<![a-z])(?:aapc|avis|boamp|joue|ted)(?![a-z])|contract notice")),
)  # fmt: skip
_ANSWERED = re.compile(
    r"(?:reponses?|engagements?|justifications?|propositions?|remarques|commentaires?)\s+(?:du|de\s+la|de\s+l'|des)\s*"
    r"(?:candidats?|soumissionnaires?|titulaire|entreprise|fournisseur|societe)|(?:tenderer|bidder|supplier)'?s?\s+(?:response|answer)"
)
_UNIT_PRICE = re.compile(
    r"prix\s+unit|prix\s+(?:de\s+)?l'unite|\bp\.?\s?u\.?\b|taux\s+horaire|unit\s+price|\brates?\b"
)
_QUANTITY = re.compile(r"quantit|\bqte|\bnombre\b|\bqty\b")
_TOTAL = re.compile(r"\btotal|\bmontant|\bamount")
_ENUMERATES = re.compile(r"\b(?:pieces|documents)\b.{0,60}:$|\bcomprend\b|\bcontractuel")
_TITLE_LINES = 40
_TITLE_LENGTH = 110
_TITLE_WEIGHT = 12.0
_SELF_WEIGHT = 2.5
_ARTICLE_WEIGHT = 1.0
_NAME_WEIGHT = 5.0
_COLUMN_WEIGHT = 4.0
_MOST_SELF = 4
_MOST_ARTICLES = 8
_ENOUGH = 4.0
_NAMES_IN_FRENCH = {
    PieceKind.RC: "règlement de la consultation",
    PieceKind.CCAP: "cahier des clauses administratives",
    PieceKind.CCTP: "cahier des clauses techniques",
    PieceKind.CCP: "cahier des clauses particulières",
    PieceKind.AE: "acte d'engagement",
    PieceKind.BPU: "bordereau des prix",
    PieceKind.DQE: "détail quantitatif estimatif",
    PieceKind.DPGF: "décomposition du prix global et forfaitaire",
    PieceKind.CRT: "cadre de réponse technique",
    PieceKind.NOTICE: "avis de marché",
    PieceKind.OTHER: "autre pièce",
}


class _Clue(NamedTuple):
    weight: float
    reason: str


def find_kind(document: Document) -> tuple[PieceKind, str]:
    """Return which piece a document is and why, in French.

    Every piece names the others (« pièces constitutives : AE, CCAP, CCTP »): what stands as a title on
    the first page weighs most, then what the document calls itself (« le présent CCTP »), then the
    articles that only such a piece has, then the file's name and, where most of it is one table,
    the names of its columns.
    """
    folded = fold(document.text)
    lines = lines_of(document, folded)
    clues: dict[PieceKind, list[_Clue]] = defaultdict(list)
    contents = find_contents(lines)
    for kind, clue in _title_clues(document, lines, folded, contents):
        clues[kind].append(clue)
    for kind, clue in _self_clues(folded):
        clues[kind].append(clue)
    for kind, clue in _article_clues(lines):
        clues[kind].append(clue)
    for kind, clue in (*_column_clues(document), *_name_clues(document.name)):
        clues[kind].append(clue)
    return _decide(clues)


def _decide(clues: dict[PieceKind, list[_Clue]]) -> tuple[PieceKind, str]:
    scores = {kind: sum(clue.weight for clue in found) for kind, found in clues.items()}
    if scores.get(PieceKind.CCTP, 0) >= _TITLE_WEIGHT:
        for priced in (PieceKind.DPGF, PieceKind.DQE, PieceKind.BPU):
            if scores.get(priced, 0) < 2 * scores[PieceKind.CCTP]:
                scores.pop(priced, None)
    best = max(scores, key=lambda kind: scores[kind], default=PieceKind.OTHER)
    if best is PieceKind.OTHER or scores[best] < _ENOUGH:
        return (
            PieceKind.OTHER,
            "Ni le titre, ni les articles, ni le nom du fichier ne disent de quelle pièce il s'agit.",
        )
    return best, max(clues[best], key=lambda clue: clue.weight).reason


def _title_clues(
    document: Document, lines: Sequence[Line], folded: str, contents: frozenset[int]
) -> Iterator[tuple[PieceKind, _Clue]]:
    """Names of pieces that stand alone among the first lines; the first ones weigh most."""
    if not lines:
        return
    top = [line for index, line in enumerate(lines[: 2 * _TITLE_LINES]) if index not in contents][
        :_TITLE_LINES
    ]
    if not top:
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in _TITLE:
        for found in pattern.finditer(folded, top[0].start, top[-1].end):
            if any(found.start() < end and found.end() > start for start, end in taken):
                continue
            taken.append(found.span())
            weight = _title_weight(found, top, folded)
            if weight:
                page = document.page_at(found.start())
                where = f" (page {page})" if page else ""
                words = " ".join(document.text[found.start() : found.end()].split())
                yield kind, _Clue(weight, f"Le titre dit « {words} »{where}.")


def _title_weight(found: re.Match[str], top: Sequence[Line], folded: str) -> float:
    """How much a match looks like the title: alone on short lines, early, in no list and no sentence."""
    spanned = [i for i, line in enumerate(top) if line.start < found.end() and line.end > found.start()]
    if not spanned:
        return 0
    first, last = spanned[0], spanned[-1]
    words = folded[top[first].start : top[last].end]
    before = top[first - 1].folded if first else ""
    is_item = top[first].kind is BlockKind.LIST_ITEM or bullet_of(top[first].text) is not None
    if is_item or len(words) > _TITLE_LENGTH or words.endswith((";", ",")) or _ENUMERATES.search(before):
        return 0.5
    share = min(1.0, (found.end() - found.start() + 4) / len(words) + 0.15)
    if words.endswith(".") and words.count(" ") > 9:
        share /= 4
    early = 1.0 - 0.5 * first / _TITLE_LINES
    spelled = 1.0 if found.end() - found.start() > 9 else 0.7
    styled = 1.15 if top[first].kind is BlockKind.HEADING or top[first].text.isupper() else 1.0
    return _TITLE_WEIGHT * share * early * spelled * styled


def _self_clues(folded: str) -> Iterator[tuple[PieceKind, _Clue]]:
    """« Le présent CCAP »: what the document calls itself."""
    for kind, pattern in _SELF:
        count = sum(1 for _ in pattern.finditer(folded))
        if count:
            weight = _SELF_WEIGHT * min(count, _MOST_SELF)
            yield (
                kind,
                _Clue(
                    weight, f"Le texte se nomme lui-même « présent {_NAMES_IN_FRENCH[kind]} » ({count} fois)."
                ),
            )


def _article_clues(lines: Sequence[Line]) -> Iterator[tuple[PieceKind, _Clue]]:
    """Short lines that are the titles of articles which only one kind of piece has."""
    short = "\n".join(
        line.folded
        for line in lines
        if len(line.folded) < _TITLE_LENGTH * 0.7 and not line.folded.endswith((".", ";", ","))
    )
    for kind, pattern in _ARTICLES:
        count = len(set(pattern.findall(short)))
        if count:
            weight = _ARTICLE_WEIGHT * min(count, _MOST_ARTICLES)
            yield (
                kind,
                _Clue(
                    weight, f"Ses articles sont ceux d'un document de ce genre : {_NAMES_IN_FRENCH[kind]}."
                ),
            )


def _column_clues(document: Document) -> Iterator[tuple[PieceKind, _Clue]]:
    """The columns of a piece that is a table for the most part, as sheets are."""
    headers = Counter(block.header for block in document.blocks if block.header)
    if not headers or 2 * headers.total() < len(document.blocks):
        return
    names = " | ".join(headers.most_common(1)[0][0])
    kind = _kind_of_columns(fold(names))
    if kind is not None:
        yield kind, _Clue(_COLUMN_WEIGHT, f"Ses colonnes sont celles d'un tel document : « {names} ».")


def _kind_of_columns(names: str) -> PieceKind | None:
    if _ANSWERED.search(names):
        return PieceKind.CRT
    if not _UNIT_PRICE.search(names):
        return None
    priced = _QUANTITY.search(names) and _TOTAL.search(names)
    return PieceKind.DPGF if priced else PieceKind.BPU


def _name_clues(name: str) -> Iterator[tuple[PieceKind, _Clue]]:
    """The file's name, without its folder."""
    folded = re.sub(r"[_\-.\s']+", " ", fold(name.rsplit("/", 1)[-1].rsplit(".", 1)[0]))
    for kind, pattern in _NAMES:
        if pattern.search(folded):
            yield kind, _Clue(_NAME_WEIGHT, f"Le nom du fichier le dit : « {name.rsplit('/', 1)[-1]} ».")
