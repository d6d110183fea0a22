"""The rulebook compiled for one language: one automaton over all terms, and which matchers they wake.

All terms of all concepts go into a single Aho-Corasick automaton over stems, so that the cost of a
check follows the words found, not the number of rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from clausecheck.detect.spelling import Speller
from clausecheck.model.rule import Detection, Matcher, Rule, Rulebook, Terms
from clausecheck.text.folding import fold
from clausecheck.text.words import Stream, stems_of


@dataclass(frozen=True, slots=True)
class CompiledMatcher:
    """A matcher whose terms are concept numbers.

    Attributes:
        rule: The rule it belongs to.
        detection: The rule's detection in this language (for its thresholds).
        matcher: As the YAML gave it.
        groups: Concept numbers, one set a group.
        heading: Concept numbers that a heading above must hold; empty for none.
        unless: Concept numbers that silence it.
        own: Concept numbers of which one must stand in the passage itself: words of stance alone
            (a duty, a proof) under a heading say nothing of its subject.
        vetoes_negation: The terms themselves speak of a ban or a waiver, so that one found in
            the passage does not turn the meaning round.
        guest: The rule is a third party's.
    """

    rule: Rule
    detection: Detection
    matcher: Matcher
    groups: tuple[frozenset[int], ...]
    heading: frozenset[int]
    unless: frozenset[int]
    own: frozenset[int]
    vetoes_negation: bool
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept's term in a stream: stems ``start`` to ``end`` (half-open)."""

    concept: int
    start: int
    end: int


class Lexicon:
    """Everything compiled for one language. Built once a process, then only read."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        """Compile the concepts and the enabled rules of ``language``."""
        self.language = language
        self._numbers: dict[str, int] = {}
        self._null: set[int] = set()
        self._guests = rulebook.guests
        self._terms: dict[tuple[str, ...], set[int]] = {}
        self._concepts = {c.id: c for c in rulebook.concepts if c.language == language}
        for concept in self._concepts.values():
            self._add(f"@{concept.id}", concept.terms)
            if concept.null:
                self._null.add(self._numbers[f"@{concept.id}"])
        rules = [rule for rule in rulebook.rules if rule.status == "stable"]
        self.matchers = tuple(self._compile(rules))
        self.woken = self._index()
        self._patterns = [f" {' '.join(stems)} " for stems in self._terms]
        self._meanings = [tuple(numbers) for numbers in self._terms.values()]
        self._lengths = [len(stems) for stems in self._terms]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns) if self._patterns else None
        self.speller = Speller({word for stems in self._terms for word in stems}, language)

    def number(self, concept: str) -> int:
        """Return the number of a concept (without ``@``); -1 where the language lacks it."""
        return self._numbers.get(f"@{concept}", -1)

    def names(self, numbers: Collection[int]) -> frozenset[str]:
        """Return the names of those concepts, without ``@``, that the vocabulary names."""
        return frozenset(name for name in self._concepts if self._numbers[f"@{name}"] in numbers)

    @cached_property
    def criterion_matchers(self) -> tuple[CompiledMatcher, ...]:
        """Matchers that look at the award criteria instead of the words."""
        return tuple(compiled for compiled in self.matchers if compiled.matcher.kind == "criterion")

    def find(self, stream: Stream) -> list[Hit]:
        """Return every term found, false friends and the words inside them taken out, by place."""
        if self._automaton is None:
            return []
        hits: list[Hit] = []
        shadows: list[tuple[int, int]] = []
        for pattern, position, _ in self._automaton.find_matches_as_indexes(stream.joined, overlapping=True):
            start = stream.index_at(position + 1)
            end = start + self._lengths[pattern]
            for concept in self._meanings[pattern]:
                if concept in self._null:
                    shadows.append((start, end))
                else:
                    hits.append(Hit(concept, start, end))
        hits.sort(key=lambda hit: (hit.start, hit.end))
        return _outside(hits, shadows) if shadows else hits

    def spelt(self, terms: Terms) -> tuple[str, ...]:
        """Return the words that ``terms`` stand for, those of concepts written out."""
        return tuple(self._literal(terms, ()))

    def _add(self, name: str, terms: Iterable[str]) -> int:
        number = self._numbers.setdefault(name, len(self._numbers))
        for term in self._literal(terms, ()):
            stems = stems_of(fold(term), self.language)
            if stems:
                self._terms.setdefault(stems, set()).add(number)
        return number

    def _literal(self, terms: Iterable[str], trail: tuple[str, ...]) -> Iterable[str]:
        """Yield the words themselves: a concept may name another (``@spare_parts``) among its terms."""
        for term in terms:
            if not term.startswith("@"):
                yield term
            elif term[1:] in self._concepts and term not in trail:
                yield from self._literal(self._concepts[term[1:]].terms, (*trail, term))

    def _compile(self, rules: Iterable[Rule]) -> Iterable[CompiledMatcher]:
        negations = {self.number("ban"), self.number("waiver")} - {-1}
        stance = {self.number(name) for name in STANCE}
        negative = {stems for stems, numbers in self._terms.items() if numbers & negations}
        for rule in rules:
            detection = dict(rule.detection).get(self.language)
            for matcher in detection.matchers if detection else ():
                literal = {
                    stems_of(fold(term), self.language)
                    for group in matcher.groups
                    for term in group
                    if not term.startswith("@")
                }
                groups = tuple(self._group(group) for group in matcher.groups)
                telling = [group for group in groups if not group <= stance]
                yield CompiledMatcher(
                    rule=rule,
                    detection=detection,  # type: ignore[arg-type]  # not None: it has matchers
                    matcher=matcher,
                    groups=groups,
                    heading=self._group(matcher.heading),
                    unless=self._group(matcher.unless),
                    own=frozenset().union(*(telling or groups)),
                    vetoes_negation=any(
                        term in ("@ban", "@waiver") for group in matcher.groups for term in group
                    )
                    or any(_contains(stems, part) for stems in literal for part in negative),
                    guest=rule.id in self._guests,
                )

    def _group(self, terms: Terms) -> frozenset[int]:
        numbers = set()
        for term in terms:
            if term.startswith("@"):
                if term[1:] in self._concepts:
                    numbers.add(self._numbers[term])
            else:
                numbers.add(self._add(f"={term}", (term,)))
        return frozenset(numbers)

    def _index(self) -> dict[int, tuple[CompiledMatcher, ...]]:
        """Concept number -> matchers that it wakes, in the passage or around it.

        Every group of a matcher must stand in the passage or its context, so that one of them, the rarest, is
        enough to wake it: the cost of a check follows the words found, not the number of rules.
        """
        stance = {self.number(name) for name in STANCE}
        sizes: Counter[int] = Counter(number for numbers in self._terms.values() for number in numbers)
        woken: dict[int, list[CompiledMatcher]] = {}
        for compiled in self.matchers:
            if not compiled.groups:
                continue
            key = min(compiled.groups, key=lambda g: (len(g & stance), sum(sizes[number] for number in g)))
            for concept in key:
                woken.setdefault(concept, []).append(compiled)
        return {concept: tuple(found) for concept, found in woken.items()}

    @cached_property
    def under_matchers(self) -> dict[int, tuple[CompiledMatcher, ...]]:
        """Heading concept -> ``under`` matchers without words of their own."""
        found: dict[int, list[CompiledMatcher]] = {}
        for compiled in self.matchers:
            if compiled.matcher.kind == "under" and not compiled.groups:
                for concept in compiled.heading:
                    found.setdefault(concept, []).append(compiled)
        return {concept: tuple(matchers) for concept, matchers in found.items()}


STANCE = (
    "contractor", "tenderer", "buyer", "buyer_demand", "deontic", "soft", "condition", "waiver", "ban",
    "recital", "proof", "consequence", "standard", "present_state",
)  # fmt: skip


def _contains(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def _outside(hits: list[Hit], shadows: list[tuple[int, int]]) -> list[Hit]:
    """Drop the hits that lie inside a longer false friend: a term spelt out in full stays what it is."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for start, end in shadows:
        for index in range(start, end):
            covered.setdefault(index, []).append((start, end))
    return [
        hit
        for hit in hits
        if not any(
            start <= hit.start and hit.end <= end and end - start > hit.end - hit.start
            for start, end in covered.get(hit.start, ())
        )
    ]
