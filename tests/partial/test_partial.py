"""Two hundred half-readable tenders: nothing is ever called missing on the strength of what was not read."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from clausecheck import check
from clausecheck.checking import structured
from clausecheck.intake import read_paths
from clausecheck.model.assessment import Report, Verdict
from clausecheck.readers import Ocr, ReadSettings
from corpus.generators.build import build
from tests.partial.files import MAKERS, Files

SLUGS = ("cleaning_services", "english_laptops", "it_equipment", "road_works", "school_furniture")
DAY = date(2026, 10, 1)
CASES = 200
UNREAD = ReadSettings(ocr=Ocr.OFF)


@pytest.fixture(scope="module")
def tenders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    """The pieces of some samples, most as PDF and the rules of the consultation as Word."""
    folder = tmp_path_factory.mktemp("samples")
    build(folder, SLUGS)
    found = {}
    for slug in SLUGS:
        pieces = sorted((folder / slug / "pdf").iterdir())
        files = {piece.name: piece.read_bytes() for piece in pieces[:-1]}
        word = folder / slug / "docx" / f"{pieces[-1].stem}.docx"
        found[slug] = {**files, word.name: word.read_bytes()}
    return found


def _report(files: Files, folder: Path) -> Report:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return check(structured(read_paths([folder], settings=UNREAD)), as_of=DAY)


@pytest.mark.parametrize("case", range(CASES))
def test_nothing_is_missing_where_not_everything_was_read(
    tenders: dict[str, Files], tmp_path: Path, case: int
) -> None:
    chance = random.Random(case)
    maker = MAKERS[case % len(MAKERS)]
    report = _report(maker(tenders[SLUGS[case % len(SLUGS)]], chance), tmp_path)
    lost = bool(report.tender.unread) or any(not p.document.complete for p in report.tender.pieces)
    missing = [a.rule for a in report.assessments if a.verdict is Verdict.MISSING]
    assert lost, f"{maker.__name__}: what was lost is not said"
    assert missing == [], maker.__name__


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_tenders_whole_have_missing_clauses(
    tenders: dict[str, Files], tmp_path: Path, slug: str
) -> None:
    report = _report(tenders[slug], tmp_path)
    assert any(a.verdict is Verdict.MISSING for a in report.assessments)
