"""One document: what a system claims against what a person marked, counted by theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from clausecheck.evaluation.gold import GRADES, STRENGTHS, GoldPassage
from clausecheck.evaluation.locating import PlainText, plain
from clausecheck.evaluation.matching import (
    Claim,
    Mark,
    Prediction,
    alarms_of,
    claims_of,
    falls_for,
    marks_of,
    neighbours,
    paired,
    touches,
)

_BESIDE = 160
"""Plain characters: a hard negative so near to a real passage says nothing when an alarm falls on it."""
_CHARACTERS_A_PAGE = 2500
"""Where a format has no pages."""
_SHOWN = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one theme in one document (or, added up, in several).

    Attributes:
        gold: Passages that must be found.
        hit: Those that a claim of the theme touches; ``hit_near`` takes neighbouring themes too.
        found: Alarms (claims close together are one).
        right: Those that touch a passage of the theme; ``right_near`` likewise.
        same: Passages that one claim covers with an intersection over union of a half or more.
        claimed: Claims that count for that, those on peripheral passages left out.
        present: Documents where the theme stands and is claimed; ``unclaimed`` where it is not
            claimed; ``absent`` where it is claimed and not even peripherally there.
    """

    gold: int = 0
    hit: int = 0
    hit_near: int = 0
    found: int = 0
    right: int = 0
    right_near: int = 0
    same: int = 0
    claimed: int = 0
    present: int = 0
    unclaimed: int = 0
    absent: int = 0


TALLY_FIELDS = tuple(each.name for each in fields(Tally))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """What one system did on one document.

    Attributes:
        document: Its path in the gold file.
        pages: As read, or estimated from the characters where the format has none.
        failed: It could not be read: all its passages are missed.
        tallies: By theme; themes of which nothing was marked nor claimed are left out.
        hit_any: Passages that a claim of any theme touches.
        right_any: Alarms that touch a passage of any theme; the others are the false alarms.
        negatives: Hard negatives.
        alarmed: Those on which a claim stands.
        unlocated: Passages whose words are not in the text that was read.
        strengths: Pairs of ranks in ``STRENGTHS``: the person's, the system's.
        grades: The same in ``GRADES``.
        themes: Marked as core; ``known`` those marked at all; ``said`` those claimed.
        misses: Theme and first words of the passages that no claim of the theme or a neighbour touches.
        false_alarms: Theme and words of the alarms that touch no passage.
        fallen: Words of the hard negatives on which a claim stands.
    """

    document: str
    pages: int
    failed: bool = False
    tallies: tuple[tuple[str, Tally], ...] = ()
    hit_any: int = 0
    right_any: int = 0
    negatives: int = 0
    alarmed: int = 0
    unlocated: int = 0
    strengths: tuple[tuple[int, int], ...] = ()
    grades: tuple[tuple[int, int], ...] = ()
    themes: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    misses: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    false_alarms: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    fallen: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Both sides of a document, put together once."""

    positives: tuple[Mark, ...]
    negatives: tuple[Mark, ...]
    claims: tuple[Claim, ...]
    alarms: tuple[Claim, ...]

    @property
    def core(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.positives if mark.passage.core)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One document with what a person marked in it, the same for every system.

    Attributes:
        document: Its path in the gold file.
        text: What was read of it.
        plain: The plain form of that.
        pages: Number of pages, at least 1.
        marks: The annotations with their places.
        failed: It could not be read.
    """

    document: str
    text: str
    plain: PlainText
    pages: int
    marks: tuple[Mark, ...]
    failed: bool = False


def exam(
    document: str,
    text: str,
    gold: Iterable[GoldPassage],
    *,
    pages: int = 0,
    paragraphs: Sequence[int] = (),
    failed: bool = False,
) -> Exam:
    """Return a document ready to be scored.

    Args:
        document: Its path in the gold file.
        text: What was read of it.
        gold: The annotations of this document.
        pages: Number of pages; 0 where the format has none: then estimated.
        paragraphs: Code points where a paragraph, list item or table row ends, ascending.
        failed: It could not be read.
    """
    made = plain(text)
    return Exam(
        document=document,
        text=text,
        plain=made,
        pages=max(1, pages or len(text) // _CHARACTERS_A_PAGE),
        marks=marks_of(gold, made, paragraphs),
        failed=failed,
    )


def score_document(taken: Exam, predictions: Iterable[Prediction]) -> DocumentScore:
    """Return the score of one system on one document."""
    sheet = _sheet(taken, predictions)
    hit_any = sum(any(touches(claim, mark) for claim in sheet.claims) for mark in sheet.core)
    wrong = [a for a in sheet.alarms if not any(touches(a, mark) for mark in sheet.positives)]
    fallen = [mark for mark in sheet.negatives if _alarmed(mark, sheet)]
    strengths, grades = _strength_pairs(sheet)
    return DocumentScore(
        document=taken.document,
        pages=taken.pages,
        failed=taken.failed,
        tallies=_tallies(sheet),
        hit_any=hit_any,
        right_any=len(sheet.alarms) - len(wrong),
        negatives=len(sheet.negatives),
        alarmed=len(fallen),
        unlocated=sum(not mark.openings for mark in sheet.core),
        strengths=strengths,
        grades=grades,
        themes=frozenset(mark.passage.theme for mark in sheet.core),
        known=frozenset(mark.passage.theme for mark in sheet.positives),
        said=frozenset(claim.theme for claim in sheet.claims),
        misses=_misses(sheet),
        false_alarms=tuple((alarm.theme, _words(taken.text, alarm)) for alarm in wrong),
        fallen=tuple(mark.passage.start_quote for mark in fallen),
    )


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    rows = [[getattr(tally, name) for name in TALLY_FIELDS] for tally in tallies]
    return (
        Tally(**dict(zip(TALLY_FIELDS, map(sum, zip(*rows, strict=True)), strict=True))) if rows else Tally()
    )


def _sheet(taken: Exam, predictions: Iterable[Prediction]) -> _Sheet:
    claims = claims_of(predictions, taken.plain)
    return _Sheet(
        tuple(mark for mark in taken.marks if not mark.passage.negative),
        tuple(mark for mark in taken.marks if mark.passage.negative),
        claims,
        alarms_of(claims),
    )


def _tallies(sheet: _Sheet) -> tuple[tuple[str, Tally], ...]:
    distinct = {(claim.theme, claim.start, claim.end): claim for claim in sheet.claims}
    claims = tuple(distinct.values())
    pairs = paired(claims, sheet.positives)
    themes = {mark.passage.theme for mark in sheet.positives} | {claim.theme for claim in claims}
    return tuple((theme, _tally(theme, sheet, claims, pairs)) for theme in sorted(themes))


def _tally(theme: str, sheet: _Sheet, claims: Sequence[Claim], pairs: dict[int, int]) -> Tally:
    core = [mark for mark in sheet.core if mark.passage.theme == theme]
    alarms = [alarm for alarm in sheet.alarms if alarm.theme == theme]
    mine = [at for at, claim in enumerate(claims) if claim.theme == theme]
    covered = [sheet.positives[pairs[at]].passage for at in mine if at in pairs]
    known = any(mark.passage.theme == theme for mark in sheet.positives)
    return Tally(
        gold=len(core),
        hit=sum(_is_hit(mark, sheet.claims, near=False) for mark in core),
        hit_near=sum(_is_hit(mark, sheet.claims, near=True) for mark in core),
        found=len(alarms),
        right=sum(_is_right(alarm, sheet.positives, near=False) for alarm in alarms),
        right_near=sum(_is_right(alarm, sheet.positives, near=True) for alarm in alarms),
        same=sum(passage.core for passage in covered),
        claimed=len(mine) - sum(passage.peripheral for passage in covered),
        present=int(bool(core and mine)),
        unclaimed=int(bool(core and not mine)),
        absent=int(bool(mine and not known)),
    )


def _is_hit(mark: Mark, claims: Iterable[Claim], *, near: bool) -> bool:
    return any(_agree(claim, mark, near=near) and touches(claim, mark) for claim in claims)


def _is_right(alarm: Claim, marks: Iterable[Mark], *, near: bool) -> bool:
    return any(_agree(alarm, mark, near=near) and touches(alarm, mark) for mark in marks)


def _agree(claim: Claim, mark: Mark, *, near: bool) -> bool:
    return neighbours(claim.theme, mark.passage.theme) if near else claim.theme == mark.passage.theme


def _alarmed(negative: Mark, sheet: _Sheet) -> bool:
    """Tell whether a claim stands on a hard negative that no real passage stands beside."""
    beside = any(
        abs(real - start) < _BESIDE
        for mark in sheet.positives
        for real, _ in mark.openings
        for start, _ in negative.openings
    )
    return not beside and any(falls_for(claim, negative) for claim in sheet.claims)


def _strength_pairs(sheet: _Sheet) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Return the ranks of every passage that was found, as the person and as the system gave them."""
    strengths, grades = [], []
    for mark in sheet.core:
        claim = _best(mark, sheet.claims)
        if claim is None:
            continue
        if mark.passage.strength is not None:
            strengths.append(
                (STRENGTHS.index(mark.passage.strength), STRENGTHS.index(_step(claim.prediction)))
            )
        if mark.passage.grade is not None:
            grades.append((GRADES.index(mark.passage.grade), GRADES.index(claim.prediction.strength)))
    return tuple(strengths), tuple(grades)


def _best(mark: Mark, claims: Iterable[Claim]) -> Claim | None:
    """Return the claim of the theme that shares most words with a passage; the strongest of equals."""
    mine = [claim for claim in claims if claim.theme == mark.passage.theme and touches(claim, mark)]
    return max(mine, key=lambda c: (_common(c, mark), GRADES.index(c.prediction.strength)), default=None)


def _common(claim: Claim, mark: Mark) -> int:
    return max((min(claim.end, end) - max(claim.start, start) for start, end in mark.reaches), default=0)


def _step(prediction: Prediction) -> str:
    """Return a rung of the contract as one of the four steps of the gold format."""
    if prediction.strength in ("mention", "aspirational"):
        return prediction.strength
    return "conditional" if prediction.conditional else "binding"


def _misses(sheet: _Sheet) -> tuple[tuple[str, str], ...]:
    return tuple(
        (mark.passage.theme, mark.passage.start_quote)
        for mark in sheet.core
        if not _is_hit(mark, sheet.claims, near=True)
    )


def _words(original: str, alarm: Claim) -> str:
    return " ".join(original[alarm.prediction.start : alarm.prediction.end][:_SHOWN].split())
