"""Word, Excel and OpenDocument files that swell, nest, call outside or carry programs."""

from __future__ import annotations

import io
import zipfile
import zlib

from bombs.archives import deflated, raw_zip, zipped
from bombs.registry import READ, hostile

_MIB = 1 << 20
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_P = b"<w:p><w:r><w:t>Le titulaire r\xc3\xa9pare les appareils.</w:t></w:r></w:p>"
_SWOLLEN = ("too_large", "memory_limit")
_UNSAFE = ("unsafe_xml", "damaged_file")


def _relations(*rows: tuple[str, str, bool]) -> bytes:
    mode = {True: ' TargetMode="External"', False: ""}
    body = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{kind}" Target="{target}"{mode[outside]}/>'
        for index, (kind, target, outside) in enumerate(rows)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'.encode()


def word(body: bytes, *parts: tuple[str, bytes], head: bytes = b"") -> bytes:
    """Return a Word file of a body and other parts, stored: the ratio shall not be what refuses it."""
    document = head + b"<w:document " + _W + b"><w:body>" + body + b"</w:body></w:document>"
    return zipped(
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "word/document.xml", False))),
        ("word/document.xml", document),
        *parts,
        method=zipfile.ZIP_STORED,
    )


def workbook(sheet: bytes, *parts: tuple[str, bytes], head: bytes = b"") -> bytes:
    """Return an Excel file of one sheet's rows and other parts."""
    book = (
        b"<workbook "
        + _S
        + b' xmlns:r="'
        + _OFFICE.encode()
        + b'"><sheets><sheet name="BPU" sheetId="1" r:id="r0"/></sheets></workbook>'
    )
    return zipped(
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml", False))),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            _relations(
                ("worksheet", "worksheets/sheet1.xml", False), ("sharedStrings", "sharedStrings.xml", False)
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            head + b"<worksheet " + _S + b"><sheetData>" + sheet + b"</sheetData></worksheet>",
        ),
        *parts,
        method=zipfile.ZIP_STORED,
    )


def opendocument(body: bytes, *, kind: str = "text", head: bytes = b"") -> bytes:
    """Return an OpenDocument file of the content of its body."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = head + f"<office:document-content {names}><office:body><office:{kind}>".encode() + body
    content += f"</office:{kind}></office:body></office:document-content>".encode()
    mimetype = zipfile.ZipInfo("mimetype")
    return zipped(
        (mimetype, f"application/vnd.oasis.opendocument.{kind}".encode()),
        ("content.xml", content),
        method=zipfile.ZIP_STORED,
    )


def _with_main_part(pieces: list[tuple[bytes, int]]) -> bytes:
    """Return a Word file whose main part is made of blocks repeated, deflated without being built."""
    packer, size, crc, packed = zlib.compressobj(9, wbits=-15), 0, 0, b""
    for block, count in pieces:
        for _ in range(count):
            packed += packer.compress(block)
            size, crc = size + len(block), zlib.crc32(block, crc)
    packed += packer.flush()
    types = zlib.compressobj(9, wbits=-15)
    content = types.compress(_TYPES) + types.flush()
    return raw_zip(
        (b"[Content_Types].xml", content, len(_TYPES), zlib.crc32(_TYPES)),
        (b"word/document.xml", packed, size, crc),
    )


_OPEN, _CLOSE = b"<w:document " + _W + b"><w:body>", b"</w:body></w:document>"


@hostile("texte.docx", "one text of 300 MiB", *_SWOLLEN, quick=False)
def giant_text() -> bytes:
    block = b"a" * _MIB
    return _with_main_part(
        [(_OPEN + b"<w:p><w:r><w:t>", 1), (block, 300), (b"</w:t></w:r></w:p>" + _CLOSE, 1)]
    )


@hostile("paragraphes.docx", "10 million empty paragraphs", *_SWOLLEN)
def empty_paragraphs() -> bytes:
    return _with_main_part([(_OPEN, 1), (b"<w:p/>" * 100_000, 100), (_CLOSE, 1)])


@hostile(
    "paragraphes-permis.docx",
    "a million empty paragraphs, within the limits",
    "no_text",
    *_SWOLLEN,
    quick=False,
)
def allowed_paragraphs() -> bytes:
    return word(b"<w:p/>" * 999_000)


@hostile("tableaux.docx", "100,000 tables, one in the other", "damaged_file", "too_large", "too_deep")
def nested_tables() -> bytes:
    count = 100_000
    return word(b"<w:tbl><w:tr><w:tc>" * count + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * count)


@hostile(
    "tableaux-permis.docx",
    "80 tables one in the other, as deep as the parser goes",
    "nested_tables",
    "damaged_file",
)
def allowed_tables() -> bytes:
    return word(b"<w:tbl><w:tr><w:tc>" * 80 + _P + b"</w:tc></w:tr></w:tbl>" * 80)


@hostile("cellules.docx", "one row of 200,000 cells that each span 63 columns", READ, *_SWOLLEN, quick=False)
def wide_row() -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    return word(b"<w:tbl><w:tr>" + cell * 200_000 + b"</w:tr></w:tbl>")


@hostile("profond.docx", "a million elements, one in the other", "damaged_file", "too_large")
def deep_xml() -> bytes:
    return word(b"<w:ins>" * 1_000_000 + b"</w:ins>" * 1_000_000)


@hostile("attributs.docx", "one element of 500,000 attributes", "damaged_file", "too_large", READ)
def attributes() -> bytes:
    return word(b"<w:p " + b" ".join(b'a%d="1"' % index for index in range(500_000)) + b"/>" + _P)


@hostile("espaces.docx", "300,000 namespaces", "damaged_file", "too_large", READ, "time_limit", quick=False)
def namespaces() -> bytes:
    return word(
        b"<w:p " + b" ".join(b'xmlns:n%d="u%d"' % (index, index) for index in range(300_000)) + b"/>" + _P
    )


@hostile(
    "styles.docx", "400,000 styles that are based on each other in a circle", READ, *_SWOLLEN, quick=False
)
def styles() -> bytes:
    rows = b"".join(
        b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>'
        % (index, (index + 1) % 400_000)
        for index in range(400_000)
    )
    body = b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Texte.</w:t></w:r></w:p>'
    return word(
        body,
        ("word/styles.xml", b"<w:styles " + _W + b">" + rows + b"</w:styles>"),
        ("word/_rels/document.xml.rels", _relations(("styles", "styles.xml", False))),
    )


@hostile("numeros.docx", "50,000 list items at a level that counts up to a billion", READ, quick=False)
def numbering() -> bytes:
    level = b'<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%1%1%1%1%1"/></w:lvl>'
    part = (
        b"<w:numbering "
        + _W
        + b'><w:abstractNum w:abstractNumId="0">'
        + level
        + b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    return word(
        item * 50_000,
        ("word/numbering.xml", part),
        ("word/_rels/document.xml.rels", _relations(("numbering", "numbering.xml", False))),
    )


@hostile("champs.docx", "200,000 fields that open and never close", READ, "time_limit", quick=False)
def fields() -> bytes:
    mark = b'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>'
    return word(_P + mark * 200_000 + _P)


_LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@hostile("rires.docx", "a billion laughs", *_UNSAFE)
def laughs() -> bytes:
    return word(b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", head=_LAUGHS.encode())


@hostile("rires16.docx", "a billion laughs in UTF-16", *_UNSAFE)
def laughs_utf16() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{_LAUGHS}<w:document {_W.decode()}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
    return _main_part(text.encode("utf-16"))


def _main_part(content: bytes) -> bytes:
    return zipped(
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "word/document.xml", False))),
        ("word/document.xml", content),
    )


@hostile("quadratique.docx", "an entity of 1 MiB, used 10,000 times", *_UNSAFE)
def quadratic() -> bytes:
    head = b'<!DOCTYPE w:document [<!ENTITY a "' + b"a" * _MIB + b'">]>'
    return word(b"<w:p><w:r><w:t>" + b"&a;" * 10_000 + b"</w:t></w:r></w:p>", head=head)


@hostile("xxe-fichier.docx", "an external entity that reads a system file", *_UNSAFE)
def external_file() -> bytes:
    head = b'<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return word(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=head)


@hostile("xxe-reseau.docx", "an external entity that calls out", *_UNSAFE)
def external_http(canary: str) -> bytes:
    head = f'<!DOCTYPE w:document [<!ENTITY a SYSTEM "{canary}/entite">]>'.encode()
    return word(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head=head)


@hostile("dtd.docx", "an external document type, parameter entities", *_UNSAFE)
def parameter_entities(canary: str) -> bytes:
    head = f'<!DOCTYPE w:document SYSTEM "{canary}/x.dtd" [<!ENTITY % p SYSTEM "{canary}/p"> %p;]>'.encode()
    return word(_P, head=head)


@hostile("dtd-partout.docx", "a document type in the relations and the styles", *_UNSAFE, READ)
def doctype_everywhere() -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return word(
        _P,
        ("word/styles.xml", head + b"<w:styles " + _W + b"/>"),
        ("word/_rels/document.xml.rels", head + _relations(("styles", "styles.xml", False))),
    )


@hostile("xinclude.docx", "an inclusion of a system file", READ)
def xinclude() -> bytes:
    return word(
        _P
        + b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )


@hostile("modele.docx", "a template, a picture and an object on another server", "external_link", READ)
def external_relations(canary: str) -> bytes:
    return word(
        _P,
        (
            "word/settings.xml",
            b"<w:settings "
            + _W
            + b' xmlns:r="'
            + _OFFICE.encode()
            + b'"><w:attachedTemplate r:id="r0"/></w:settings>',
        ),
        ("word/_rels/settings.xml.rels", _relations(("attachedTemplate", f"{canary}/modele.dotm", True))),
        (
            "word/_rels/document.xml.rels",
            _relations(
                ("image", f"{canary}/pixel.png", True),
                ("oleObject", f"{canary}/objet", True),
                ("settings", "settings.xml", False),
            ),
        ),
    )


@hostile("macros.docm", "a macro that runs when the file is opened", "macros", READ)
def macros() -> bytes:
    return word(
        _P,
        ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
        ("word/_rels/document.xml.rels", _relations(("vbaProject", "vbaProject.bin", False))),
    )


@hostile("dde.docx", "a DDE field that starts a program", READ, "external_link")
def dde() -> bytes:
    run = b"<w:r>%s</w:r>"
    return word(
        b"<w:p>"
        + run % b'<w:fldChar w:fldCharType="begin"/>'
        + run % b'<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"</w:instrText>'
        + run % b'<w:fldChar w:fldCharType="separate"/>'
        + run % b"<w:t>prix</w:t>"
        + run % b'<w:fldChar w:fldCharType="end"/>'
        + b"</w:p>"
    )


@hostile("poupees.docx", "Word files embedded in Word files, twenty deep", READ, "embedded_part", "too_deep")
def nested_word() -> bytes:
    data = word(_P)
    for _ in range(20):
        data = word(
            _P + b'<w:altChunk xmlns:r="' + _OFFICE.encode() + b'" r:id="r0"/>',
            ("word/embeddings/a.docx", data),
            ("word/_rels/document.xml.rels", _relations(("aFChunk", "embeddings/a.docx", False))),
        )
    return data


@hostile(
    "incorpores.docx", "500 embedded files of 10 MiB of zeros", READ, "embedded_part", *_SWOLLEN, quick=False
)
def embedded_bomb() -> bytes:
    block = bytes(10 * _MIB)
    objects = b"".join(
        b'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>'
        for _ in range(3)
    )
    return word(
        _P + b"<w:p><w:r><w:object>" + objects + b"</w:object></w:r></w:p>",
        *((f"word/embeddings/{index}.xlsx", block) for index in range(50)),
        (
            "word/_rels/document.xml.rels",
            _relations(*(("package", f"embeddings/{index}.xlsx", False) for index in range(50))),
        ),
    )


@hostile("chevauche.docx", "a Word file whose parts share bytes", "unsafe_archive")
def overlapping_word() -> bytes:
    data = bytearray(word(_P, ("word/a.xml", b"x" * 300), ("word/b.xml", b"y" * 300)))
    at = data.rindex(b"word/b.xml") - 46
    data[at + 42 : at + 46] = bytes(4)
    return bytes(data)


@hostile("relations.docx", "a main part named by a path that leads out", "damaged_file", READ)
def traversal() -> bytes:
    return zipped(
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _relations(("officeDocument", "../../../../etc/passwd", False))),
        ("word/x.xml", b"<x/>"),
    )


@hostile("feuille.xlsx", "3 million empty rows", "no_text", *_SWOLLEN, quick=False)
def empty_rows() -> bytes:
    return workbook(b"<row/>" * 3_000_000)


@hostile("adresses.xlsx", "a cell in the last column of the last row, a thousand times", READ, *_SWOLLEN)
def far_cells() -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n)
        for n in range(1_047_577, 1_048_577)
    )
    return workbook(rows)


@hostile("fusion.xlsx", "a merged range over the whole sheet", READ, *_SWOLLEN)
def merged() -> bytes:
    data = workbook(b'<row r="1"><c r="A1" t="inlineStr"><is><t>Prix</t></is></c></row>')
    return _replaced(
        data,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )


def _replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            *(
                (name, archive.read(name).replace(old, new) if name == part else archive.read(name))
                for name in archive.namelist()
            )
        )


@hostile("chaines.xlsx", "shared strings of 300 MiB", *_SWOLLEN, quick=False)
def shared_strings() -> bytes:
    strings = b"<sst " + _S + b"><si><t>" + b"a" * (100 * _MIB) + b"</t></si></sst>"
    return workbook(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', ("xl/sharedStrings.xml", strings))


@hostile(
    "chaine-repetee.xlsx",
    "one shared string of 32,000 characters in 100,000 cells",
    *_SWOLLEN,
    READ,
    "time_limit",
    quick=False,
)
def repeated_string() -> bytes:
    strings = b"<sst " + _S + b"><si><t>" + b"a " * 16_000 + b"</t></si></sst>"
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 100_001))
    return workbook(rows, ("xl/sharedStrings.xml", strings))


@hostile("rires.xlsx", "a billion laughs in a sheet", *_UNSAFE)
def workbook_laughs() -> bytes:
    return workbook(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>',
        head=_LAUGHS.replace("w:document", "worksheet").encode(),
    )


@hostile("lien.xlsx", "a workbook on another server, a macro, a DDE formula", READ, "external_link", "macros")
def workbook_links(canary: str) -> bytes:
    return workbook(
        b'<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A1</f><v>1</v></c><c r="B1" t="inlineStr"><is><t>Prix</t></is></c></row>',
        ("xl/externalLinks/externalLink1.xml", b"<externalLink " + _S + b"/>"),
        (
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            _relations(("externalLinkPath", f"{canary}/prix.xlsx", True)),
        ),
        ("xl/vbaProject.bin", bytes(500)),
    )


@hostile(
    "repetition.ods",
    "a row repeated a million times, a cell sixteen thousand times",
    READ,
    "too_large",
    "no_text",
    quick=False,
)
def repeated_cells() -> bytes:
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>prix</text:p></table:table-cell>'
    return opendocument(
        b'<table:table><table:table-row table:number-rows-repeated="1048576">'
        + cell
        + b"</table:table-row></table:table>",
        kind="spreadsheet",
    )


@hostile("espaces.odt", "a run of a billion spaces", READ, "too_large", quick=False)
def spaces() -> bytes:
    return opendocument(b'<text:p>a<text:s text:c="1000000000"/>b</text:p>')


@hostile("rires.odt", "a billion laughs in an OpenDocument text", *_UNSAFE)
def opendocument_laughs() -> bytes:
    return opendocument(
        b"<text:p>&a11;</text:p>", head=_LAUGHS.replace("w:document", "office:document-content").encode()
    )


@hostile("texte.odt", "one text of 100 MiB", *_SWOLLEN, quick=False)
def opendocument_text() -> bytes:
    return opendocument(b"<text:p>" + b"a" * (100 * _MIB) + b"</text:p>")


@hostile("profond.odt", "200,000 sections, one in the other", "damaged_file", "too_large")
def opendocument_deep() -> bytes:
    return opendocument(b"<text:section>" * 200_000 + b"</text:section>" * 200_000)


@hostile(
    "sections.odt", "240 lists one in the other, as deep as the parser goes", READ, "damaged_file", "no_text"
)
def opendocument_lists() -> bytes:
    return opendocument(
        b"<text:list><text:list-item>" * 120
        + b"<text:p>Texte.</text:p>"
        + b"</text:list-item></text:list>" * 120
    )


@hostile("vide.docx", "a Word file that is a zip of zeros", *_SWOLLEN, "damaged_file", quick=False)
def zeros_as_word() -> bytes:
    return raw_zip(
        (b"[Content_Types].xml", deflated(1), _MIB, 0), (b"word/document.xml", deflated(300), 300 * _MIB, 0)
    )
