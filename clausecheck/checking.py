"""The steps put together: paths -> Tender -> Report. Nothing else knows the whole flow."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from clausecheck.assess import assess
from clausecheck.assess.suppressing import set_aside, waive
from clausecheck.consistency import find_inconsistencies
from clausecheck.detect import Detector
from clausecheck.detect.themes import trained_model
from clausecheck.errors import InputError
from clausecheck.intake import ReadResult, read_bytes, read_paths
from clausecheck.intake.pool import shared_pool
from clausecheck.model.assessment import PackInfo, Report
from clausecheck.model.finding import Finding, Level
from clausecheck.model.outline import Piece
from clausecheck.model.rule import Rulebook
from clausecheck.model.suppression import Suppression
from clausecheck.model.tender import Fact, Options, Origin, Tender
from clausecheck.readers.settings import ReadSettings
from clausecheck.rulebook import load_rulebook
from clausecheck.structure import find_facts, outline
from clausecheck.suggest import suggest

VERSION = "0.1.0"
Progress = Callable[[str], None]
_CORES = os.cpu_count() or 1


@lru_cache(maxsize=4)
def load_rules(*packs: Path) -> Rulebook:
    """Return the built-in rule library; ``packs`` add folders of the same layout.

    Raises:
        RuleError: A file of a pack is wrong; the message names file, line and remedy.
    """
    return load_rulebook(*packs)


@lru_cache(maxsize=4)
def _detector(rules: Rulebook) -> Detector:
    """Compile a rulebook once a process."""
    return Detector(rules, model=trained_model())


def read(
    paths: Sequence[Path | str],
    *,
    options: Options | None = None,
    rules: Rulebook | None = None,
    progress: Progress | None = None,
    settings: ReadSettings | None = None,
    isolated: bool = True,
) -> Tender:
    """Read the files of one tender and find its structure and facts.

    Args:
        paths: Files, folders and zips, all pieces of the same tender.
        options: Facts that the text does not tell; they win over what is read.
        rules: For the categories; the built-in library when None.
        progress: Called with a French line for every file, and every page that is recognised.
        settings: Character recognition, revisions, limits; the defaults when None.
        isolated: Parse in limited processes of their own; False parses in this one, which a file
            made to hurt may then bring down.

    Raises:
        InputError: A path does not exist.
    """
    result = read_files([Path(path) for path in paths], settings, isolated=isolated, progress=progress)
    return structured(result, options=options, rules=rules)


def read_files(
    paths: Sequence[Path],
    settings: ReadSettings | None = None,
    *,
    isolated: bool = True,
    progress: Progress | None = None,
) -> ReadResult:
    """Read files, without structure or facts yet; arguments as of ``read``."""
    chosen = settings or ReadSettings(cores=_CORES)
    if not isolated:
        return read_paths(paths, settings=chosen, told=progress)
    return read_paths(
        paths, settings=chosen, opener=shared_pool(chosen.limits).open, workers=_CORES, told=progress
    )


def read_data(
    name: str, data: bytes, settings: ReadSettings | None = None, *, progress: Progress | None = None
) -> ReadResult:
    """Read one file from memory, in a limited process; arguments as of ``read``."""
    chosen = settings or ReadSettings(cores=_CORES)
    return read_bytes(
        name, data, settings=chosen, opener=shared_pool(chosen.limits).open, workers=_CORES, told=progress
    )


def structured(
    result: ReadResult,
    *,
    options: Options | None = None,
    rules: Rulebook | None = None,
) -> Tender:
    """Return the tender that documents already read make up."""
    rulebook = rules or load_rules()
    pieces = tuple(Piece(document=document, outline=outline(document)) for document in result.documents)
    facts = find_facts(pieces, options or Options(), rulebook.categories)
    return Tender(pieces=pieces, facts=facts, unread=result.unread)


def check(
    source: Tender | Sequence[Path | str],
    *,
    rules: Rulebook | None = None,
    as_of: date | None = None,
    level: Level | str = Level.BASELINE,
    options: Options | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    settings: ReadSettings | None = None,
    isolated: bool = True,
    suppressions: Sequence[Suppression] = (),
) -> Report:
    """Check one tender: what is there, weak, missing or unlawful, and the words to propose.

    Args:
        source: Paths, or a tender already read.
        rules: The rule library; the built-in one when None.
        as_of: Launch of the consultation, whose law applies; else read from the text.
        level: Ambition asked for.
        options: Facts that the text does not tell.
        today: Stands in for the launch where neither says it, and the report says so.
        progress: Called with a French line for every file, and every page that is recognised.
        settings: Character recognition, revisions, limits; the defaults when None.
        isolated: Parse in limited processes of their own, as ``read`` does.
        suppressions: What people set aside; the report says what each of them did.

    Raises:
        InputError: A path does not exist or a value is not of its closed list.
    """
    rulebook = rules or load_rules()
    wanted = _level(level)
    given = replace(options or Options(), as_of=as_of) if as_of else options
    tender = (
        source
        if isinstance(source, Tender)
        else read(
            source, options=given, rules=rulebook, progress=progress, settings=settings, isolated=isolated
        )
    )
    clock = today or datetime.now(UTC).date()
    tender = _with_launch_date(tender, as_of, clock)
    day = tender.facts.launch_date.value
    assert day is not None
    found, concepts = _look(tender, rulebook)
    findings, done = set_aside(found, tender.pieces, suppressions, clock)
    assessments = waive(assess(rulebook, tender, findings, day=day, level=wanted), done)
    assessments, suggestions = suggest(rulebook, tender, findings, assessments, wanted)
    return Report(
        engine_version=VERSION,
        packs=tuple(
            PackInfo(id=name, version=version, count=count) for name, version, count in rulebook.packs
        ),
        rules_digest=rulebook.digest,
        as_of=day,
        level=wanted,
        tender=tender,
        findings=findings,
        assessments=assessments,
        suggestions=suggestions,
        titles=tuple(
            (rule.id, (dict(rule.title)["fr"], dict(rule.title).get("en", ""), dict(rule.why)["fr"]))
            for rule in rulebook.rules
        ),
        set_aside=done,
        inconsistencies=find_inconsistencies(tender, findings, rulebook, concepts),
    )


def find_all(tender: Tender, rules: Rulebook) -> tuple[Finding, ...]:
    """Return the findings of all pieces, in their order."""
    return _look(tender, rules)[0]


def _look(tender: Tender, rules: Rulebook) -> tuple[tuple[Finding, ...], dict[str, frozenset[str]]]:
    """Return the findings of all pieces, and what concepts each piece names."""
    detector = _detector(rules)
    found: list[Finding] = []
    concepts: dict[str, frozenset[str]] = {}
    for piece in tender.pieces:
        criteria = [c for c in tender.facts.award_criteria if c.document_id == piece.document.id]
        findings, concepts[piece.document.id] = detector.look(piece, criteria)
        found += findings
    return tuple(found), concepts


def _level(level: Level | str) -> Level:
    if isinstance(level, Level):
        return level
    try:
        return Level[level.upper()]
    except KeyError:
        names = ", ".join(known.name.lower() for known in Level)
        raise InputError(f"Niveau inconnu : « {level} ». Niveaux possibles : {names}.") from None


def _with_launch_date(tender: Tender, as_of: date | None, today: date) -> Tender:
    """Settle the day whose law applies: given, read, else today and said so."""
    launch = tender.facts.launch_date
    if as_of is not None:
        launch = Fact(value=as_of, origin=Origin.GIVEN, reason="Date donnée à l'appel (--as-of).")
    elif launch.value is None:
        launch = Fact(
            value=today,
            origin=Origin.ASSUMED,
            reason="Date de lancement introuvable dans les pièces : la date du jour est supposée (précisez --as-of).",
        )
    return replace(tender, facts=replace(tender.facts, launch_date=launch))
