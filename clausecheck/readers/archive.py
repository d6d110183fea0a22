"""Zips: members one by one, within limits, each bad one a problem of its own."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.formats import Format
from clausecheck.readers.layout import Member
from clausecheck.readers.package import overlapping
from clausecheck.readers.problems import problem, unreadable

_RATIO_FROM = 1_000_000
"""Bytes from which the ratio counts: small members of one letter compress as well as bombs do."""
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


def archive_members(found: Format, name: str, data: bytes, limits: Limits) -> Iterator[Member]:
    """Yield the files of an archive, in its order; one that is not taken out carries its problem.

    Args:
        found: Which kind of archive.
        name: Of the archive.
        data: The archive.
        limits: What may be taken out.

    Raises:
        UnreadableError: The archive itself cannot be opened.
    """
    if found is not Format.ZIP:
        raise unreadable("unsupported_archive", "Cette archive n’est pas un zip : elle n’est pas encore lue.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise unreadable("damaged_file", "L’archive zip est abîmée ou incomplète.") from error
    if overlapping(archive.infolist()):
        raise unreadable("unsafe_archive", "L’archive contient des fichiers qui se chevauchent.")
    with archive:
        left = limits.archive_bytes
        for count, info in enumerate(one for one in archive.infolist() if not one.is_dir()):
            content = _refusal(info, count, left, limits) or _content(archive, info)
            left -= len(content) if isinstance(content, bytes) else 0
            yield Member(name=member_name(info), content=content)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member, as its author sees it, without any way out of the archive."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        name = _redecoded(name)
    parts = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "sans nom"


def _redecoded(name: str) -> str:
    """Read the bytes of a name that ``zipfile`` took for code page 437: UTF-8, else Windows' page 850."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _refusal(info: zipfile.ZipInfo, count: int, left: int, limits: Limits) -> Problem | None:
    """Say why a member is not taken out, by what the archive itself tells of it."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        return problem("password", "Ce fichier de l’archive est protégé par un mot de passe.")
    if count >= limits.archive_members:
        return problem(
            "too_large", f"L’archive contient trop de fichiers ({limits.named('archive_members')})."
        )
    if info.file_size > _RATIO_FROM and info.file_size > limits.archive_ratio * max(info.compress_size, 1):
        return problem("too_large", f"Ce fichier enfle démesurément ({limits.named('archive_ratio')}).")
    if info.file_size > left:
        return problem("too_large", f"L’archive est trop grosse ({limits.named('archive_bytes')}).")
    return None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Problem:
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        RuntimeError,
    ) as error:
        return problem("bad_member", f"Ce fichier de l’archive est abîmé ({type(error).__name__}).")
