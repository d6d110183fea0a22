"""7z archives, by py7zr: sizes first, then everything in one pass, into memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Member
from clausecheck.readers.membernames import Labels
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.quota import RATIO_FROM, Quota
from clausecheck.readers.unpacking import DAMAGED

if TYPE_CHECKING:
    from py7zr.py7zr import ArchiveFile

_BROKEN = (
    ArchiveError, AssertionError, AttributeError, IndexError, KeyError, NotImplementedError, OverflowError,
    RuntimeError, TypeError, *DAMAGED, struct.error,
)  # fmt: skip
"""What py7zr raises for damaged archives: its own errors, and what its parts raise for fields that are not there."""


class _Content(Py7zIO):
    """Where py7zr writes one member; ``close`` is called once it is whole."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self.whole = False

    def write(self, s: bytes | bytearray) -> int:
        return self._buffer.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self._buffer.getvalue()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        self._buffer.flush()

    def size(self) -> int:
        return self._buffer.tell()

    def close(self) -> None:
        self.whole = True


class _Contents(WriterFactory):
    """What was taken out, by the number of the member, in the order in which it was."""

    def __init__(self) -> None:
        self.by_name: dict[str, _Content] = {}

    def create(self, filename: str) -> Py7zIO:
        self.by_name[filename.rsplit("/", 1)[-1]] = content = _Content()
        return content


def seven_zip_members(data: bytes, limits: Limits) -> Iterator[Member | Problem]:
    """Yield the files of a 7z archive, in its order.

    Raises:
        UnreadableError: Nothing can be taken out, or it is made to hurt.
    """
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), max_extract_size=limits.archive_bytes) as archive:
            yield from _members(archive, data, limits)
    except PasswordRequired as error:
        raise unreadable("password", "L’archive 7z est protégée par un mot de passe.") from error
    except MemoryError as error:
        raise unreadable(
            "memory_limit", f"L’archive 7z demande trop de mémoire ({limits.named('memory_bytes')})."
        ) from error
    except _BROKEN as error:
        raise unreadable("damaged_file", "L’archive 7z est abîmée ou incomplète.") from error


def _members(archive: py7zr.SevenZipFile, data: bytes, limits: Limits) -> Iterator[Member | Problem]:
    if archive.needs_password():
        raise PasswordRequired
    files = [file for file in archive.files if not file.is_directory]
    if sum(file.uncompressed for file in files) > max(RATIO_FROM, limits.archive_ratio * len(data)):
        raise unreadable("too_large", f"L’archive enfle démesurément ({limits.named('archive_ratio')}).")
    quota, labels = Quota(limits), Labels()
    planned: list[tuple[str, int, Problem | None]] = []
    for file in files[: limits.archive_members]:
        name = labels.of(str(file.filename))
        planned.append((name, file.id, _refusal(file, name, quota)))
    taken = _taken_out(archive, [number for _, number, refused in planned if refused is None])
    for name, number, refused in planned:
        yield Member(name=name, content=refused or _content(taken, number))
    if len(files) > limits.archive_members:
        yield quota.too_many()


def _refusal(file: ArchiveFile, name: str, quota: Quota) -> Problem | None:
    """Say why a member is not taken out, by the size that py7zr will hold it to."""
    if file.is_symlink or file.is_junction or file.is_socket:
        return problem(
            "unsafe_archive", "Ce fichier de l’archive est un lien ou un périphérique : il n’est pas suivi."
        )
    if file.uncompressed > quota.most(name, file.uncompressed):
        return quota.exceeded(name, file.uncompressed)
    quota.take(file.uncompressed)
    return None


def _taken_out(archive: py7zr.SevenZipFile, numbers: list[int]) -> dict[str, _Content]:
    """Return the members by number, as far as the archive is whole.

    Names become numbers first: py7zr takes them for paths, and refuses the archive for one bad name.
    """
    for index, info in enumerate(archive.files.files_list):
        info["filename"] = str(index)
    contents = _Contents()
    try:
        archive.extract(targets=[str(number) for number in numbers], factory=contents)
    except _BROKEN:
        # The one that was being written when it broke is not whole, though py7zr closed it.
        if contents.by_name:
            contents.by_name.popitem()
    return contents.by_name


def _content(taken: dict[str, _Content], number: int) -> bytes | Problem:
    found = taken.pop(str(number), None)
    if found is None or not found.whole:
        return problem("bad_member", "Ce fichier de l’archive est abîmé.")
    return found.read()
