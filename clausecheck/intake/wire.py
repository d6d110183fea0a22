"""What crosses the pipe between the parent and a process that parses: frames of JSON and bytes.

The parsing process has read untrusted bytes and is not trusted itself: nothing that it sends is
unpickled or run, every value is checked, every length is bounded before it is read.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from clausecheck.model.document import Block, BlockKind, Document, Problem
from clausecheck.model.limits import Limits
from clausecheck.model.place import Page, Span
from clausecheck.readers.formats import Format
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import Legacy, Opened, Refused
from clausecheck.readers.settings import Ocr, ReadSettings, Revisions

_LENGTHS = struct.Struct(">cQQ")
HEADER_BYTES = _LENGTHS.size
_KINDS = tuple(BlockKind)
Json = dict[str, Any]
T = TypeVar("T")
Frame = tuple[bytes, bytes, bytes]
"""Kind (one byte), JSON header, body."""


class WireError(Exception):
    """What came through the pipe is not what a healthy process sends."""


def packed(kind: bytes, header: Json, body: bytes = b"") -> bytes:
    """Return a frame as bytes."""
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    return _LENGTHS.pack(kind, len(text), len(body)) + text + body


def read_frame(read: Callable[[int], bytes], most: int) -> Frame:
    """Read one frame.

    Args:
        read: Returns exactly so many bytes, or fewer at the end of the stream.
        most: Bytes that a frame may have.

    Raises:
        EOFError: The stream ended.
        WireError: The frame is larger than ``most``.
    """
    kind, header, body = _LENGTHS.unpack(_exactly(read, HEADER_BYTES))
    if header + body > most:
        raise WireError(f"a frame of {header + body} bytes where {most} are allowed")
    return kind, _exactly(read, header), _exactly(read, body)


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    data = read(count)
    if len(data) < count:
        raise EOFError
    return data


def job_frame(name: str, data: bytes, settings: ReadSettings) -> bytes:
    """Return the frame that hands a file over."""
    limits = asdict(settings.limits)
    chosen = {"ocr": settings.ocr.value, "revisions": settings.revisions.value, "cores": settings.cores}
    return packed(b"J", {"name": name, "limits": limits, **chosen}, data)


def job_of(header: bytes) -> tuple[str, ReadSettings]:
    """Return the name and settings of a job; the parent is trusted."""
    job = json.loads(header)
    return job["name"], ReadSettings(
        ocr=Ocr(job["ocr"]),
        revisions=Revisions(job["revisions"]),
        cores=job["cores"],
        limits=Limits(**job["limits"]),
    )


def opened_frame(opened: Opened) -> bytes:
    """Return the frame that sends a result back."""
    if isinstance(opened, Document):
        return packed(b"D", _document_header(opened), opened.text.encode("utf-8", "surrogatepass"))
    if isinstance(opened, Refused):
        return packed(b"R", {"name": opened.name, "problem": _problem_row(opened.problem)})
    if isinstance(opened, Legacy):
        notes = [_problem_row(problem) for problem in opened.notes]
        return packed(b"L", {"name": opened.name, "format": opened.format.value, "notes": notes})
    if isinstance(opened.content, Problem):
        return packed(b"X", {"name": opened.name, "problem": _problem_row(opened.content)})
    return packed(b"M", {"name": opened.name}, opened.content)


def opened_of(frame: Frame) -> Opened:
    """Return the result that a frame holds.

    Raises:
        WireError: It is not one.
    """
    kind, header, body = frame
    try:
        values = json.loads(header)
        if kind == b"D":
            return _document(values, body.decode("utf-8", "surrogatepass"))
        name = _typed(values["name"], str)
        if kind == b"R":
            return Refused(name=name, problem=_problem(values["problem"]))
        if kind == b"L":
            notes = tuple(_problem(row) for row in values["notes"])
            return Legacy(name=name, format=Format(values["format"]), notes=notes)
        if kind == b"X":
            return Member(name=name, content=_problem(values["problem"]))
        if kind == b"M":
            return Member(name=name, content=body)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise WireError(f"frame {kind!r}: {type(error).__name__}") from error
    raise WireError(f"frame of unknown kind {kind!r}")


def _document_header(document: Document) -> Json:
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "language": document.language,
        "pages": [
            [page.number, page.start, page.end, page.ocr, page.readable, page.confidence]
            for page in document.pages
        ],
        "blocks": [
            [
                _KINDS.index(block.kind),
                block.span.start,
                block.span.end,
                block.level,
                [index for cell in block.cells for index in (cell.start, cell.end)],
                block.header,
            ]
            for block in document.blocks
        ],
        "problems": [_problem_row(problem) for problem in document.problems],
    }


def _document(values: Json, text: str) -> Document:
    length = len(text)
    return Document(
        id=_typed(values["id"], str),
        name=_typed(values["name"], str),
        sha256=_typed(values["sha256"], str),
        media_type=_typed(values["media_type"], str),
        language=_typed(values["language"], str),
        text=text,
        pages=tuple(_page(row, length) for row in values["pages"]),
        blocks=tuple(_block(row, length) for row in values["blocks"]),
        problems=tuple(_problem(row) for row in values["problems"]),
    )


def _page(row: list[Any], length: int) -> Page:
    number, start, end, ocr, readable, confidence = row
    span = _span(start, end, length)
    return Page(
        number=_typed(number, int),
        start=span.start,
        end=span.end,
        ocr=_typed(ocr, bool),
        readable=_typed(readable, bool),
        confidence=None if confidence is None else float(confidence),
    )


def _block(row: list[Any], length: int) -> Block:
    kind, start, end, level, cells, header = row
    return Block(
        kind=_KINDS[_typed(kind, int)],
        span=_span(start, end, length),
        level=None if level is None else _typed(level, int),
        cells=tuple(_span(*pair, length) for pair in zip(cells[::2], cells[1::2], strict=True)),
        header=tuple(_typed(name, str) for name in header),
    )


def _span(start: object, end: object, length: int) -> Span:
    first, last = _typed(start, int), _typed(end, int)
    if not 0 <= first <= last <= length:
        raise ValueError(f"{first}..{last} of {length}")
    return Span(start=first, end=last)


def _problem_row(problem: Problem) -> list[object]:
    return [problem.code, problem.message, problem.remedy, problem.page, problem.lost]


def _problem(row: Iterable[Any]) -> Problem:
    code, message, remedy, page, lost = row
    return Problem(
        code=_typed(code, str),
        message=_typed(message, str),
        remedy=_typed(remedy, str),
        page=None if page is None else _typed(page, int),
        lost=_typed(lost, bool),
    )


def _typed(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} where {kind.__name__} is due")
    return value
