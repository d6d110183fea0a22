"""A comparison as text for a person and as JSON, schema ``clausecheck/diff/1``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from clausecheck.compare import Change, Clause, Comparison, Snapshot, Status, VerdictChange
from clausecheck.model.assessment import Verdict
from clausecheck.model.finding import Level, Measure, Strength
from clausecheck.render.names import (
    LEVELS,
    SEVERITIES,
    STRENGTHS,
    Both,
    day_name,
    measure_name,
    verdict_name,
)
from clausecheck.render.outlook import OBSTACLES, article_name, one_line
from clausecheck.render.terminal import Sheet
from clausecheck.text.fingerprint import fingerprint

SCHEMA = "clausecheck/diff/1"
Json = dict[str, Any]
_QUOTE = 160
_DIFFERS: dict[str, Both] = {
    "polarity": ("le sens", "the meaning"),
    "strength": ("la force", "the strength"),
    "level": ("l'ambition", "the ambition"),
    "lever": ("le levier", "the lever"),
    "measures": ("les chiffres", "the figures"),
    "conditional": ("la condition", "the condition"),
    "penalty": ("la sanction", "the penalty"),
    "wording": ("les mots", "the words"),
}
_TITLES: tuple[tuple[Status, bool, Both], ...] = (
    (Status.LOST, True, ("Clauses perdues", "Clauses lost")),
    (Status.WON, False, ("Rédactions à corriger apparues", "Wording to mend that came in")),
    (Status.CHANGED, True, ("Clauses changées", "Clauses changed")),
    (Status.CHANGED, False, ("Rédactions à corriger changées", "Wording to mend that changed")),
    (Status.WON, True, ("Clauses gagnées", "Clauses won")),
    (Status.LOST, False, ("Rédactions à corriger disparues", "Wording to mend that is gone")),
)
"""Status, whether the clause is wanted, heading; in the order in which they call for work."""


def changes_object(comparison: Comparison, *, kept: bool = True) -> Json:
    """Return a comparison as plain values.

    Args:
        comparison: From ``compare``.
        kept: List the clauses that stayed, too.
    """
    return {
        "schema": SCHEMA,
        "old": _snapshot(comparison.old),
        "new": _snapshot(comparison.new),
        "same": comparison.same,
        "same_rules": comparison.same_rules,
        "counts": {status.value: len(comparison.of(status)) for status in Status},
        "clauses": [
            {
                "status": change.status.value,
                "rule": change.clause.rule,
                "theme": change.clause.theme,
                "differs": list(change.differs),
                "old": _clause(change.old) if change.old else None,
                "new": _clause(change.new) if change.new else None,
            }
            for change in comparison.changes
            if kept or change.status is not Status.KEPT
        ],
        "verdicts": [
            {
                "rule": change.rule,
                "theme": change.theme,
                "severity": change.severity.value,
                "old": change.old.value if change.old else None,
                "new": change.new.value if change.new else None,
                "worse": change.worse,
            }
            for change in comparison.verdicts
        ],
    }


def _snapshot(snapshot: Snapshot) -> Json:
    return {"title": snapshot.title or None, "as_of": snapshot.as_of, "complete": snapshot.complete}


def _clause(clause: Clause) -> Json:
    return {
        "fingerprint": fingerprint(clause.rule, clause.quote),
        "piece": clause.piece,
        "section": clause.section,
        "page": clause.page,
        "quote": clause.quote,
        "polarity": clause.polarity,
        "strength": clause.strength,
        "level": clause.level,
        "lever": clause.lever,
        "measures": [
            {"value": value, "unit": unit, "comparator": sign} for value, unit, sign in clause.measures
        ],
        "conditional": clause.conditional,
        "penalty": clause.penalty,
    }


def changes_text(
    comparison: Comparison, titles: Mapping[str, Both], *, language: str = "fr", width: int = 100
) -> str:
    """Return a comparison as text: what was lost comes first, what stayed is only counted.

    Args:
        comparison: From ``compare``.
        titles: Of the rules, French and English; the id stands in for one that is not there.
        language: ``fr`` or ``en``.
        width: Columns.
    """
    page = _Page(comparison, titles, Sheet(language, width, colour=False))
    return page.written()


class _Page:
    """The text under way."""

    def __init__(self, comparison: Comparison, titles: Mapping[str, Both], sheet: Sheet) -> None:
        self.comparison, self.titles, self.sheet = comparison, titles, sheet

    def written(self) -> str:
        """Write all parts and return the text."""
        self._head()
        for status, wanted, heading in _TITLES:
            mine = [c for c in self.comparison.of(status) if c.clause.wanted is wanted]
            if mine:
                self.sheet.heading(*heading)
                for group in _grouped(mine):
                    self._group(group)
        if self.comparison.verdicts:
            self.sheet.heading("Verdicts qui changent", "Verdicts that changed")
            for change in self.comparison.verdicts:
                self._verdict(change)
        return self.sheet.text()

    def _head(self) -> None:
        sheet, comparison = self.sheet, self.comparison
        for name, snapshot in (("Ancien", comparison.old), ("Nouveau", comparison.new)):
            title = one_line(snapshot.title) or sheet.say("(titre non lu)", "(title not read)")
            label = sheet.say(f"{name} : ", "Old: " if name == "Ancien" else "New: ")
            day = sheet.both(day_name(date.fromisoformat(snapshot.as_of)))
            sheet.line(label + title + sheet.say(f", droit au {day}", f", law as on {day}"), hang=2)
            if not snapshot.complete:
                sheet.line(
                    sheet.say(
                        "Tout n'a pas pu être lu de cette version : ce qui y paraît absent peut s'y trouver.",
                        "Not all of this version could be read: what seems missing may stand there.",
                    ),
                    indent=2,
                )
        sheet.line(self._balance(), style="bold")
        if not comparison.same_rules:
            sheet.line(
                sheet.say(
                    "Les deux bilans ne viennent pas des mêmes règles : des écarts peuvent venir d'elles.",
                    "The two reports come from different rules: some differences may be theirs.",
                )
            )

    def _balance(self) -> str:
        if self.comparison.same:
            return self.sheet.say("Aucune différence.", "No difference.")
        lost, won, changed, kept = (
            len(self.comparison.of(status))
            for status in (Status.LOST, Status.WON, Status.CHANGED, Status.KEPT)
        )
        verdicts = len(self.comparison.verdicts)
        return self.sheet.say(
            f"Bilan : {_counted(lost, 'disparition')}, {_counted(won, 'apparition')}, "
            f"{_counted(changed, 'changement')}, {kept} sans changement, "
            f"{_counted(verdicts, 'verdict')} à revoir",
            f"Result: {lost} gone, {won} new, {changed} changed, {kept} unchanged, "
            f"{verdicts} with another verdict",
        )

    def _group(self, group: Sequence[Change]) -> None:
        sheet, change = self.sheet, group[0]
        names = dict.fromkeys(sheet.both(self._title(each.clause.rule)) for each in group)
        sheet.line(f"- {' ; '.join(names)}", indent=2, hang=2, style="bold")
        if change.old is not None and change.new is not None:
            sheet.line(sheet.say("avant : ", "before: ") + self._shown(change.old), indent=6, hang=2)
            sheet.line(sheet.say("après : ", "after: ") + self._shown(change.new), indent=6, hang=2)
            differs = ", ".join(sheet.both(_DIFFERS[name]) for name in change.differs)
            sheet.line(sheet.say(f"ce qui change : {differs}", f"what changed: {differs}"), indent=6)
        else:
            sheet.line(self._shown(change.clause), indent=6, hang=2)

    def _shown(self, clause: Clause) -> str:
        opened, closed = ("“", "”") if self.sheet.language == "en" else ("«\u00a0", "\u00a0»")
        words = one_line(clause.quote)
        quote = textwrap.shorten(words, _QUOTE, placeholder=" […]") if len(words) > _QUOTE else words
        place = [clause.piece]
        place += [f"p.\u00a0{clause.page}"] if clause.page else []
        place += [article_name(clause.section)] if clause.section else []
        return f"{opened}{quote}{closed} {', '.join(place)} [{self._grade(clause)}]"

    def _grade(self, clause: Clause) -> str:
        both = self.sheet.both
        parts = [both(STRENGTHS[Strength[clause.strength.upper()]]).lower()]
        if clause.level:
            parts.append(both(LEVELS[Level[clause.level.upper()]]))
        parts += [
            both(measure_name(Measure(value=value, unit=unit, comparator=sign, span_start=0, span_end=0)))
            for value, unit, sign in clause.measures
        ]
        if clause.conditional:
            parts.append(self.sheet.say("sous condition", "on a condition"))
        return ", ".join(parts)

    def _verdict(self, change: VerdictChange) -> None:
        both, obstacle = self.sheet.both, change.theme == OBSTACLES
        absent = self.sheet.say("règle absente", "no such rule")
        old, new = (
            absent if verdict is None else both(verdict_name(verdict, obstacle=obstacle))
            for verdict in (change.old, change.new)
        )
        aside = {change.old, change.new} & {None, Verdict.NOT_APPLICABLE}
        sign = "·" if aside else "↓" if change.worse else "↑"
        severity = both(SEVERITIES[change.severity]).lower()
        title = both(self._title(change.rule))
        self.sheet.line(f"{sign} {title} ({severity}) : {old} → {new}", indent=2, hang=2)

    def _title(self, rule: str) -> Both:
        return self.titles.get(rule, (rule, rule))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"


def _grouped(changes: Iterable[Change]) -> Iterable[list[Change]]:
    """Put the rules that stand on the same words together: they are one clause to the reader."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault((*_place(change.old), *_place(change.new), change.differs), []).append(change)
    return groups.values()


def _place(clause: Clause | None) -> tuple[object, ...]:
    return () if clause is None else (clause.piece, clause.section, clause.page, clause.quote)
