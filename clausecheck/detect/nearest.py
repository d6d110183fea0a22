"""Why a rule fired, or which condition failed at the passage that came nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clausecheck.detect.conditions import Condition
from clausecheck.detect.detecting import Scene
from clausecheck.detect.lexicon import CompiledMatcher, Hit
from clausecheck.detect.near import smallest_window
from clausecheck.detect.reading import PassageReading
from clausecheck.detect.stance import Force
from clausecheck.model.finding import Finding
from clausecheck.model.outline import Passage
from clausecheck.model.rule import Terms

_ANY_DISTANCE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One matcher of a rule tried on one passage.

    Attributes:
        number: The matcher's place in the rule's detection of this language, from 1.
        kind: Its kind.
        passage: The passage.
        quote: Its words.
        finding: What came out; None where it did not fire.
        condition: The first condition not met; None where it fired.
        found: Words of the passage that the matcher knows.
        lacking: Groups of which no term stands there, concepts written out.
        common: Hits in the whole piece of the rarest group found: a rare word tells more than a common one.
        silencers: Words of ``unless`` that stand there.
        apart: Words between the groups where that is too many; else None.
        within: Most words allowed.
        force: How the passage speaks.
        buyer_side: The buyer is its subject.
    """

    number: int
    kind: str
    passage: Passage
    quote: str
    finding: Finding | None
    condition: Condition | None
    found: tuple[str, ...]
    lacking: tuple[Terms, ...]
    common: int
    silencers: tuple[str, ...]
    apart: int | None
    within: int
    force: Force
    buyer_side: bool

    @property
    def nearness(self) -> tuple[bool, bool, int, float]:
        """How near it came: fired, all words there, rare words there, share of the groups found."""
        groups = len(self.lacking) + len(self.found)
        share = len(self.found) / groups if groups else 0.0
        return self.finding is not None, not self.lacking, -self.common, share


def trials(scene: Scene, rule: str) -> tuple[Trial, ...]:
    """Return every trial of ``rule`` on a piece in which at least one of its words occurs, nearest first."""
    lexicon = scene.reading.lexicon
    own = [compiled for compiled in lexicon.matchers if compiled.rule.id == rule]
    found = [
        _trial(scene, passage, compiled, number)
        for passage in scene.reading.passages()
        for number, compiled in enumerate(own, 1)
        if compiled.matcher.kind != "criterion" and _touches(passage, compiled)
    ]
    return tuple(sorted(found, key=lambda trial: trial.nearness, reverse=True))


def _touches(passage: PassageReading, compiled: CompiledMatcher) -> bool:
    """A word of the matcher stands in the passage or above it."""
    if any(not group.isdisjoint(passage.present) for group in compiled.groups):
        return True
    return not compiled.heading.isdisjoint(passage.above)


def _trial(scene: Scene, passage: PassageReading, compiled: CompiledMatcher, number: int) -> Trial:
    condition = scene.failed(passage, compiled)
    span = passage.passage.span
    around = passage.present | passage.context
    lacking = tuple(
        terms
        for terms, group in zip(compiled.matcher.groups, compiled.groups, strict=True)
        if group.isdisjoint(around)
    )
    if compiled.heading and compiled.heading.isdisjoint(passage.above):
        lacking = (compiled.matcher.heading, *lacking)
    return Trial(
        number=number,
        kind=compiled.matcher.kind,
        passage=passage.passage,
        quote=scene.document.text[span.start : span.end],
        finding=scene.judge(passage, compiled) if condition is None else None,
        condition=condition,
        found=tuple(_words(scene, passage, compiled)),
        lacking=tuple(scene.reading.lexicon.spelt(terms) for terms in lacking),
        common=_common(scene, passage, compiled),
        silencers=_silencers(scene, passage, compiled) if condition is Condition.UNLESS else (),
        apart=_apart(passage, compiled) if condition is Condition.WORDS and not lacking else None,
        within=compiled.matcher.within,
        force=passage.stance.force,
        buyer_side=passage.stance.buyer_side,
    )


def _words(scene: Scene, passage: PassageReading, compiled: CompiledMatcher) -> Iterator[str]:
    """The first hit of every group that the passage itself holds, as the buyer wrote it."""
    for group in compiled.groups:
        hit = next((hit for hit in passage.hits if hit.concept in group), None)
        if hit is not None:
            yield _written(scene, hit)


def _common(scene: Scene, passage: PassageReading, compiled: CompiledMatcher) -> int:
    groups = [group for group in compiled.groups if not group.isdisjoint(passage.present)]
    return min((sum(hit.concept in group for hit in scene.reading.hits) for group in groups), default=0)


def _silencers(scene: Scene, passage: PassageReading, compiled: CompiledMatcher) -> tuple[str, ...]:
    words = [_written(scene, hit) for hit in passage.hits if hit.concept in compiled.unless]
    return tuple(dict.fromkeys(words))


def _written(scene: Scene, hit: Hit) -> str:
    stream = scene.reading.stream
    return " ".join(scene.document.text[stream.starts[hit.start] : stream.ends[hit.end - 1]].split())


def _apart(passage: PassageReading, compiled: CompiledMatcher) -> int | None:
    """Words between the groups of the passage, at their nearest."""
    own = [group for group in compiled.groups if not group.isdisjoint(passage.present)]
    window = smallest_window(passage, own, _ANY_DISTANCE, compiled.matcher.ordered)
    return window[1] - window[0] if window else None
