"""Zips: members one by one, within limits, each bad one a problem of its own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Member
from clausecheck.readers.membernames import Labels, zip_name
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.quota import Quota
from clausecheck.readers.unpacking import DAMAGED, ZIP_METHODS, TooMuchError, unpacked
from clausecheck.readers.zipdirectory import (
    LOCAL,
    BrokenZipError,
    Directory,
    Entry,
    SplitZipError,
    content_range,
    local_entry,
    overlapping,
    read_directory,
)

_DESCRIPTOR_FOLLOWS = 0x8
_DESCRIPTOR = b"PK\x07\x08"
_MOST_JOINED = 16
"""Zips one after the other in one file past which nobody joined them by mistake."""
_OFFICE_PARTS = frozenset({b"[Content_Types].xml", b"mimetype"})


def zip_members(data: bytes, limits: Limits) -> Iterator[Member | Problem]:
    """Yield the files of a zip, in its order; a problem bears on the archive itself.

    Raises:
        UnreadableError: Nothing can be taken out, or the archive is made to hurt.
    """
    quota, labels = Quota(limits), Labels()
    try:
        directories = _directories(data, limits)
    except SplitZipError as error:
        raise unreadable(
            "unsupported_archive", "Cette archive n’est qu’un volume d’une archive en plusieurs volumes."
        ) from error
    except (BrokenZipError, struct.error):
        yield from _salvaged(data, quota, labels)
        return
    if any(overlapping(data, one.entries, one.offset) for one in directories):
        raise unreadable("unsafe_archive", "L’archive contient des fichiers qui se chevauchent.")
    entries = [entry for one in directories for entry in one.entries]
    for entry in entries[: limits.archive_members]:
        if not entry.is_folder:
            name = labels.of(zip_name(entry.raw_name, utf8=entry.utf8, extra=entry.extra))
            yield Member(name=name, content=_refusal(entry) or _content(data, entry, name, quota))
    if len(entries) > limits.archive_members:
        yield quota.too_many()


def _directories(data: bytes, limits: Limits) -> tuple[Directory, ...]:
    """Return the directories of a zip and of those joined before it, first to last.

    Programs read the last one and pass over the others, in which pieces would be lost unseen.
    """
    found = [read_directory(data, most=limits.archive_members)]
    while data.startswith(LOCAL) and found[0].start > 0 and len(found) < _MOST_JOINED:
        try:
            found.insert(0, read_directory(data[: found[0].start], most=limits.archive_members))
        except (BrokenZipError, struct.error):
            break
    return tuple(found)


def _refusal(entry: Entry) -> Problem | None:
    """Say why a member is not taken out, by what the archive tells of it."""
    if entry.encrypted:
        return problem("password", "Ce fichier de l’archive est protégé par un mot de passe.")
    if entry.is_link:
        return problem(
            "unsafe_archive",
            "Ce fichier de l’archive est un lien vers un autre fichier : il n’est pas suivi.",
        )
    if entry.method not in ZIP_METHODS:
        return problem(
            "bad_member",
            f"Ce fichier de l’archive est compressé d’une manière inconnue (méthode {entry.method}).",
        )
    return None


def _content(data: bytes, entry: Entry, name: str, quota: Quota) -> bytes | Problem:
    try:
        begin, end = content_range(data, entry)
        content, _ = unpacked(
            ZIP_METHODS[entry.method](), memoryview(data)[begin:end], most=quota.most(name, entry.packed)
        )
    except TooMuchError:
        return quota.exceeded(name, entry.packed)
    except (BrokenZipError, *DAMAGED):
        return _bad()
    if zlib.crc32(content) != entry.crc:
        return _bad()
    quota.take(len(content))
    return content


def _bad() -> Problem:
    return problem("bad_member", "Ce fichier de l’archive est abîmé.")


def _salvaged(data: bytes, quota: Quota, labels: Labels) -> Iterator[Member | Problem]:
    """Yield the whole members of a zip whose end, and with it the directory, is missing.

    Raises:
        UnreadableError: There is none, or they are parts of an office document.
    """
    at, count = data.find(LOCAL), 0
    while at >= 0 and quota.members > 0:
        found = _salvage(data, at, quota, labels)
        if found is None:
            break
        member, at = found
        quota.members -= 1
        if member is not None:
            count += 1
            yield member
    if not count:
        raise unreadable("damaged_file", "L’archive zip est abîmée ou incomplète.")
    yield problem(
        "truncated_file", "La fin de cette archive manque : seuls ses premiers fichiers ont été lus."
    )


def _salvage(data: bytes, at: int, quota: Quota, labels: Labels) -> tuple[Member | None, int] | None:
    """Return the member whose header stands at ``at`` (None for a folder), and the place of the next one.

    None where no whole member stands there.
    """
    try:
        entry = local_entry(data, at)
        begin, _ = content_range(data, entry)
        if entry.raw_name in _OFFICE_PARTS:
            return None
        folder = entry.is_folder
        name = "" if folder else labels.of(zip_name(entry.raw_name, utf8=entry.utf8, extra=entry.extra))
        if refused := _refusal(entry):
            return (Member(name=name, content=refused), begin + entry.packed) if entry.packed else None
        untold = entry.flags & _DESCRIPTOR_FOLLOWS and not entry.packed
        end = len(data) if untold else begin + entry.packed
        packed = memoryview(data)[begin:end]
        content, used = unpacked(ZIP_METHODS[entry.method](), packed, most=quota.most(name, len(packed)))
        crc, end = _descriptor(data, begin + used) if untold else (entry.crc, end)
    except (TooMuchError, BrokenZipError, *DAMAGED):
        return None
    if zlib.crc32(content) != crc:
        return None
    quota.take(len(content))
    return None if folder and not content else Member(name=name, content=content), end


def _descriptor(data: bytes, at: int) -> tuple[int, int]:
    """Return the checksum that follows a content, and where the next header is."""
    signed = 4 if data[at : at + 4] == _DESCRIPTOR else 0
    (crc,) = struct.unpack_from("<I", data, at + signed)
    return crc, data.find(LOCAL, at + signed + 12, at + signed + 24)
