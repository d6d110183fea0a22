"""Tars, and files that are one compressed stream (.gz, .bz2, .xz), which may be a tar inside."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import IO, cast

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Member
from clausecheck.readers.membernames import Labels, decoded_name
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.quota import RATIO_FROM, Quota
from clausecheck.readers.unpacking import CHUNK, DAMAGED, STREAMS, TooMuchError, Unpacked

_BLOCK = tarfile.BLOCKSIZE
_HEADERS = 3 * _BLOCK
"""Bytes of a member besides its content: header, padding, a long name."""
_BROKEN = (tarfile.TarError, RecursionError, *DAMAGED)
"""RecursionError: the tar module reads chains of long names one within the other."""
_MOST_EXTENDED = 1 << 16
"""Bytes of a header that extends the next one: a name and its dates; the tar module reads them in quadratic time."""
_EXTENDED = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_SUFFIXES = {"gz", "bz2", "xz", "tgz", "tbz2", "txz"}


def stream_members(name: str, data: bytes, limits: Limits) -> Iterator[Member | Problem]:
    """Yield the files of a tar, compressed or not, or the one file of a compressed stream.

    Raises:
        UnreadableError: Nothing can be taken out.
    """
    quota = Quota(limits)
    stream = _stream(data, limits)
    try:
        head = stream.peek(_BLOCK)[:_BLOCK]
    except DAMAGED as error:
        raise _damaged() from error
    except TooMuchError as error:
        raise _too_large(limits, "archive_ratio") from error
    if _is_tar(head):
        yield from _tar_members(stream, quota, limits)
    elif isinstance(stream.raw, io.BytesIO):
        raise _damaged()
    else:
        yield Member(name=_inner_name(name), content=_single(stream, quota, name, len(data)))


class _Header(tarfile.TarInfo):
    """A header; one that is wrong ends the archive with an error, where the tar module ends it in silence."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """Read one block.

        Raises:
            ReadError: It is no header, or states a size that no program writes.
        """
        try:
            header = super().frombuf(buf, encoding, errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]  # the stubs lack them
            raise tarfile.ReadError(str(error)) from error
        if header.type in _EXTENDED and header.size > _MOST_EXTENDED:
            raise tarfile.ReadError("a header that extends another is too large")
        return header


class _Counted(io.BufferedReader):
    """A buffered stream; a class of its own for the types."""


def _stream(data: bytes, limits: Limits) -> _Counted:
    """Return the bytes, unpacked while they are read where they are one compressed stream."""
    make = next((make for signature, make in STREAMS if data.startswith(signature)), None)
    if make is None:
        return _Counted(cast(io.RawIOBase, io.BytesIO(data)), CHUNK)
    headers = _HEADERS * limits.archive_members
    most = min(limits.archive_bytes + headers, max(RATIO_FROM, limits.archive_ratio * len(data)))
    return _Counted(Unpacked(data, make, most=most), CHUNK)


def _is_tar(head: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def _inner_name(name: str) -> str:
    """Return the name of the file in a stream: the stream's, without its suffix."""
    last = name.rsplit("/", 1)[-1]
    stem, _, suffix = last.rpartition(".")
    return stem if stem and suffix.lower() in _SUFFIXES else last


def _single(stream: _Counted, quota: Quota, name: str, packed: int) -> bytes | Problem:
    most = quota.most(_inner_name(name), packed)
    output = io.BytesIO()
    try:
        while chunk := stream.read(CHUNK):
            output.write(chunk)
            if output.tell() > most:
                raise TooMuchError
    except TooMuchError:
        return quota.exceeded(_inner_name(name), packed)
    except DAMAGED:
        return problem("bad_member", "Ce fichier compressé est abîmé ou incomplet.")
    return output.getvalue()


def _tar_members(stream: _Counted, quota: Quota, limits: Limits) -> Iterator[Member | Problem]:
    labels, count = Labels(), 0
    try:
        with _opened(stream) as archive:
            for info in archive:
                # Folders count: the tar module keeps an object of every header.
                if quota.members <= 0:
                    yield quota.too_many()
                    return
                quota.members, count = quota.members - 1, count + 1
                if info.isdir():
                    continue
                name = labels.of(decoded_name(info.name.encode("utf-8", "surrogateescape")))
                yield Member(name=name, content=_content(archive, info, name, quota))
    except _BROKEN as error:
        if not count:
            raise _damaged() from error
        yield problem(
            "truncated_file",
            "Cette archive est abîmée ou incomplète : seuls ses premiers fichiers ont été lus.",
        )
    except TooMuchError as error:
        if not count:
            raise _too_large(limits, "archive_ratio") from error
        yield _too_large(limits, "archive_bytes").problem


def _opened(stream: _Counted) -> tarfile.TarFile:
    return tarfile.open(
        fileobj=cast(IO[bytes], stream),
        mode="r|",
        encoding="utf-8",
        errors="surrogateescape",
        tarinfo=_Header,
    )


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, quota: Quota) -> bytes | Problem:
    if not info.isreg():
        return problem(
            "unsafe_archive", "Ce fichier de l’archive est un lien ou un périphérique : il n’est pas suivi."
        )
    # The stream is bounded by the ratio already; a tar itself does not compress.
    if info.size > quota.most(name, info.size) or info.size < 0:
        return quota.exceeded(name, info.size)
    if info.issparse():
        return problem("bad_member", "Ce fichier de l’archive est à trous, ce qui n’est pas lu.")
    file = archive.extractfile(info)
    content = file.read(info.size) if file else b""
    quota.take(len(content))
    return content


def _damaged() -> UnreadableError:
    return unreadable("damaged_file", "L’archive est abîmée ou incomplète.")


def _too_large(limits: Limits, limit: str) -> UnreadableError:
    return unreadable("too_large", f"L’archive enfle démesurément ({limits.named(limit)}).")
