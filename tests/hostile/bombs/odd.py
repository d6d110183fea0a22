"""Rich text, old office files, pages of the web, XML: deep, circular, or calling out."""

from __future__ import annotations

import struct

from bombs.registry import READ, hostile

_MIB = 1 << 20
_TEXT = "Le titulaire répare les appareils."
_OFFICE = (
    "office_missing",
    "office_failed",
    "time_limit",
    "damaged_file",
    "memory_limit",
    "unsupported_format",
)
_ANY = (
    READ,
    "too_large",
    "too_deep",
    "damaged_file",
    "no_text",
    "time_limit",
    "memory_limit",
    "unsupported_format",
)
_XML = ("unsafe_xml", "damaged_file", "too_large", "unsupported_format", READ)


@hostile(
    "objet.rtf",
    "an object that is a program, a picture that is called for",
    *_OFFICE,
    "embedded_part",
    READ,
    quick=False,
)
def rtf_object(canary: str) -> bytes:
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{canary}/image.png" \\\\d}}{{\\fldrslt x}}}}'
    return f"{{\\rtf1\\ansi {_TEXT}{field}{{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objdata 0105000002000000}}}}}}".encode(
        "cp1252"
    )


@hostile("groupes.rtf", "a million groups, one in the other", *_OFFICE, READ, "no_text")
def rtf_groups() -> bytes:
    return b"{\\rtf1 " + b"{" * 1_000_000 + b"texte" + b"}" * 1_000_000 + b"}"


def ole(*sectors: bytes, table: bytes = b"", stream: str = "WordDocument") -> bytes:
    """Return a compound file of one stream whose table of sectors may lie."""
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 432
    name = stream.encode("utf-16-le")
    entry = (
        name.ljust(64, b"\0")
        + struct.pack("<H2B3I", len(name) + 2, 2, 1, 0, 0, 0)
        + bytes(36)
        + struct.pack("<IQ", 2, 1 << 40)
    )
    return head.ljust(512, b"\0") + table.ljust(512, b"\0") + entry.ljust(512, b"\0") + b"".join(sectors)


@hostile("boucle.doc", "an old Word file whose sectors run in a circle", *_OFFICE, quick=False)
def doc_loop() -> bytes:
    return ole(bytes(512) * 4, table=struct.pack("<4I", 0xFFFFFFFD, 1, 3, 2) + b"\xff" * 496)


@hostile("bruit.xls", "an old workbook of noise", *_OFFICE)
def xls_noise() -> bytes:
    return ole(bytes(range(256)) * 400, table=bytes(range(256)) * 2, stream="Workbook")


@hostile("macros.doc", "an old Word file with macros", *_OFFICE, "macros", quick=False)
def doc_macros() -> bytes:
    return ole(bytes(512) + "_VBA_PROJECT".encode("utf-16-le") + bytes(4_000), table=b"\xff" * 512)


@hostile("bruit.ppt", "an old presentation of noise", *_OFFICE, quick=False)
def ppt_noise() -> bytes:
    return ole(b"\xff\x7f" * 50_000, table=b"\x01\0\0\0" * 128, stream="PowerPoint Document")


@hostile("imbrique.html", "a million blocks, one in the other", *_ANY)
def html_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 1_000_000 + _TEXT.encode() + b"</div>" * 1_000_000


@hostile("tableaux.html", "50,000 tables, one in the other", *_ANY)
def html_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 50_000 + _TEXT.encode()


@hostile("attribut.html", "an attribute of 60 MiB", *_ANY, quick=False)
def html_attribute() -> bytes:
    return b'<html><body><p title="' + b"a" * (60 * _MIB) + b'">' + _TEXT.encode() + b"</p>"


@hostile("cellules.html", "a cell that spans a million rows and columns", *_ANY)
def html_spans() -> bytes:
    return (
        b'<html><body><table><tr><td rowspan="1000000" colspan="1000000">'
        + _TEXT.encode()
        + b"</td></tr></table>"
    )


@hostile("appels.html", "pictures, frames, scripts and styles of another server", *_ANY, "external_link")
def html_calls(canary: str) -> bytes:
    return (
        f'<html><head><base href="{canary}/"><link rel=stylesheet href="{canary}/a.css"><meta http-equiv=refresh content="0;url={canary}">'
        f'<script src="{canary}/a.js"></script></head><body><img src="{canary}/a.png"><iframe src="{canary}/b"></iframe><p>{_TEXT}</p>'
    ).encode()


@hostile("ouverts.html", "500,000 elements that are never closed", *_ANY, quick=False)
def html_open() -> bytes:
    return b"<html><body>" + b"<b><i><p>" * 170_000 + _TEXT.encode()


@hostile("profond.xml", "a million elements, one in the other", *_XML)
def xml_deep() -> bytes:
    return b'<?xml version="1.0"?>' + b"<a>" * 1_000_000 + b"</a>" * 1_000_000


@hostile("rires.xml", "a billion laughs", *_XML)
def xml_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a11;</x>'.encode()


@hostile("xxe.xml", "external entities: a system file, a server", *_XML)
def xml_external(canary: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "{canary}/x">]><ContractNotice>&a;&b;</ContractNotice>'.encode()


@hostile("rires.fodt", "a billion laughs in a flat OpenDocument text", *_XML)
def flat_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="application/vnd.oasis.opendocument.text"'
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><office:document {names}>&a11;</office:document>'.encode()


@hostile("programme.pdf", "a program that is called a PDF", "unsupported_format", "damaged_file")
def program() -> bytes:
    return b"MZ" + bytes(200) + b"This program cannot be run in DOS mode." + bytes(5_000)


@hostile(
    "polyglotte.pdf",
    "a PDF that is a zip that is a page of the web",
    READ,
    "damaged_file",
    "no_text",
    "truncated_file",
    "unsupported_format",
)
def polyglot() -> bytes:
    from bombs.archives import zipped
    from bombs.pages import page, stream

    return (
        page(stream(b"BT /F1 12 Tf 70 700 Td (Texte) Tj ET"))
        + b"<html><script>alert(1)</script>"
        + zipped(("a.txt", _TEXT.encode()))
    )
