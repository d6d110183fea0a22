"""One mutant through the readers, and what came of it, in one word."""

from __future__ import annotations

import traceback

from clausecheck.intake.wire import WireError, opened_frame, opened_of, read_frame
from clausecheck.model.document import Document, Problem
from clausecheck.readers.layout import Member
from clausecheck.readers.opening import Refused, open_file
from clausecheck.readers.settings import Ocr, ReadSettings
from clausecheck.structure import outline

_SETTINGS = ReadSettings(ocr=Ocr.OFF)
_MOST_FRAME = 1 << 30
_DEEPEST = 3
_OUTLINED_EVERY = 20
UNTYPED = "untyped"


def tried(number: int, name: str, data: bytes) -> tuple[str, str]:
    """Return the outcome of a mutant (``read``, a problem's code, ``untyped …``) and the trace of an untyped error."""
    try:
        return _outcome(number, name, data), ""
    except MemoryError:
        return "memory_limit", ""
    # Whatever else comes is a bug in a reader: that is what is looked for.
    except Exception as error:
        return f"{UNTYPED} {type(error).__name__}", traceback.format_exc()


def _outcome(number: int, name: str, data: bytes, depth: int = 0) -> str:
    found = ""
    for opened in open_file(name, data, _SETTINGS):
        if not isinstance(opened, Member):
            # As it crosses the pipe: what it says of its own text must be true.
            _crossed(opened)
        if isinstance(opened, Document):
            found = found or "read"
            if number % _OUTLINED_EVERY == 0:
                outline(opened)
        elif isinstance(opened, Refused):
            found = found or opened.problem.code
        elif isinstance(opened, Member):
            inner = opened.content
            code = inner.code if isinstance(inner, Problem) else ""
            if not isinstance(inner, Problem) and inner and depth < _DEEPEST:
                code = _outcome(number, opened.name, inner, depth + 1)
            found = found or code
        else:
            found = found or "legacy"
    return found or "empty"


def _crossed(opened: object) -> None:
    frame = opened_frame(opened)  # type: ignore[arg-type]
    at = 0

    def read(count: int) -> bytes:
        nonlocal at
        at += count
        return frame[at - count : at]

    if opened_of(read_frame(read, _MOST_FRAME)) != opened:
        raise WireError("what was sent is not what arrived")
