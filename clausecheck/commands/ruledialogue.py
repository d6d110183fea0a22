"""The dialogue of ``rules new``: a jurist's questions in a jurist's order, from the title to the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from clausecheck.commands.asking import ask, ask_choice, ask_choices, ask_text, search, slug
from clausecheck.commands.streams import say

if TYPE_CHECKING:
    from clausecheck.rulebook.writing import Draft


def complete(draft: Draft, refused: Callable[[str], str]) -> Draft:
    """Return the draft with every answer; what was given at the call is not asked again.

    Args:
        draft: What was given.
        refused: Says what is wrong with an id.
    """
    say(
        "Une règle se décrit en quelques réponses. Entrée garde la proposition entre crochets, ou passe la question."
    )
    named = _named(draft, refused)
    return _phrased(_placed(named))


def _named(draft: Draft, refused: Callable[[str], str]) -> Draft:
    """Title, kind, theme, id, reason."""
    from clausecheck.model.theme import THEMES

    title = draft.title or ask_text("Titre en français (l'exigence en quelques mots)")
    title_en = draft.title_en or ask("Titre en anglais (Entrée pour plus tard)")
    kinds = {"clause": "une clause que l'on veut trouver", "obstacle": "une rédaction à proscrire"}
    kind = ask_choice("Nature", kinds, default=draft.kind)
    theme = draft.theme
    if not theme:
        themes = {key: names[0] for key, names in THEMES.items()}
        theme = ask_choice("Thème", themes, default="forbidden_wording" if kind == "obstacle" else "")
    name = draft.id or ask("Identifiant", default=f"{theme}.{slug(title_en or title)}", refused=refused)
    why = draft.why or ask_text("Pourquoi cette clause (une phrase)")
    return replace(draft, title=title, title_en=title_en, kind=kind, theme=theme, id=name, why=why)


def _placed(draft: Draft) -> Draft:
    """Purchases, pieces, lever, severity, law."""
    from clausecheck.checking import load_rules
    from clausecheck.model.outline import PieceKind
    from clausecheck.render.names import LEVERS, SEVERITIES
    from clausecheck.render.site.shelves import PIECES

    rulebook = load_rules()
    purchases = {category.slug: category.title[0] for category in rulebook.categories}
    categories = draft.categories or ask_choices(
        "Achats concernés (numéros, virgules ; Entrée pour tous)", purchases
    )
    pieces = {kind.value: names[0] for kind, names in PIECES.items() if kind is not PieceKind.OTHER}
    look_in = ask_choices("Pièces où l'attendre", pieces, default=", ".join(draft.look_in))
    levers = {key.value: names[0] for key, names in LEVERS.items()}
    lever = ask_choice("Où la clause agit", levers, default=draft.lever)
    weights = {key.value: names[0] for key, names in SEVERITIES.items() if key.value not in _BY_LAW}
    severity = ask_choice("Gravité", weights, default=draft.severity)
    laws = {parameter.id: parameter.description for parameter in rulebook.parameters}
    legal = draft.legal or search("Texte de loi : mots à chercher (Entrée pour plus tard)", laws)
    return replace(draft, categories=categories, look_in=look_in, lever=lever, severity=severity, legal=legal)


_BY_LAW = ("mandatory", "conditional")
"""Never chosen by hand: a dated duty of the law decides."""


def _phrased(draft: Draft) -> Draft:
    """Words, sentences to find and to leave, wording."""
    words = draft.words
    if not words:
        say(
            "  Mots : « ; » sépare ce qui doit se trouver ensemble, « | » ce qui se vaut, @nom reprend un concept."
        )
        say("  Exemple : caisses | bacs ; consignés | repris")
        answer = ask_text("Mots à chercher")
        words = tuple(part.strip() for part in answer.split(";") if part.strip())
    example = draft.example or ask("Une phrase que la règle doit trouver (Entrée : le titre)")
    silent = draft.silent or ask("Une phrase voisine qu'elle doit laisser (Entrée pour plus tard)")
    wording = draft.wording or ask("Rédaction proposée, au niveau socle (Entrée pour plus tard)")
    return replace(draft, words=words, example=example, silent=silent, wording=wording)
