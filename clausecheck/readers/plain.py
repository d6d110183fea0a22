"""Plain text and Markdown."""

from __future__ import annotations

import re

from clausecheck.model.document import BlockKind
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.paragraphs import paragraphs

_RULE = re.compile(r"\|?[\s:|-]+\|?")


def read_plain(data: bytes, *, markdown: bool = False) -> Layout:
    """Read text: UTF-8 where it is, else Windows-1252. Markdown headings and tables are understood."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    builder = LayoutBuilder()
    pending: list[str] = []
    header: tuple[str, ...] = ()
    for line in [*text.split("\n"), ""]:
        special = markdown and line.startswith(("#", "|"))
        if not special:
            pending.append(line)
            header = ()
            continue
        _flush(builder, pending)
        if line.startswith("#"):
            builder.add(line.lstrip("#").strip(), BlockKind.HEADING, level=len(line) - len(line.lstrip("#")))
        elif not _RULE.fullmatch(line):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            builder.add_row(cells, header)
            header = header or tuple(cells)
    _flush(builder, pending)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def _flush(builder: LayoutBuilder, pending: list[str]) -> None:
    for kind, text in paragraphs("\n".join(pending)):
        builder.add(text, kind)
    pending.clear()


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
