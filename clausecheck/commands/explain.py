"""``clausecheck explain``: why a rule fired on a tender, or which condition failed at the nearest passage."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clausecheck.commands import streams, values
from clausecheck.commands.library import unknown_rule
from clausecheck.commands.rulebooks import Packs, load

if TYPE_CHECKING:
    from clausecheck.model.rule import Rule, Rulebook
    from clausecheck.model.tender import Tender
    from clausecheck.render.explanation import Seen

_NEAREST = 5
"""Passages shown where the rule did not fire."""


def explain(
    rule: Annotated[str, typer.Argument(metavar="RÈGLE", help="Identifiant de la règle.")],
    paths: Annotated[
        list[str],
        typer.Argument(metavar="CHEMIN", help="Pièces du marché ; « - » lit l'entrée standard."),
    ],
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")] = "text",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Lancement de la consultation (AAAA-MM-JJ)."),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option("--category", metavar="CATÉGORIE", help="Catégorie d'achat ; répétable."),
    ] = None,
    packs: Packs = None,
) -> None:
    """Dit pourquoi une règle a trouvé un passage, ou quelle condition manque au plus proche."""
    from clausecheck.checking import check
    from clausecheck.model.tender import Options
    from clausecheck.render.explanation import explanation_object, explanation_text
    from clausecheck.render.json import dump

    chosen, day = values.one_of("--format", form, ("text", "json")), values.day(as_of)
    rulebook = load(packs)
    wanted = next((known for known in rulebook.rules if rule in (known.id, *known.aliases)), None)
    if wanted is None:
        raise unknown_rule(rule, [known.id for known in rulebook.rules])
    rulebook = _switched_on(rulebook, wanted)
    options = Options(as_of=day, categories=values.category_slugs(category or [], rulebook))
    settings = values.read_settings("auto", "final", os.environ)
    tender = streams.read_tender(paths, settings, options=options, rules=rulebook)
    streams.tell_losses(tender)
    report = check(tender, rules=rulebook, as_of=day)
    assessment = next(found for found in report.assessments if found.rule == wanted.id)
    seen = _seen(rulebook, tender, wanted)
    made: Any = explanation_object if chosen == "json" else explanation_text
    result = made(wanted, assessment, seen, tender.facts.award_criteria)
    streams.write(dump(result) if chosen == "json" else result, None)


def _switched_on(rulebook: Rulebook, wanted: Rule) -> Rulebook:
    """A draft is explained as if it were on."""
    rules = (replace(rule, status="stable") if rule is wanted else rule for rule in rulebook.rules)
    return rulebook if wanted.status == "stable" else replace(rulebook, rules=tuple(rules))


def _seen(rulebook: Rulebook, tender: Tender, rule: Rule) -> tuple[Seen, ...]:
    """Return every passage on which the rule fired, and the nearest of the others."""
    from clausecheck.detect import Detector
    from clausecheck.detect.nearest import trials
    from clausecheck.render.explanation import Seen

    detector = Detector(rulebook)
    found = []
    for piece in tender.pieces:
        criteria = [c for c in tender.facts.award_criteria if c.document_id == piece.document.id]
        for trial in trials(detector.scene(piece, criteria), rule.id):
            page = piece.document.page_at(trial.passage.span.start)
            found.append(Seen(document=piece.document.name, page=page, trial=trial))
    found.sort(key=lambda seen: seen.trial.nearness, reverse=True)
    fired = [seen for seen in found if seen.trial.condition is None]
    fired.sort(key=lambda seen: (seen.document, seen.trial.passage.span.start, seen.trial.number))
    return (*fired, *_one_a_passage([seen for seen in found if seen.trial.condition is not None], fired))


def _one_a_passage(found: list[Seen], fired: list[Seen]) -> list[Seen]:
    """The best trial of each passage that did not fire, the nearest first."""
    taken = {(seen.document, seen.trial.passage.span.start) for seen in fired}
    chosen: list[Seen] = []
    for seen in found:
        key = seen.document, seen.trial.passage.span.start
        if key not in taken and len(chosen) < _NEAREST:
            taken.add(key)
            chosen.append(seen)
    return chosen
