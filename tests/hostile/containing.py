"""Hands a file to the processes that parse, and measures what that cost and gave."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from bombs.registry import READ, Hostile

from clausecheck.intake import ReadResult, read_bytes
from clausecheck.intake.pool import Pool
from clausecheck.model.limits import Limits
from clausecheck.readers.settings import ReadSettings

LIMITS = Limits()
MOST_SECONDS = 60
MOST_MEMORY = 1 << 30
GOOD = ("bon.txt", "Le titulaire répare les appareils pendant dix ans.".encode())
_SAMPLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one file gave.

    Attributes:
        seconds: From the hand-over to the result.
        peak: Most bytes of memory that a parsing process held.
        codes: Of all problems said, of the file, its members and its documents.
        documents: Read, members included.
        faults: What is not as it must be; empty when the file was contained.
    """

    seconds: float
    peak: int
    codes: tuple[str, ...]
    documents: int
    faults: tuple[str, ...] = ()


def contained(pool: Pool, name: str, data: bytes) -> Outcome:
    """Read a file in the pool's processes."""
    stop, peaks = threading.Event(), [0]
    watch = threading.Thread(target=_sample, args=(stop, peaks), daemon=True)
    watch.start()
    start = time.monotonic()
    try:
        result = read_bytes(name, data, settings=ReadSettings(limits=LIMITS), opener=pool.open, workers=2)
    finally:
        seconds = time.monotonic() - start
        stop.set()
        watch.join()
    return Outcome(seconds=seconds, peak=peaks[0], codes=codes_of(result), documents=len(result.documents))


def judged(pool: Pool, file: Hostile, data: bytes) -> Outcome:
    """Read a hostile file and, after it, a good one; say what is not as it must be."""
    outcome = contained(pool, file.name, data)
    after = contained(pool, *GOOD)
    faults = list(_faults(file, outcome))
    if after.documents != 1 or after.codes:
        faults.append(f"the good file after it: {after.codes}")
    return Outcome(
        seconds=outcome.seconds, peak=outcome.peak, codes=outcome.codes, documents=outcome.documents, faults=tuple(faults)
    )  # fmt: skip


def _faults(file: Hostile, outcome: Outcome) -> Iterator[str]:
    if outcome.seconds > MOST_SECONDS:
        yield f"took {outcome.seconds:.0f} s"
    if outcome.peak > MOST_MEMORY:
        yield f"took {outcome.peak >> 20} MiB"
    if "parser_error" in outcome.codes:
        yield "an untyped error"
    answers = {*outcome.codes, *((READ,) if outcome.documents else ())}
    if not answers & file.answers:
        yield f"answered {sorted(answers)} where one of {sorted(file.answers)} is right"


def codes_of(result: ReadResult) -> tuple[str, ...]:
    """Return the codes of all problems of a result, each once."""
    said = [problem.code for _, problem in result.unread]
    said += [problem.code for document in result.documents for problem in document.problems]
    return tuple(dict.fromkeys(said))


def _sample(stop: threading.Event, peaks: list[int]) -> None:
    while not stop.wait(_SAMPLE_SECONDS):
        for process in _descendants(os.getpid()):
            if not _own(process):
                peaks[0] = max(peaks[0], _peak(process))


def _own(process: int) -> bool:
    """Tell a child that has not become another program yet, whose memory is still this process's."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes()
    return True


def _descendants(process: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from _descendants(int(child))


def _peak(process: int) -> int:
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) << 10
    return 0


@contextlib.contextmanager
def canary_server() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine; gives the address that nobody may call, and the calls that came."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", calls
        finally:
            server.shutdown()
            thread.join()
