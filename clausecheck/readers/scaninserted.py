"""Pictures within Word and OpenDocument texts that are scanned pages: recognised as those of a scanned PDF."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PIL import Image

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.image import DAMAGE, PictureFile, dpi_of, grey_of, scaled
from clausecheck.readers.layout import LayoutBuilder
from clausecheck.readers.package import Package
from clausecheck.readers.pdfblocks import fill
from clausecheck.readers.problems import problem
from clausecheck.readers.scanpages import Sheet, missing_data, recognise_sheets
from clausecheck.readers.scanpicture import has_ink, is_paper
from clausecheck.readers.settings import Ocr, Progress, ReadSettings

_SHORT_SIDE, _LONG_SIDE = 700, 1000
"""Dots of a scanned page at the least: an A4 sheet at 85 dpi; logos and signatures have fewer."""
_FEW_WORDS = 10
_LONGEST_SHAPE = 1.8
"""Long side over short side of a sheet, at the most; a banner is longer."""


def add_pictures(
    builder: LayoutBuilder,
    package: Package,
    names: Sequence[str],
    settings: ReadSettings,
    progress: Progress | None,
) -> Iterator[Problem]:
    """Add what the scanned pages among a document's pictures say, after its own text.

    Args:
        builder: Of the document; items are added to it.
        package: That holds the pictures.
        names: Of the parts, in the order of the text.
        settings: Choices and limits.
        progress: Told after every page.

    Yields:
        Why a page was not read, or is not to be relied on.
    """
    with warnings.catch_warnings():
        # Pillow's doubts about metadata are no news to an officer.
        warnings.simplefilter("ignore")
        files = dict(enumerate(_scans(package, list(dict.fromkeys(names)), settings.limits), 1))
        if not files:
            return
        lacking = missing_data() if settings.ocr is not Ocr.OFF else None
        if settings.ocr is Ocr.OFF or lacking:
            yield _unread(len(files), lacking)
            return
        yield from _recognised(builder, files, settings, progress)


def _scans(package: Package, names: Sequence[str], limits: Limits) -> Iterator[PictureFile]:
    """Yield the pictures that may be scanned pages; what cannot be opened is none."""
    for name in names[: limits.pages]:
        try:
            file = PictureFile(package.content(name, most="file_bytes"), limits)
            picture = file.picture(0)
            short, long = sorted(picture.size)
            if short >= _SHORT_SIDE and _LONG_SIDE <= long <= _LONGEST_SHAPE * short and _is_page(picture):
                yield file
        except (UnreadableError, *DAMAGE):
            continue


def _is_page(picture: Image.Image) -> bool:
    grey = grey_of(picture)
    return is_paper(grey) and has_ink(grey)


def _unread(count: int, lacking: str | None) -> Problem:
    which = "Une image de ce document semble" if count == 1 else f"{count} images de ce document semblent"
    why = f" ({lacking})" if lacking else ""
    message = f"{which} être du texte scanné : il n’a pas été lu{why}."
    return problem("ocr_missing" if lacking else "page_without_text", message)


def _recognised(
    builder: LayoutBuilder,
    files: Mapping[int, PictureFile],
    settings: ReadSettings,
    progress: Progress | None,
) -> Iterator[Problem]:
    sheets = [_sheet(number, file) for number, file in files.items()]
    for result in recognise_sheets(sheets, settings, progress=progress):
        fill(builder, result.items)
        # The picture of a cover, or a drawing, is as bright as a page; what gives hardly a word is none.
        drawn = (
            result.words < _FEW_WORDS
            and result.problem is not None
            and result.problem.code == "page_doubtful"
        )
        if result.problem is not None and not drawn:
            code, lost = result.problem.code, result.problem.lost
            message = (
                f"L’image n° {result.number} de ce document, un texte scanné, n’a pas été lue avec certitude."
            )
            yield problem(code, message, lost=lost)


def _sheet(number: int, file: PictureFile) -> Sheet:
    dpi = dpi_of(file.picture(0))
    return Sheet(number=number, picture=partial(scaled, file, 0, dpi), dpi=dpi)
