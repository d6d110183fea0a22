"""Archives: their files one by one, within limits, whatever the kind of archive."""

from __future__ import annotations

from collections.abc import Iterator

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.formats import Format
from clausecheck.readers.layout import Member


def archive_members(found: Format, name: str, data: bytes, limits: Limits) -> Iterator[Member | Problem]:
    """Yield the files of an archive, in its order; one that is not taken out carries its problem.

    Args:
        found: Which kind of archive, one of ``formats.ARCHIVES``.
        name: Of the archive.
        data: The archive.
        limits: What may be taken out.

    Returns:
        Members, and problems that bear on the archive itself (its end is missing, it holds too much).

    Raises:
        UnreadableError: Nothing can be taken out.
    """
    if found is Format.ZIP:
        from clausecheck.readers.zipfiles import zip_members

        return zip_members(data, limits)
    if found is Format.SEVEN_ZIP:
        from clausecheck.readers.sevenzip import seven_zip_members

        return seven_zip_members(data, limits)
    from clausecheck.readers.tarfiles import stream_members

    return stream_members(name, data, limits)
