"""What a criterion looks at, told by the words that name it."""

from __future__ import annotations

import re

_HOMONYMS = re.compile(
    r"(?:connaissance\s+(?:de\s+l'|du\s+|et\s+)?)?environnements?\s+(?:informatiques?|techniques?|de\s+(?:travail|production|"
    r"developpement|tests?|recette|formation)|logiciels?|numeriques?|applicatifs?|professionnels?|scolaires?|hospitaliers?|"
    r"reglementaires?|juridiques?|economiques?|institutionnels?|materiels?|systemes?|existants?|windows|linux|utilisateurs?|"
    r"client|du\s+(?:projet|poste|client|marche)|social\b(?!\s+et))|work(?:ing)?\s+environment|it\s+environment|"
    r"\b(?:duree|dates?)\s+durable|efforts?\s+durables?|collecte\s+(?:et\s+\w+\s+)?des\s+dechets|"
    r"(?:marche|fourniture|prestations?)\s+(?:de|d')\s*energie"
)
_ENVIRONMENTAL = re.compile(
    r"environn?em|developpement\s+durable|\becolog|\beco[- ]?(?:respons|concep|label|gest|constru|vehic|condu|mater|"
    r"citoyen|emball|organis|attitude|traj|performan)|\bcarbon|\bco\s?2\b|effet\s+de\s+serre|\bges\b|\brse\b|\brso\b|"
    r"responsabilite\s+(?:societale|sociale\s+et\s+env)|societale?|\bdechets?\b|re-?emploi|reutilis|reconditionn|reparab|"
    r"durabilite|\bdurables?\b|recycl|\bbio\b|biologique|agro-?ecolog|circuits?\s+courts?|saisonn|energ(?:ie|et)|biodivers|empreinte|"
    r"pollu|\bemissions?\b|sobriete|cycle\s+de\s+vie|(?:economie|demarche)\s+circulaire|\bpefc\b|\bfsc\b|consommations?\s+(?:d'eau|"
    r"energetiques?|electriques?|de\s+carburant)|\bhqe\b|\bbegesc?\b|vehicules?\s+(?:propres?|electriques?|a\s+faibles?)|"
    r"\bnuisances?\b|\bcompost|\bsosed\b|\bsoged\b|\bsogeds?\b|\bpae\b|\bsopre\b|\bpape\b|bilan\s+ges|ressources\s+naturelles|"
    r"environment|sustainab|\bgreen\b|\bwaste\b|\brecycled|\benergy\b|life[- ]cycle|climate|biodegrad|vegetal|"
    r"mode\s+de\s+production|\begalim\b|label\s+rouge|gaspillage|bien[- ]etre\s+animal|commerce\s+equitable|approvisionnements?\s+"
    r"directs?|(?:espaces?|milieux?)\s+naturels?|mesures\s+compensatoires|(?:optimisation|organisation|sobriete)\s+des\s+"
    r"(?:tournees|livraisons\s+groupees|transports|deplacements)|mutualisation\s+des\s+(?:livraisons|transports)|"
    r"livraisons?\s+(?:propres?|groupees?|decarbonees?)|deplacements\s+et\s+fluides|(?:consommations?|maitrise|economies?)\s+"
    r"(?:de|des|d')\s*(?:fluides|eau|carburants?)|\bfluides\b|fin\s+de\s+vie|prolongation\s+de\s+la\s+duree|"
    r"pieces\s+(?:detachees|de\s+rechange)|chantier\s+(?:propre|vert|responsable|a\s+faibles?)|\btri\b|motorisations?|\bcarbon\b|"
    r"\brepair|\breuse\b|refurbish|\bsubstances?\b|ecolabel|sans\s+(?:phyto|pesticide)|\bcov\b|forets?\s+gerees|produits\s+verts"
)
_PRICE = re.compile(
    r"\bl?prix\b|\bcouts?\b|\bmontants?\b|\btarif|\bhonoraires\b|\bloyers?\b|\bfinanci|\beconomi(?:que|e\s+de\s+l'?offre)|"
    r"(?:pourcentage|taux)\s+(?:de\s+)?(?:remise|rabais|honoraires|marge)|\bremises?\s+(?:consentie|appliqu|sur|tarif|commerc)|"
    r"\bredevance|\brabais\b|\bprime\b|\bdevis\b|\bprices?\b|\bcosts?\b|\bfees?\b|\bpricing\b"
)
_MEASURED = re.compile(
    r"\b(?:apprecie|juge|evalue|analyse|calcule|au\s+regard|au\s+vu|sur\s+la\s+base|a\s+partir|en\s+fonction|assessed|based\s+on)"
)
_NOT_PRICE = re.compile(
    r"hors\s+prix|autres?\s+que\s+(?:le\s+)?prix|(?:solidite|capacites?|garanties?|realisme|memoire|enveloppe|contreparties?)"
    r"\b.{0,30}financi|technique\s+et\s+financi|(?:environnement|socio|medico)\W?\s*economi"
)
_SCOPE = re.compile(
    r"\W*(?:(?=[^:]{0,70}\b(?:criteres?|lots?|pts|points|ponderation|marche\s+subsequent)\b)[^:]{0,80}:|"
    r"(?:lots?|criteres?)\b[\s\d°n]{1,8}-|\d{1,2}\s*[.)/:\-])\s*(?=\S)"
)
_BEFORE_DETAIL = re.compile(r"[^(:]{5,}")
_HEAD = 70


def is_price(folded: str) -> bool:
    """True when a criterion, by its folded name, is one of price or cost."""
    words = folded
    while (scope := _SCOPE.match(words)) is not None and not _PRICE.search(scope.group()):
        words = words[scope.end() :]
    measured = _MEASURED.search(words, 4)
    head = words[: measured.start() if measured else _HEAD]
    named = _BEFORE_DETAIL.match(head)
    head = named.group() if named else head
    return bool(_PRICE.search(head)) and not _NOT_PRICE.search(head)


def is_environmental(folded: str) -> bool:
    """True when a criterion, by its folded name, takes the environment into account.

    « Environnement informatique » and other homonyms are consumed first. A criterion of price is
    environmental only where it says so (life-cycle cost, consumption).
    """
    words = _HOMONYMS.sub(" ", folded)
    found = _ENVIRONMENTAL.search(words)
    if found is None:
        return False
    return not is_price(words) or bool(
        re.search(r"cycle\s+de\s+vie|life[- ]cycle|environnement|environment|externalit", words)
    )
