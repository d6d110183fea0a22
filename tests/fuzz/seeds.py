"""Small healthy files of every format, from which the fuzzer makes its mutants."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import docx
import py7zr
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))
from bombs.archives import zipped
from bombs.mail import _HEAD
from bombs.office import opendocument, word, workbook
from bombs.pages import flate, page, stream
from bombs.pictures import png

_LINES = (
    "CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES",
    "Article 1.2 – Réparation",
    "Le titulaire répare les appareils sous 5 jours ouvrés et fournit les pièces détachées pendant 10 ans.",
    "• indice de réparabilité supérieur à 8 sur 10 ;",
    "☒ reconditionné   ☐ neuf",
)
_TEXT = "\n".join(_LINES)


@dataclass(frozen=True, slots=True)
class Seed:
    """A healthy file."""

    name: str
    data: bytes


@lru_cache(maxsize=1)
def seeds() -> tuple[Seed, ...]:
    """Return the healthy files, always the same."""
    made = (
        ("a.docx", _python_docx()), ("b.docx", _word()), ("c.docm", _word(macros=True)), ("a.pdf", _reportlab()), ("b.pdf", _pdf()),
        ("c.pdf", _pdf_with_objects()), ("a.xlsx", _workbook()), ("a.odt", _odt()), ("a.ods", _ods()), ("a.zip", _zip()),
        ("b.zip", zipped(("dossier/a.zip", _zip()), ("é.txt", _TEXT.encode()))), ("a.7z", _seven()), ("a.tar", _tar("w")),
        ("a.tgz", _tar("w:gz")), ("a.txt.gz", gzip.compress(_TEXT.encode(), mtime=0)), ("a.txt.bz2", bz2.compress(_TEXT.encode())),
        ("a.txt.xz", lzma.compress(_TEXT.encode())), ("a.html", _html()), ("a.eml", _mail()), ("a.rtf", _rtf()), ("a.xml", _notice()),
        ("a.txt", _TEXT.encode("cp1252", "replace")), ("b.txt", _TEXT.encode("utf-16")), ("a.md", _markdown()), ("a.csv", _csv()),
        ("a.png", png(8, 8, zlib.compress(bytes(25 * 8)))), ("a.tif", _tiff()), ("a.doc", _doc()),
    )  # fmt: skip
    return tuple(Seed(name, data) for name, data in made)


def _python_docx() -> bytes:
    document, output = docx.Document(), io.BytesIO()
    document.add_heading(_LINES[0], 1)
    for line in _LINES[1:]:
        document.add_paragraph(line)
    document.add_paragraph("point", style="List Bullet")
    table = document.add_table(2, 2)
    for index, words in enumerate(("Critère", "Points", "Prix", "60")):
        table.cell(index // 2, index % 2).text = words
    document.save(output)
    return output.getvalue()


def _word(*, macros: bool = False) -> bytes:
    words = b'<w:r><w:t xml:space="preserve">%s </w:t></w:r>'
    body = b"".join(b"<w:p>" + words % line.encode() + b"</w:p>" for line in _LINES)
    cell = (
        b'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p>'
        + words % b"Prix"
        + b"</w:p></w:tc>"
    )
    body += (
        b"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell * 2
        + b"</w:tr><w:tr>"
        + cell * 3
        + b"</w:tr></w:tbl>"
    )
    body += (
        b'<w:p><w:ins w:id="1" w:author="a">'
        + words % b"ajout"
        + b'</w:ins><w:del w:id="2"><w:r><w:delText>retrait</w:delText></w:r></w:del></w:p>'
    )
    body += (
        b'<w:p><w:pPr><w:pStyle w:val="T1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        + words % b"titre"
        + b"</w:p>"
    )
    body += (
        b'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
        + words % b"x"
        + b'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    body += b'<w:sdt><w:sdtContent><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p></w:sdtContent></w:sdt>'
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="r{0}" Type="' + kind + '/{1}" Target="{1}.xml"/>'
    relations = "".join(
        relation.format(index, name) for index, name in enumerate(("styles", "numbering", "footnotes"))
    )
    parts = [
        ("word/styles.xml", b"<w:styles " + space + b'><w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/><w:basedOn w:val="T0"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'),
        ("word/numbering.xml", b"<w:numbering " + space + b'><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'),
        ("word/footnotes.xml", b"<w:footnotes " + space + b'><w:footnote w:id="1"><w:p>' + words % b"note" + b"</w:p></w:footnote></w:footnotes>"),
        ("word/_rels/document.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'.encode()),
    ]  # fmt: skip
    return word(body, *parts, *([("word/vbaProject.bin", bytes(300))] if macros else []))


def _reportlab() -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=True)
    for number in range(2):
        for index, line in enumerate(_LINES):
            canvas.drawString(70, 760 - 14 * index, line)
        for index in range(4):
            canvas.line(70, 600 - 20 * index, 400, 600 - 20 * index)
            canvas.line(70 + 110 * index, 540, 70 + 110 * index, 600)
        canvas.drawString(75, 585, f"Prix {number}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


_SHOWN = b"BT /F1 12 Tf 70 700 Td (Le titulaire repare les appareils.) Tj 0 -20 Td [(Arti) -20 (cle 2)] TJ ET 70 600 m 400 600 l S"


def _pdf() -> bytes:
    return page(flate(_SHOWN), catalog=b"/Lang(fr-FR)", keys=b"/Rotate 90")


def _pdf_with_objects() -> bytes:
    form = stream(_SHOWN, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 0 0]")
    image = flate(
        bytes(300), b"/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    map_ = flate(
        b"/CIDInit begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0042> endbfchar endcmap"
    )
    box = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(case)/Rect[70 500 90 520]/V/Yes/AS/Yes>>"
    data = page(
        stream(b"/X Do q 9 0 0 9 0 0 cm /I Do Q"), form, image, map_, box, resources=b"/XObject<</X 6 0 R/I 7 0 R>>",
        catalog=b"/AcroForm<</Fields[9 0 R]>>", keys=b"/Annots[9 0 R]",
    )  # fmt: skip
    return data.replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/ToUnicode 8 0 R")


def _workbook() -> bytes:
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"".join(
        b"<si><t>%s</t></si>" % words.encode() for words in ("Désignation", "Prix unitaire", *_LINES)
    ) + b"</sst>"  # fmt: skip
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d"><v>%d.5</v></c><c r="C%d"><f>B%d*2</f><v>3</v></c></row>'
        % (n, n, n - 1, n, n, n, n)
        for n in range(1, 6)
    )
    return workbook(rows, ("xl/sharedStrings.xml", strings))


def _odt() -> bytes:
    body = f'<text:h text:outline-level="1">{_LINES[0]}</text:h>' + "".join(f"<text:p>{line}<text:s text:c=\"3\"/></text:p>" for line in _LINES)  # fmt: skip
    body += "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list><text:p>a<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>"
    body += '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>Prix</text:p></table:table-cell></table:table-row></table:table>'
    return opendocument(body.encode())


def _ods() -> bytes:
    row = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2"><text:p>{}</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
    return opendocument(("<table:table table:name=\"BPU\">" + "".join(row.format(line) for line in _LINES) + "</table:table>").encode(), kind="spreadsheet")  # fmt: skip


def _zip() -> bytes:
    return zipped(("Règlement.txt", _TEXT.encode()), ("dossier/CCTP.md", _markdown()), ("b.csv", _csv()))


def _seven() -> bytes:
    output = io.BytesIO()
    with py7zr.SevenZipFile(output, "w") as target:
        target.writestr(_TEXT, "a.txt")
        target.writestr(_markdown(), "dossier/b.md")
    return output.getvalue()


def _tar(mode: str) -> bytes:
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode=mode) as target:
        for name in ("a.txt", "dossier/é" + "e" * 110 + ".txt"):
            info = tarfile.TarInfo(name)
            info.size = len(_TEXT.encode())
            target.addfile(info, io.BytesIO(_TEXT.encode()))
    return output.getvalue()


def _html() -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in _LINES)
    table = "<table><tr><th colspan=2>Critère<th>Points</tr><tr><td rowspan=2>Prix<td>60</table>"
    return f"<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>CCTP</title><style>p{{}}</style></head><body><h1>RC</h1>{lines}<ul><li>un<li>deux</ul>{table}<input type=checkbox checked> oui<!-- x --></body></html>".encode()


def _mail() -> bytes:
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>r=C3=A9parer</p>\r\n"
    joined = b'Content-Type: text/plain; name="=?utf-8?q?r=C3=A9.txt?="\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nTGUgdGl0dWxhaXJlCg==\r\n'
    return (
        _HEAD
        + b"Date: Mon, 2 Mar 2026 10:00:00 +0100\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        + part
        + b"--x\r\n"
        + joined
        + b"--x--\r\n"
    )


def _rtf() -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard Le titulaire r\\'e9pare\\par\\trowd\\cellx900 a\\cell\\row}"


def _notice() -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8"?><ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"'
        b' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
        b'<cbc:ID>1</cbc:ID><cbc:IssueDate>2026-03-02+01:00</cbc:IssueDate><cac:ProcurementProject><cbc:Name languageID="FRA">Ordinateurs</cbc:Name>'
        b'<cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">30213000</cbc:ItemClassificationCode></cac:MainCommodityClassification></cac:ProcurementProject>'
        b'<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID></cac:ProcurementProjectLot></ContractNotice>'
    )


def _markdown() -> bytes:
    return f"# {_LINES[0]}\n\n## {_LINES[1]}\n\n{_LINES[2]}\n\n| Critère | Points |\n|---|---|\n| Prix | 60 |\n| Technique | 40 |\n\n- un\n- deux\n".encode()


def _csv() -> bytes:
    return 'Désignation;Prix unitaire\n"Écran; 24""";120,50\nClavier;9,90\n'.encode("cp1252")


def _tiff() -> bytes:
    rows = (
        (256, 4, 1, 8),
        (257, 4, 1, 8),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 110),
        (278, 4, 1, 8),
        (279, 4, 1, 64),
    )
    return (
        b"II*\0"
        + struct.pack("<IH", 8, len(rows))
        + b"".join(struct.pack("<2H2I", *row) for row in rows)
        + bytes(4 + 64)
    )


def _doc() -> bytes:
    from bombs.odd import ole

    return ole(
        _TEXT.encode("cp1252", "replace").ljust(1_024),
        table=struct.pack("<4I", 0xFFFFFFFD, 0xFFFFFFFE, 3, 0xFFFFFFFE) + b"\xff" * 496,
    )
