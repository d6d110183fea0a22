"""Files are parsed in limited processes: what one does to its process costs no other file."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from clausecheck.intake import read_bytes, read_paths
from clausecheck.intake.pool import Pool, Worker
from clausecheck.intake.sandbox import Fence, strongest
from clausecheck.model.limits import Limits
from clausecheck.readers import ReadSettings, open_file
from clausecheck.readers.layout import Member

TEXT = "Article 1. Le titulaire répare les appareils.\n".encode()
SLOW = TEXT * 400_000
"""A file that takes some seconds to read: long enough to be interrupted."""
PATIENT = ReadSettings(limits=Limits(characters=1 << 30))


@pytest.fixture(scope="module")
def pool():
    with Pool() as started:
        yield started


def _codes(pool: Pool, name: str, data: bytes, settings: ReadSettings | None = None) -> list[str]:
    return [problem.code for _, problem in read_bytes(name, data, settings=settings, opener=pool.open).unread]


def _signal_soon(pool: Pool, sent: signal.Signals, times: int = 1) -> threading.Thread:
    """Send a signal to the process at work, as soon as there is one; again for the one that takes over."""

    def send() -> None:
        seen: set[int] = set()
        until = time.monotonic() + 20
        while len(seen) < times and time.monotonic() < until:
            for worker in list(pool._busy):
                if worker._greeted and worker._process.pid not in seen:
                    seen.add(worker._process.pid)
                    time.sleep(0.2)
                    os.killpg(worker._process.pid, sent)
            time.sleep(0.01)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


@pytest.mark.parametrize("fence", list(Fence))
def test_a_process_gives_what_the_reader_gives_within_every_fence(make, fence: Fence) -> None:
    if fence > strongest():
        fence = strongest()
    data = make.pdf(["Article 1", "Le titulaire répare."])
    with Pool(fence=fence) as pool:
        assert list(pool.open("RC.pdf", data, ReadSettings())) == list(
            open_file("RC.pdf", data, ReadSettings())
        )


def test_members_of_an_archive_come_through_the_pipe(pool, make) -> None:
    data = make.zipped(("a.txt", TEXT), ("b.txt", b""))
    assert list(pool.open("dce.zip", data, ReadSettings())) == [
        Member(name="a.txt", content=TEXT),
        Member(name="b.txt", content=b""),
    ]


def test_several_processes_keep_the_order_of_the_call(tmp_path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_bytes(TEXT * (400 if number % 3 == 0 else 1))
    with Pool() as pool:
        result = read_paths([tmp_path], opener=pool.open, workers=4)
    assert [document.name for document in result.documents] == [f"{number:02}.txt" for number in range(12)]


def test_a_process_that_hangs_is_ended_and_the_next_file_is_read(pool) -> None:
    sender = _signal_soon(pool, signal.SIGSTOP)
    settings = ReadSettings(limits=Limits(wall_seconds=2))
    result = read_bytes("RC.txt", SLOW, settings=settings, opener=pool.open)
    sender.join()
    assert [problem.code for _, problem in result.unread] == ["time_limit"]
    assert "wall_seconds = 2" in result.unread[0][1].message
    assert _codes(pool, "suivant.txt", TEXT) == []


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGSEGV, "parser_crash"), (signal.SIGXCPU, "time_limit")])
def test_a_process_that_crashes_costs_its_file_alone(pool, sent: signal.Signals, code: str) -> None:
    sender = _signal_soon(pool, sent)
    codes = _codes(pool, "RC.txt", SLOW, PATIENT)
    sender.join()
    assert codes == [code]
    assert _codes(pool, "suivant.txt", TEXT) == []


def test_a_process_killed_from_outside_says_nothing_of_the_file_which_is_tried_again(pool) -> None:
    sender = _signal_soon(pool, signal.SIGKILL)
    result = read_bytes("RC.txt", SLOW[: len(SLOW) // 4], settings=PATIENT, opener=pool.open)
    sender.join()
    assert result.unread == ()
    assert len(result.documents) == 1


def test_a_file_whose_process_is_killed_twice_is_given_up(pool) -> None:
    sender = _signal_soon(pool, signal.SIGKILL, times=2)
    codes = _codes(pool, "RC.txt", SLOW, PATIENT)
    sender.join()
    assert codes == ["parser_crash"]


def test_memory_that_runs_out_is_said_with_its_limit() -> None:
    with Pool(Limits(memory_bytes=200 << 20)) as pool:
        settings = ReadSettings(limits=Limits(memory_bytes=200 << 20))
        result = read_bytes("RC.txt", TEXT * 900_000, settings=settings, opener=pool.open)
        assert [problem.code for _, problem in result.unread] == ["memory_limit"]
        assert "memory_bytes = 209715200" in result.unread[0][1].message
        assert _codes(pool, "suivant.txt", TEXT) == []


def test_a_result_larger_than_its_limit_is_not_taken(pool) -> None:
    settings = ReadSettings(limits=Limits(result_bytes=1000))
    assert _codes(pool, "RC.txt", TEXT * 100, settings) == ["parser_crash"]
    assert _codes(pool, "suivant.txt", TEXT) == []


def test_a_text_longer_than_its_limit_is_refused_by_name(pool) -> None:
    settings = ReadSettings(limits=Limits(characters=10))
    assert _codes(pool, "RC.txt", TEXT, settings) == ["too_large"]


def test_a_file_over_the_limit_is_refused(pool) -> None:
    settings = ReadSettings(limits=Limits(file_bytes=10, archive_bytes=10))
    assert _codes(pool, "RC.txt", TEXT, settings) == ["too_large"]


def test_whoever_stops_listening_leaves_no_process_that_is_still_talking(make) -> None:
    with Pool() as pool:
        members = pool.open("dce.zip", make.zipped(("a.txt", TEXT), ("b.txt", TEXT)), ReadSettings())
        next(members)
        members.close()
        assert [found.name for found in pool.open("seul.txt", TEXT, ReadSettings())] == ["seul.txt"]


def test_a_process_is_replaced_after_its_share_of_files(monkeypatch) -> None:
    monkeypatch.setattr("clausecheck.intake.pool._MOST_FILES", 2)
    with Pool() as pool:
        pids = []
        for _ in range(4):
            list(pool.open("RC.txt", TEXT, ReadSettings()))
            pids += [worker._process.pid for worker in pool._idle]
    assert len(set(pids)) == 2


def test_a_process_outlives_the_thread_that_first_asked_for_it() -> None:
    with Pool() as pool:
        asked = threading.Thread(target=lambda: list(pool.open("a.txt", TEXT, ReadSettings())))
        asked.start()
        asked.join()
        time.sleep(0.3)
        assert [worker._process.poll() for worker in pool._idle] == [None]


def test_closing_ends_every_process_and_its_folder() -> None:
    pool = Pool()
    pool.warm(2)
    workers: list[Worker] = list(pool._idle)
    pool.close()
    assert all(worker._process.poll() is not None for worker in workers)
    assert not any(os.path.exists(worker._folder) for worker in workers)  # noqa: PTH110 (a str)
