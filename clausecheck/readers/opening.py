"""One file's bytes -> the document it is, and the files that it carries.

The parsers of untrusted bytes are reached through here alone: ``clausecheck.intake`` calls it in a
limited process, tests and callers who ask for it call it as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Document, Problem
from clausecheck.readers.active import active_content, refuse_nesting
from clausecheck.readers.formats import ARCHIVES, MESSAGES, OFFICE, Format, described, format_of
from clausecheck.readers.language import guess_language
from clausecheck.readers.layout import Layout, Member
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.settings import Progress, ReadSettings

ID_LENGTH = 12

_READERS = {
    Format.PDF: "pdf:read_pdf",
    Format.DOCX: "docx:read_docx",
    Format.XLSX: "sheets:read_xlsx",
    Format.XLSB: "sheets:read_xlsb",
    Format.XLS: "sheets:read_xls",
    Format.ODS: "sheets:read_ods",
    Format.CSV: "csvfile:read_csv",
    Format.ODT: "odt:read_odt",
    Format.PLAIN: "plain:read_text",
    Format.MARKDOWN: "plain:read_markdown",
    Format.HTML: "html:read_html",
    Format.EML: "mail:read_eml",
    Format.MSG: "outlook:read_msg",
    Format.XML: "xmlfile:read_xml",
    Format.JSON: "jsonfile:read_json",
    Format.PNG: "image:read_image",
    Format.JPEG: "image:read_image",
    Format.TIFF: "image:read_image",
}
"""Module below ``clausecheck.readers`` and its function, imported when a file needs it.

Every reader takes the bytes, the settings and where its progress goes, and returns a ``Layout`` or
raises ``UnreadableError``; damage to a part is a problem of the layout and stops no other part.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that gave no document, and why."""

    name: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """A file in a format that has no reader: it is to be converted first.

    Attributes:
        name: As the buyer sees it.
        format: One of ``OFFICE``.
        notes: What is to be said of it whatever the conversion gives.
    """

    name: str
    format: Format
    notes: tuple[Problem, ...] = ()


Opened = Document | Refused | Member | Legacy


def open_file(
    name: str, data: bytes, settings: ReadSettings, progress: Progress | None = None
) -> Iterator[Opened]:
    """Yield what one file gives: its document, or why there is none, and the files that it carries.

    Args:
        name: As the buyer sees it; it decides the format only where the bytes do not.
        data: The whole file.
        settings: Choices and limits.
        progress: For pages that go through character recognition.
    """
    try:
        if not data.strip():
            raise unreadable("empty_file", "Le fichier est vide.")
        found = format_of(name, data)
        if found in ARCHIVES:
            yield from _members(found, name, data, settings)
            return
        if len(data) > settings.limits.file_bytes and found not in MESSAGES:
            raise unreadable(
                "too_large", f"Le fichier est trop gros ({settings.limits.named('file_bytes')})."
            )
        if found in OFFICE:
            refuse_nesting(data)
            yield Legacy(name=name, format=found, notes=active_content(data))
            return
        layout = _layout(found, name, data, settings, progress)
        yield document_of(name, data, found, layout, settings)
        yield from layout.members
    except UnreadableError as error:
        yield Refused(name=name, problem=error.problem)


def document_of(name: str, data: bytes, found: Format, layout: Layout, settings: ReadSettings) -> Document:
    """Name and hash a layout.

    Raises:
        UnreadableError: The text is longer than the limit.
    """
    limits = settings.limits
    if len(layout.text) > limits.characters:
        raise unreadable(
            "too_large", f"Le texte de ce document est trop long ({limits.named('characters')})."
        )
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        id=digest[:ID_LENGTH],
        name=name,
        sha256=digest,
        media_type=found.value,
        language=guess_language(layout.text),
        text=layout.text,
        pages=layout.pages,
        blocks=layout.blocks,
        problems=layout.problems or _blank(layout),
    )


def _blank(layout: Layout) -> tuple[Problem, ...]:
    """Say of a document without a word that it is so: nobody files a blank piece on purpose."""
    return (
        () if layout.text.strip() else (problem("no_text", "Aucun texte n’a été trouvé dans ce document."),)
    )


def _layout(
    found: Format, name: str, data: bytes, settings: ReadSettings, progress: Progress | None
) -> Layout:
    """Call the reader of the format.

    Raises:
        UnreadableError: The format has none, or nothing of the file can be read.
    """
    if found in _READERS:
        module, function = _READERS[found].split(":")
        reader: Callable[[bytes, ReadSettings, Progress | None], Layout] = getattr(
            import_module(f"clausecheck.readers.{module}"), function
        )
        return reader(data, settings, progress)
    if found is Format.ENCRYPTED:
        raise unreadable("password", "Ce document est protégé par un mot de passe.")
    if found is Format.RAR:
        raise unreadable("unsupported_archive", "Cette archive RAR n’est pas lue.")
    if found in OFFICE:
        raise unreadable(
            "office_missing", "Ce format ancien se lit avec LibreOffice, qui n’a pas été trouvé."
        )
    words, mute = described(name, data)
    said = problem("unsupported_format", f"C’est {words} : ce format n’est pas lu.", lost=not mute)
    raise UnreadableError(said)


def _members(found: Format, name: str, data: bytes, settings: ReadSettings) -> Iterator[Member | Refused]:
    from clausecheck.readers.archive import archive_members

    for one in archive_members(found, name, data, settings.limits):
        yield one if isinstance(one, Member) else Refused(name=name, problem=one)
