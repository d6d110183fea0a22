"""Spreadsheets: every sheet a heading, its tables as rows under their column names, the rest as paragraphs.

Hidden sheets, rows and columns are read as the others are, and said: a clause there binds whoever
finds it, and the officer may not know of it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.formats import is_text
from clausecheck.readers.layout import Layout, LayoutBuilder, Member
from clausecheck.readers.package import Package
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.sheetgrid import Sheet
from clausecheck.readers.sheetrows import SheetWriter

_WHAT = "Ce classeur"
_FLAT = "content.xml"
_MOST_NAMED = 5


def read_xlsx(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an Excel workbook of today.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Unused: no page goes through character recognition.

    Raises:
        UnreadableError: It is no workbook, or nothing of it can be read.
    """
    from clausecheck.readers.xlsx import xlsx_sheets

    with Package(data, settings.limits, _WHAT) as package:
        carried = tuple(_carried(package))
        members = tuple(_members(package, "xl/embeddings/"))
        return written(xlsx_sheets(package, settings.limits), settings.limits, carried, members)


def read_ods(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an OpenDocument spreadsheet.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Unused: no page goes through character recognition.

    Raises:
        UnreadableError: It is no spreadsheet, is encrypted, or nothing of it can be read.
    """
    from clausecheck.readers.ods import ods_carried, ods_sheets

    with Package(data if data.startswith(b"PK") else _packed(data), settings.limits, _WHAT) as package:
        sheets = ods_sheets(package, settings.limits)
        return written(sheets, settings.limits, tuple(ods_carried(package)))


def read_xlsb(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a binary Excel workbook.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Unused: no page goes through character recognition.

    Raises:
        UnreadableError: It is no workbook, or nothing of it can be read.
    """
    from clausecheck.readers.xlsb import xlsb_sheets

    with Package(data, settings.limits, _WHAT) as package:
        carried = tuple(_carried(package))
        members = tuple(_members(package, "xl/embeddings/"))
        return written(xlsb_sheets(package, settings.limits), settings.limits, carried, members)


def read_xls(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an Excel workbook of before 2007; files of its name are often XML or separated values inside.

    Args:
        data: The file's bytes.
        settings: Choices and limits.
        progress: Unused: no page goes through character recognition.

    Raises:
        UnreadableError: It is no workbook, is encrypted, or nothing of it can be read.
    """
    if is_text(data):
        return _read_text_named_xls(data, settings)
    from clausecheck.readers.xls import xls_carried, xls_sheets

    return written(xls_sheets(data, settings.limits), settings.limits, tuple(xls_carried(data)))


def _read_text_named_xls(data: bytes, settings: ReadSettings) -> Layout:
    from clausecheck.readers.csvfile import read_csv
    from clausecheck.readers.xls2003 import xls2003_sheets

    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_csv(data, settings)
    with Package(_packed(data), settings.limits, _WHAT) as package:
        return written(xls2003_sheets(package, _FLAT, settings.limits), settings.limits)


def _packed(data: bytes) -> bytes:
    """Return a package whose one part is a flat file, so that the same limits bear on both."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(_FLAT, data)
    return output.getvalue()


def written(
    sheets: Iterable[Sheet],
    limits: Limits,
    carried: tuple[Problem, ...] = (),
    members: tuple[Member, ...] = (),
) -> Layout:
    """Return the layout of sheets.

    Args:
        sheets: In the order of their tabs.
        limits: What may be read.
        carried: Problems that bear on the file as a whole.
        members: Files embedded in it.

    Raises:
        UnreadableError: No sheet gave a word, and a problem of theirs says why.
    """
    builder = LayoutBuilder()
    writer = SheetWriter(builder, limits)
    hiding = []
    for sheet in sheets:
        writer.add(sheet)
        if sheet.rows and (sheet.hidden or sheet.hides):
            hiding.append(
                f"feuille « {sheet.name} »" if sheet.hidden else f"lignes ou colonnes de « {sheet.name} »"
            )
    problems = (*carried, *writer.problems, *_hidden(hiding))
    text = builder.text()
    if not text.strip():
        lost = next((found for found in problems if found.lost), None)
        if lost is not None:
            raise UnreadableError(lost)
        problems = (*problems, problem("no_text", "Aucun texte n’a été trouvé dans ce classeur."))
    return Layout(text=text, blocks=tuple(builder.blocks), problems=problems, members=members)


def _hidden(places: list[str]) -> Iterator[Problem]:
    if places:
        more = f" et {len(places) - _MOST_NAMED} autres" if len(places) > _MOST_NAMED else ""
        named = ", ".join(places[:_MOST_NAMED])
        yield problem(
            "hidden_part", f"Des parties masquées ont été lues comme les autres : {named}{more}.", lost=False
        )


def _carried(package: Package) -> Iterator[Problem]:
    """Say what an Excel package holds beside text."""
    names = {name.lower() for name in package.names}
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        yield problem(
            "macros", "Ce classeur contient des macros : elles n’ont été ni lues ni exécutées.", lost=False
        )
    if any(name.startswith("xl/externallinks/") for name in names):
        said = "Ce classeur renvoie à d’autres classeurs : ils n’ont pas été ouverts, leurs dernières valeurs connues ont été lues."
        yield problem("external_link", said, lost=False)


def _members(package: Package, folder: str) -> Iterator[Member]:
    """Yield the files embedded in a package."""
    for name in sorted(package.names):
        if name.startswith(folder) and not name.endswith("/"):
            try:
                content: bytes | Problem = package.content(name, most="file_bytes")
            except UnreadableError as error:
                content = error.problem
            yield Member(name=posixpath.basename(name), content=content)
