"""How much of an untrusted file is read at the most, each limit with its name and its default."""

from __future__ import annotations

from dataclasses import dataclass, fields

_PREFIX = "CLAUSECHECK_LIMIT_"
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits that bound what one file may cost; every one is named in the problem it causes.

    Defaults: the limits of comparable document services, with room for the largest real pieces
    of tenders; a limit that bites loses content, and the report says so.

    Attributes:
        file_bytes: Of one document.
        archive_bytes: Of one archive, and of all that a call unpacks, nested archives together.
        archive_members: Files in all archives of a call.
        archive_depth: Archives within archives.
        archive_ratio: Unpacked to packed bytes of a member, once it is over a million bytes.
        xml_bytes: Of one XML part of an office document, unpacked.
        xml_elements: In one XML part.
        pages: Of one document.
        image_pixels: Dots of one picture file, unpacked.
        characters: Of one document's text, in code points.
        cells: Of one workbook, those empty within its tables included.
        memory_bytes: Address space of a process that parses.
        cpu_seconds: Processor time of a process for one file.
        wall_seconds: Time from the hand-over of a file to its result, character recognition apart.
        ocr_page_seconds: Added to that for every page that goes through character recognition.
        ocr_start_seconds: Added once where there is such a page.
        office_seconds: For the conversion of an old format by LibreOffice.
        result_bytes: Of what a parsing process may send back for one file.
    """

    file_bytes: int = 100 * _MIB
    archive_bytes: int = 500 * _MIB
    archive_members: int = 10_000
    archive_depth: int = 3
    archive_ratio: int = 100
    xml_bytes: int = 64 * _MIB
    xml_elements: int = 2_000_000
    pages: int = 5_000
    image_pixels: int = 100_000_000
    characters: int = 20_000_000
    cells: int = 1_000_000
    memory_bytes: int = 1024 * _MIB
    cpu_seconds: int = 45
    wall_seconds: int = 55
    ocr_page_seconds: int = 2
    ocr_start_seconds: int = 30
    office_seconds: int = 60
    result_bytes: int = 600 * _MIB

    def named(self, name: str) -> str:
        """Return how a limit is shown where it bites: its name, value and how to change it."""
        return f"limite {name} = {getattr(self, name)}, réglable par {variable(name)}"


def variable(name: str) -> str:
    """Return the environment variable that sets the limit ``name``."""
    return f"{_PREFIX}{name.upper()}"


NAMES = tuple(field.name for field in fields(Limits))
