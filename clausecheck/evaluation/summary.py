"""The scores of all documents added up to the figures of a table, with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from clausecheck.evaluation.gold import GRADES, STRENGTHS
from clausecheck.evaluation.metrics import Interval, Rates, Resamples, Vector, f1, ratio, weighted_kappa
from clausecheck.evaluation.scoring import DocumentScore, Tally, added
from clausecheck.model.theme import THEMES

_PASSAGE = ("gold", "hit", "found", "right")
_SAME = ("gold", "same", "claimed", "same")
_PRESENCE = ("present", "unclaimed", "absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFigures:
    """One row of the table by theme.

    Attributes:
        theme: Of the closed list.
        passages: A claim touches the passage.
        near: The same, neighbouring themes accepted.
        same: A claim covers the passage, intersection over union of a half or more.
        presence: Is the theme in the document?
    """

    theme: str
    passages: Rates
    near: Rates
    same: Rates
    presence: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What one system did on all documents.

    Attributes:
        system: Its name.
        documents: Number of documents; ``failed`` of them could not be read.
        tenders: Number of folders they are in.
        pages: Of all documents.
        passages: As of ``ThemeFigures``, over all themes; likewise ``near``, ``same``, ``presence``.
        any_theme: The theme left aside: is the passage one that matters?
        presence_by_tender: Is the theme in one of the tender's documents?
        macro_f1: Mean of F1 over the themes that have passages.
        negatives: Hard negatives; ``alarmed`` of them drew a claim.
        false_alarms: Alarms that touch no passage; ``false_interval`` is of their number for 100 pages.
        strength: Weighted kappa on the four steps over ``strength_n`` passages; None where undefined.
        grade: The same on the five rungs.
        unlocated: Passages whose words are not in the text that was read.
        themes: By theme, most passages first.
        scores: Of the documents, in order.
    """

    system: str
    documents: int
    failed: int
    tenders: int
    pages: int
    passages: Rates
    near: Rates
    same: Rates
    presence: Rates
    any_theme: Rates
    presence_by_tender: Rates
    macro_f1: float
    negatives: int
    alarmed: int
    false_alarms: int
    false_interval: Interval | None
    strength: float | None
    strength_n: int
    grade: float | None
    grade_n: int
    unlocated: int
    themes: tuple[ThemeFigures, ...]
    scores: tuple[DocumentScore, ...]

    @property
    def alarm_rate(self) -> float:
        """Share of the hard negatives that drew a claim."""
        return ratio(self.alarmed, self.negatives)

    @property
    def false_per_100_pages(self) -> float:
        """What an officer feels."""
        return 100 * ratio(self.false_alarms, self.pages)


def summarise(system: str, scores: Sequence[DocumentScore], *, by_theme: bool = True) -> Summary:
    """Return the figures of one system.

    Args:
        system: Its name.
        scores: Of every document, in the order of the gold file.
        by_theme: Make the rows by theme too.
    """
    draws = Resamples(len(scores))
    rows = [dict(score.tallies) for score in scores]
    joined = [added(row.values()) for row in rows]
    total = added(joined)
    strengths = [pair for score in scores for pair in score.strengths]
    grades = [pair for score in scores for pair in score.grades]
    themes = tuple(_themes(rows, draws)) if by_theme else ()
    return Summary(
        system=system,
        documents=len(scores),
        failed=sum(score.failed for score in scores),
        tenders=len({_tender(score.document) for score in scores}),
        pages=sum(score.pages for score in scores),
        passages=_touching(joined, draws),
        near=_rates(total.hit_near, total.gold, total.right_near, total.found),
        same=_same(joined, draws),
        presence=_presence(joined, draws),
        any_theme=_rates(
            sum(score.hit_any for score in scores),
            total.gold,
            sum(score.right_any for score in scores),
            total.found,
        ),
        presence_by_tender=_by_tender(scores),
        macro_f1=_macro(rows),
        negatives=sum(score.negatives for score in scores),
        alarmed=sum(score.alarmed for score in scores),
        false_alarms=total.found - sum(score.right_any for score in scores),
        false_interval=_false_interval(scores, joined, draws),
        strength=weighted_kappa(strengths, len(STRENGTHS)),
        strength_n=len(strengths),
        grade=weighted_kappa(grades, len(GRADES)),
        grade_n=len(grades),
        unlocated=sum(score.unlocated for score in scores),
        themes=themes,
        scores=tuple(scores),
    )


def _themes(rows: Sequence[dict[str, Tally]], draws: Resamples) -> Iterable[ThemeFigures]:
    empty = Tally()
    named = {theme for row in rows for theme in row}
    tallies = {theme: [row.get(theme, empty) for row in rows] for theme in THEMES if theme in named}
    totals = {theme: added(column) for theme, column in tallies.items()}
    for theme in sorted(tallies, key=lambda name: -totals[name].gold):
        total = totals[theme]
        yield ThemeFigures(
            theme=theme,
            passages=_touching(tallies[theme], draws),
            near=_rates(total.hit_near, total.gold, total.right_near, total.found),
            same=_same(tallies[theme], draws),
            presence=_presence(tallies[theme], draws),
        )


def _touching(column: Sequence[Tally], draws: Resamples) -> Rates:
    total = added(column)
    interval = draws.interval(_vectors(column, _PASSAGE), _f1_of_pairs)
    return _rates(total.hit, total.gold, total.right, total.found, interval)


def _same(column: Sequence[Tally], draws: Resamples) -> Rates:
    total = added(column)
    interval = draws.interval(_vectors(column, _SAME), _f1_of_pairs)
    return _rates(total.same, total.gold, total.same, total.claimed, interval)


def _presence(column: Sequence[Tally], draws: Resamples) -> Rates:
    total = added(column)
    interval = draws.interval(_vectors(column, _PRESENCE), _f1_of_presence)
    return _presence_rates(total.present, total.unclaimed, total.absent, interval)


def _presence_rates(right: int, missed: int, wrong: int, interval: Interval | None = None) -> Rates:
    return _rates(right, right + missed, right, right + wrong, interval)


def _rates(hit: int, gold: int, right: int, found: int, interval: Interval | None = None) -> Rates:
    return Rates(
        precision=ratio(right, found), recall=ratio(hit, gold), gold=gold, found=found, interval=interval
    )


def _vectors(column: Sequence[Tally], names: Sequence[str]) -> list[Vector]:
    return [tuple(getattr(tally, name) for name in names) for tally in column]


def _f1_of_pairs(sums: Vector) -> float | None:
    gold, hit, found, right = sums
    return f1(ratio(right, found), ratio(hit, gold)) if gold or found else None


def _f1_of_presence(sums: Vector) -> float | None:
    present, unclaimed, absent = sums
    return ratio(2 * present, 2 * present + unclaimed + absent) if any(sums) else None


def _false_interval(
    scores: Sequence[DocumentScore], joined: Sequence[Tally], draws: Resamples
) -> Interval | None:
    vectors = [
        (tally.found - score.right_any, score.pages) for score, tally in zip(scores, joined, strict=True)
    ]
    return draws.interval(vectors, lambda sums: 100 * ratio(sums[0], sums[1]) if sums[1] else None)


def _macro(rows: Sequence[dict[str, Tally]]) -> float:
    totals = {theme: added(row[theme] for row in rows if theme in row) for theme in THEMES}
    values = [
        f1(ratio(tally.right, tally.found), ratio(tally.hit, tally.gold))
        for tally in totals.values()
        if tally.gold
    ]
    return ratio(sum(values), len(values))


def _by_tender(scores: Sequence[DocumentScore]) -> Rates:
    """Themes of a tender are those of its documents, a folder being a tender."""
    right = missed = wrong = 0
    for name in sorted({_tender(score.document) for score in scores}):
        mine = [score for score in scores if _tender(score.document) == name]
        core, known, said = (
            frozenset[str]().union(*sets)
            for sets in (
                (score.themes for score in mine),
                (score.known for score in mine),
                (score.said for score in mine),
            )
        )
        right += len(core & said)
        missed += len(core - said)
        wrong += len(said - known)
    return _presence_rates(right, missed, wrong)


def _tender(document: str) -> str:
    return str(PurePosixPath(document).parent)
