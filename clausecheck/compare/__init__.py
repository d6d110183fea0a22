"""Two reports -> what was won, lost and changed between them, clause by clause."""

from clausecheck.compare.comparing import Change, Comparison, Status, VerdictChange, compare
from clausecheck.compare.snapshot import Clause, Snapshot, parse_snapshot, snapshot_of

__all__ = [
    "Change",
    "Clause",
    "Comparison",
    "Snapshot",
    "Status",
    "VerdictChange",
    "compare",
    "parse_snapshot",
    "snapshot_of",
]
