"""Strength and ambition of a finding: from the stance of its passage and the figures in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clausecheck.detect.stance import Force, Stance
from clausecheck.model.finding import Level, Lever, Measure, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Matcher, Rule, Thresholds
from clausecheck.text.quantities import convert

_MONEY_OR_RANK = {"euro", "count"}
"""Figures that price or number something and do not measure a requirement."""


def grade_strength(
    stance: Stance, measures: Sequence[Measure], matcher: Matcher, *, proof_near: bool, consequence_near: bool
) -> Strength:
    """Return the rung of the ladder.

    Args:
        stance: Of the passage.
        measures: Figures of the passage.
        matcher: May hold the strength down.
        proof_near: Evidence is asked for in the passage or in its article.
        consequence_near: A penalty stands in the passage or in its article.
    """
    if stance.force is Force.MENTION:
        strength = Strength.MENTION
    elif stance.force is Force.ASPIRATIONAL:
        strength = Strength.ASPIRATIONAL
    elif not (stance.standard or any(measure.unit not in _MONEY_OR_RANK for measure in measures)):
        strength = Strength.BINDING
    elif proof_near and consequence_near:
        strength = Strength.ENFORCEABLE
    else:
        strength = Strength.MEASURABLE
    return strength if matcher.strength is None else min(strength, matcher.strength)


def grade_level(measures: Sequence[Measure], thresholds: Thresholds | None, matcher: Matcher) -> Level | None:
    """Return the ambition: what the matcher proves by itself, or what the best figure reaches."""
    reached = matcher.level
    if thresholds is None:
        return reached
    figures = [convert(measure.value, measure.unit, thresholds.unit) for measure in measures]
    for figure in figures:
        level = None if figure is None else _level_of(figure, thresholds)
        if level is not None and (reached is None or level > reached):
            reached = level
    return reached


def _level_of(figure: Decimal, thresholds: Thresholds) -> Level | None:
    steps = (
        (Level.EXEMPLARY, thresholds.exemplary),
        (Level.ADVANCED, thresholds.advanced),
        (Level.BASELINE, thresholds.baseline),
    )
    for level, limit in steps:
        if figure >= limit if thresholds.higher_is_better else figure <= limit:
            return level
    return None


def choose_lever(
    rule: Rule, matcher: Matcher, stance: Stance, kind: PieceKind, *, in_criterion: bool
) -> Lever:
    """Return where the passage acts: what the matcher says, else its place, else the rule's own."""
    if matcher.lever is not None:
        return matcher.lever
    if in_criterion:
        return Lever.AWARD_CRITERION
    if kind in (PieceKind.RC, PieceKind.NOTICE):
        return Lever.AWARD_CRITERION if rule.lever is Lever.AWARD_CRITERION else Lever.INFORMATION
    if kind is PieceKind.CCAP and rule.lever is Lever.TECHNICAL_SPECIFICATION:
        return Lever.PERFORMANCE_CONDITION
    return rule.lever
