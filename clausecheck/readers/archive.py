"""Zips: members one by one, within limits, each bad one a problem of its own."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from clausecheck.model.document import Problem
from clausecheck.readers.problems import problem, unreadable

MOST_MEMBERS = 5_000
MOST_BYTES = 1 << 30
_MOST_RATIO = 200
_RATIO_FROM = 10_000_000
"""Bytes from which the ratio counts: small members of one letter compress as well as bombs do."""
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1


@dataclass
class Budget:
    """What a call may still open, all archives and nested ones together."""

    members: int = MOST_MEMBERS
    size: int = MOST_BYTES


def zip_members(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes | Problem]]:
    """Yield the files of a zip: name and bytes, or name and problem.

    Args:
        data: The archive.
        budget: Taken from as members are opened.

    Raises:
        UnreadableError: The zip itself cannot be opened.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise unreadable("damaged_file", "L’archive zip est abîmée ou incomplète.") from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield member_name(info), _content(archive, info, budget)


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


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | Problem:
    if info.flag_bits & _ENCRYPTED_FLAG:
        return problem("password", "Ce fichier de l’archive est protégé par un mot de passe.")
    budget.members -= 1
    if budget.members < 0:
        return problem("too_large", f"L’archive dépasse {MOST_MEMBERS} fichiers : celui-ci n’a pas été lu.")
    if info.file_size > _RATIO_FROM and info.file_size > _MOST_RATIO * max(info.compress_size, 1):
        return problem("too_large", "Ce fichier de l’archive enfle démesurément à l’ouverture.")
    if info.file_size > budget.size:
        return problem("too_large", f"L’archive dépasse {MOST_BYTES >> 30} Gio : ce fichier n’a pas été lu.")
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        return problem("bad_member", f"Ce fichier de l’archive est abîmé ({type(error).__name__}).")
    budget.size -= len(content)
    return content
