"""Piece -> DOCX with real heading styles, lists, tables, running lines, contents, notes, text boxes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.generators.archive import rezip
from corpus.generators.pdf import Entry
from corpus.generators.source import (
    Block,
    Box,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    SourcePiece,
    Table,
    inline_runs,
)
from corpus.generators.word_parts import (
    add_contents,
    add_field,
    add_text_box,
    attach_footnotes,
    note_reference,
    number_heading_styles,
)

_FONTS = {"serif": "Times New Roman", "sans": "Arial", "vera": "Verdana"}
_DAY = datetime(2026, 9, 1, 8, 0)  # noqa: DTZ001  (Word's properties hold no zone)


def write_docx(piece: SourcePiece, path: Path, entries: list[Entry]) -> None:
    """Write ``piece`` to ``path``; ``entries`` are the lines of its table of contents."""
    document = Document()
    _set_up(document, piece)
    _add_cover(document, piece)
    if piece.has_contents:
        document.add_paragraph("Table of contents" if piece.english else "SOMMAIRE", style="TOC Title")
        add_contents(document, entries)
        document.add_page_break()
    notes: dict[str, int] = {key: n for n, key in enumerate(piece.footnotes, start=1)}
    for block in piece.blocks:
        _add_block(document, block, notes)
    if notes:
        attach_footnotes(document, list(piece.footnotes.values()))
    document.save(str(path))
    rezip(path)


def _set_up(document: WordDocument, piece: SourcePiece) -> None:
    """Fonts, colours, running lines, properties with a fixed date."""
    properties = document.core_properties
    properties.title, properties.author = piece.meta["title"], piece.meta["buyer"]
    properties.created = properties.modified = _DAY
    properties.language = "en-GB" if piece.english else "fr-FR"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = (
        _FONTS[piece.meta.get("font", "sans")],
        Pt(float(piece.meta.get("size", "10"))),
    )
    colour = RGBColor.from_string(piece.meta.get("colour", "#1f3864").lstrip("#").upper())
    for level in range(1, 5):
        style = document.styles[f"Heading {level}"]
        style.font.color.rgb, style.font.name, style.font.size = colour, normal.font.name, Pt(15 - level)
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
    _add_contents_styles(document, colour)
    if piece.automatic_numbers:
        number_heading_styles(document)
    _add_running_lines(document, piece)


def _add_contents_styles(document: WordDocument, colour: RGBColor) -> None:
    """Word's own names for the lines of a table of contents; its title is no heading, lest it be numbered."""
    for level, name in enumerate(("TOC Title", "TOC 1", "TOC 2")):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.left_indent = Cm(0.5 * max(level - 1, 0))
        style.paragraph_format.tab_stops.add_tab_stop(Cm(16.5), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    title = document.styles["TOC Title"]
    title.font.bold, title.font.size, title.font.color.rgb = True, Pt(14), colour


def _add_running_lines(document: WordDocument, piece: SourcePiece) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.different_first_page_header_footer = True
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        paragraph.style = document.styles[
            "Normal"
        ]  # Word's own styles hold a middle tab, in the way of long names
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.5), WD_TAB_ALIGNMENT.RIGHT)
    header.text = f"{piece.meta['buyer']}\t{piece.meta.get('reference', '')}"
    footer.add_run(f"{piece.meta.get('footer', piece.name)}\tPage ")
    add_field(footer, "PAGE", "2")
    footer.add_run(" of " if piece.english else " sur ")
    add_field(footer, "NUMPAGES", "9")


def _add_cover(document: WordDocument, piece: SourcePiece) -> None:
    meta = piece.meta
    lines = [
        (meta["buyer"], 20, True),
        *((line.strip(), 10, False) for line in meta.get("address", "").split("/")),
    ]
    lines += [("", 10, False), (meta.get("contract", ""), 13, True), ("", 10, False)]
    lines += [(meta["title"], 18, True), (meta["object"], 14, True), ("", 10, False)]
    lines += [(value, 11, False) for key, value in meta.items() if key.startswith("line")]
    for text, size, bold in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for style, run_text in inline_runs(text):
            run = paragraph.add_run(run_text)
            run.font.size, run.bold = Pt(size), bold or style == "bold"
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _add_block(document: WordDocument, block: Block, notes: dict[str, int]) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, level=block.level)
        case Paragraph():
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            _add_runs(paragraph, block.text, notes)
        case Item():
            _add_item(document, block, notes)
        case Table():
            _add_table(document, block, notes)
        case Box():
            add_text_box(document.add_paragraph(), "".join(run for _, run in inline_runs(block.text)))
        case PageBreak():
            document.add_page_break()


def _add_item(document: WordDocument, block: Item, notes: dict[str, int]) -> None:
    """Bullets and figures are counted by Word; letters are typed, as buyers do."""
    if block.mark.endswith(")"):
        paragraph = document.add_paragraph(style="List 2")
        _add_runs(paragraph, f"{block.mark} {block.text}", notes)
        return
    kind = "List Number" if block.mark else "List Bullet"
    style = f"{kind} {block.level + 1}" if block.level else kind
    _add_runs(document.add_paragraph(style=style), block.text, notes)


def _add_table(document: WordDocument, block: Table, notes: dict[str, int]) -> None:
    columns = len(block.rows[0])
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    for n, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            _add_runs(cell.paragraphs[0], f"**{text}**" if n == 0 and text else text, notes)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))
    document.add_paragraph()


def _add_runs(paragraph: WordParagraph, text: str, notes: dict[str, int]) -> None:
    for style, run_text in inline_runs(text):
        if style == "note":
            note_reference(paragraph, notes[run_text])
            continue
        run = paragraph.add_run(run_text)
        run.bold, run.italic = style == "bold" or None, style == "italic" or None
