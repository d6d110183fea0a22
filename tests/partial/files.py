"""Half-readable tenders made from the samples: some of each was lost, and what was lost is known.

Every maker takes the files of a tender (name -> bytes) and a random source, spoils a part, and
returns them; the same seed gives the same bytes.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pikepdf
import pypdfium2 as pdfium
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Files = dict[str, bytes]
_SHIFTED = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
256 beginbfchar
%s endbfchar endcmap end end"""
"""A table that gives every glyph a letter, and the wrong one."""
_SCALE = 1.0
"""Pixels a point: 72 dpi is enough for a picture that nobody is to recognise."""


def scanned_pages(files: Files, chance: random.Random) -> Files:
    """Turn some pages of one PDF into pictures."""
    name = _some(files, ".pdf", chance)
    return {**files, name: _with_pictures(files[name], chance)}


def all_scanned(files: Files, chance: random.Random) -> Files:
    """Turn all pages of one PDF into pictures."""
    name = _some(files, ".pdf", chance)
    with pdfium.PdfDocument(files[name]) as pdf:
        every = set(range(len(pdf)))
    return {**files, name: _pictured(files[name], every)}


def scanned_and_blank(files: Files, chance: random.Random) -> Files:
    """The same with blank sheets between, as a scanner that takes both sides leaves them."""
    name = _some(files, ".pdf", chance)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(_with_pictures(files[name], chance))) as pdf:
        for number in range(len(pdf.pages), 0, -2):
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages.insert(number, pdf.pages[-1])
            del pdf.pages[-1]
        pdf.save(output, deterministic_id=True)
    return {**files, name: output.getvalue()}


def cut(files: Files, chance: random.Random) -> Files:
    """Cut one PDF, as a broken download does."""
    name = _some(files, ".pdf", chance)
    return {**files, name: files[name][: int(len(files[name]) * chance.uniform(0.3, 0.95))]}


def locked(files: Files, chance: random.Random) -> Files:
    """Put a password on one PDF."""
    name = _some(files, ".pdf", chance)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(files[name])) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return {**files, name: output.getvalue()}


def without_letters(files: Files, chance: random.Random) -> Files:
    """Take from one PDF the tables that lead from its glyphs to letters: its text turns to gibberish."""
    name = _some(files, ".pdf", chance)
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(files[name])) as pdf:
        shift = chance.randrange(3, 20)
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font:
                item.ToUnicode = pdf.make_stream(
                    _SHIFTED % b"".join(_mapped(code, shift) for code in range(256))
                )
        pdf.save(output, deterministic_id=True)
    return {**files, name: output.getvalue()}


def encrypted_member(files: Files, chance: random.Random) -> Files:
    """Zip the tender; one member is encrypted."""
    data = bytearray(_zipped(files))
    places = _headers(data, b"PK\x01\x02")
    at = chance.choice(places)
    flags = struct.unpack_from("<H", data, at + 8)[0]
    struct.pack_into("<H", data, at + 8, flags | 1)
    return {"DCE.zip": bytes(data)}


def damaged_member(files: Files, chance: random.Random) -> Files:
    """Zip the tender; the bytes of one member are damaged."""
    data = bytearray(_zipped(files))
    at = chance.choice(list(_headers(data, b"PK\x03\x04")))
    packed, name, extra = (
        struct.unpack_from("<I", data, at + 18)[0],
        *struct.unpack_from("<HH", data, at + 26),
    )
    start = at + 30 + name + extra
    for offset in range(start + packed // 3, start + packed // 3 + 40):
        data[offset] ^= 0xFF
    return {"DCE.zip": bytes(data)}


def alien_member(files: Files, chance: random.Random) -> Files:
    """Replace one piece by a file that is not read."""
    name = chance.choice(sorted(files))
    rest = {other: data for other, data in files.items() if other != name}
    return {
        **rest,
        chance.choice(["piece.rar", "piece.pages", "piece.dwg", "piece"]): b"Rar!\x1a\x07\0" + bytes(50),
    }


def embedded_object(files: Files, chance: random.Random) -> Files:
    """Put an object of another program, which cannot be opened, into one Word piece."""
    name = _some(files, ".docx", chance)
    mark = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Package"/></w:object></w:r></w:p>'
    return {**files, name: _with_body(files[name], mark)}


def inserted_document(files: Files, chance: random.Random) -> Files:
    """Let one Word piece refer to an inserted document that is not there."""
    name = _some(files, ".docx", chance)
    mark = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdNone"/>'
    return {**files, name: _with_body(files[name], mark)}


MAKERS: tuple[Callable[[Files, random.Random], Files], ...] = (
    scanned_pages,
    all_scanned,
    scanned_and_blank,
    cut,
    locked,
    without_letters,
    encrypted_member,
    damaged_member,
    alien_member,
    embedded_object,
    inserted_document,
)


def _some(files: Files, suffix: str, chance: random.Random) -> str:
    return chance.choice(sorted(name for name in files if name.endswith(suffix)))


def _with_pictures(data: bytes, chance: random.Random) -> bytes:
    with pdfium.PdfDocument(data) as pdf:
        count = len(pdf)
    return _pictured(data, set(chance.sample(range(count), max(1, count // 3))))


def _pictured(data: bytes, numbers: set[int]) -> bytes:
    """Replace pages by their pictures."""
    output = io.BytesIO()
    with pdfium.PdfDocument(data) as pdf, pikepdf.open(io.BytesIO(data)) as target:
        for number in sorted(numbers):
            picture = io.BytesIO()
            canvas = Canvas(picture, pagesize=pdf[number].get_size(), invariant=True)
            image = pdf[number].render(scale=_SCALE, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(image), 0, 0, *pdf[number].get_size())
            canvas.save()
            with pikepdf.open(picture) as page:
                target.pages[number] = page.pages[0]
        target.save(output, deterministic_id=True)
    return output.getvalue()


def _mapped(code: int, shift: int) -> bytes:
    return b"<%02x> <%04x>\n" % (code, 33 + (code * 7 + shift) % 90)


def _with_body(data: bytes, mark: str) -> bytes:
    """Add an element to the body of a Word file."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + mark.encode(), 1)
            target.writestr(info.filename, content)
    return output.getvalue()


def _zipped(files: Files) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), files[name])
    return output.getvalue()


def _headers(data: bytes | bytearray, signature: bytes) -> list[int]:
    """Return where the headers of a zip's members begin."""
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 4)
    return found
