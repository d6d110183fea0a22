"""Reads the annotated documents, several at once, and lets every system look at each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from multiprocessing import get_context
from typing import TypeVar

from clausecheck import checking
from clausecheck.detect import Detector
from clausecheck.errors import InputError
from clausecheck.evaluation.ablation import wordy_detector
from clausecheck.evaluation.linear import Example, LinearModel
from clausecheck.evaluation.locating import plain
from clausecheck.evaluation.matching import Mark, marks_of
from clausecheck.evaluation.plainsystems import statements
from clausecheck.evaluation.robustness import Loss, losses
from clausecheck.evaluation.scoring import DocumentScore, exam, score_document
from clausecheck.evaluation.sources import Source
from clausecheck.evaluation.systems import WORDS, Exhibit, Instruments, predictions
from clausecheck.intake import ReadResult
from clausecheck.model.document import Document
from clausecheck.model.finding import Finding
from clausecheck.model.place import Span
from clausecheck.model.tender import Options, Tender
from clausecheck.readers.settings import ReadSettings

DAY = date(2026, 10, 1)
"""Whose law applies: it decides verdicts, never findings, so any fixed day will do."""
_ENOUGH = 0.5
"""Share of the shorter of passage and annotation that they must have in common to be the same example."""
R = TypeVar("R")
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document.

    Attributes:
        scores: One for each system, in the order asked for.
        losses: By transformation; empty where they were not asked for.
        problem: French, why it could not be read; "" when it could.
        reviewed: Some of its findings are proposals for a person to look at.
    """

    scores: tuple[DocumentScore, ...]
    losses: tuple[Loss, ...] = ()
    problem: str = ""
    reviewed: bool = False


def score(
    sources: Sequence[Source],
    systems: Sequence[str],
    *,
    model: LinearModel | None = None,
    transformed: bool = False,
    workers: int = 1,
    told: Told | None = None,
) -> tuple[Outcome, ...]:
    """Return what became of every document, in order, whatever the number of processes.

    Args:
        sources: The annotated documents.
        systems: Names of ``systems.TITLES``.
        model: For ``linear``.
        transformed: Measure what each transformation of the text loses, too.
        workers: Processes; 1 stays in this one.
        told: Called with the name of each document when it is done.
    """
    work = partial(_score_one, systems=tuple(systems), model=model, transformed=transformed)
    return _mapped(work, sources, workers, told)


def examples(sources: Sequence[Source], *, workers: int = 1, told: Told | None = None) -> tuple[Example, ...]:
    """Return every passage of the documents with its themes, for training."""
    found = _mapped(_examples_of, sources, workers, told)
    return tuple(example for mine in found for example in mine)


def _mapped(
    work: Callable[[Source], R], sources: Sequence[Source], workers: int, told: Told | None
) -> tuple[R, ...]:
    if workers < 2 or len(sources) < 2:
        return tuple(_told(source, work(source), told) for source in sources)
    # A fresh interpreter for each worker: a forked one would share the pipes of the parsing processes.
    with ProcessPoolExecutor(min(workers, len(sources)), mp_context=get_context("spawn")) as pool:
        results = pool.map(work, sources)
        return tuple(_told(source, result, told) for source, result in zip(sources, results, strict=True))


def _told(source: Source, result: R, told: Told | None) -> R:
    if told is not None:
        told(source.name)
    return result


@lru_cache(maxsize=1)
def _wordy() -> Detector:
    """Compile the rules without their stance layer once a process."""
    return wordy_detector(checking.load_rules())


def _score_one(
    source: Source, *, systems: tuple[str, ...], model: LinearModel | None, transformed: bool
) -> Outcome:
    try:
        exhibit = _exhibit(_read(source))
    except InputError as error:
        return Outcome(scores=tuple(_unread(source) for _ in systems), problem=str(error))
    document = exhibit.piece.document
    taken = exam(
        source.name,
        document.text,
        source.gold,
        pages=len(document.pages),
        paragraphs=[block.span.end for block in document.blocks],
    )
    instruments = Instruments(_wordy() if WORDS in systems else None, model)
    scores = tuple(score_document(taken, predictions(system, exhibit, instruments)) for system in systems)
    lost = losses(exhibit.piece, exhibit.findings, _found_in) if transformed else ()
    return Outcome(scores=scores, losses=lost, reviewed=any(finding.review for finding in exhibit.findings))


def _read(source: Source) -> Tender:
    """Read one document as a tender of its own.

    Raises:
        InputError: It is not there, or gave no text at all.
    """
    tender = checking.read([source.path], options=Options(as_of=DAY), settings=ReadSettings(cores=1))
    if not tender.pieces:
        reason = tender.unread[0][1].message if tender.unread else "aucun document"
        raise InputError(f"{source.name} : {reason}")
    return tender


def _exhibit(tender: Tender) -> Exhibit:
    """Check a tender; its first piece is the document that was annotated."""
    piece = tender.pieces[0]
    mine = piece.document.id
    report = checking.check(tender, as_of=DAY)
    return Exhibit(
        piece,
        tuple(criterion for criterion in tender.facts.award_criteria if criterion.document_id == mine),
        tuple(finding for finding in report.findings if finding.evidence.document_id == mine),
    )


def _found_in(document: Document) -> tuple[Finding, ...]:
    """Find in a document that was rewritten, its outline and criteria drawn anew."""
    return _exhibit(checking.structured(ReadResult(documents=(document,)))).findings


def _unread(source: Source) -> DocumentScore:
    """Score a document that could not be read: all its passages are missed."""
    return score_document(exam(source.name, "", source.gold, failed=True), ())


def _examples_of(source: Source) -> tuple[Example, ...]:
    try:
        exhibit = _exhibit(_read(source))
    except InputError:
        return ()
    piece = exhibit.piece
    asserted = [finding for finding in exhibit.findings if not finding.review]
    text = plain(piece.document.text)
    ends = [block.span.end for block in piece.document.blocks]
    marks = [mark for mark in marks_of(source.gold, text, ends) if not mark.passage.negative]
    found = []
    for passage, line in statements(piece):
        mine = [
            mark for mark in marks if _covers(mark, text.at(passage.span.start), text.at(passage.span.end))
        ]
        # A peripheral passage is neither right nor wrong: nothing is learned from it.
        if all(mark.passage.core for mark in mine):
            themes = frozenset(mark.passage.theme for mark in mine)
            claimed = frozenset(f.theme for f in asserted if _meet(f.evidence.span, passage.span))
            found.append(Example(document=source.name, line=line, themes=themes, claimed=claimed))
    return tuple(found)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _covers(mark: Mark, start: int, end: int) -> bool:
    return any(
        min(end, stop) - max(start, first) >= _ENOUGH * min(end - start, stop - first) > 0
        for first, stop in mark.reaches
    )
