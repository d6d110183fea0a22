"""The steps of an evaluation put together: gold file -> documents -> scores -> figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clausecheck.errors import InputError
from clausecheck.evaluation.linear import LinearModel, train
from clausecheck.evaluation.robustness import joined
from clausecheck.evaluation.running import Outcome, Told, examples, score
from clausecheck.evaluation.sources import Source, find_sources, has_split
from clausecheck.evaluation.summary import Summary, summarise
from clausecheck.evaluation.systems import BASELINES, ENGINE, LINEAR, REVIEWED
from clausecheck.evaluation.tables import Evaluation

_LEARNING_SPLIT = "dev"


def evaluated(
    gold: Path,
    *,
    split: str | None = None,
    documents: Path | None = None,
    baselines: bool = False,
    train_on: Path | None = None,
    robustness: bool = False,
    details: bool = False,
    workers: int = 1,
    told: Told | None = None,
    warned: Told = lambda line: None,
) -> Evaluation:
    """Return all figures of the engine on annotated documents.

    Args:
        gold: A gold file or folder, as ``sources.find_sources`` takes it.
        split: dev or test; None takes all.
        documents: Folder of the documents; None takes the one of the gold file.
        baselines: Let plainer systems run beside the engine.
        train_on: Gold folder whose ``dev`` split trains the learned baseline; None takes the one
            beside the ``test`` split that is scored, where there is one.
        robustness: Measure what transformations of the text lose.
        details: Keep misses and false alarms for the tables.
        workers: Processes; their number changes no figure.
        told: Called with the name of every document that is done.
        warned: Called with a French line for every document that could not be read.

    Raises:
        InputError: As of ``find_sources``, or a document to be scored would be trained on.
    """
    sources = find_sources(gold, split=split, documents=documents)
    model, notes = None, list[str]()
    if baselines:
        model, note = _trained(sources, _learning_folder(gold, split, train_on), workers, told)
        notes.append(note)
    systems = [name for name in BASELINES if baselines and (name != LINEAR or model)] + [ENGINE, REVIEWED]
    outcomes = score(sources, systems, model=model, transformed=robustness, workers=workers, told=told)
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    for problem in problems:
        warned(f"Non lu : {problem}")
    return Evaluation(
        gold=str(gold),
        split=split,
        summaries=_summaries(systems, outcomes),
        losses=joined(loss for outcome in outcomes for loss in outcome.losses) if robustness else (),
        notes=(*notes, *(f"Non lu, ses passages comptent comme manqués : {each}" for each in problems)),
        details=details,
    )


def _summaries(systems: Sequence[str], outcomes: Sequence[Outcome]) -> tuple[Summary, ...]:
    """Summarise every system; without a proposal to review, the last would repeat the engine's row."""
    reviewed = any(outcome.reviewed for outcome in outcomes)
    return tuple(
        summarise(name, [outcome.scores[at] for outcome in outcomes], by_theme=name == ENGINE)
        for at, name in enumerate(systems)
        if name != REVIEWED or reviewed
    )


def _learning_folder(gold: Path, split: str | None, train_on: Path | None) -> Path | None:
    if train_on is not None:
        return train_on
    return gold if split == "test" and has_split(gold, _LEARNING_SPLIT) else None


def _trained(
    scored: Sequence[Source], folder: Path | None, workers: int, told: Told | None
) -> tuple[LinearModel | None, str]:
    """Train on a split of which no document is scored; return the model and what to say of it."""
    if folder is None:
        return None, "TF-IDF : pas de corpus d'entraînement séparé (--train), la ligne manque."
    sources = find_sources(folder, split=_LEARNING_SPLIT)
    if {source.path.resolve() for source in sources} & {source.path.resolve() for source in scored}:
        raise InputError(
            f"--train : des documents de « {folder} » sont aussi évalués. "
            "Évaluez la part « test », ou d'autres documents."
        )
    learned = examples(sources, workers=workers, told=told)
    count = sum(bool(example.themes) for example in learned)
    note = f"TF-IDF : entraîné sur {len(sources)} documents « {_LEARNING_SPLIT} », {count} passages à thème."
    return train(learned), note
