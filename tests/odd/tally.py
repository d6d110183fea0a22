"""Reads a folder of odd and broken files, one by one, and prints what became of them by class.

Usage: ``python tests/odd/tally.py FOLDER [--list CLASS]`` (``make odd``). Exit status 1 when a file was
read by a reader that failed, crashed or hung, or gave an empty document without a word of why.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clausecheck.intake import ReadResult, read_paths
from clausecheck.intake.pool import Pool
from clausecheck.readers.settings import ReadSettings

FAULTS = ("parser_error", "parser_crash", "time_limit", "memory_limit", "silent")


def main() -> int:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--list", metavar="CLASS", action="append", default=[], help="name the files of a class"
    )
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.is_file() and path.suffix != ".md")
    classes, slowest = _read(files)
    _print(classes, [*options.list, *FAULTS])
    print(f"{len(files)} files; slowest {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if any(classes.get(fault) for fault in FAULTS) else 0


def _read(files: Iterable[Path]) -> tuple[dict[str, list[Path]], tuple[float, str]]:
    classes: dict[str, list[Path]] = defaultdict(list)
    slowest = (0.0, "")
    with Pool() as pool, ThreadPoolExecutor(2) as threads:

        def one(path: Path) -> tuple[Path, ReadResult, float]:
            start = time.monotonic()
            return (
                path,
                read_paths([path], settings=ReadSettings(cores=1), opener=pool.open),
                time.monotonic() - start,
            )

        for path, result, seconds in threads.map(one, files):
            slowest = max(slowest, (seconds, path.name))
            for found in _classes(result):
                classes[found].append(path)
    return classes, slowest


def _classes(result: ReadResult) -> Iterable[str]:
    """Return the classes of a file: how it was read, and every kind of problem that it gave."""
    codes = {problem.code for _, problem in result.unread}
    for document in result.documents:
        codes |= {problem.code for problem in document.problems}
        if not document.text.strip() and not document.problems:
            yield "silent"
    read = [document for document in result.documents if document.text.strip()]
    if not read:
        yield "refused"
    elif result.unread or not all(document.complete for document in read):
        yield "read in part"
    else:
        yield "read"
    yield from codes


def _print(classes: dict[str, list[Path]], listed: list[str]) -> None:
    counts = Counter({name: len(paths) for name, paths in classes.items()})
    for name in ("read", "read in part", "refused"):
        print(f"{name:24}{counts.pop(name, 0):6}")
    print("\nproblems told")
    for name, count in counts.most_common():
        print(f"  {name:22}{count:6}")
    for name in dict.fromkeys(listed):
        for path in sorted(set(classes.get(name, []))):
            print(f"{name}: {path.parent.name}/{path.name}")


if __name__ == "__main__":
    sys.exit(main())
