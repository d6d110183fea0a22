"""Zip files whose bytes do not depend on the day they were made."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_DAY = (2026, 9, 1, 8, 0, 0)


def write_zip(path: Path, members: list[tuple[str, bytes]]) -> None:
    """Write ``members`` (name, bytes) to ``path`` with one fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, date_time=_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    path.write_bytes(buffer.getvalue())


def rezip(path: Path) -> None:
    """Write the zip (or DOCX) at ``path`` again with fixed dates, members in their order."""
    with zipfile.ZipFile(path) as archive:
        members = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    write_zip(path, members)
