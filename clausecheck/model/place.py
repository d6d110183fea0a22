"""Where something stands: spans of code points, pages, and the words of the buyer that prove it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open range of code points in ``Document.text``: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a document and the range of text that was read from it.

    Attributes:
        number: From 1, as a person counts the sheets of the file (not the printed number).
        start: First code point of the page in ``Document.text``.
        end: Code point after the last one; equal to ``start`` when nothing was read.
        ocr: The text comes from character recognition.
        readable: False when the page holds something (an image, damaged or encrypted content)
            that could not be turned into text. A blank page is readable.
        confidence: Mean confidence of the recognised words, 0 to 100; None for text that was not
            recognised but read.
    """

    number: int
    start: int
    end: int
    ocr: bool = False
    readable: bool = True
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the buyer that support a statement, and where a person can see them.

    Attributes:
        document_id: ``Document.id``.
        span: Range in ``Document.text``.
        quote: Always equal to ``document.text[span.start:span.end]``.
        page: From 1; None where the format has no pages (Word, text).
    """

    document_id: str
    span: Span
    quote: str
    page: int | None = None
