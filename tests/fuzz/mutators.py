"""Healthy files -> mutants: bytes, members of zips, elements of XML, objects of PDF; the same for the same number."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree
from seeds import Seed, seeds

_TOKENS = (
    b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"0", b"99999999999", b"1e999", b"NaN", b"<", b">", b"&", b"&#0;", b"&amp;", b"<!--", b"]]>",
    b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b \"c\">]>", b"<?xml version=\"1.1\" encoding=\"x\"?>", b"{", b"}", b"\\bin99999 ", b"endobj", b"stream\n", b"endstream",
    b"/Type/Page", b"/Kids[1 0 R]", b"1 0 R", b"<<", b">>", b"obj", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\r\n\r\n", b"--x", b"Content-Type: message/rfc822\r\n",
    b"\xed\xa0\x80", b"\xc3", "\u202e".encode(), "\u0130".encode(), "\ufb01".encode(), b"%s%n", b"../", b"=", b";", b"|", b"1.1.1.1.1.", b"....", b"\t",
)  # fmt: skip
_VALUES = (
    "", "-1", "0", "1", "63", "256", "65536", "2147483648", "99999999999999999999", "1.5", "x", "true", "\u0660", "²", "IIX", "%1%2%9", "#", "a" * 300,
    "../../x", "http://127.0.0.1:9/x", "rId1", "é\u0301", "P1Y2M", "2026-13-45", "12:99",
)  # fmt: skip
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_LENGTH = re.compile(rb"/Length \d+")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2147483647",
    b"-2147483648",
    b"99999999999999999999",
    b"0.000001",
    b"1e9",
    b"null",
    b"1 0 R",
)
_LARGEST_ROUNDS = 4
Random = random.Random
Mutator = Callable[[bytes, Random], bytes]


def mutant(number: int, start: int) -> tuple[str, bytes]:
    """Return name and content of a mutant.

    Args:
        number: Of the mutant.
        start: Of the series: another one gives other mutants.
    """
    rng = random.Random(f"{start}:{number}")
    seed = rng.choice(seeds())
    data = seed.data
    for _ in range(rng.randint(1, _LARGEST_ROUNDS)):
        data = _mutator(seed, data, rng)(data, rng)
    return seed.name, data


def _mutator(seed: Seed, data: bytes, rng: Random) -> Mutator:
    aware = _aware(data)
    return aware if aware is not None and rng.random() < 0.7 else rng.choice(_BYTES)


def _aware(data: bytes) -> Mutator | None:
    """Return the mutator that knows the format of the bytes."""
    if data.startswith(b"PK"):
        return mutated_zip
    if data.startswith(b"%PDF"):
        return mutated_pdf
    return mutated_xml if data.lstrip()[:1] == b"<" else None


def _flipped(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _overwritten(data: bytes, rng: Random) -> bytes:
    at, value = (
        rng.randrange(len(data) + 1),
        rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF, rng.getrandbits(32))),
    )
    kind = rng.choice(("<B", "<H", ">H", "<I", ">I"))
    piece = struct.pack(kind, value & (1 << 8 * struct.calcsize(kind)) - 1)
    return data[:at] + piece + data[at + len(piece) :]


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _range(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 4, 16, 64, 512, 4_096)))


def _removed(data: bytes, rng: Random) -> bytes:
    start, end = _range(data, rng)
    return data[:start] + data[end:]


def _repeated(data: bytes, rng: Random) -> bytes:
    start, end = _range(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 40)) + data[end:]


def _with_token(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 30)) + data[at:]


def _spliced(data: bytes, rng: Random) -> bytes:
    other = rng.choice(seeds()).data
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


_BYTES: tuple[Mutator, ...] = (_flipped, _overwritten, _cut, _removed, _repeated, _with_token, _spliced)


def mutated_zip(data: bytes, rng: Random) -> bytes:
    """Change one member, with the right checksum, or the list of members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        struct.error,
    ):
        return _flipped(data, rng)
    if not members:
        return _with_token(data, rng)
    at, change = rng.randrange(len(members)), rng.random()
    info, content = members[at]
    if change < 0.8:
        members[at] = (info, (_aware(content) or rng.choice(_BYTES))(content, rng))
    elif change < 0.85:
        del members[at]
    elif change < 0.9:
        members[at] = (info, rng.choice(members)[1])
    elif change < 0.95:
        members.append(
            (zipfile.ZipInfo(rng.choice((info.filename, "../x", "[Content_Types].xml", "a" * 400))), content)
        )
    else:
        rng.shuffle(members)
    return _zipped(members, rng)


def _zipped(members: list[tuple[zipfile.ZipInfo, bytes]], rng: Random) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        for info, content in members:
            fresh = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            fresh.compress_type = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
            target.writestr(fresh, content)
    return output.getvalue()


def mutated_xml(data: bytes, rng: Random) -> bytes:
    """Remove, repeat, move, rename or change an element; what is no XML is changed as bytes."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return rng.choice(_BYTES)(data, rng)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(rng.randint(1, 3)):
        _change(rng.choice(elements), rng.choice(elements), rng)
    return etree.tostring(root, xml_declaration=True, encoding=rng.choice(("UTF-8", "UTF-8", "UTF-16")))


def _change(one: etree._Element, other: etree._Element, rng: Random) -> None:
    parent, action = one.getparent(), rng.randrange(8)
    if action == 0 and parent is not None:
        parent.remove(one)
    elif action == 1 and parent is not None:
        for _ in range(rng.choice((1, 2, 50))):
            parent.append(etree.fromstring(etree.tostring(one, with_tail=False)))
    elif action == 2 and one is not other and other not in one.iterancestors():
        one.append(other) if other.getparent() is not None else None
    elif action == 3:
        one.tag = other.tag
    elif action == 4 and one.attrib:
        one.set(rng.choice(list(one.attrib)), rng.choice(_VALUES))
    elif action == 5 and one.attrib:
        del one.attrib[rng.choice(list(one.attrib))]
    elif action == 6:
        for name, value in other.attrib.items():
            one.set(name, value)
    else:
        one.text = rng.choice(_VALUES)


def mutated_pdf(data: bytes, rng: Random) -> bytes:
    """Change an object or a stream with its length, or the list of objects; places are then right again, mostly."""
    objects = {int(match[1]): match[2] for match in _OBJECT.finditer(data)}
    if not objects:
        return rng.choice(_BYTES)(data, rng)
    number, change = rng.choice(list(objects)), rng.random()
    if change < 0.45:
        objects[number] = _stream_changed(objects[number], rng)
    elif change < 0.8:
        objects[number] = _words_changed(objects[number], rng)
    elif change < 0.87:
        objects[number] = objects[rng.choice(list(objects))]
    elif change < 0.94:
        del objects[number]
    else:
        objects[number] = rng.choice(_BYTES)(objects[number], rng)
    return _with_places(objects, rng)


def _words_changed(content: bytes, rng: Random) -> bytes:
    head, mark, rest = content.partition(b"stream\n")
    pattern, values = (
        (_NUMBER, _NUMBERS) if rng.random() < 0.6 else (_NAME, tuple(_NAME.findall(content)) or (b"/X",))
    )
    found = list(pattern.finditer(head))
    if not found:
        return rng.choice(_BYTES)(content, rng)
    match = rng.choice(found)
    return head[: match.start()] + rng.choice(values) + head[match.end() :] + mark + rest


def _stream_changed(content: bytes, rng: Random) -> bytes:
    match = _STREAM.search(content)
    if match is None:
        return _words_changed(content, rng)
    body, packed = match[1], b"/FlateDecode" in content[: match.start()]
    if packed:
        try:
            body = zlib.decompress(body)
        except zlib.error:
            packed = False
    body = rng.choice((*_BYTES, _words_changed))(body, rng)
    body = zlib.compress(body) if packed else body
    head = _LENGTH.sub(b"/Length %d" % len(body), content[: match.start()])
    return head + b"stream\n" + body + b"\nendstream"


def _with_places(objects: dict[int, bytes], rng: Random) -> bytes:
    body, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, count = len(body), max(objects, default=0) + 1
    if rng.random() < 0.1:
        start += rng.randint(-50, 50)
    rows = (b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(count))
    body += b"xref\n0 %d\n" % count + b"".join(rows)
    root = next((number for number, content in objects.items() if b"/Catalog" in content), 1)
    return bytes(body) + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, root, start)
