"""PDF: text by PDFium, page by page; tables of the pages that hold one by pdfplumber."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2 as pdfium

from clausecheck.errors import UnreadableError
from clausecheck.model.document import BlockKind, Problem
from clausecheck.model.place import Page
from clausecheck.readers.layout import Layout, LayoutBuilder, header_of
from clausecheck.readers.pagelines import without_contents, without_running_lines
from clausecheck.readers.paragraphs import paragraphs
from clausecheck.readers.pdftables import PageTables, tables_of

_LEAST_TEXT = 20
"""Characters under which a page that holds images is taken for a picture of a page."""
_PASSWORD = "PASSWORD"


def read_pdf(data: bytes) -> Layout:
    """Read a PDF.

    Args:
        data: The file's bytes.

    Returns:
        Text of all pages without running lines and contents, pages that cover it, blocks (tables
        as rows), and a problem for every page that could not be read.

    Raises:
        UnreadableError: Password, or damage that repair does not mend.
    """
    pdf, data = _opened(data)
    try:
        texts, problems = _page_texts(pdf)
        tables = tables_of(pdf, data, texts)
    finally:
        pdf.close()
    unreadable = {problem.page for problem in problems if problem.lost}
    kept = without_contents(without_running_lines(texts))
    builder = LayoutBuilder()
    pages = []
    for number, text in enumerate(kept, start=1):
        start = builder.length
        _add_page(builder, text, tables.get(number))
        pages.append(Page(number=number, start=start, end=builder.length, readable=number not in unreadable))
    return Layout(
        text=builder.text(), pages=tuple(pages), blocks=tuple(builder.blocks), problems=tuple(problems)
    )


def _opened(data: bytes) -> tuple[pdfium.PdfDocument, bytes]:
    try:
        return pdfium.PdfDocument(data), data
    except pdfium.PdfiumError as error:
        if _PASSWORD in str(error).upper():
            raise UnreadableError(
                Problem(
                    code="password",
                    message="Ce PDF est protégé par un mot de passe.",
                    remedy="Enregistrez-le sans mot de passe, puis déposez-le de nouveau.",
                    lost=True,
                )
            ) from error
    repaired = _repaired(data)
    try:
        return pdfium.PdfDocument(repaired), repaired
    except pdfium.PdfiumError as error:
        raise _damaged() from error


def _repaired(data: bytes) -> bytes:
    import pikepdf

    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(output)
    except pikepdf.PdfError as error:
        raise _damaged() from error
    return output.getvalue()


def _damaged() -> UnreadableError:
    return UnreadableError(
        Problem(
            code="damaged_file",
            message="Ce PDF est abîmé ou incomplet.",
            remedy="Exportez-le de nouveau depuis le logiciel d'origine.",
            lost=True,
        )
    )


def _page_texts(pdf: pdfium.PdfDocument) -> tuple[list[str], list[Problem]]:
    """Return the text of every page, "" where it could not be read, and the problems."""
    texts: list[str] = []
    problems: list[Problem] = []
    for index in range(len(pdf)):
        number = index + 1
        try:
            page = pdf[index]
            text = _clean(page.get_textpage().get_text_range())
            if len(text.strip()) < _LEAST_TEXT and _holds_images(page):
                problems.append(
                    Problem(
                        code="page_without_text",
                        message=f"La page {number} est une image : son texte n'a pas été lu.",
                        remedy="Déposez le fichier d'origine, ou un PDF passé à la reconnaissance de texte.",
                        page=number,
                        lost=True,
                    )
                )
        except pdfium.PdfiumError:
            text = ""
            problems.append(
                Problem(
                    code="page_unreadable",
                    message=f"La page {number} est abîmée : elle n'a pas été lue.",
                    remedy="Exportez de nouveau le document depuis le logiciel d'origine.",
                    page=number,
                    lost=True,
                )
            )
        texts.append(text)
    return texts, problems


def _holds_images(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


_CLEAN = str.maketrans({"\ufffe": "-", "\x02": "-", "\0": None, "\x03": None, "\ufeff": None, "\u2028": "\n"})


def _clean(text: str) -> str:
    """Make line ends plain; PDFium's mark of a word cut at a line end becomes a hyphen again."""
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\ufffe\n", "-\n")
        .replace("\x02\n", "-\n")
        .replace("\ufffe", "-\n")
        .replace("\x02", "-\n")
        .translate(_CLEAN)
    )


def _add_page(builder: LayoutBuilder, text: str, tables: PageTables | None) -> None:
    if tables is None:
        for kind, block in paragraphs(text):
            builder.add(block, kind)
        return
    for part in tables.parts:
        if isinstance(part, str):
            for kind, block in paragraphs(part):
                builder.add(block, kind)
        else:
            _add_table(builder, part)


def _add_table(builder: LayoutBuilder, rows: Sequence[list[str]]) -> None:
    if max(len([cell for cell in row if cell.strip()]) for row in rows) <= 1:
        for row in rows:
            for cell in row:
                builder.add(cell, BlockKind.PARAGRAPH)
        return
    header = header_of(list(rows))
    for index, row in enumerate(rows):
        builder.add_row(row, header if index else ())
