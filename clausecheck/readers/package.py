"""Office files that are zips of XML parts (Word, OpenDocument, Excel): parts opened within limits.

Nothing of the package is trusted: sizes are counted while a part is unpacked, a part with a
document type is refused (office formats have none, entity bombs and external entities need one),
and elements are counted before a tree is built.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise
from types import TracebackType

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.limits import Limits
from clausecheck.readers.problems import unreadable
from clausecheck.readers.safexml import parsed_xml

_RATIO_FROM = 1_000_000
"""Bytes from which the ratio counts: small parts of repeated markup compress as well as bombs do."""
_LOCAL_HEADER = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError, NotImplementedError)
"""What the zip module raises for damaged, encrypted (RuntimeError) and unknown (NotImplementedError) content."""


class Package:
    """The parts of one office file; a context manager."""

    def __init__(self, data: bytes, limits: Limits, what: str) -> None:
        """Open the package.

        Args:
            data: The file's bytes.
            limits: What may be unpacked.
            what: French name of the file with its article, for example « Ce document Word ».

        Raises:
            UnreadableError: It is no zip, or damaged, or made to hurt.
        """
        self._limits, self._what = limits, what
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged("contenu incomplet ou illisible") from error
        self.names = frozenset(self._archive.namelist())
        members = self._archive.infolist()
        if len(members) > limits.archive_members:
            raise self._too_large("archive_members")
        if overlapping(members):
            raise unreadable("unsafe_archive", f"{what} contient des parties qui se chevauchent.")

    def __enter__(self) -> Package:
        """Return the package."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._archive.close()

    def content(self, name: str, *, most: str = "xml_bytes") -> bytes:
        """Return the bytes of a part.

        Args:
            name: One of ``names``.
            most: The limit that bounds it: ``xml_bytes``, or ``file_bytes`` for embedded files.

        Raises:
            UnreadableError: The part is damaged, encrypted, or larger than the limits.
        """
        limit: int = getattr(self._limits, most)
        info = self._archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise unreadable("password", f"{self._what} est protégé par un mot de passe.")
        try:
            with self._archive.open(info) as stream:
                content = stream.read(limit + 1)
        except _BROKEN as error:
            raise self.damaged("une partie est incomplète ou illisible") from error
        if len(content) > limit:
            raise self._too_large(most)
        if len(content) > max(_RATIO_FROM, self._limits.archive_ratio * max(info.compress_size, 1)):
            raise self._too_large("archive_ratio")
        return content

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML part; None where the package has no such part.

        Raises:
            UnreadableError: The part is damaged, unsafe, or larger than the limits.
        """
        return self.parsed(self.content(name)) if name in self.names else None

    def parsed(self, content: bytes) -> etree._Element:
        """Parse the bytes of a part.

        Raises:
            UnreadableError: They are no XML, unsafe, or hold more elements than the limit.
        """
        return parsed_xml(content, self._limits, self._what)

    def damaged(self, why: str) -> UnreadableError:
        """Return the error that says that the file is damaged, and why."""
        return unreadable("damaged_file", f"{self._what} est abîmé : {why}.")

    def _too_large(self, limit: str) -> UnreadableError:
        return unreadable(
            "too_large", f"{self._what} enfle démesurément à l’ouverture ({self._limits.named(limit)})."
        )


def overlapping(members: Iterable[zipfile.ZipInfo]) -> bool:
    """Tell whether two members of a zip share bytes, as only bombs do."""
    ordered = sorted(members, key=lambda info: info.header_offset)
    return any(
        first.header_offset + _LOCAL_HEADER + len(first.orig_filename) + first.compress_size
        > second.header_offset
        for first, second in pairwise(ordered)
    )
