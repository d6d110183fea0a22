"""Why a matcher fired or did not, in a sentence: French for ``explain``, English for rule authors."""

from __future__ import annotations

from clausecheck.detect.conditions import Condition
from clausecheck.detect.nearest import Trial
from clausecheck.detect.stance import Force
from clausecheck.model.rule import Terms

_SHOWN = 6
"""Terms of a group that a sentence names; the file holds them all."""
_FORCES = {
    Force.SILENT: (
        "un titre, un rappel ou une définition n'oblige à rien",
        "a title, a recital or a definition binds nobody",
    ),
    Force.MENTION: (
        "une mention sans verbe d'obligation ni chiffre",
        "a mention without a verb of duty or a figure",
    ),
}
_KINDS = {
    "phrase": ("ces mots", "phrase"),
    "near": ("mots proches", "near"),
    "under": ("sous un titre", "under"),
    "criterion": ("critère", "criterion"),
}
"""An officer reads what the matcher looks for, a rule author the word to write."""
_PLAIN = {
    Condition.PIECE: (
        "cette formule n'est cherchée que dans d'autres pièces",
        "counts only in other kinds of pieces",
    ),
    Condition.FIGURE: (
        "il manque un chiffre dans l'unité de la règle",
        "a figure in the rule's unit is wanted",
    ),
    Condition.NEGATED: (
        "la rédaction est elle-même écartée ou interdite dans ce passage",
        "the wording is itself waived or banned here",
    ),
}


def trial_sentence(trial: Trial, language: str = "fr") -> str:
    """Return what a matcher made of a passage, without its quote."""
    at = 0 if language == "fr" else 1
    kind = _KINDS[trial.kind][at]
    head = (f"formule {trial.number} ({kind})", f"matcher {trial.number} ({kind})")[at]
    words = ", ".join(f"« {word} »" for word in trial.found)
    if trial.condition is None:
        found = words or ("le titre seul", "the heading alone")[at]
        return (f"{head} : trouvé par {found}", f"{head}: fired on {found}")[at]
    seen = (f" ; présents : {words}", f"; present: {words}")[at] if words else ""
    return f"{head}{(' : ', ': ')[at]}{_failure(trial, at)}{seen}"


def _failure(trial: Trial, at: int) -> str:
    condition = trial.condition
    if condition is Condition.UNLESS:
        silencers = ", ".join(f"« {word} »" for word in trial.silencers) or ("le contexte", "the context")[at]
        return (f"écartée par {silencers}", f"silenced by {silencers}")[at]
    if condition is Condition.WORDS and trial.lacking:
        lacks = ("il manque un mot de : ", "lacks a word of: ")[at]
        return lacks + (" ; et de : ", "; and of: ")[at].join(_terms(group) for group in trial.lacking)
    if condition is Condition.WORDS:
        return _distance(trial, at)
    if condition is Condition.STANCE:
        return _stance(trial, at)
    assert condition is not None
    return _PLAIN[condition][at]


def _distance(trial: Trial, at: int) -> str:
    if trial.apart is None:
        return (
            "les mots ne sont réunis que dans les titres ou l'ordre n'est pas le bon",
            "the words come together in headings only, or in the wrong order",
        )[at]
    return (
        f"les mots sont trop éloignés : {trial.apart} mots en tout, {trial.within} au plus entre deux",
        f"the words are too far apart: {trial.apart} words in all, within is {trial.within}",
    )[at]


def _stance(trial: Trial, at: int) -> str:
    if trial.buyer_side:
        return ("l'acheteur est le sujet de la phrase", "the buyer is the subject")[at]
    return _FORCES.get(trial.force, _FORCES[Force.SILENT])[at]


def _terms(group: Terms) -> str:
    more = " | …" if len(group) > _SHOWN else ""
    return " | ".join(group[:_SHOWN]) + more
