"""How much may still be taken out of one archive, and how it is said when that is used up."""

from __future__ import annotations

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.formats import ARCHIVES, format_of_name
from clausecheck.readers.problems import problem

RATIO_FROM = 1_000_000
"""Bytes from which the ratio counts: small members of one letter compress as well as bombs do."""


class Quota:
    """Counts down; ``clausecheck.intake`` counts once more over all archives of a call.

    Attributes:
        members: Files that may still be taken out.
        left: Bytes that may still be taken out.
    """

    def __init__(self, limits: Limits) -> None:
        """Begin with what the limits allow."""
        self._limits = limits
        self.members, self.left = limits.archive_members, limits.archive_bytes

    def take(self, size: int) -> None:
        """Count a member of ``size`` bytes."""
        self.left -= size

    def most(self, name: str, packed: int) -> int:
        """Return the bytes that a member may hold.

        Args:
            name: An archive within may be larger than a document.
            packed: Bytes that it takes up in the archive.
        """
        return min(self._largest(name), self.left, self._swollen(packed))

    def _largest(self, name: str) -> int:
        inner = format_of_name(name) in ARCHIVES
        return self._limits.archive_bytes if inner else self._limits.file_bytes

    def _swollen(self, packed: int) -> int:
        return max(RATIO_FROM, self._limits.archive_ratio * packed)

    def exceeded(self, name: str, packed: int) -> Problem:
        """Say which limit bounds a member that holds more than ``most``."""
        most = self.most(name, packed)
        if most == self._swollen(packed):
            return problem(
                "too_large", f"Ce fichier enfle démesurément ({self._limits.named('archive_ratio')})."
            )
        if most == self.left or self._largest(name) == self._limits.archive_bytes:
            return problem("too_large", f"L’archive est trop grosse ({self._limits.named('archive_bytes')}).")
        return problem("too_large", f"Ce fichier est trop gros ({self._limits.named('file_bytes')}).")

    def too_many(self) -> Problem:
        """Say that the archive holds more files than are taken out."""
        return problem(
            "too_large",
            f"L’archive contient trop de fichiers : les derniers n’ont pas été lus ({self._limits.named('archive_members')}).",
        )
