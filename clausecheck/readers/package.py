"""Office files that are zips of XML parts (Word, OpenDocument, Excel): parts opened within limits.

Nothing of the package is trusted: sizes are counted while a part is unpacked, a part with a
document type is refused (office formats have none, entity bombs and external entities need one),
and elements are counted before a tree is built.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.limits import Limits
from clausecheck.readers.problems import unreadable
from clausecheck.readers.safexml import parsed_xml
from clausecheck.readers.zipdirectory import BrokenZipError, overlapping, read_directory

_RATIO_FROM = 1_000_000
"""Bytes from which the ratio counts: small parts of repeated markup compress as well as bombs do."""
_PIECE = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, OSError, ValueError,
    NotImplementedError,
)  # fmt: skip
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
            # Counted before ``zipfile`` makes an object of every member.
            directory = read_directory(data, most=limits.archive_members)
            if len(directory.entries) > limits.archive_members:
                raise self._too_large("archive_members")
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (BrokenZipError, *_BROKEN) as error:
            raise self.damaged("contenu incomplet ou illisible") from error
        self._streamed = 0
        self.names = frozenset(self._archive.namelist())
        if overlapping(data, directory.entries, directory.offset):
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

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece, for parts that are read without a tree.

        No ratio bounds them: a sheet of a million blank rows is common, small, and made of one
        sentence of markup. What is kept of them is for the caller to bound.

        Raises:
            UnreadableError: The part is damaged, encrypted, or all parts together are larger than an archive may be.
        """
        info = self._archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise unreadable("password", f"{self._what} est protégé par un mot de passe.")
        try:
            with self._archive.open(info) as stream:
                while content := stream.read(_PIECE):
                    self._streamed += len(content)
                    if self._streamed > self._limits.archive_bytes:
                        raise self._too_large("archive_bytes")
                    yield content
        except _BROKEN as error:
            raise self.damaged("une partie est incomplète ou illisible") from error

    def elements(
        self, name: str, tags: Sequence[str], *, without: Callable[[bytes], bytes] | None = None
    ) -> Iterator[etree._Element]:
        """Yield the elements of a part as they end, each forgotten once the next one is asked for.

        Args:
            name: One of ``names``.
            tags: Of the elements wanted, ``{*}row`` for any namespace; none lies within another.
            without: Takes out of a piece of markup what shows nothing.

        Raises:
            UnreadableError: The part is damaged, unsafe, or larger than the limits.
        """
        parser = etree.XMLPullParser(
            ("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            for piece in self._pieces(name, without):
                parser.feed(piece)
                yield from self._ended(parser)
            parser.close()
        except etree.XMLSyntaxError as error:
            # What ended before the damage is sound.
            yield from self._ended(parser)
            raise self.damaged("contenu incomplet ou illisible") from error

    def _ended(self, parser: etree.XMLPullParser) -> Iterator[etree._Element]:
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element):
                continue
            if element.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # the stubs lack it
                raise unreadable(
                    "unsafe_xml", f"{self._what} déclare des entités XML, ce que ce format exclut."
                )
            if event == "end":
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]

    def _pieces(self, name: str, without: Callable[[bytes], bytes] | None) -> Iterator[bytes]:
        """Yield what is left of a part, cut between tags, within the limits of a tree."""
        size, signs, rest = 0, 0, b""
        most = max(_RATIO_FROM, self._limits.archive_ratio * self._archive.getinfo(name).compress_size)
        for content in self.chunks(name):
            cut = content.rfind(b">") + 1
            if not cut:
                rest += content
                continue
            piece, rest = rest + content[:cut], content[cut:]
            piece = without(piece) if without is not None else piece
            size, signs = size + len(piece), signs + piece.count(b"<")
            self._bound(size, signs, most)
            yield piece
        self._bound(size + len(rest), signs, most)
        yield rest

    def _bound(self, size: int, signs: int, most: int) -> None:
        for exceeded, limit in (
            (size > self._limits.xml_bytes, "xml_bytes"),
            (size > most, "archive_ratio"),
            (signs > 2 * self._limits.xml_elements, "xml_elements"),
        ):
            if exceeded:
                raise self._too_large(limit)

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
