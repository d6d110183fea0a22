"""Zips: members one by one, within limits, each bad one a problem of its own."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem

_MOST_MEMBERS = 5_000
_MOST_BYTES = 1 << 30
_MOST_RATIO = 200
_OFFICE = ("[Content_Types].xml", "mimetype")


def is_zip(data: bytes) -> bool:
    """Tell a plain zip from the office formats that are zips inside, and from other bytes."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name in _OFFICE for name in archive.namelist())
    except zipfile.BadZipFile:
        return not (b"word/" in data or b"xl/" in data)


def zip_members(data: bytes) -> Iterator[tuple[str, bytes | Problem]]:
    """Yield the files of a zip: name and bytes, or name and problem.

    Raises:
        UnreadableError: The zip itself cannot be opened or is over the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableError(
            Problem(
                code="damaged_file",
                message="L'archive zip est abîmée ou incomplète.",
                remedy="Téléchargez-la de nouveau, ou déposez les fichiers un par un.",
                lost=True,
            )
        ) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > _MOST_BYTES:
            raise UnreadableError(
                Problem(
                    code="too_large",
                    message=f"L'archive dépasse {_MOST_MEMBERS} fichiers ou {_MOST_BYTES >> 20} Mio.",
                    remedy="Déposez les pièces par parties.",
                    lost=True,
                )
            )
        for info in infos:
            yield info.filename.replace("\\", "/"), _content(archive, info)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Problem:
    if info.flag_bits & 1:
        return Problem(
            code="password",
            message="Ce fichier de l'archive est protégé par un mot de passe.",
            remedy="Retirez la protection et recomposez l'archive.",
            lost=True,
        )
    if info.file_size > _MOST_RATIO * max(info.compress_size, 1) and info.file_size > 10_000_000:
        return Problem(
            code="too_large",
            message="Ce fichier de l'archive enfle démesurément à l'ouverture.",
            remedy="Déposez-le seul, décompressé, s'il est bien de vous.",
            lost=True,
        )
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        return Problem(
            code="bad_member",
            message=f"Ce fichier de l'archive est abîmé ({type(error).__name__}).",
            remedy="Recomposez l'archive ou déposez ce fichier à part.",
            lost=True,
        )
