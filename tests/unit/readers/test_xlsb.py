"""Binary Excel workbooks read as those of XML do."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.opening import Refused, open_file
from clausecheck.readers.settings import ReadSettings


def _open(name: str, data: bytes) -> Document | Refused:
    found = next(open_file(name, data, ReadSettings()))
    assert isinstance(found, Document | Refused)
    return found


def _read(name: str, data: bytes) -> Document:
    found = _open(name, data)
    assert isinstance(found, Document), found
    return found


def _lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


def _codes(document: Document) -> list[tuple[str, bool]]:
    return [(problem.code, problem.lost) for problem in document.problems]


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(data)]) if len(data) < 0x80 else bytes([len(data) & 0x7F | 0x80, len(data) >> 7])
    return head + size + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _value(kind: int, column: int, data: bytes, style: int = 0) -> bytes:
    return _record(kind, struct.pack("<II", column, style) + data)


def _row(index: int, *, hidden: bool = False) -> bytes:
    return _record(0, struct.pack("<IIHBBB", index, 0, 300, 0, 0x10 * hidden, 0))


def _xlsb(sheet: bytes, states: Sequence[int] = (0,)) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = (
        ("s1", "worksheet", "worksheets/sheet1.bin"),
        ("st", "styles", "styles.bin"),
        ("ss", "sharedStrings", "sharedStrings.bin"),
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>' for key, kind, target in kinds
    )
    formats = _record(44, struct.pack("<H", 164) + _wide('0" ans"'))
    fonts = _record(43, struct.pack("<HHH", 220, 0, 400)) + _record(43, struct.pack("<HHH", 220, 0, 700))
    cells = b"".join(
        _record(47, struct.pack("<HHH", 0, code, font)) for code, font in ((0, 0), (9, 0), (164, 0), (0, 1))
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="urn:r">{links}</Relationships>'
        )
        package.writestr(
            "xl/workbook.bin",
            b"".join(
                _record(156, struct.pack("<II", state, 1) + _wide("s1") + _wide("BPU")) for state in states
            ),
        )
        package.writestr("xl/styles.bin", formats + fonts + _record(617) + cells + _record(618))
        package.writestr("xl/sharedStrings.bin", _record(19, b"\0" + _wide("Chaise")))
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return output.getvalue()


def _binary_sheet() -> Iterator[bytes]:
    yield _row(0)
    for column, name in enumerate(("Désignation", "Part", "Durée", "Prix")):
        yield _value(6, column, _wide(name), 3)
    yield _row(1)
    yield _value(7, 0, struct.pack("<I", 0))
    yield _value(5, 1, struct.pack("<d", 0.25), 1)
    yield _value(2, 2, struct.pack("<I", 7 << 2 | 2), 2)
    yield _value(2, 3, struct.pack("<I", 123450 << 2 | 3))
    yield _row(2)
    yield _value(8, 0, _wide("Garantie"))
    yield _value(4, 1, b"\1") + _value(3, 2, b"\x17") + _value(1, 3, b"")


def test_a_binary_workbook_reads_as_on_the_screen() -> None:
    document = _read("a.xlsb", _xlsb(b"".join(_binary_sheet())))
    assert _lines(document) == [
        "BPU",
        "Désignation | Part | Durée | Prix",
        "Chaise | 25 % | 7 ans | 1234,5",
        "Garantie | VRAI | #REF! | ",
    ]
    assert document.blocks[-1].header == ("Désignation", "Part", "Durée", "Prix")
    assert document.problems == ()


def test_hidden_parts_of_a_binary_workbook_are_said_and_a_cut_one_keeps_its_beginning() -> None:
    sheet = _record(60, struct.pack("<IIIIH", 0, 0, 10, 0, 1)) + b"".join(_binary_sheet())
    document = _read("a.xlsb", _xlsb(sheet[:-20], states=(1,)))
    assert _lines(document, BlockKind.HEADING) == ["BPU (feuille masquée)"]
    assert "Chaise | 25 % | 7 ans | 1234,5" in _lines(document)
    assert _codes(document) == [("damaged_file", True), ("hidden_part", False)]
