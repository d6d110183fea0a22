"""What a caller chooses about the reading of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from clausecheck.model.limits import Limits

Progress = Callable[[int, int], None]
"""Called with the pages recognised so far and those to recognise."""


class Ocr(StrEnum):
    """Which pages go through character recognition."""

    AUTO = "auto"  # those that are pictures, or whose text layer is unusable
    FORCE = "force"  # all
    OFF = "off"  # none: such pages are reported as not read


class Revisions(StrEnum):
    """Which state of a text with tracked changes is read."""

    FINAL = "final"  # as if all were accepted
    ORIGINAL = "original"  # as if all were rejected
    BOTH = "both"  # insertions and deletions both stand in the text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Choices and limits of one call.

    Attributes:
        ocr: Which pages go through character recognition.
        revisions: Which state of tracked changes is read.
        cores: Processes of character recognition that may run at once for one document.
        limits: What bounds the cost of one file.
    """

    ocr: Ocr = Ocr.AUTO
    revisions: Revisions = Revisions.FINAL
    cores: int = 1
    limits: Limits = field(default_factory=Limits)
