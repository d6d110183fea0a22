"""How much of a document, or of a whole tender, was read, and why the rest was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clausecheck.model.document import Document

_USUAL_PAGE = 2_000
"""Characters of a page, for a document of which no page was read: a typed sheet in 11 points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of one or several documents.

    Attributes:
        pages: Sheets; 0 where the format has none.
        pages_read: Those of which nothing is known to be lost.
        characters: Code points read.
        characters_lost: Of the pages that were not read, as many as the pages read hold on
            average: an estimate.
        whole: False when something else than pages is lost (an embedded file, the end of a cut
            file), whose size nobody knows.
        reasons: Codes of the problems that lost content, each once, in order.
    """

    pages: int = 0
    pages_read: int = 0
    characters: int = 0
    characters_lost: int = 0
    whole: bool = True
    reasons: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """Return the share of characters read, 0 to 1; None where what is lost has no known size."""
        if not self.whole:
            return None
        every = self.characters + self.characters_lost
        return self.characters / every if every else 1.0


def reading_of(document: Document) -> Reading:
    """Return what was read of a document."""
    lost = [problem for problem in document.problems if problem.lost]
    gone = {problem.page for problem in lost if problem.page is not None}
    gone |= {page.number for page in document.pages if not page.readable}
    kept = [page for page in document.pages if page.number not in gone]
    written = [page.end - page.start for page in kept if page.end > page.start]
    usual = sum(written) // len(written) if written else _USUAL_PAGE
    doubtful = sum(page.end - page.start for page in document.pages if page.number in gone)
    return Reading(
        pages=len(document.pages),
        pages_read=len(kept),
        characters=len(document.text) - doubtful,
        characters_lost=max(usual * len(gone), doubtful),
        whole=all(problem.page is not None for problem in lost),
        reasons=tuple(dict.fromkeys(problem.code for problem in lost)),
    )


def joined_reading(readings: Iterable[Reading]) -> Reading:
    """Return what was read of several documents together."""
    every = tuple(readings)
    return Reading(
        pages=sum(reading.pages for reading in every),
        pages_read=sum(reading.pages_read for reading in every),
        characters=sum(reading.characters for reading in every),
        characters_lost=sum(reading.characters_lost for reading in every),
        whole=all(reading.whole for reading in every),
        reasons=tuple(dict.fromkeys(reason for reading in every for reason in reading.reasons)),
    )
