"""Why a rule fired on a tender or did not, as text and as an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from clausecheck.detect.nearest import Trial
from clausecheck.model.assessment import Assessment
from clausecheck.model.finding import Finding, Level, Polarity
from clausecheck.model.rule import Rule
from clausecheck.model.tender import AwardCriterion
from clausecheck.model.theme import THEMES
from clausecheck.render.names import LEVELS, STRENGTHS, VERDICTS, measure_name, number_name, unit_name
from clausecheck.render.trials import trial_sentence
from clausecheck.text.typography import typeset

_LONGEST = 300
"""Characters of a quote shown; the JSON form holds it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A trial with the place of its passage."""

    document: str
    page: int | None
    trial: Trial


def explanation_text(
    rule: Rule, assessment: Assessment, seen: Sequence[Seen], criteria: Sequence[AwardCriterion]
) -> str:
    """Return the explanation in French."""
    fired = [one for one in seen if one.trial.condition is None]
    near = [one for one in seen if one.trial.condition is not None]
    lines = [f"{rule.id} : {dict(rule.title)['fr']}"]
    lines.append(f"Verdict : {VERDICTS[assessment.verdict][0]}. {typeset(assessment.reason)}")
    lines += _thresholds(rule)
    lines += _aggregate(rule)
    lines += _criteria(rule, criteria)
    if fired:
        passages = {(one.document, one.trial.passage.span.start) for one in fired}
        lines += ["", f"Passages trouvés ({len(passages)})\u00a0:", *_passages(fired)]
    if near:
        lines += ["", "Passages les plus proches, non retenus :", *_passages(near)]
    if not seen and any(matcher.kind != "criterion" for _, d in rule.detection for matcher in d.matchers):
        lines += ["", "Aucun passage ne contient de mot que la règle cherche."]
    return "\n".join(lines) + "\n"


def _thresholds(rule: Rule) -> Iterator[str]:
    found = next((d.thresholds for _, d in rule.detection if d.thresholds), None)
    if found:
        figures = (found.baseline, found.advanced, found.exemplary)
        shown = (
            f"{LEVELS[level][0]} {number_name(figure)[0]}"
            for level, figure in zip(Level, figures, strict=True)
        )
        bound = "au moins" if found.higher_is_better else "au plus"
        yield f"Niveaux ({bound}, unité\u00a0: {unit_name(found.unit)[0] or 'nombre'})\u00a0: {', '.join(shown)}."


def _aggregate(rule: Rule) -> Iterator[str]:
    if rule.aggregate:
        themes = ", ".join(THEMES[theme][0] for theme in rule.aggregate.themes)
        yield f"Cette règle est satisfaite par les constats d'autres règles (thèmes : {themes})."


def _criteria(rule: Rule, criteria: Sequence[AwardCriterion]) -> Iterator[str]:
    if not any(matcher.kind == "criterion" for _, found in rule.detection for matcher in found.matchers):
        return
    yield "Cette règle regarde les critères d'attribution relevés :"
    for criterion in criteria:
        weight = f"{criterion.weight} %" if criterion.weight is not None else "sans poids"
        yield f"  - {criterion.name} ({weight}{', environnemental' if criterion.environmental else ''})"
    if not criteria:
        yield "  aucun n'a pu être relevé."


def _passages(seen: Sequence[Seen]) -> Iterator[str]:
    """Say each passage once, what came out of it, then every formula that was tried on it."""
    for _, same in groupby(seen, key=lambda one: (one.document, one.trial.passage.span.start)):
        tried = tuple(same)
        one = tried[0]
        words = " ".join(one.trial.quote.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        place = f", page\u00a0{one.page}" if one.page else ""
        yield f"  {one.document}{place}\u00a0: «\u00a0{shown}\u00a0»"
        yield from (f"      {_outcome(each)}" for each in _best(tried))
        yield from (f"      {trial_sentence(each.trial)}" for each in tried)


def _best(tried: Sequence[Seen]) -> Iterator[Finding]:
    """The strongest finding of a passage: the one that the report keeps."""
    found = [each.trial.finding for each in tried if each.trial.finding is not None]
    if found:
        yield max(found, key=lambda finding: (finding.strength, finding.level or 0))


def _outcome(finding: Finding) -> str:
    """Say what a passage proves: its strength, its level, its figures, and whether it speaks against the rule."""
    side = (
        "contraire à la règle" if finding.polarity is Polarity.CONTRADICTS else STRENGTHS[finding.strength][0]
    )
    level = f"niveau {LEVELS[finding.level][0].lower()}" if finding.level else "sans niveau prouvé"
    figures = ", ".join(measure_name(m)[0].removeprefix("=\u00a0") for m in finding.measures)
    return " ; ".join(filter(None, (side.lower(), level, figures))).replace(" ;", "\u00a0;")


def explanation_object(
    rule: Rule, assessment: Assessment, seen: Sequence[Seen], criteria: Sequence[AwardCriterion]
) -> dict[str, Any]:
    """Return the explanation for a program."""
    return {
        "rule": rule.id,
        "verdict": assessment.verdict.value,
        "reason": assessment.reason,
        "criteria": [criterion.name for criterion in criteria],
        "passages": [
            {
                "document": one.document,
                "page": one.page,
                "start": one.trial.passage.span.start,
                "end": one.trial.passage.span.end,
                "quote": one.trial.quote,
                "matcher": one.trial.number,
                "fired": one.trial.condition is None,
                "failed": one.trial.condition.name.lower() if one.trial.condition else None,
                "explanation": trial_sentence(one.trial),
                "strength": one.trial.finding.strength.name.lower() if one.trial.finding else None,
                "level": one.trial.finding.level.name.lower()
                if one.trial.finding and one.trial.finding.level
                else None,
            }
            for one in seen
        ],
    }
