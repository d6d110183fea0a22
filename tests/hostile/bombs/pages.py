"""PDF files that swell, loop, nest, carry programs, or are larger than any paper."""

from __future__ import annotations

import zlib

from bombs.archives import zipped
from bombs.registry import READ, hostile

_MIB = 1 << 20
_TEXT = b"BT /F1 12 Tf 70 700 Td (Le titulaire repare les appareils pendant dix ans.) Tj ET"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_LOST = (
    "page_unreadable",
    "page_without_text",
    "no_text",
    "ocr_missing",
    "ocr_failed",
    "ocr_time",
    "page_doubtful",
    "page_garbled",
)
_HEAVY = ("too_large", "memory_limit", "time_limit", "damaged_file", "parser_crash", *_LOST)
# PDFium ends its process where memory runs out: parser_crash says so, and names the limit.
_ANY = (READ, *_HEAVY)


def stream(content: bytes, *keys: bytes) -> bytes:
    """Return a stream object with further keys."""
    return b"<<" + b"".join(keys) + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream"


def flate(content: bytes, *keys: bytes) -> bytes:
    """Return a deflated stream object."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode", *keys)


def pdf(objects: dict[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Return a PDF of objects by number, the first the catalogue."""
    body, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, count = len(body), max(objects) + 1
    rows = [
        b"0000000000 65535 f \n" if n not in places else b"%010d 00000 n \n" % places[n] for n in range(count)
    ]
    body += b"xref\n0 %d\n" % count + b"".join(rows)
    body += b"trailer\n<</Size %d/Root 1 0 R" % count + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(body)


def page(
    contents: bytes,
    *more: bytes,
    box: bytes = b"0 0 595 842",
    resources: bytes = b"",
    catalog: bytes = b"",
    keys: bytes = b"",
) -> bytes:
    """Return a PDF of one page; further objects are numbered from 6."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox["
        + box
        + b"]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
        + resources
        + b">>"
        + keys
        + b">>",
        4: contents,
        5: _FONT,
    }
    return pdf(objects | {6 + index: content for index, content in enumerate(more)})


@hostile("flate.pdf", "1.9 kB that unpack to 520 MB, deflated twice", *_HEAVY, quick=False)
def flate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(_MIB)) for _ in range(500)) + packer.flush()
    return page(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


@hostile("flate-texte.pdf", "a page of text behind 300 MB of blanks", *_ANY, quick=False)
def flate_text() -> bytes:
    packer = zlib.compressobj(9)
    once = (
        packer.compress(_TEXT) + b"".join(packer.compress(b" " * _MIB) for _ in range(300)) + packer.flush()
    )
    return page(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


@hostile("filtres.pdf", "a chain of 200 filters", *_ANY)
def filters() -> bytes:
    content = _TEXT
    for _ in range(200):
        content = zlib.compress(content)
    return page(stream(content, b"/Filter[" + b"/FlateDecode" * 200 + b"]"))


@hostile("lzw.pdf", "LZW that repeats itself", *_ANY)
def lzw() -> bytes:
    bits = "".join(format(code, "09b") for code in (256, *([32, 258] * 120))) * 2_000
    content = int(bits, 2).to_bytes(len(bits) // 8 + 1, "big")
    return page(flate(content, b"").replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/LZWDecode]"))


@hostile("longueurs.pdf", "run lengths that grow 60 times, deflated", *_ANY)
def run_lengths() -> bytes:
    packed = zlib.compress(b"\x81 " * (2 * _MIB) + b"\x80", 9)
    return page(stream(packed, b"/Filter[/FlateDecode/RunLengthDecode]"))


def _picture(
    filter_name: bytes,
    content: bytes,
    *,
    side: int = 60_000,
    bits: int = 8,
    space: bytes = b"/DeviceRGB",
    extra: bytes = b"",
) -> bytes:
    keys = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s/Filter%s" % (
        side,
        side,
        bits,
        space,
        filter_name,
    )
    return page(
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        stream(content, keys, extra),
        resources=b"/XObject<</I 6 0 R>>",
    )


@hostile("image.pdf", "a picture of 60,000 by 60,000", *_HEAVY)
def picture() -> bytes:
    return _picture(b"/FlateDecode", zlib.compress(bytes(_MIB), 9))


@hostile("image-pleine.pdf", "a picture of 12,000 by 12,000 that is all there", *_HEAVY, quick=False)
def full_picture() -> bytes:
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(bytes(_MIB)) for _ in range(412)) + packer.flush()
    return _picture(b"/FlateDecode", content, side=12_000)


@hostile("jbig2.pdf", "JBIG2 of 60,000 by 60,000", *_HEAVY, quick=False)
def jbig2() -> bytes:
    info = b"\0\0\0\0\x30\0\x01\0\0\0\x13" + (60_000).to_bytes(4, "big") * 2 + bytes(8) + b"\0\0\0"
    return _picture(b"/JBIG2Decode", info, bits=1, space=b"/DeviceGray")


@hostile("jpx.pdf", "JPEG 2000 that states 2 thousand million points a side", *_HEAVY)
def jpx() -> bytes:
    size = (
        b"\xff\x51\x00\x2f\x00\x00"
        + b"\x7f\xff\xff\xff" * 2
        + bytes(8)
        + b"\x7f\xff\xff\xff" * 2
        + bytes(8)
        + b"\0\x03"
        + b"\x07\x01\x01" * 3
    )
    return _picture(b"/JPXDecode", b"\xff\x4f" + size + b"\xff\xd9")


@hostile("ccitt.pdf", "a fax of 60,000 by 60,000", *_HEAVY, quick=False)
def ccitt() -> bytes:
    return _picture(
        b"/CCITTFaxDecode",
        bytes(500),
        bits=1,
        space=b"/DeviceGray",
        extra=b"/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
    )


@hostile("dct.pdf", "JPEG that states 65,500 by 65,500", *_HEAVY)
def dct() -> bytes:
    frame = b"\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    return _picture(b"/DCTDecode", b"\xff\xd8" + frame + b"\xff\xd9", side=65_500)


@hostile("immense.pdf", "a page of a thousand million points a side", *_ANY)
def huge_page() -> bytes:
    return page(stream(_TEXT), box=b"0 0 1000000000 1000000000")


@hostile("immense-image.pdf", "the same, a picture on it: nothing to read but by recognition", *_HEAVY)
def huge_scan() -> bytes:
    data = _picture(b"/FlateDecode", zlib.compress(bytes(300)), side=10)
    return data.replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]")


@hostile("infime.pdf", "a page without any size", *_ANY)
def tiny_page() -> bytes:
    return page(stream(_TEXT), box=b"0 0 0.0001 0.0001")


@hostile("objets.pdf", "a million objects", *_ANY, quick=False)
def many_objects() -> bytes:
    return page(stream(_TEXT), *([b"null"] * 1_000_000))


@hostile("arbre.pdf", "a page tree 50,000 deep", *_ANY)
def deep_tree() -> bytes:
    depth = 50_000
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(2, depth + 2):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (number + 1, number - 1)
    objects[depth + 2] = b"<</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R>>" % (depth + 1)
    return pdf(objects)


@hostile("boucle.pdf", "a page tree that holds itself", *_ANY, quick=False)
def tree_loop() -> bytes:
    return pdf(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 1000000>>"}
    )


@hostile("compte.pdf", "a page tree that states two thousand million pages", *_ANY)
def page_count() -> bytes:
    return page(stream(_TEXT)).replace(b"/Count 1", b"/Count 2147483647")


@hostile("formes.pdf", "forms that draw each other, two to the power of forty", *_ANY, quick=False)
def forms() -> bytes:
    names = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (7 + index),
        )
        for index in range(40)
    ]
    return page(
        stream(b"/X Do"),
        *names,
        stream(_TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        resources=b"/XObject<</X 6 0 R>>",
    )


@hostile("forme.pdf", "a form that draws itself", *_ANY)
def form_loop() -> bytes:
    form = stream(
        b"/X Do " + _TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 999 999]/Resources<</XObject<</X 6 0 R>>>>"
    )
    return page(stream(b"/X Do"), form, resources=b"/XObject<</X 6 0 R>>")


@hostile("prev.pdf", "a table of places that goes back to itself", *_ANY)
def previous_loop() -> bytes:
    data = page(stream(_TEXT))
    start = data.rindex(b"xref", 0, data.rindex(b"startxref"))
    return data.replace(b"/Root 1 0 R", b"/Prev %d/Root 1 0 R" % start)


@hostile("xref.pdf", "a stream of places that is its own predecessor, for a thousand million objects", *_ANY)
def xref_loop() -> bytes:
    body = b"%PDF-1.7\n"
    keys = b"/Type/XRef/Size 1000000000/W[1 8 8]/Index[0 1000000000]/Root 1 0 R/Prev %d" % len(body)
    return (
        body
        + b"1 0 obj\n"
        + flate(bytes(17 * 1_000), keys)
        + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


@hostile("flux-objets.pdf", "an object stream of 200 MB", *_ANY, quick=False)
def object_stream() -> bytes:
    packer = zlib.compressobj(9)
    packed = (
        packer.compress(b"6 0 ") + b"".join(packer.compress(b" " * _MIB) for _ in range(200)) + packer.flush()
    )
    return page(stream(_TEXT), stream(packed, b"/Type/ObjStm/N 1000000/First 4/Filter/FlateDecode"))


@hostile("police.pdf", "a font whose map of characters has 100 MB", *_ANY, quick=False)
def font_map() -> bytes:
    packer = zlib.compressobj(9)
    line = b"<0041> <0042> <0043>\n" * 50_000
    packed = (
        packer.compress(b"100 beginbfrange\n")
        + b"".join(packer.compress(line) for _ in range(100))
        + packer.flush()
    )
    data = page(stream(_TEXT), stream(packed, b"/Filter/FlateDecode"))
    return data.replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/ToUnicode 6 0 R")


@hostile("operateurs.pdf", "10 million operators", *_ANY, quick=False)
def operators() -> bytes:
    return page(flate(b"0 0 m 9 9 l S\n" * 3_400_000 + _TEXT))


@hostile("lettres.pdf", "2 million letters at one place", *_ANY, quick=False)
def letters() -> bytes:
    return page(flate(b"BT /F1 1 Tf 70 700 Td (aaaaaaaaaa) Tj ET\n" * 200_000))


@hostile("traits.pdf", "400,000 ruled lines: a table of which every cell is a point", *_ANY, quick=False)
def rules() -> bytes:
    across = b"".join(
        b"0 %d.%d m 595 %d.%d l S\n" % (n // 400, n % 400, n // 400, n % 400) for n in range(200_000)
    )
    down = b"".join(
        b"%d.%d 0 m %d.%d 842 l S\n" % (n // 400, n % 400, n // 400, n % 400) for n in range(200_000)
    )
    return page(flate(across + down + _TEXT))


@hostile("imbrique.pdf", "an array 500,000 deep", *_ANY)
def nested_array() -> bytes:
    return page(
        stream(b"[" * 500_000 + b"]" * 500_000 + _TEXT), keys=b"/X " + b"[" * 100_000 + b"]" * 100_000
    )


@hostile("chiffre.pdf", "an encryption that nobody knows", "password", "damaged_file", *_LOST)
def encrypted_junk() -> bytes:
    encrypt = (
        b"/Encrypt<</Filter/Standard/V 5/R 6/O("
        + b"x" * 48
        + b")/U("
        + b"y" * 48
        + b")/P -1/Length 256>>/ID[(a)(b)]"
    )
    return page(stream(_TEXT)).replace(b"/Root 1 0 R", encrypt + b"/Root 1 0 R")


@hostile("actions.pdf", "JavaScript, a program to start, a page to call, when it is opened", READ)
def actions(canary: str) -> bytes:
    call = f"/OpenAction<</S/JavaScript/JS(app.launchURL('{canary}/js'))/Next<</S/Launch/F(cmd.exe)/Next<</S/URI/URI({canary}/uri)>>>>>>".encode()
    form = f"/AA<</O<</S/SubmitForm/F({canary}/form)>>>>".encode()
    return page(stream(_TEXT), catalog=call, keys=form)


def _attached(data: bytes, name: bytes = b"a.pdf") -> bytes:
    packed = zlib.compress(data, 9)
    embedded = stream(packed, b"/Type/EmbeddedFile/Filter/FlateDecode")
    spec = b"<</Type/Filespec/F(" + name + b")/UF(" + name + b")/EF<</F 6 0 R>>>>"
    return page(
        stream(_TEXT), embedded, spec, catalog=b"/Names<</EmbeddedFiles<</Names[(" + name + b")7 0 R]>>>>"
    )


@hostile("joint.pdf", "an attached file of 300 MB", *_ANY, "embedded_part", quick=False)
def attached_bomb() -> bytes:
    return _attached(bytes(300 * _MIB), b"a.txt")


@hostile("joint-zip.pdf", "an attached zip that leads out and swells", *_ANY, "embedded_part")
def attached_zip() -> bytes:
    return _attached(zipped(("../../x.txt", bytes(20 * _MIB))), b"../../a.zip")


@hostile("poupees.pdf", "fifty PDF files, attached one to the other", *_ANY, "embedded_part", "too_deep")
def nested_pdf() -> bytes:
    data = page(stream(_TEXT))
    for _ in range(50):
        data = _attached(data)
    return data


@hostile("pages.pdf", "5,001 pages", "page_limit", "too_large", "time_limit", quick=False)
def many_pages() -> bytes:
    count = 5_001
    kids = b" ".join(b"%d 0 R" % (5 + index) for index in range(count))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[" % count + kids + b"]>>",
        3: stream(_TEXT),
        4: _FONT,
    }
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    return pdf(objects | {5 + index: one for index in range(count)})


@hostile("bruit.pdf", "2 MiB of noise under the head of a PDF", *_HEAVY)
def noise() -> bytes:
    state, block = 1, bytearray()
    for _ in range(50_000):
        state = state * 6364136223846793005 + 1442695040888963407 & 2**64 - 1
        block += state.to_bytes(8, "big")
    return b"%PDF-1.4\n" + bytes(block) * 5
