"""``make hostile``: every hostile file, one after the other, in the processes that parse; a table, and 1 on any fault.

usage: run.py [part of a name]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bombs import FILES
from containing import LIMITS, canary_server, judged

from clausecheck.intake.pool import Pool


def main(part: str = "") -> int:
    failed, most_seconds, most_memory = 0, 0.0, 0
    files = [file for file in FILES if part in file.name]
    with Pool(LIMITS) as pool, canary_server() as (canary, calls):
        for file in files:
            outcome = judged(pool, file, file.content(canary))
            shown = ", ".join(outcome.codes) or "-"
            print(
                f"{file.name:24} {outcome.seconds:6.1f} s {outcome.peak >> 20:5} MiB  {outcome.documents:3} read  {shown}",
                flush=True,
            )
            for fault in outcome.faults:
                print(f"    FAULT: {fault} ({file.attacks})", flush=True)
            failed += bool(outcome.faults)
            most_seconds, most_memory = max(most_seconds, outcome.seconds), max(most_memory, outcome.peak)
    print(
        f"{len(files)} hostile files: {len(files) - failed} contained, {failed} not; "
        f"longest {most_seconds:.1f} s, largest {most_memory >> 20} MiB, {len(calls)} calls outside"
    )
    return int(failed > 0 or bool(calls))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
