"""Web pages saved to disk, and the bodies of messages: what a browser would show of them.

Nothing that a page points to is fetched: frames and objects whose content stands elsewhere are
reported, pictures and links are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from clausecheck.model.document import BlockKind, Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded, mark_of, wide_encoding
from clausecheck.readers.headers import header_row
from clausecheck.readers.htmltables import Row, cell_text, table_rows
from clausecheck.readers.htmlwords import Event, InlineText, Walk
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.paragraphs import is_item
from clausecheck.readers.plain import add_paragraphs, lines_of
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.settings import Progress, ReadSettings, Revisions

_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_ENTITY = re.compile(r"<!ENTITY\b", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[", re.I)
_HEAD = 4096
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
    "header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul listing xmp plaintext".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset("ol ul menu dir".split())
_PLAIN = frozenset("pre listing xmp plaintext".split())
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_DEPTH = "Excessive depth"


def read_html(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a web page.

    Raises:
        UnreadableError: It declares entities, or holds more elements than the limit.
    """
    return html_layout(html_text(data), settings)


def html_text(data: bytes, declared: str | None = None) -> str:
    """Return the characters of a page: by its mark, its envelope, its own declaration, else by its bytes."""
    if declared is None and mark_of(data) is None and wide_encoding(data) is None:
        found = _DECLARED.match(data) or _CHARSET.search(data[:_HEAD])
        declared = found[1].decode("ascii") if found else None
    return decoded(data, declared)


def html_layout(text: str, settings: ReadSettings) -> Layout:
    """Read the characters of a web page, as ``read_html`` does its bytes."""
    builder = LayoutBuilder()
    problems = add_html(builder, text, settings)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks), problems=problems)


def add_html(builder: LayoutBuilder, text: str, settings: ReadSettings) -> tuple[Problem, ...]:
    """Add what a page shows, and return what of it was not read.

    Raises:
        UnreadableError: It declares entities, or holds more elements than the limit.
    """
    root, problems = _tree(text, settings.limits)
    if root is None:
        return tuple(problems)
    reader = _PageReader(builder, settings.revisions)
    reader.read(root)
    if reader.carried:
        problems.append(
            problem("external_link", f"Du contenu affiché depuis d’autres fichiers n’a pas été lu ({reader.carried} cadre(s) ou objet(s)).")
        )  # fmt: skip
    return tuple(problems)


def _tree(text: str, limits: Limits) -> tuple[etree._Element | None, list[Problem]]:
    if text.count("<") > 2 * limits.xml_elements:
        raise unreadable("too_large", f"Cette page compte trop d’éléments ({limits.named('xml_elements')}).")
    inner = _DOCTYPE.search(text[: 2 * _HEAD])
    if inner is not None and _ENTITY.search(text, inner.end()):
        raise unreadable("unsafe_xml", "Cette page déclare des entités XML, ce que ce format exclut.")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    # Depth and sizes are bounded by the parser's larger limits, the elements by ours.
    # A NUL would end the page for the parser; surrogates have no bytes.
    content = text.replace("\0", "").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(content, parser) if content.strip() else None
    except etree.XMLSyntaxError:
        # Nothing of these bytes is an element or a word.
        root = None
    cut = any(_DEPTH in entry.message for entry in parser.error_log)
    if cut:
        return root, [problem("damaged_file", "Cette page emboîte trop d’éléments : sa fin n’a pas été lue.")]
    return root, []


class _PageReader:
    """Adds a block wherever a browser would begin a new line."""

    def __init__(self, builder: LayoutBuilder, revisions: Revisions) -> None:
        self._builder, self._revisions = builder, revisions
        self._inline = InlineText()
        self._label = ""
        self._depth = 0
        self._heading: int | None = None
        self._plain = 0
        self.carried = 0

    def read(self, root: etree._Element) -> None:
        """Add the blocks of the page."""
        walk = Walk(root, self._revisions)
        for shown in walk:
            if shown.event is Event.TEXT:
                self._add(shown.text)
            elif shown.event is Event.OPEN:
                self._open(shown.element, walk)
            elif shown.event is Event.CLOSE:
                self._close(shown.element)
            elif shown.event is Event.LABEL:
                self._label = shown.text
            else:
                self.carried += 1
        self._flush()

    def _add(self, text: str) -> None:
        if self._plain:
            self._inline.add_raw(text)
        else:
            self._inline.add(text)

    def _open(self, element: etree._Element, walk: Walk) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._inline.break_line()
        if tag not in _BLOCKS and tag not in _HEADINGS:
            return
        self._flush()
        self._heading = _HEADINGS.get(tag, self._heading)
        self._plain += tag in _PLAIN
        self._depth += tag in _LISTS
        if tag == "table" and (rows := table_rows(element, self._revisions)):
            walk.skip()
            self._table(element, rows)

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag not in _BLOCKS and tag not in _HEADINGS:
            return
        self._flush()
        if tag in _HEADINGS:
            self._heading = None
        if tag == "li":
            self._label = ""
        self._plain -= tag in _PLAIN
        self._depth -= tag in _LISTS

    def _flush(self) -> None:
        """Add the words gathered since the last block."""
        if self._plain:
            add_paragraphs(self._builder, lines_of(self._inline.take_raw()))
            return
        for text in _GAP.split(self._inline.take()):
            self._block(text)

    def _block(self, text: str) -> None:
        """Add a paragraph; lines of it that open as list items do are items of their own."""
        if not text:
            return
        label, self._label = self._label, ""
        if self._heading is not None:
            self._builder.add(f"{label} {text}".strip(), BlockKind.HEADING, level=self._heading)
            return
        if label or is_item(text):
            kind, level = BlockKind.LIST_ITEM, max(self._depth, 1)
        else:
            kind, level = BlockKind.PARAGRAPH, None
        first, *others = _parts(text)
        self._builder.add(f"{label} {first}".strip(), kind, level=level)
        for other in others:
            self._builder.add(other, BlockKind.LIST_ITEM, level=max(self._depth, 1))

    def _table(self, table: etree._Element, rows: Sequence[Row]) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._builder.add(cell_text(caption, self._revisions), BlockKind.PARAGRAPH)
        found = header_row([row.cells for row in rows], [row.marked for row in rows])
        header = rows[found].cells if found is not None else ()
        for index, row in enumerate(rows):
            self._builder.add_row(row.cells, header if found is not None and index > found else ())


def _parts(text: str) -> list[str]:
    """Part a paragraph before the lines that open as list items do."""
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and not is_item(line):
            parts[-1] += f"\n{line}"
        else:
            parts.append(line)
    return parts
