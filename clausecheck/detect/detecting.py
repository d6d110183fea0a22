"""Walk the passages of a piece once and let the woken matchers look at each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clausecheck.detect.allowance import Allowance
from clausecheck.detect.conditions import Condition
from clausecheck.detect.criterion import match_criteria
from clausecheck.detect.grading import choose_lever, grade_level, grade_strength
from clausecheck.detect.lexicon import CompiledMatcher, Lexicon
from clausecheck.detect.near import match_near
from clausecheck.detect.phrase import match_phrase
from clausecheck.detect.proposing import REVIEW, proposals
from clausecheck.detect.reading import PassageReading, PieceReading
from clausecheck.detect.stance import Force, StanceReader
from clausecheck.detect.themes import ThemeModel
from clausecheck.detect.under import match_under
from clausecheck.model.finding import Finding, Lever, Measure, Polarity, Strength
from clausecheck.model.outline import Piece, Region
from clausecheck.model.place import Evidence, Span
from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import AwardCriterion
from clausecheck.text.quantities import convert, find_measures

_MATCH = {"phrase": match_phrase, "near": match_near, "under": match_under}
_STATED_BY_NAMING = frozenset(
    (Lever.AWARD_CRITERION, Lever.VARIANT, Lever.SELECTION_CRITERION, Lever.INFORMATION)
)
"""Rules of a consultation decide what they name: a criterion without its weight, a variant that is « admise »."""
_LONGEST_ARTICLE = 25
"""Passages: in longer articles a proof or a penalty said somewhere is not said of every duty."""
_OPPOSITE = {Polarity.SUPPORTS: Polarity.CONTRADICTS, Polarity.CONTRADICTS: Polarity.SUPPORTS}


class Detector:
    """The rules compiled for both languages; built once a process, used for every piece."""

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        stance: Callable[[Lexicon], StanceReader] = StanceReader,
        model: ThemeModel | None = None,
    ) -> None:
        """Compile the automata.

        Args:
            rulebook: The rules.
            stance: Makes the reader of stances of a language; another one measures what that layer brings.
            model: Proposes passages that no rule claims; None proposes none.
        """
        self._model = model
        self._lexicons = {language: Lexicon(rulebook, language) for language in ("fr", "en")}
        self._readers = {language: stance(lexicon) for language, lexicon in self._lexicons.items()}

    def detect(self, piece: Piece, criteria: Sequence[AwardCriterion] = ()) -> tuple[Finding, ...]:
        """Return the findings of one piece, by place.

        Args:
            piece: A document with its outline.
            criteria: The award criteria that this piece states.
        """
        return self.look(piece, criteria)[0]

    def look(
        self, piece: Piece, criteria: Sequence[AwardCriterion] = ()
    ) -> tuple[tuple[Finding, ...], frozenset[str]]:
        """Return the findings of one piece, and the names of all concepts that its words name."""
        found: dict[tuple[str, int, int], Finding] = {}
        scene = self.scene(piece, criteria)
        for _, finding in scene.fired():
            _keep(found, finding)
        asserted = tuple(found.values())
        proposed = scene.proposed(asserted, self._model) if self._model else ()
        named = scene.reading.lexicon.names({hit.concept for hit in scene.reading.hits})
        every = sorted((*asserted, *proposed), key=lambda item: (item.evidence.span.start, item.rule))
        return tuple(every), named

    def scene(self, piece: Piece, criteria: Sequence[AwardCriterion] = ()) -> Scene:
        """Return a piece ready to be judged matcher by matcher, for those who ask which one fired and why."""
        language = piece.document.language
        return Scene(PieceReading(piece, self._lexicons[language], self._readers[language]), criteria)


def _woken(passage: PassageReading, lexicon: Lexicon) -> Iterable[CompiledMatcher]:
    """Return the matchers worth trying on a passage, each once."""
    seen: dict[int, CompiledMatcher] = {}
    for concept in passage.present | passage.context:
        for compiled in lexicon.woken.get(concept, ()):
            if not compiled.own.isdisjoint(passage.present):
                seen[id(compiled)] = compiled
    for concept in passage.above:
        for compiled in lexicon.under_matchers.get(concept, ()):
            seen[id(compiled)] = compiled
    return seen.values()


def _keep(found: dict[tuple[str, int, int], Finding], finding: Finding) -> None:
    """Keep the strongest finding of a rule on a passage."""
    key = finding.rule, finding.evidence.span.start, finding.evidence.span.end
    known = found.get(key)
    if known is None or (finding.strength, finding.level or 0) > (known.strength, known.level or 0):
        found[key] = finding


@dataclass(frozen=True, slots=True)
class _Met:
    """What a matcher found in a passage that meets all its conditions."""

    window: tuple[int, int]
    polarity: Polarity
    measures: tuple[Measure, ...]
    criterion: AwardCriterion | None


class Scene:
    """A piece with what its articles say of proof and of consequence."""

    def __init__(self, reading: PieceReading, criteria: Sequence[AwardCriterion]) -> None:
        """Read the sizes of the articles."""
        self.reading = reading
        self.document = reading.piece.document
        self.criteria = criteria
        self._articles: dict[int | None, tuple[bool, bool]] = {}
        self._measures: dict[int, tuple[Measure, ...]] = {}
        self._sizes: dict[int | None, int] = {}
        for passage in reading.piece.outline.passages:
            self._sizes[passage.section] = self._sizes.get(passage.section, 0) + 1

    def fired(self) -> Iterator[tuple[CompiledMatcher, Finding]]:
        """Yield every matcher that fires with its finding, in the order of the passages.

        Raises:
            RuleError: The rules of a third party's pack are tried too often.
        """
        lexicon = self.reading.lexicon
        allowance = Allowance(len(self.reading.piece.outline.passages))
        for passage in self.reading.passages():
            for compiled in _woken(passage, lexicon):
                allowance.take(compiled)
                finding = self.judge(passage, compiled)
                if finding is not None:
                    yield compiled, finding
        for compiled in lexicon.criterion_matchers:
            for criterion in match_criteria(self.criteria, compiled):
                yield compiled, self.criterion_finding(criterion, compiled)

    def proposed(self, findings: Sequence[Finding], model: ThemeModel) -> Iterator[Finding]:
        """Yield what a model proposes for review beside the findings: it asserts nothing."""
        for passage, theme, lever in proposals(self.reading, findings, model):
            span = passage.passage.span
            quote = self.document.text[span.start : span.end]
            rule = f"{REVIEW}.{theme}"
            yield Finding(
                id=_finding_id(rule, self.document.id, span, quote),
                rule=rule,
                theme=theme,
                evidence=Evidence(
                    document_id=self.document.id,
                    span=span,
                    quote=quote,
                    page=self.document.page_at(span.start),
                ),
                section=self._section_path(passage.passage.section),
                polarity=Polarity.SUPPORTS,
                strength=Strength.MENTION,
                level=None,
                lever=lever,
                measures=self._measures_of(passage),
                conditional=passage.stance.conditional,
                review=True,
                lot=passage.passage.lot,
            )

    def judge(self, passage: PassageReading, compiled: CompiledMatcher) -> Finding | None:
        """Return the finding of a matcher on a passage, or None where it does not bear."""
        met = self._consider(passage, compiled)
        return None if isinstance(met, Condition) else self._passage_finding(passage, compiled, met)

    def failed(self, passage: PassageReading, compiled: CompiledMatcher) -> Condition | None:
        """Return the first condition that a passage does not meet; None where the matcher fires."""
        met = self._consider(passage, compiled)
        return met if isinstance(met, Condition) else None

    def _consider(self, passage: PassageReading, compiled: CompiledMatcher) -> _Met | Condition:
        matcher = compiled.matcher
        if matcher.pieces and self.reading.piece.outline.kind not in matcher.pieces:
            return Condition.PIECE
        if compiled.unless and not compiled.unless.isdisjoint(passage.present | passage.context):
            return Condition.UNLESS
        window = _MATCH[matcher.kind](passage, compiled)
        if window is None:
            return Condition.WORDS
        criterion = self._criterion_at(passage.passage.span)
        if criterion is None and not self._states_something(passage, compiled):
            return Condition.STANCE
        measures = self._measures_of(passage)
        if matcher.measured and not _has_unit(measures, compiled):
            return Condition.FIGURE
        polarity = self._polarity(passage, compiled, window)
        return Condition.NEGATED if polarity is None else _Met(window, polarity, measures, criterion)

    def _passage_finding(self, passage: PassageReading, compiled: CompiledMatcher, met: _Met) -> Finding:
        matcher, stance, criterion = compiled.matcher, passage.stance, met.criterion
        proof_near, consequence_near = self._article_says(passage)
        weighed = criterion is not None and criterion.weight is not None
        return self._finding(
            compiled,
            passage.passage.span,
            polarity=met.polarity,
            strength=Strength.MEASURABLE
            if weighed and stance.force is not Force.ASPIRATIONAL
            else grade_strength(
                stance,
                met.measures,
                matcher,
                proof_near=stance.proof or proof_near,
                consequence_near=stance.consequence or consequence_near,
            ),
            measures=met.measures,
            lever=choose_lever(
                compiled.rule,
                matcher,
                stance,
                self.reading.piece.outline.kind,
                in_criterion=criterion is not None,
            ),
            passage=passage,
            penalty=stance.consequence or consequence_near,
        )

    def criterion_finding(self, criterion: AwardCriterion, compiled: CompiledMatcher) -> Finding:
        """Return the finding for an award criterion."""
        weighted = criterion.weight is not None
        measures = (_weight_measure(criterion),) if weighted else ()
        return self._finding(
            compiled,
            criterion.span,
            polarity=compiled.matcher.polarity,
            strength=Strength.MEASURABLE if weighted else Strength.BINDING,
            measures=measures,
            lever=Lever.AWARD_CRITERION,
        )

    def _states_something(self, passage: PassageReading, compiled: CompiledMatcher) -> bool:
        stance = passage.stance
        if compiled.rule.kind == "obstacle":
            return stance.force is not Force.SILENT or bool(stance.bans)
        if stance.force is Force.SILENT:
            return False
        if stance.buyer_side and not compiled.matcher.any_bearer:
            return False
        if compiled.matcher.lever in _STATED_BY_NAMING:
            return True
        return stance.force is not Force.MENTION or bool(self._measures_of(passage))

    @staticmethod
    def _polarity(
        passage: PassageReading, compiled: CompiledMatcher, window: tuple[int, int]
    ) -> Polarity | None:
        polarity = compiled.matcher.polarity
        if passage.passage.region is Region.DENIED:
            return None if compiled.rule.kind == "obstacle" else Polarity.CONTRADICTS
        if compiled.vetoes_negation:
            return polarity
        if compiled.rule.kind == "obstacle":
            return None if passage.stance.turned(*window) else polarity
        return _OPPOSITE[polarity] if passage.stance.waived(*window) else polarity

    def _criterion_at(self, span: Span) -> AwardCriterion | None:
        for criterion in self.criteria:
            if criterion.span.start < span.end and span.start < criterion.span.end:
                return criterion
        return None

    def _measures_of(self, passage: PassageReading) -> tuple[Measure, ...]:
        known = self._measures.get(passage.index)
        if known is None:
            span = passage.passage.span
            known = find_measures(self.reading.folded[span.start : span.end], span.start)
            self._measures[passage.index] = known
        return known

    def _article_says(self, passage: PassageReading) -> tuple[bool, bool]:
        """Tell whether the article of the passage asks for proof and names a consequence."""
        section = passage.passage.section
        if section is None or self._sizes[section] > _LONGEST_ARTICLE:
            return False, False
        known = self._articles.get(section)
        if known is None:
            span = self.reading.piece.outline.sections[section].span
            concepts = {hit.concept for hit in self.reading.hits_in(span)[2]}
            lexicon = self.reading.lexicon
            known = lexicon.number("proof") in concepts, lexicon.number("consequence") in concepts
            self._articles[section] = known
        return known

    def _finding(
        self,
        compiled: CompiledMatcher,
        span: Span,
        *,
        polarity: Polarity,
        strength: Strength,
        measures: tuple[Measure, ...],
        lever: Lever,
        passage: PassageReading | None = None,
        penalty: bool = False,
    ) -> Finding:
        quote = self.document.text[span.start : span.end]
        rule = compiled.rule
        return Finding(
            id=_finding_id(rule.id, self.document.id, span, quote),
            rule=rule.id,
            theme=rule.theme,
            evidence=Evidence(
                document_id=self.document.id, span=span, quote=quote, page=self.document.page_at(span.start)
            ),
            section=self._section_path(passage.passage.section if passage else self._section_at(span.start)),
            polarity=polarity,
            strength=strength,
            level=grade_level(measures, compiled.detection.thresholds, compiled.matcher),
            lever=lever,
            measures=measures,
            proofs=self._proofs(passage) if passage else (),
            penalty=penalty,
            conditional=passage.stance.conditional if passage else False,
            lot=passage.passage.lot if passage else None,
        )

    def _proofs(self, passage: PassageReading) -> tuple[str, ...]:
        proof = self.reading.lexicon.number("proof")
        stream = self.reading.stream
        words = [
            self.document.text[stream.starts[hit.start] : stream.ends[hit.end - 1]]
            for hit in passage.hits
            if hit.concept == proof
        ]
        return tuple(dict.fromkeys(words))

    def _section_at(self, offset: int) -> int | None:
        sections = self.reading.piece.outline.sections
        inside = [i for i, section in enumerate(sections) if section.span.start <= offset < section.span.end]
        return inside[-1] if inside else None

    def _section_path(self, section: int | None) -> str:
        path = self.reading.piece.outline.path(section)
        return " > ".join(f"{part.number} {part.title}".strip() for part in path)


def _has_unit(measures: Sequence[Measure], compiled: CompiledMatcher) -> bool:
    thresholds = compiled.detection.thresholds
    if thresholds is None:
        return bool(measures)
    return any(convert(measure.value, measure.unit, thresholds.unit) is not None for measure in measures)


def _weight_measure(criterion: AwardCriterion) -> Measure:
    return Measure(
        value=criterion.weight or Decimal(0),
        unit="percent",
        comparator="=",
        span_start=criterion.span.start,
        span_end=criterion.span.end,
    )


def _finding_id(rule: str, document: str, span: Span, quote: str) -> str:
    """Return an id that survives edits elsewhere in the tender; the place tells twins apart."""
    words = " ".join(quote.split())
    return "f" + hashlib.sha256(f"{rule}\0{document}\0{span.start}\0{words}".encode()).hexdigest()[:12]
