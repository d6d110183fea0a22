"""What a PDF file carries besides its pages: attached files, scripts, forms that only Acrobat draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.layout import Member
from clausecheck.readers.problems import problem

_LAUNCH = b"/Launch"


def members_of(pdf: pdfium.PdfDocument, limits: Limits) -> Iterator[Member]:
    """Yield the files attached to a PDF, those of a portfolio among them, within limits."""
    left = limits.archive_bytes
    for index in range(max(pdf.count_attachments(), 0)):
        if index >= limits.archive_members:
            name = limits.named("archive_members")
            yield Member(name="pièces jointes", content=_refused(f"Ce PDF porte trop de fichiers ({name})."))
            return
        member = _member(pdf, index, left, limits)
        left -= len(member.content) if isinstance(member.content, bytes) else 0
        yield member


def _member(pdf: pdfium.PdfDocument, index: int, left: int, limits: Limits) -> Member:
    name = f"pièce jointe {index + 1}"
    try:
        attachment = pdf.get_attachment(index)
        name = _plain_name(attachment.get_name()) or name
        size = ctypes.c_ulong()
        pdfium_c.FPDFAttachment_GetFile(attachment, None, 0, size)
        if size.value > left:
            return Member(name=name, content=_refused(f"Ce fichier joint est trop gros ({limits.named('archive_bytes')})."))  # fmt: skip
        return Member(name=name, content=bytes(attachment.get_data()))
    except pdfium.PdfiumError:
        content = problem("bad_member", f"Le fichier joint « {name} » ne peut pas être sorti du PDF.")
        return Member(name=name, content=content)


def _refused(message: str) -> Problem:
    return problem("too_large", message)


def _plain_name(name: str) -> str:
    """Return a name without any way out of the file that carries it."""
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part.strip("\x00 ") not in ("", ".", ".."))


def problems_of(pdf: pdfium.PdfDocument, data: bytes) -> Iterator[Problem]:
    """Yield what is to be told of a file as a whole: actions that were not run, content without pages."""
    if pdfium_c.FPDFDoc_GetJavaScriptActionCount(pdf) > 0 or _LAUNCH in data:
        message = "Ce PDF contient un script ou lance un programme : rien n’en a été exécuté."
        yield problem("macros", message, lost=False)
    if pdf.get_formtype() == pdfium_c.FORMTYPE_XFA_FULL:
        yield problem(
            "xfa_form", "Ce PDF est un formulaire dynamique (XFA) : son contenu n’est pas dans ses pages."
        )
