"""Documents built by hand: one string a block, its kind told by its first signs."""

import re
from collections.abc import Callable

import pytest

from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.model.outline import Outline, Passage, Piece
from clausecheck.model.place import Page, Span
from clausecheck.structure import outline

Build = Callable[..., Document]
_STYLED = re.compile(r"(?P<heading>#+) |(?P<item>\*+) |(?P<row>\| )")


def _build(*blocks: str, name: str = "piece.pdf", language: str = "fr", pages: bool = False) -> Document:
    """Return a document: « ## » a styled heading, « ** » a Word list item, « | » a row, else a paragraph."""
    text, made = "", []
    header: tuple[str, ...] = ()
    for words in blocks:
        style = _STYLED.match(words)
        kind, level = BlockKind.PARAGRAPH, None
        if style is not None:
            words = words[style.end() :]
            kind = {"heading": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "row": BlockKind.TABLE_ROW}[
                str(style.lastgroup)
            ]
            level = len(style.group().strip()) if kind is not BlockKind.TABLE_ROW else None
        start = len(text)
        cells: tuple[Span, ...] = ()
        if kind is BlockKind.TABLE_ROW:
            cells = _cells(words, start)
            if not header:
                header = tuple(cell.strip() for cell in words.split(" | "))
        else:
            header = ()
        text += words + "\n"
        made.append(
            Block(
                kind=kind,
                span=Span(start=start, end=start + len(words)),
                level=level,
                cells=cells,
                header=header if cells else (),
            )
        )
    whole = (Page(number=1, start=0, end=len(text)),) if pages else ()
    return Document(
        id=name,
        name=name,
        sha256="0" * 64,
        media_type="text/plain",
        language=language,
        text=text,
        pages=whole,
        blocks=tuple(made),
    )


def _cells(words: str, start: int) -> tuple[Span, ...]:
    spans, at = [], start
    for cell in words.split(" | "):
        spans.append(Span(start=at, end=at + len(cell)))
        at += len(cell) + 3
    return tuple(spans)


@pytest.fixture
def build() -> Build:
    """Return the builder of documents."""
    return _build


@pytest.fixture
def piece_of() -> Callable[..., Piece]:
    """Return the builder of pieces: a document with its outline."""

    def make(*blocks: str, **options: str) -> Piece:
        document = _build(*blocks, **options)  # type: ignore[arg-type]
        return Piece(document=document, outline=outline(document))

    return make


@pytest.fixture
def words_of() -> Callable[[Document, Passage], str]:
    """Return a function that gives the words of a passage."""
    return lambda document, passage: document.text[passage.span.start : passage.span.end]


@pytest.fixture
def titles_of() -> Callable[[Outline], list[tuple[str, str, int]]]:
    """Return a function that gives number, title and level of every section."""
    return lambda made: [(section.number, section.title, section.level) for section in made.sections]
