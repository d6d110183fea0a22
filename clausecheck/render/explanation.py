"""Why a rule fired on a tender or did not, as text and as an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from clausecheck.detect.nearest import Trial
from clausecheck.model.assessment import Assessment
from clausecheck.model.rule import Rule
from clausecheck.model.tender import AwardCriterion
from clausecheck.model.theme import THEMES
from clausecheck.render.names import VERDICTS
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
    lines += _aggregate(rule)
    lines += _criteria(rule, criteria)
    if fired:
        lines += ["", f"Passages trouvés ({len(fired)}) :", *_passages(fired)]
    if near:
        lines += ["", "Passages les plus proches, non retenus :", *_passages(near)]
    if not seen and any(matcher.kind != "criterion" for _, d in rule.detection for matcher in d.matchers):
        lines += ["", "Aucun passage ne contient de mot que la règle cherche."]
    return "\n".join(lines) + "\n"


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
    for one in seen:
        words = " ".join(one.trial.quote.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        yield f"  {one.document}{f', page {one.page}' if one.page else ''} : « {shown} »"
        yield f"      {trial_sentence(one.trial)}"


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
            }
            for one in seen
        ],
    }
