"""Hostile files cost what the limits allow, each is answered by name, and the next file is read as ever.

The quick ones; ``make hostile`` runs them all.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bombs import FILES, Hostile
from containing import LIMITS, canary_server, judged

from clausecheck.intake.pool import Pool

QUICK = [file for file in FILES if file.quick]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(LIMITS) as opened:
        yield opened


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    with canary_server() as listening:
        yield listening


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_a_hostile_file_is_contained(file: Hostile, pool: Pool, canary: tuple[str, list[str]]) -> None:
    address, calls = canary
    outcome = judged(pool, file, file.content(address))
    assert outcome.faults == ()
    assert calls == []


def test_the_files_are_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(FILES) >= 60
    assert len({file.name for file in FILES}) == len(FILES)
    assert all(file.answers and file.attacks for file in FILES)


def test_files_are_made_the_same_each_time() -> None:
    for file in QUICK[::20]:
        assert file.content() == file.content()


def test_the_quine_holds_itself_and_nothing_else() -> None:
    data = next(file for file in FILES if file.name == "quine.zip").content("")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        assert archive.testzip() is None
        assert data == archive.read(name)
