"""``make fuzz``: mutants of healthy files through the readers; a table of outcomes, and 1 on any untyped error or hang.

usage: run.py [--mutants N] [--first N] [--series N] [--workers N]
       run.py --minimise FILE       (a saved mutant -> the smallest one that fails alike, beside it)

Mutant K of series S is always the same file. Mutants that fail are kept in build/fuzz/.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import time
import warnings
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from mutators import mutant
from trying import UNTYPED, tried

from clausecheck.model.limits import Limits

LIMITS = Limits()
KEPT = Path("build/fuzz")
_BATCH = 1_000
"""Mutants that a process takes at once, and after which it is replaced: what it leaks stays small."""
_TOLD_EVERY = 5.0


@dataclass
class Worker:
    """A process and the mutant that it is at."""

    process: BaseProcess
    pipe: Connection
    current: int
    last: int
    since: float
    done: bool = False


def main() -> int:
    given = _arguments()
    if given.minimise:
        return _minimise(given.minimise)
    start = time.monotonic()
    tally, slowest, hangs = _run(given.mutants, given.first, given.series, given.workers)
    seconds = time.monotonic() - start
    untyped = sum(count for code, count in tally.items() if code.startswith(UNTYPED))
    for code, count in tally.most_common():
        print(f"{count:9,} {code}")
    print(
        f"{tally.total():,} mutants of series {given.series} in {seconds:.0f} s ({tally.total() / seconds:.0f}/s): "
        f"{untyped} untyped errors, {hangs} hangs past the limit, 0 crashes of the parent, "
        f"{tally['parser_crash']} crashes and {tally['time_limit']} stops of a parsing process; slowest {slowest:.1f} s"
    )
    return int(untyped > 0 or hangs > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutants of healthy files through the readers.")
    parser.add_argument("--mutants", type=int, default=100_000, help="how many")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first: to go on where a run ended"
    )
    parser.add_argument("--series", type=int, default=1, help="another one gives other mutants")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--minimise", type=Path, help="a mutant that was kept")
    return parser.parse_args()


def _run(mutants: int, first: int, series: int, workers: int) -> tuple[Counter[str], float, int]:
    """Return outcomes with their counts, the longest time of one mutant, and processes that outlived their end."""
    tally: Counter[str] = Counter()
    ranges = [(at, min(at + _BATCH, first + mutants)) for at in range(first, first + mutants, _BATCH)]
    running: list[Worker] = []
    slowest, hangs, told = 0.0, 0, time.monotonic()
    while ranges or running:
        while ranges and len(running) < workers:
            running.append(_started(*ranges.pop(0), series))
        ready = wait([worker.pipe for worker in running], timeout=0.5)
        for worker in list(running):
            if worker.pipe in ready:
                slowest = max(slowest, _heard(worker, tally))
            over = time.monotonic() - worker.since > LIMITS.wall_seconds
            if over or worker.done:
                running.remove(worker)
                hangs += _ended(worker, over, tally, series)
                if worker.current < worker.last:
                    ranges.insert(0, (worker.current, worker.last))
        if time.monotonic() - told > _TOLD_EVERY and sys.stderr.isatty():
            told = time.monotonic()
            print(f"\r{tally.total():,} of {mutants:,}", end="", file=sys.stderr)
    return tally, slowest, hangs


def _started(first: int, last: int, series: int) -> Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, first, last, series), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours, first, last, time.monotonic())


def _heard(worker: Worker, tally: Counter[str]) -> float:
    """Count what a process tells; returns its longest time for one mutant."""
    slowest = 0.0
    try:
        while worker.pipe.poll():
            number, code, seconds = worker.pipe.recv()
            if code:
                tally[code] += 1
                slowest = max(slowest, seconds)
                number += 1
            worker.current, worker.since = number, time.monotonic()
    except EOFError:
        worker.done = True
    return slowest


def _ended(worker: Worker, over: bool, tally: Counter[str], series: int) -> int:
    """Count a process that ended; returns 1 when it would not end."""
    if over:
        worker.process.kill()
    worker.process.join(timeout=5)
    if worker.process.is_alive():
        return 1
    if worker.current < worker.last:
        code = "time_limit" if over or worker.process.exitcode == -24 else "parser_crash"
        tally[code] += 1
        _keep(worker.current, series, code, f"exit {worker.process.exitcode}")
        worker.current += 1
    return 0


def _work(pipe: Connection, first: int, last: int, series: int) -> None:
    """Try mutants one after the other, within the limits of memory and time of a parsing process."""
    warnings.simplefilter("ignore")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in range(first, last):
        name, data = mutant(number, series)
        pipe.send((number, "", 0.0))
        start = time.monotonic()
        code, trace = tried(number, name, data)
        if trace or code == "memory_limit":
            _keep(number, series, code, trace)
        pipe.send((number, code, time.monotonic() - start))


def _keep(number: int, series: int, code: str, trace: str) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    name, data = mutant(number, series)
    kept = KEPT / f"{series}-{number}-{name}"
    kept.write_bytes(data)
    kept.with_name(kept.name + ".log").write_text(f"{code}\n{trace}")


def _minimise(path: Path) -> int:
    """Take pieces out of a kept mutant as long as it fails alike; writes it beside the mutant."""
    name = path.name.split("-", 2)[-1]
    data = path.read_bytes()
    code, trace = tried(0, name, data)
    wanted = (code, trace.strip().splitlines()[-3:-1])
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            again, trace = tried(0, name, shorter)
            if (again, trace.strip().splitlines()[-3:-1]) == wanted:
                data = shorter
            else:
                at += size
        size //= 2
    smallest = path.with_name(path.name + ".min")
    smallest.write_bytes(data)
    print(f"{code}: {path.stat().st_size} -> {len(data)} bytes, {smallest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
