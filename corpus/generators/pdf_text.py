"""Styles and inline text of the PDF pieces."""

# mypy: disable-error-code="import-untyped"
# (reportlab has no types)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from corpus.generators.hyphens import soften
from corpus.generators.source import SourcePiece, inline_runs

_FONTS = {
    "serif": ("Times-Roman", "Times-Bold"),
    "sans": ("Helvetica", "Helvetica-Bold"),
    "vera": ("Vera", "VeraBd"),
}
_NOT_IN_BASE_FONTS = {"≥": "Vera", "≤": "Vera"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Paragraph styles of one piece."""

    accent: Color
    bold_font: str
    body: ParagraphStyle
    cell: ParagraphStyle
    header_cell: ParagraphStyle
    note: ParagraphStyle
    box: ParagraphStyle
    buyer: ParagraphStyle
    address: ParagraphStyle
    contract: ParagraphStyle
    cover_title: ParagraphStyle
    cover_object: ParagraphStyle
    cover_line: ParagraphStyle
    contents_title: ParagraphStyle
    items: tuple[ParagraphStyle, ...]
    headings: tuple[ParagraphStyle, ...]
    contents: list[ParagraphStyle]


def register_fonts() -> None:
    """Make the fonts that come with reportlab known, with their bold and italic."""
    if "Vera" in pdfmetrics.getRegisteredFontNames():
        return
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBI")


def make_styles(piece: SourcePiece) -> Styles:
    """Styles in the piece's font, size and colour."""
    register_fonts()
    font, bold = _FONTS[piece.meta.get("font", "sans")]
    size = float(piece.meta.get("size", "10"))
    accent = HexColor(piece.meta.get("colour", "#1f3864"))
    lead = size * 1.32
    hyphens = 1 if piece.meta.get("hyphenate") == "yes" else 0
    body = ParagraphStyle(
        "body",
        fontName=font,
        fontSize=size,
        leading=lead,
        alignment=TA_JUSTIFY,
        spaceAfter=5,
        embeddedHyphenation=hyphens,
    )
    small = ParagraphStyle("cell", fontName=font, fontSize=size - 1, leading=(size - 1) * 1.22)
    centred = ParagraphStyle("centred", fontName=bold, fontSize=size, leading=lead, alignment=TA_CENTER)
    return Styles(
        accent=accent,
        bold_font=bold,
        body=body,
        cell=small,
        header_cell=ParagraphStyle("header", small, fontName=bold, textColor=white),
        note=ParagraphStyle("note", small, fontSize=size - 2, leading=size, leftIndent=10, spaceAfter=5),
        box=ParagraphStyle("box", body, **_frame(accent)),
        **_cover_styles(centred, font, accent),
        items=tuple(_item_style(body, level) for level in range(3)),
        headings=_heading_styles(bold, size, accent),
        contents=[_contents_style(body, level) for level in range(2)],
    )


def _frame(accent: Color) -> dict[str, Any]:
    grey = HexColor("#f2f2f2")
    return {
        "borderColor": accent,
        "borderWidth": 0.8,
        "borderPadding": 6,
        "backColor": grey,
        "spaceBefore": 10,
        "spaceAfter": 8,
    }


def _cover_styles(centred: ParagraphStyle, font: str, accent: Color) -> dict[str, ParagraphStyle]:
    """Centred lines of the cover, and the title above the table of contents."""
    return {
        "buyer": ParagraphStyle("buyer", centred, fontSize=20, leading=25, textColor=accent),
        "address": ParagraphStyle("address", centred, fontName=font, fontSize=10, leading=13),
        "contract": ParagraphStyle("contract", centred, fontSize=13, leading=17),
        "cover_title": ParagraphStyle("cover_title", centred, fontSize=18, leading=24, textColor=white),
        "cover_object": ParagraphStyle("cover_object", centred, fontSize=14, leading=19),
        "cover_line": ParagraphStyle("line", centred, fontName=font, fontSize=11, leading=16, spaceAfter=5),
        "contents_title": ParagraphStyle(
            "toc", centred, fontSize=14, leading=18, spaceAfter=12, textColor=accent
        ),
    }


def _item_style(body: ParagraphStyle, level: int) -> ParagraphStyle:
    shift = 16 * level
    return ParagraphStyle(f"item{level}", body, leftIndent=18 + shift, bulletIndent=6 + shift, spaceAfter=2.5)


def _contents_style(body: ParagraphStyle, level: int) -> ParagraphStyle:
    return ParagraphStyle(f"toc{level}", body, leftIndent=14 * level, spaceAfter=2, embeddedHyphenation=0)


def _heading_styles(bold: str, size: float, accent: Color) -> tuple[ParagraphStyle, ...]:
    sizes = (size + 3, size + 1.5, size + 0.5, size)
    return tuple(
        ParagraphStyle(
            f"heading{n}",
            fontName=bold,
            fontSize=points,
            leading=points * 1.25,
            spaceBefore=12 - 2 * n,
            spaceAfter=5,
            textColor=accent if n < 2 else black,
            keepWithNext=1,
        )
        for n, points in enumerate(sizes)
    )


def markup(text: str, piece: SourcePiece, styles: Styles) -> str:
    """Inline text as reportlab's small XML."""
    tags = {
        "bold": ("<b>", "</b>"),
        "italic": ("<i>", "</i>"),
        "note": ("<super>", "</super>"),
        "plain": ("", ""),
    }
    soft = piece.meta.get("hyphenate") == "yes"
    out = []
    for style, run in inline_runs(text):
        before, after = tags[style]
        out.append(before + _with_rare_signs(escape(soften(run) if soft else run)) + after)
    return "".join(out)


def _with_rare_signs(text: str) -> str:
    for sign, font in _NOT_IN_BASE_FONTS.items():
        text = text.replace(sign, f'<font face="{font}">{sign}</font>')
    return text


def make_table(
    rows: tuple[tuple[str, ...], ...], styles: Styles, width: float, *, cover: bool = False
) -> Grid:
    """Ruled table; columns share the width by the length of what they hold."""
    columns = len(rows[0])
    data = []
    for n, row in enumerate(rows):
        style = (
            (styles.cover_title if n == 0 else styles.cover_object)
            if cover
            else styles.header_cell
            if n == 0
            else styles.cell
        )
        padded = (*row, *[""] * (columns - len(row)))
        data.append([Text(_cell(cell), style) for cell in padded[:columns]])
    grid = Grid(data, colWidths=_widths(rows, columns, width), repeatRows=0 if cover else 1)
    padding = 12 if cover else 3
    grid.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, black),
            ("BACKGROUND", (0, 0), (-1, 0), styles.accent),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ]
    )
    return grid


def _cell(text: str) -> str:
    tags = {"bold": "<b>{}</b>", "italic": "<i>{}</i>", "note": "<super>{}</super>", "plain": "{}"}
    return "".join(tags[style].format(_with_rare_signs(escape(run))) for style, run in inline_runs(text))


def _widths(rows: tuple[tuple[str, ...], ...], columns: int, width: float) -> list[float]:
    """Shares that follow the longest cell, none too small for its longest word."""
    cells = [[row[c] if c < len(row) else "" for row in rows] for c in range(columns)]
    longest = [max(map(len, column)) for column in cells]
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in cells]
    total = sum(longest) or 1
    shares = [
        min(max(length / total, (word + 3) / 95), 0.6) for length, word in zip(longest, words, strict=True)
    ]
    return [width * share / sum(shares) for share in shares]
