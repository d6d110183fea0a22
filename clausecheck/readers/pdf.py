"""PDF: text, places and ruled tables by PDFium, page by page; damaged files through pikepdf."""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.footnotes import with_notes
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.legibility import garbled
from clausecheck.readers.pdfblocks import fill
from clausecheck.readers.pdfcatalogue import may_have_layers
from clausecheck.readers.pdflines import Line, PageText
from clausecheck.readers.pdfpage import items_of
from clausecheck.readers.pdfparts import members_of, problems_of
from clausecheck.readers.pdfpictures import Picture, pictures_on
from clausecheck.readers.pdftables import Item, Table
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.running import without_running_lines
from clausecheck.readers.scanpdf import Outcome, PageState, confidences, recognised_pages
from clausecheck.readers.settings import Progress, ReadSettings

_LEAST_TEXT = 40
"""Characters, running lines apart, under which a page that is mostly image is taken for a scan."""
_LARGE_IMAGE = 0.25
"""Share of the page that an image covers when it may be a scan of text."""
_MOST_PATHS = 250
"""Drawn shapes past which a page without text is taken for text turned into outlines, or a plan."""
_FORM_LINES = 6
_LEAST_HIDDEN = 80
"""Letters that nobody sees past which the officer is told; marks for electronic signatures are shorter."""
_END_MARK = b"%%EOF"
_END_WITHIN = 4096
"""Bytes at the end of a PDF among which its end mark stands (ISO 32000 says 1024; mailers append)."""


@dataclass(frozen=True, slots=True)
class _RawPage:
    """One page before running lines and contents are left out."""

    items: Sequence[Item] = ()
    pictured: bool = False
    hidden: int = 0
    """Letters that nobody sees."""
    covered: int = 0
    """Letters under a dark box."""
    problem: Problem | None = None
    pictures: tuple[Picture, ...] = ()


def read_pdf(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a PDF.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Where the pages recognised so far are told.

    Returns:
        Text of all pages without running lines and contents, pages that cover it, blocks (tables
        as rows), and a problem for every page that could not be read.

    Raises:
        UnreadableError: Password, or damage that repair does not mend.
    """
    pdf = _opened(_shown(data) if may_have_layers(data) else data)
    try:
        if pdf.get_formtype() != pdfium_c.FORMTYPE_NONE:
            pdf.init_forms()
        count = len(pdf)
        raw = [_read_page(pdf, index) for index in range(min(count, settings.limits.pages))]
        whole, members = list(problems_of(pdf, data)), tuple(members_of(pdf, settings.limits))
        outcomes = recognised_pages(pdf, _states(raw), settings, progress)
        raw = [_recognised(page, outcomes.get(index)) for index, page in enumerate(raw)]
    finally:
        pdf.close()
    pages = [
        # A form printed again on page after page is content, even where each line comes back.
        page.items if not kept and len(page.items) >= _FORM_LINES and not page.pictured else kept
        for page, kept in zip(raw, without_running_lines([page.items for page in raw]), strict=True)
    ]
    problems = [found for n, page in enumerate(raw, 1) if (found := _problem(page, pages[n - 1], n))]
    problems += whole
    if count > len(raw):
        problems.append(_page_limit(len(raw), count, settings.limits))
    unseen = [str(number) for number, page in enumerate(raw, 1) if page.hidden]
    if sum(page.hidden for page in raw) >= _LEAST_HIDDEN:
        problems.append(_hidden_problem(unseen))
    covered = [str(number) for number, page in enumerate(raw, 1) if page.covered]
    if covered:
        problems.append(_covered_problem(covered))
    if _END_MARK not in data[-_END_WITHIN:]:
        problems.insert(0, problem("truncated_file", "Ce PDF est coupé : des pages peuvent manquer."))
    builder = LayoutBuilder()
    fill(builder, [item for items in pages for item in with_notes(items)])
    lost = frozenset(found.page for found in problems if found.lost and found.page is not None)
    return Layout(
        text=builder.text(),
        pages=builder.pages(len(raw), lost, confidences(outcomes)),
        blocks=tuple(builder.blocks),
        problems=tuple(problems),
        members=members,
    )


def _page_limit(read: int, count: int, limits: Limits) -> Problem:
    message = f"Seules les {read} premières pages sur {count} ont été lues ({limits.named('pages')})."
    return problem("page_limit", message)


def _shown(data: bytes) -> bytes:
    from clausecheck.readers.pdflayers import without_hidden_layers

    return without_hidden_layers(data)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise unreadable("password", "Ce PDF est protégé par un mot de passe.") from error
    else:
        if len(pdf):
            return pdf
        pdf.close()
    try:
        pdf = pdfium.PdfDocument(_repaired(data))
    except pdfium.PdfiumError as error:
        raise unreadable("damaged_file", "Ce PDF est abîmé ou incomplet.") from error
    if not len(pdf):
        raise unreadable("damaged_file", "Ce PDF ne contient aucune page lisible.")
    return pdf


def _repaired(data: bytes) -> bytes:
    """Rebuild a PDF that PDFium refuses: qpdf mends tables of references that are wrong."""
    import pikepdf

    output = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
            # What it warns of is the damage that is being mended.
            warnings.simplefilter("ignore")
            pdf.save(output, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise unreadable("password", "Ce PDF est protégé par un mot de passe.") from error
    # qpdf's own damage comes as PdfError; a broken object tree surfaces as these others.
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise unreadable("damaged_file", "Ce PDF est abîmé ou incomplet.") from error
    return output.getvalue()


def _read_page(pdf: pdfium.PdfDocument, index: int) -> _RawPage:
    """Read one page; damage to it is its own problem and stops no other page."""
    number = index + 1
    try:
        page = pdf[index]
        text = PageText(page, number)
    except pdfium.PdfiumError:
        message = f"La page {number} est abîmée : elle n’a pas été lue."
        return _RawPage(problem=problem("page_unreadable", message, page=number))
    try:
        if garbled(text.text):
            message = f"La page {number} emploie des polices dont le texte ne peut pas être tiré."
            return _RawPage(problem=problem("page_garbled", message, page=number))
        items, hidden = items_of(text)
        pictured, pictures = _is_pictured(page, text), pictures_on(page)
        return _RawPage(items, pictured=pictured, hidden=hidden, covered=text.covered, pictures=pictures)
    finally:
        text.close()
        page.close()


def _states(raw: Sequence[_RawPage]) -> list[PageState]:
    """Return what decides which pages go through character recognition."""
    return [
        PageState(
            items=kept,
            pictures=page.pictures,
            pictured=page.pictured,
            code=page.problem.code if page.problem else None,
        )
        for page, kept in zip(raw, without_running_lines([page.items for page in raw]), strict=True)
    ]


def _recognised(page: _RawPage, outcome: Outcome | None) -> _RawPage:
    """Return the page with what character recognition made of it."""
    if outcome is None:
        return page
    items = page.items if outcome.items is None else outcome.items
    return replace(page, items=items, pictured=False, problem=outcome.problem)


def _is_pictured(page: pdfium.PdfPage, text: PageText) -> bool:
    """Tell whether the page may hold text as a picture: asked only where there is little text."""
    if len(text.text.strip()) > 20 * _LEAST_TEXT:
        return False
    width, height = page.get_size()
    covered = paths = 0.0
    for item in page.get_objects(max_depth=3):
        paths += item.type == pdfium_c.FPDF_PAGEOBJ_PATH
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            covered += _area(item)
    return covered > _LARGE_IMAGE * width * height or paths > _MOST_PATHS


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top):
        return 0.0
    return abs(right.value - left.value) * abs(top.value - bottom.value)


def _problem(page: _RawPage, items: Sequence[Item], number: int) -> Problem | None:
    """Return what is wrong with a page, once its running lines no longer pass for its text."""
    if page.problem is not None or not page.pictured:
        return page.problem
    shown = sum(len(line.text) for item in items for line in _lines(item))
    if shown >= _LEAST_TEXT:
        return None
    return problem(
        "page_without_text", f"La page {number} est une image : son texte n’a pas été lu.", page=number
    )


def _hidden_problem(pages: Sequence[str]) -> Problem:
    where = f"La page {pages[0]} contient" if len(pages) == 1 else f"Les pages {', '.join(pages)} contiennent"
    message = (
        f"{where} du texte que l’on ne voit pas (blanc, minuscule ou hors de la page) : il n’a pas été lu."
    )
    return problem("hidden_text", message, lost=False)


def _covered_problem(pages: Sequence[str]) -> Problem:
    where = f"La page {pages[0]} contient" if len(pages) == 1 else f"Les pages {', '.join(pages)} contiennent"
    return problem("hidden_text", f"{where} du texte sous un cache noir : il n’a pas été lu.", lost=False)


def _lines(item: Item) -> Sequence[Line]:
    return item.lines if isinstance(item, Table) else (item,)
