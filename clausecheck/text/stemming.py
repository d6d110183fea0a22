"""Inflection folded away: one key for a word's singular and plural, masculine, feminine, and tenses.

Works on folded words, so that « PIECES DETACHEES » and « pièces détachées » share their keys: a
dictionary of accented lemmas cannot do that. Deliberately weaker than the Snowball stemmers, which
make one key of « environ » and « environnement », « organe » and « organisation » (docs/adr/0002).
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR_FR = {
    form: lemma
    for lemma, forms in {
        "devoir": "doit doivent devra devront devrait devraient devant devoir du dus due dues",
        "etre": "est sont sera seront serait seraient soit soient etre ete etait etaient etant",
        "avoir": "a ont aura auront ait aient avoir avait avaient ayant",
        "pouvoir": "peut peuvent pourra pourront pourrait pourraient pouvoir puisse puissent",
        "faire": "fait font fera feront faire fasse fassent faite faites faits faisant",
        "mettre": "met mettent mettra mettront mettre mettant",
        "permettre": "permet permettent permettra permettront permettre permettant permis",
        "remettre": "remet remettent remettra remettront remettre remettant",
        "soumettre": "soumet soumettent soumettra soumettront soumettre soumis",
        "admettre": "admet admettent admettra admettront admettre admis admise admises",
        "transmettre": "transmet transmettent transmettra transmettront transmettre transmis transmise transmises",
        "tenir": "tient tiennent tiendra tiendront tenir tenu tenus tenue tenues",
        "maintenir": "maintient maintiennent maintiendra maintiendront maintenir maintenu maintenus maintenue maintenues",
        "detenir": "detient detiennent detiendra detiendront detenir detenu detenus",
        "prevoir": "prevoit prevoient prevoira prevoir prevu prevus prevue prevues",
        "prendre": "prend prennent prendra prendront prendre pris prise prises prenant",
        "reprendre": "reprend reprennent reprendra reprendront reprendre repris",
        "comprendre": "comprend comprennent comprendra comprendront comprendre compris comprise comprises",
        "rendre": "rend rendent rendra rendront rendre rendu rendus rendue rendues",
        "reduire": "reduit reduisent reduira reduiront reduire reduite reduits reduites reduisant",
        "produire": "produisent produira produiront produire",
        "satisfaire": "satisfait satisfont satisfera satisfaire",
        "proscrire": "proscrit proscrite proscrits proscrites proscrire",
        "inclure": "inclut incluent inclura incluront inclure inclus incluse incluses incluant",
        "exclure": "exclut excluent exclura exclure exclu exclus exclue exclues",
        "concevoir": "concoit concoivent concevra concevoir concu concus concue concues",
        "restreindre": "restreint restreindre restreinte",
        "atteindre": "atteint atteignent atteindra atteindre atteinte",
        "venir": "vient viennent viendra viendront venir venu",
        "provenir": "provient proviennent proviendra proviendront provenir provenant",
        "obtenir": "obtient obtiennent obtiendra obtenir obtenu obtenus obtenue",
        "donnee": "donnee donnees",
        "recevoir": "recoit recoivent recevra recevoir recu recus",
    }.items()
    for form in forms.split()
}
_ENDINGS_FR = re.compile(
    r"(?:issaient|issant|issent|eraient|iraient|eront|iront|erait|irait|aient|era|ira|ait|ant|ent|er|ir|it|ez|i)$"
)
_DOUBLE = re.compile(r"(nn|ll|tt|ss)$")
_ENDINGS_EN = re.compile(r"(?:ings|ing|ed)$")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the key that the inflected forms of a folded word share.

    Args:
        word: Folded (``folding.fold``), ligatures opened.
        language: ``fr`` or ``en``.

    Returns:
        A key to compare with, not a word to show.
    """
    if len(word) <= 2 or not word[0].isalpha():
        return word
    return _stem_english(word) if language == "en" else _stem_french(word)


def _stem_french(word: str) -> str:
    irregular = _IRREGULAR_FR.get(word)
    if irregular:
        return irregular
    if len(word) <= 3:
        return word
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux") and len(word) > 4:
        word = word[:-3] + "al"
    elif word[-1] in "sx":
        word = word[:-1]
    word = word.rstrip("e") if len(word.rstrip("e")) >= 3 else word
    ending = _ENDINGS_FR.search(word)
    if ending and ending.start() >= 4:
        word = word[: ending.start()]
    return _DOUBLE.sub(lambda match: match.group()[0], word)


def _stem_english(word: str) -> str:
    if len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    ending = _ENDINGS_EN.search(word)
    if ending and ending.start() >= 3:
        word = word[: ending.start()]
    return word.rstrip("e") if len(word) > 3 else word
