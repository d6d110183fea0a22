"""Tesseract as a process: found or not, failing, hanging, ended. A script plays its part."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from clausecheck.model.limits import Limits
from clausecheck.readers.pdflines import Line
from clausecheck.readers.scanpages import Sheet, missing_data, odd_share, recognise_sheets
from clausecheck.readers.settings import ReadSettings
from clausecheck.readers.tesseract import TesseractError, installed_languages, quarter_turns, word_table

WORDS = "Les pièces détachées restent disponibles pendant sept ans après la dernière livraison".split()
LISTING = (
    'if [ "$1" = --list-langs ]; then printf "List of available languages (2):\\nfra\\neng\\n"; exit; fi\n'
)


def table(conf: int = 95) -> str:
    rows = (f"5\t1\t1\t1\t1\t{n}\t{200 * n}\t90\t150\t30\t{conf}\t{word}" for n, word in enumerate(WORDS))
    return "\n".join(rows)


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return what puts a script in the place of Tesseract."""

    def put(body: str) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{body}", "utf-8")
        program.chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    installed_languages.cache_clear()
    yield put
    installed_languages.cache_clear()


def inked() -> Image.Image:
    picture = Image.new("L", (600, 800), 255)
    for y in range(100, 700, 30):
        picture.paste(0, (80, y, 500, y + 12))
    return picture


def sheets(count: int) -> list[Sheet]:
    return [Sheet(number=number, picture=inked, dpi=200) for number in range(1, count + 1)]


def test_without_the_program_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_languages.cache_clear()
    assert installed_languages() == frozenset()
    assert missing_data() == "Tesseract n’est pas installé"
    installed_languages.cache_clear()


def test_french_data_that_is_missing_is_named(tesseract: Callable[[str], None]) -> None:
    tesseract('printf "List (1):\\neng\\n"')
    assert "tesseract-ocr-fra" in str(missing_data())


def test_the_picture_goes_in_and_the_table_comes_out(tesseract: Callable[[str], None]) -> None:
    tesseract('echo "$OMP_THREAD_LIMIT $*"; wc -c')
    assert word_table(b"P5", dpi=200, language="fra", seconds=20).split() == (
        "1 stdin stdout --dpi 200 -l fra --psm 3 tsv 2".split()
    )


@pytest.mark.parametrize(
    ("told", "turn"),
    [
        ("Rotate: 180\nOrientation confidence: 9.1", 180),
        ("Rotate: 90\nOrientation confidence: 0.3", 0),
        ("", 0),
    ],
)
def test_the_orientation_counts_where_it_is_sure(
    tesseract: Callable[[str], None], told: str, turn: int
) -> None:
    tesseract(f"cat >/dev/null; printf '{told}\\n'")
    assert quarter_turns(b"P5", dpi=200, seconds=20) == turn


def test_a_failure_is_said(tesseract: Callable[[str], None]) -> None:
    tesseract("exit 3")
    with pytest.raises(TesseractError, match="status 3"):
        word_table(b"P5", dpi=200, language="fra", seconds=20)


def test_a_process_that_hangs_is_ended_with_its_children(
    tesseract: Callable[[str], None], tmp_path: Path
) -> None:
    tesseract(f"sleep 300 & echo $! > {tmp_path}/child; wait")
    started = time.monotonic()
    with pytest.raises(TesseractError, match="TimeoutExpired"):
        word_table(b"P5", dpi=200, language="fra", seconds=1)
    assert time.monotonic() - started < 20
    child = (tmp_path / "child").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False)
    assert state.stdout.strip()[:1] in ("", "Z")


def test_pages_come_in_order_and_progress_is_told(tesseract: Callable[[str], None]) -> None:
    tesseract(f"{LISTING}cat >/dev/null; cat <<'END'\n{table()}\nEND\n")
    told: list[tuple[int, int]] = []
    results = list(
        recognise_sheets(
            sheets(4), ReadSettings(cores=2), progress=lambda done, total: told.append((done, total))
        )
    )
    assert [result.number for result in results] == [1, 2, 3, 4]
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert [line.text for result in results for line in result.items if isinstance(line, Line)] == [
        " ".join(WORDS)
    ] * 4
    assert {(result.confidence, result.problem) for result in results} == {(95.0, None)}


def test_a_page_on_which_it_fails_is_a_problem_of_that_page_alone(tesseract: Callable[[str], None]) -> None:
    # The second page is told apart by its resolution.
    tesseract(f"{LISTING}cat >/dev/null; [ $4 = 201 ] && exit 1; cat <<'END'\n{table()}\nEND\n")
    pages = sheets(3)
    pages[1] = Sheet(number=2, picture=inked, dpi=201)
    problems = [result.problem for result in recognise_sheets(pages, ReadSettings())]
    assert [(found.code, found.page, found.lost) if found else None for found in problems] == [
        None,
        ("ocr_failed", 2, True),
        None,
    ]


def test_pages_that_do_not_fit_into_the_time_are_named_with_the_limit(
    tesseract: Callable[[str], None],
) -> None:
    tesseract(f"{LISTING}sleep 60")
    settings = ReadSettings(limits=Limits(ocr_page_seconds=0, ocr_start_seconds=1))
    problems = [result.problem for result in recognise_sheets(sheets(3), settings)]
    assert [found.code for found in problems if found] == ["ocr_time"] * 3
    assert all("CLAUSECHECK_LIMIT_OCR_PAGE_SECONDS" in found.message for found in problems if found)


def test_a_page_with_little_confidence_is_read_and_said_to_be_doubtful(
    tesseract: Callable[[str], None],
) -> None:
    tesseract(f"{LISTING}cat >/dev/null; cat <<'END'\n{table(conf=55)}\nEND\n")
    (result,) = recognise_sheets(sheets(1), ReadSettings())
    assert result.items
    assert result.problem is not None
    assert (result.problem.code, result.problem.lost) == ("page_doubtful", True)


def test_writing_in_which_no_word_is_found_is_doubtful_and_a_blank_page_is_not(
    tesseract: Callable[[str], None],
) -> None:
    tesseract(f"{LISTING}cat >/dev/null")
    blank = Sheet(number=2, picture=lambda: Image.new("L", (600, 800), 250), dpi=200)
    written, empty = recognise_sheets([*sheets(1), blank], ReadSettings())
    assert written.problem is not None
    assert written.problem.code == "page_doubtful"
    assert empty.problem is None


def test_no_more_pictures_are_in_memory_than_processes_and_one_waiting(
    tesseract: Callable[[str], None],
) -> None:
    tesseract(f"{LISTING}cat >/dev/null; cat <<'END'\n{table()}\nEND\n")
    made: list[int] = []

    def picture(number: int) -> Callable[[], Image.Image]:
        return lambda: made.append(number) or inked()  # type: ignore[func-returns-value]

    pages = [Sheet(number=number, picture=picture(number), dpi=200) for number in range(1, 9)]
    taken = 0
    for taken, _ in enumerate(recognise_sheets(pages, ReadSettings(cores=2)), 1):
        assert len(made) <= taken + 2
    assert taken == 8


@pytest.mark.parametrize(
    "text",
    [
        "Le titulaire remet à l’acheteur, sous 15 jours (art. R. 2112-3), un état n° 4 : 12,5 % HT.",
        "A.1 – CCTP du lot n°2 ; PEFC, FSC® ou équivalent, 350 g/m², CO2, m3, C30/37 XF2",
        "The supplier shall provide spare parts for 7 years.",
    ],
)
def test_words_as_people_write_them_are_not_odd(text: str) -> None:
    assert odd_share(text) < 0.1


def test_what_bad_recognition_gives_is_odd() -> None:
    assert odd_share("j | l r€m z tlt|l4lr€ (( rntt ~ f cquj l#p t p1nd4nt ; ] s dntc") > 0.4


def test_the_environment_of_this_process_is_left_alone(tesseract: Callable[[str], None]) -> None:
    tesseract("cat >/dev/null")
    word_table(b"P5", dpi=200, language="fra", seconds=20)
    assert "OMP_THREAD_LIMIT" not in os.environ
