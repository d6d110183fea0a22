"""What is bought and who buys it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clausecheck.model.tender import BuyerType, Fact, Options, Origin
from clausecheck.structure.reading import Labelled, Reading, evidence, labelled, plain
from clausecheck.text.folding import fold

_CONTRACT = r"(?:marches?(?:\s+publics?)?|accords?-cadres?|consultation|contrat|procedure|appel\s+d'offres|concession)"
_TITLE_LABEL = re.compile(
    r"\W*(?:article\s++\d++\s*+[:.\-–]*+\s*+|\d{1,2}(?:\.\d)?\s*+[.\-–)]*+\s*+)?(?:objet(?:\s+(?:de\s+la\s+|du\s+|de\s+l'|principal\s+d\w+\s+)"
    + _CONTRACT
    + r")?|intitule(?:\s+(?:de\s+la\s+|du\s+|de\s+l')"
    + _CONTRACT
    + r")?|operation|projet|affaire|designation\s+(?:de\s+l'operation|du\s+marche)|"
    r"title|subject(?:\s+of\s+the\s+(?:contract|tender))?|contract\s+title)(?=\s*[:|]|\s*$)"
)
_TITLE_SENTENCE = re.compile(
    r"\b" + _CONTRACT + r"[^.:;]{0,110}?\s(?:a|ont)\s+pour\s+objet\s*:?\s*(?P<what>[^.;]{12,320})"
    r"|\b" + _CONTRACT + r"\s+(?:porte\s+sur|concerne)\s+(?P<what2>[^.;]{12,320})"
    r"|\binvites?\s+tenders\s+for\s+(?P<what4>[^.;]{12,320})"
    r"|\b(?:contract|tender|consultation|procurement)\s+(?:is\s+for|concerns|covers|relates\s+to)\s+(?P<what3>[^.;]{12,320})"
)
_PREAMBLE = re.compile(
    r"(?:de\s+(?:definir|preciser|fixer|decrire|determiner)\s+)?(?:les?\s+|la\s+)?(?:(?:conditions|modalites|regles)\s+(?:\w+\s+){0,4}?(?:d'execution|de\s+realisation)\s+"
    r"(?:de\s+la|des?|du|de\s+l')\s*|l'execution\s+(?:de\s+la|des?|du)\s*|la\s+realisation\s+(?:de\s+la|des?|du)\s*)"
)
_BUYER_LABEL = re.compile(
    r"\W*(?:identification\s+de\s+l')?(?:nom\s+(?:et\s+adresse\s+)?(?:officiels?\s+)?(?:de\s+l'|du\s+|complet\s+de\s+l')(?:acheteur|organisme(?:\s+acheteur)?|pouvoir\s+adjudicateur)|"
    r"acheteur(?:\s+public)?|pouvoir\s+adjudicateur|entite\s+adjudicatrice|maitre\s+d'ouvrage|maitrise\s+d'ouvrage|personne\s+publique(?:\s+contractante)?|"
    r"collectivite|organisme\s+acheteur|designation\s+de\s+l'acheteur|nom\s+et\s+adresses?|contracting\s+(?:authority|entity)|buyer(?:\s+name)?|purchaser|authority)"
    r"(?=\s*[:|]|\s*$)"
)
_LOCAL = re.compile(
    r"\b(?:communes?\s+(?:de|d'|du)|ville|mairie|municipalite|departement\s+(?:de|d'|du|des)|conseil\s+(?:departemental|regional|general|municipal)|region\b|metropole|"
    r"communaute\s+(?:de\s+communes|d'agglomeration|urbaine)|agglomeration|syndicat\s+(?:mixte|intercommunal|departemental|des\s+eaux|d')|siv[ou]m?|smictom|sictom|sivom|"
    r"ccas|sdis|service\s+departemental\s+d'incendie|epci|ept\b|etablissement\s+public\s+(?:territorial|de\s+cooperation\s+intercommunale)|collectivite|"
    r"centre\s+(?:communal|intercommunal)|caisse\s+des\s+ecoles|regie\s+municipale|parc\s+naturel\s+regional|"
    r"city\s+(?:of|council)|town\s+(?:of|council)|county|borough|municipality|(?:borough|city|county|town|district|parish|metropolitan)\s+council|local\s+authority)"
)
_STATE = re.compile(
    r"\b(?:ministere|prefecture|etat\b|direction\s+(?:departementale\s+des\s+territoires|regionale|interdepartementale|generale\s+des\s+finances)|dreal|draaf|rectorat|"
    r"academie\s+de|gendarmerie|police\s+nationale|armees?\b|administration\s+centrale|douanes|tribunal|cour\s+(?:d'appel|des\s+comptes)|"
    r"services?\s+du\s+premier\s+ministre|ministry|department\s+(?:of|for)\s+(?:the\s+)?(?:health|education|defence|environment|justice|transport)|government)"
)
_OTHER = re.compile(
    r"\b(?:centre\s+hospitalier|chu?\b|hopital|universite|ecole\b|institut|agence|office|chambre\s+(?:de|d')|fondation|association|groupement|gip\b|epic\b|"
    r"lycee|college\b|opac|oph\b|habitat|societe|semi?\b|spl\b|etablissement|caisse|musee|theatre|port\b|aeroport|assistance\s+publique|"
    r"university|hospital|trust|agency|institute|school|college)"
)
_NAME = re.compile(rf"(?:{_LOCAL.pattern}|{_STATE.pattern}|{_OTHER.pattern})")
_ENDS_AS_NAME = re.compile(
    r"(?:[a-z'&-]+\s+){1,6}(?:council|university|hospital|trust|authority|ministry|agency|constabulary)$"
)
_LOCAL_BODY = re.compile(
    r"\b(?:monsieur\s+le\s+maire|madame\s+la\s+maire|le\s+maire\b|conseil\s+(?:municipal|communautaire|departemental)|etablissement\s+public\s+territorial|"
    r"code\s+general\s+des\s+collectivites\s+territoriales|la\s+(?:ville|commune|collectivite)\b|departement\s+d(?:e|u)\b|deliberation\b)"
)
_NOT_A_NAME = re.compile(
    r"(?:est|sont|represente|le\s+present|adresse|tel|monsieur|madame|la\s+personne|service|le\s+representant)\b|.*\b(?:se\s+reserve|doit|peut|sera)\b"
)
_LONGEST_NAME = 110
_LONGEST_TITLE = 320
_ENOUGH = 3


def find_title(found: Sequence[Reading]) -> Fact[str]:
    """Return the object of the contract: beside its label, else from the sentence that gives it."""
    for finder in (_labelled_titles, _title_sentences):
        for reading in found:
            for value in finder(reading):
                words = _tidy(value.value)
                if words:
                    return Fact(
                        value=words,
                        origin=Origin.READ,
                        reason="Objet lu dans les pièces.",
                        evidence=evidence(reading, value.start, value.end),
                    )
    return Fact(value=None, origin=Origin.UNKNOWN, reason="L'objet du marché n'a pas été trouvé.")


def _labelled_titles(reading: Reading) -> Iterator[Labelled]:
    for value in labelled(reading, reading.head, _TITLE_LABEL, most=5):
        sentence = _TITLE_SENTENCE.search(fold(value.value))
        alone = not re.search(r"\b(?:a pour objet|sont|doit|present)\b", fold(value.value))
        if sentence is None and alone and 12 <= len(value.value) <= _LONGEST_TITLE:
            yield value


def _title_sentences(reading: Reading) -> Iterator[Labelled]:
    for found in _TITLE_SENTENCE.finditer(reading.folded):
        start, end = next(found.span(name) for name in ("what", "what2", "what3", "what4") if found[name])
        skip = _PREAMBLE.match(reading.folded, start, end)
        start = skip.end() if skip else start
        if end - start >= 12:
            yield Labelled(start, end, reading.text[start:end])


def _tidy(value: str) -> str:
    words = re.split(r"\.\s+(?=[A-ZÀ-Ý])", plain(value))[0].strip(' .:;,-–—|«»"')
    words = re.sub(r"^(?:les?|la|l['’]|des?|du|une?|the)\s*(?=\w)", "", words, flags=re.IGNORECASE)
    return words[:1].upper() + words[1:] if sum(map(str.isalpha, words)) >= 8 else ""


def find_buyer(found: Sequence[Reading]) -> Fact[str]:
    """Return the buyer's name: beside its label, else a public body's name among the first lines."""
    for reading in found:
        for value in labelled(reading, reading.lines[:400], _BUYER_LABEL, most=0):
            name = _buyer_name(value.value)
            if name:
                return _buyer(
                    reading, value.start, value.start + len(name), name, "Acheteur nommé dans les pièces."
                )
    for reading in found:
        for line in reading.head:
            named = (
                len(line.text) <= _LONGEST_NAME
                and line.text[0].isupper()
                and (_NAME.match(line.folded) or _ENDS_AS_NAME.match(line.folded))
            )
            if named and not (_NOT_A_NAME.match(line.folded) or line.folded.endswith((":", "."))):
                return _buyer(reading, line.start, line.end, line.text, "Nom lu parmi les premières lignes.")
    return Fact(value=None, origin=Origin.UNKNOWN, reason="Le nom de l'acheteur n'a pas été trouvé.")


def _buyer(reading: Reading, start: int, end: int, name: str, reason: str) -> Fact[str]:
    return Fact(value=name, origin=Origin.READ, reason=reason, evidence=evidence(reading, start, end))


def _buyer_name(value: str) -> str:
    """Return the name without the address that follows it, or "" when these words are none."""
    name = re.split(
        r"\.\s+(?=[A-ZÀ-Ý])|\s+[-–|]\s+(?=\d)|,|\s(?=\d{1,4},?\s+(?:bis\s+)?(?:rue|avenue|place|bd|boulevard|route|chemin|quai|allee))|\s*\(?(?:adresse|siret|tel)\b",
        value,
        flags=re.IGNORECASE,
    )[0].strip(" .:;|")
    folded = fold(name)
    if (
        not 3 <= len(name) <= _LONGEST_NAME
        or _NOT_A_NAME.match(folded)
        or not (name[0].isupper() or _NAME.match(folded))
    ):
        return ""
    return name


def find_buyer_type(found: Sequence[Reading], buyer: Fact[str], options: Options) -> Fact[BuyerType]:
    """Return whether the buyer is a local authority, the State or another, from its name, else from the text."""
    if options.buyer_type is not None:
        return Fact(value=options.buyer_type, origin=Origin.GIVEN, reason="Type d'acheteur donné à l'appel.")
    name = fold(buyer.value or "")
    for kind, pattern in ((BuyerType.LOCAL, _LOCAL), (BuyerType.STATE, _STATE), (BuyerType.OTHER, _OTHER)):
        if pattern.search(name):
            return Fact(
                value=kind,
                origin=Origin.READ,
                reason=f"D'après le nom de l'acheteur, « {buyer.value} ».",
                evidence=buyer.evidence,
            )
    hints = sum(len(_LOCAL_BODY.findall(reading.folded)) for reading in found)
    if hints >= _ENOUGH:
        return Fact(
            value=BuyerType.LOCAL,
            origin=Origin.ASSUMED,
            reason="Supposé : les pièces parlent d'une collectivité territoriale (maire, délibération, collectivité).",
        )
    return Fact(value=None, origin=Origin.UNKNOWN, reason="Le type d'acheteur n'a pas été trouvé.")
