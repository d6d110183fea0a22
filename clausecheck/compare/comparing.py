"""Clauses of two reports paired by rule and by words, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clausecheck.compare.snapshot import Clause, Snapshot
from clausecheck.model.assessment import Severity, Verdict
from clausecheck.text.fingerprint import fingerprint, likeness, shingles

_ENOUGH = 0.35
"""Common share of words and pairs of words from which an edited clause is still the same one:
a duty whose figure and one more word change in a sentence of twelve words keeps about half."""
_COMPARED = ("polarity", "strength", "level", "lever", "measures", "conditional", "penalty")
_RANK = {
    Verdict.CONTRADICTED: 0,
    Verdict.MISSING: 1,
    Verdict.PARTIAL: 2,
    Verdict.UNDECIDED: 3,
    Verdict.NOT_APPLICABLE: 4,
    Verdict.MET: 5,
}
"""How good a verdict is; a rule that no longer bears on the tender is no fault."""


class Status(StrEnum):
    """What became of a clause between two versions."""

    KEPT = "kept"
    CHANGED = "changed"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One clause in the old version, in the new one, or in both.

    Attributes:
        status: What became of it.
        old: None where it was won.
        new: None where it was lost.
        differs: What changed, of strength, level, measures …, and ``wording`` where the words did.
    """

    status: Status
    old: Clause | None
    new: Clause | None
    differs: tuple[str, ...] = ()

    @property
    def clause(self) -> Clause:
        """The clause as it stands now, or as it stood last."""
        clause = self.new or self.old
        assert clause is not None
        return clause


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A rule whose verdict is not what it was; None where a report does not hold the rule."""

    rule: str
    theme: str
    severity: Severity
    old: Verdict | None
    new: Verdict | None

    @property
    def worse(self) -> bool:
        """True where the new verdict is worse, or a fault of a rule that was not looked at before."""
        if self.new is None:
            return False
        before = _RANK[Verdict.MET] if self.old is None else _RANK[self.old]
        return _RANK[self.new] < before


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two versions of a tender won and lost.

    Attributes:
        old: The earlier report.
        new: The later one.
        changes: Lost first, then won, changed and kept; within each in the order of the reports.
        verdicts: Rules whose verdict changed, the worse ones first.
        same_rules: Both reports come from the same rules: otherwise some changes are theirs.
    """

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]
    verdicts: tuple[VerdictChange, ...]
    same_rules: bool

    @property
    def same(self) -> bool:
        """True where nothing differs."""
        return not self.verdicts and all(change.status is Status.KEPT for change in self.changes)

    def of(self, status: Status) -> tuple[Change, ...]:
        """Return the changes of one status."""
        return tuple(change for change in self.changes if change.status is status)


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Return what became of every clause and verdict."""
    pairs = _paired(old.clauses, new.clauses)
    lost = set(range(len(old.clauses))) - set(pairs)
    won = set(range(len(new.clauses))) - set(pairs.values())
    both = [_change(old.clauses[before], new.clauses[after]) for before, after in sorted(pairs.items())]
    return Comparison(
        old=old,
        new=new,
        changes=(
            *(Change(status=Status.LOST, old=old.clauses[at], new=None) for at in sorted(lost)),
            *(Change(status=Status.WON, old=None, new=new.clauses[at]) for at in sorted(won)),
            *(change for change in both if change.status is Status.CHANGED),
            *(change for change in both if change.status is Status.KEPT),
        ),
        verdicts=tuple(sorted(_verdicts(old, new), key=lambda change: not change.worse)),
        same_rules=old.digest == new.digest,
    )


def _paired(old: Sequence[Clause], new: Sequence[Clause]) -> dict[int, int]:
    """Pair the clauses of each rule: the same words first, then the most alike.

    Returns:
        Index in ``old`` -> index in ``new``, each at most once.
    """
    pairs: dict[int, int] = {}
    for rule in {clause.rule for clause in old} & {clause.rule for clause in new}:
        mine = [at for at, clause in enumerate(old) if clause.rule == rule]
        theirs = [at for at, clause in enumerate(new) if clause.rule == rule]
        pairs.update(_matched(_candidates(old, mine, new, theirs)))
    return pairs


def _candidates(
    old: Sequence[Clause], mine: Iterable[int], new: Sequence[Clause], theirs: Sequence[int]
) -> list[tuple[float, bool, int, int, int]]:
    """Return likeness (negative), whether the piece differs, distance, and both indices, best first."""
    runs = {at: shingles(new[at].quote) for at in theirs}
    prints = {at: fingerprint(new[at].rule, new[at].quote) for at in theirs}
    found = []
    for one in mine:
        words, own = shingles(old[one].quote), fingerprint(old[one].rule, old[one].quote)
        for other in theirs:
            share = 1.0 if own == prints[other] else likeness(words, runs[other])
            if share >= _ENOUGH:
                found.append((-share, old[one].piece != new[other].piece, abs(one - other), one, other))
    return sorted(found)


def _matched(candidates: Iterable[tuple[float, bool, int, int, int]]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, one, other in candidates:
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _change(old: Clause, new: Clause) -> Change:
    differs = [name for name in _COMPARED if getattr(old, name) != getattr(new, name)]
    if fingerprint(old.rule, old.quote) != fingerprint(new.rule, new.quote):
        differs.append("wording")
    status = Status.CHANGED if differs else Status.KEPT
    return Change(status=status, old=old, new=new, differs=tuple(differs))


def _verdicts(old: Snapshot, new: Snapshot) -> Iterable[VerdictChange]:
    before = {standing.rule: standing for standing in old.standings}
    after = {standing.rule: standing for standing in new.standings}
    for rule in dict.fromkeys((*after, *before)):
        was, now = before.get(rule), after.get(rule)
        standing = now or was
        assert standing is not None
        if (was and was.verdict) != (now and now.verdict):
            yield VerdictChange(
                rule=rule,
                theme=standing.theme,
                severity=standing.severity,
                old=was.verdict if was else None,
                new=now.verdict if now else None,
            )
