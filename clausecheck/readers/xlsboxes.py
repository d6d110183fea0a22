"""What xlrd leaves out of old Excel workbooks: text boxes, labels of controls, headers and footers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_EOF, _BOUNDSHEET, _CONTINUE = 0x000A, 0x0085, 0x003C
_OBJ, _TXO, _HEADER, _FOOTER = 0x005D, 0x01B6, 0x0014, 0x0015
_NOTE = 0x19
"""Kind of the object that shows a comment: those are read with their cells."""
_MOST_BOXES = 10_000
_MOST_SHEETS = 500


@dataclass(frozen=True, slots=True)
class XlsAround:
    """What stands around the cells of one sheet, as the file writes it."""

    boxes: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""


def xls_around(stream: bytes) -> tuple[XlsAround, ...]:
    """Return what stands around the cells, for each sheet of cells in the order of the tabs.

    Args:
        stream: The workbook stream (BIFF8); of other versions nothing is found.
    """
    tabs = [data for kind, data in _records(stream, 0) if kind == _BOUNDSHEET]
    # The sixth byte tells sheets of cells from those of charts and macros.
    starts = [int.from_bytes(data[:4], "little") for data in tabs if data[5:6] == b"\0"]
    return tuple(_around(stream, start) for start in starts[:_MOST_SHEETS])


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records from a place to the end of their part."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _around(stream: bytes, start: int) -> XlsAround:
    boxes: list[str] = []
    printed = {_HEADER: "", _FOOTER: ""}
    kind_of_object, wanted, expected, text = 0, False, 0, ""
    for kind, data in _records(stream, start):
        if kind == _OBJ:
            kind_of_object = int.from_bytes(data[4:6], "little")
        elif kind == _TXO:
            expected, text = int.from_bytes(data[10:12], "little"), ""
            wanted = kind_of_object != _NOTE and len(boxes) < _MOST_BOXES
        elif kind == _CONTINUE and wanted and len(text) < expected:
            text += _characters(data[1:], wide=data[:1] == b"\x01")
            if len(text) >= expected:
                boxes.append(text[:expected])
        elif kind in printed and len(data) > 3:
            printed[kind] = _characters(data[3:], wide=data[2:3] == b"\x01")
    return XlsAround(tuple(boxes), printed[_HEADER], printed[_FOOTER])


def _characters(data: bytes, *, wide: bool) -> str:
    return data.decode("utf-16-le" if wide else "latin-1", errors="replace")
