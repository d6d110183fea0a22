"""Piece -> PDF, laid out as a town's services do: cover, contents, running lines, ruled tables."""

# mypy: disable-error-code="import-untyped"
# (reportlab has no types)

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import (
    PageBreak as NewPage,
)
from reportlab.platypus import (
    Paragraph as Text,
)
from reportlab.platypus.tableofcontents import TableOfContents

from corpus.generators.canvas import CountingCanvas, draw_running_lines, emblem
from corpus.generators.pdf_text import Styles, make_styles, make_table, markup
from corpus.generators.source import (
    Block,
    Box,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    SourcePiece,
    Table,
    number_headings,
)

_TIGHT = TableStyle([("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)])
Entry = tuple[int, str, int]
"""Level from 0, text, page: a line of the table of contents."""


class _Template(BaseDocTemplate):  # type: ignore[misc]  # reportlab is untyped
    """Tells the table of contents where headings fall."""

    entries: list[Entry]

    def beforeDocument(self) -> None:  # reportlab's hook name
        self.entries = []

    def afterFlowable(self, flowable: Flowable) -> None:  # reportlab's hook name
        level = getattr(flowable, "contents_level", None)
        if level is not None:
            entry = (level, flowable.contents_text, self.page)
            self.entries.append(entry)
            self.notify("TOCEntry", entry)


def write_pdf(piece: SourcePiece, path: Path) -> list[Entry]:
    """Write ``piece`` to ``path``; return its headings with their pages."""
    styles = make_styles(piece)
    document = _Template(
        str(path), pagesize=A4, invariant=1, title=piece.meta["title"], author=piece.meta["buyer"],
        leftMargin=2.2 * cm, rightMargin=2.2 * cm, topMargin=2.5 * cm, bottomMargin=2.2 * cm,
        lang="en-GB" if piece.english else "fr-FR",
    )  # fmt: skip
    frame = Frame(
        document.leftMargin,
        document.bottomMargin,
        document.width,
        document.height,
        id="body",
        leftPadding=0,
        rightPadding=0,
    )
    running = partial(draw_running_lines, piece=piece, styles=styles)
    document.addPageTemplates(
        [PageTemplate(id="cover", frames=[frame]), PageTemplate(id="body", frames=[frame], onPage=running)]
    )
    document.multiBuild(_story(piece, styles, document.width), canvasmaker=CountingCanvas)
    return document.entries


def _story(piece: SourcePiece, styles: Styles, width: float) -> list[Flowable]:
    story: list[Flowable] = [*_cover(piece, styles, width), NextPageTemplate("body"), NewPage()]
    if piece.has_contents:
        contents = TableOfContents(levelStyles=styles.contents, dotsMinLevel=0, tableStyle=_TIGHT)
        story += [
            Text("Table of contents" if piece.english else "SOMMAIRE", styles.contents_title),
            contents,
            NewPage(),
        ]
    numbers = iter(number_headings(piece.blocks))
    for block in piece.blocks:
        number = next(numbers) if isinstance(block, Heading) else ""
        story += _flowables(block, number if piece.automatic_numbers else "", piece, styles, width)
    return story


def _cover(piece: SourcePiece, styles: Styles, width: float) -> list[Flowable]:
    meta = piece.meta
    story: list[Flowable] = [
        emblem(meta["buyer"], styles),
        Spacer(1, 0.4 * cm),
        Text(meta["buyer"], styles.buyer),
    ]
    story += [Text(line.strip(), styles.address) for line in meta.get("address", "").split("/")]
    story += [Spacer(1, 2.2 * cm), Text(meta.get("contract", ""), styles.contract), Spacer(1, 0.8 * cm)]
    story += [
        make_table(((meta["title"],), (meta["object"],)), styles, width, cover=True),
        Spacer(1, 1.2 * cm),
    ]
    lines = [value for key, value in meta.items() if key.startswith("line")]
    story += [Text(markup(line, piece, styles), styles.cover_line) for line in lines]
    return story


def _flowables(block: Block, number: str, piece: SourcePiece, styles: Styles, width: float) -> list[Flowable]:
    """Flowables of one block; a footnote follows the paragraph that calls it, set small."""
    match block:
        case Heading():
            return [_heading(block, number, styles)]
        case Paragraph():
            return [Text(markup(block.text, piece, styles), styles.body), *_notes(block.text, piece, styles)]
        case Item():
            mark = block.mark or ("–" if block.level else "•")
            text = markup(block.text, piece, styles)
            return [
                Text(text, styles.items[block.level], bulletText=mark),
                *_notes(block.text, piece, styles),
            ]
        case Table():
            return [Spacer(1, 4), make_table(block.rows, styles, width), Spacer(1, 8)]
        case Box():
            return [KeepTogether([Text(markup(block.text, piece, styles), styles.box), Spacer(1, 6)])]
        case PageBreak():
            return [NewPage()]


def _heading(block: Heading, number: str, styles: Styles) -> Flowable:
    text = f"{number}. {block.text}" if number and block.level == 1 else f"{number} {block.text}".strip()
    heading: Any = Text(text, styles.headings[block.level - 1])
    if block.level <= 2:
        heading.contents_level, heading.contents_text = block.level - 1, text
    return heading


def _notes(text: str, piece: SourcePiece, styles: Styles) -> list[Flowable]:
    called = [(key, note) for key, note in piece.footnotes.items() if f"[^{key}]" in text]
    return [Text(f"<super>{key}</super> {markup(note, piece, styles)}", styles.note) for key, note in called]
