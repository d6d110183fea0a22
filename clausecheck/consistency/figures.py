"""Two pieces that ask for different years, percentages or days of the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from clausecheck.consistency.file import File, remark
from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.finding import Finding, Measure
from clausecheck.model.rule import Rule
from clausecheck.text.folding import fold
from clausecheck.text.quantities import convert
from clausecheck.text.words import stems_of

_UNITS = {
    "year": ("an", "ans", "year", "years"),
    "month": ("mois", "mois", "month", "months"),
    "day": ("jour", "jours", "day", "days"),
    "working_day": ("jour ouvré", "jours ouvrés", "working day", "working days"),
    "hour": ("heure", "heures", "hour", "hours"),
    "percent": ("%", "%", "%", "%"),
    "euro": ("€", "€", "euro", "euros"),
}
_ALIKE = 0.6
"""Share of the shorter passage's words that the other has too: below it they speak of different things.
« Le mobilier est garanti cinq ans » and « le mobilier remis en état est garanti deux ans » have half."""
_LEAST_COMMON = 2
_SANCTION = re.compile(r"\b(?:penalites?|refactions?|sanction\w*|malus|penalt(?:y|ies)|damages|deduct\w*)\b")
_SHORT = 3
"""Letters of a stem under which it says nothing of the subject."""
_FAMILY = 6
"""Letters that the words of a family share: « disponible », « disponibilité »."""
_EMPTY = frozenset(
    ("etre", "avoir", "tout", "pour", "dans", "avec", "chaqu", "the", "shall", "for", "and", "with")
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A figure that a passage asks for, in the rule's unit, with the words that say of what."""

    value: Decimal
    measure: Measure
    finding: Finding
    words: frozenset[str]


def figures_differ(file: File) -> Iterator[Inconsistency]:
    """Yield a remark for two passages of two pieces that ask for different figures of the same thing.

    Pieces that share one figure agree: further ones are for other equipment.
    """
    for (rule_id, _), found in _by_rule_and_lot(file).items():
        rule = file.rules[rule_id]
        asked = [each for finding in found for each in _asked(file, finding, _unit_of(rule))]
        seen: set[frozenset[str]] = set()
        for one, other in combinations(asked, 2):
            pieces = frozenset(each.finding.evidence.document_id for each in (one, other))
            if len(pieces) == 2 and pieces not in seen and _clash(one, other, asked):
                seen.add(pieces)
                yield _differing(file, rule, one, other)


def _by_rule_and_lot(file: File) -> dict[tuple[str, str | None], list[Finding]]:
    """Findings that oblige, of rules that measure; what holds for all lots stands by itself."""
    groups: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    for finding in file.owed:
        if not finding.conditional and _unit_of(file.rules[finding.rule]):
            groups[finding.rule, finding.lot].append(finding)
    return groups


def _unit_of(rule: Rule) -> str:
    return next((d.thresholds.unit for _, d in rule.detection if d.thresholds is not None), "")


def _asked(file: File, finding: Finding, unit: str) -> Iterator[_Asked]:
    """Yield the passage's figure in the rule's unit; two are a scale or cases, and a sanction's is no demand."""
    quote = fold(finding.evidence.quote)
    if _SANCTION.search(quote) or _SANCTION.search(fold(finding.section)):
        return
    known = [(convert(m.value, m.unit, unit), m) for m in finding.measures]
    fitting = [(value, measure) for value, measure in known if value is not None]
    if len(fitting) == 1:
        value, measure = fitting[0]
        start = finding.evidence.span.start
        rest = quote[: measure.span_start - start] + " " + quote[measure.span_end - start :]
        yield _Asked(value, measure, finding, _content(rest, file.language(finding)))


def _content(text: str, language: str) -> frozenset[str]:
    words = (word for word in stems_of(text, language) if len(word) >= _SHORT and word.isalpha())
    return frozenset(word[:_FAMILY] for word in words if word not in _EMPTY)


def _clash(one: _Asked, other: _Asked, asked: list[_Asked]) -> bool:
    if one.value == other.value or one.measure.comparator[0] != other.measure.comparator[0]:
        return False
    common = len(one.words & other.words)
    if common < _LEAST_COMMON or common < _ALIKE * min(len(one.words), len(other.words)):
        return False
    return _values(one, asked).isdisjoint(_values(other, asked))


def _values(each: _Asked, asked: list[_Asked]) -> set[Decimal]:
    """All figures of the piece in which one stands."""
    piece = each.finding.evidence.document_id
    return {a.value for a in asked if a.finding.evidence.document_id == piece}


def _differing(file: File, rule: Rule, one: _Asked, other: _Asked) -> Inconsistency:
    first, second = (_shown(each.measure) for each in (one, other))
    names = [file.name(each.finding.evidence.document_id) for each in (one, other)]
    title = dict(rule.title)
    return remark(
        Mismatch.FIGURES_DIFFER,
        rule.id,
        (
            f"« {title['fr']} » : {names[0]} demande {first[0]}, {names[1]} demande {second[0]}.",
            "Retenir une seule valeur, ou dire laquelle des pièces prévaut.",
        ),
        (
            f"“{title.get('en', title['fr'])}”: {names[0]} asks for {first[1]}, {names[1]} for {second[1]}.",
            "Keep one value, or say which piece prevails.",
        ),
        findings=(one.finding, other.finding),
    )


def _shown(measure: Measure) -> tuple[str, str]:
    value, unit = measure.value, measure.unit
    number = f"{value.normalize():f}"
    one_fr, many_fr, one_en, many_en = _UNITS.get(unit, (unit.replace("_", " "),) * 4)
    return (
        f"{number.replace('.', ',')}\u00a0{many_fr if value >= 2 else one_fr}",
        f"{number}{'' if unit == 'percent' else ' '}{many_en if value != 1 else one_en}",
    )
