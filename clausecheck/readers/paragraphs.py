"""Lines of a page -> paragraphs, list items and heading lines, as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausecheck.model.document import BlockKind

_BULLET = re.compile(
    r"\s*(?:[•▪◦●○■□➢➔→►✓✔❖§·☐☒☑\uf000-\uf0ff][ \t]*|o[ \t]+|[-–—−*][ \t]*(?=\S)|[a-z]\)[ \t]|\d{1,2}[°)][ \t])"
)
_NUMBERED = re.compile(
    r"\s*(?:(?:article|chapitre|titre|section|partie|annexe|lot)\s+(?:n[°o]\s*)?[\divxlc]+\b|\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]*[-–:)]?[ \t]+[A-ZÀ-Ý]|[IVX]{1,5}[.)]?[ \t]*[-–.]?[ \t]+[A-ZÀ-Ý]|[A-H]\.[ \t]+[A-ZÀ-Ý])",
    re.IGNORECASE,
)
_STRICT_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]*[-–:)]?[ \t]+[A-ZÀ-Ý]|[IVX]{1,5}[.)]?[ \t]*[-–.]?[ \t]+[A-ZÀ-Ý]|[A-H]\.[ \t]+[A-ZÀ-Ý]|(?i:article|chapitre|titre|section|annexe|lot)\s)"
)
_ENDS = re.compile(r"[.;:!?»)]\s*$")
_STARTS = re.compile(r"\s*[A-ZÀ-Ý«\"(0-9]")
_HEADING_LONGEST = 110
_SHORT = 0.62
"""A line shorter than this share of the page's usual width ends its paragraph when the next starts afresh."""


def paragraphs(text: str) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks of a page's text, with their line breaks kept."""
    lines = text.split("\n")
    width = _usual_width(lines)
    block: list[str] = []
    kind = BlockKind.PARAGRAPH
    for line in lines:
        bullet = bool(_BULLET.match(line))
        if block and _begins_afresh(block[-1], line, kind, width, bullet=bullet):
            yield kind, "\n".join(block).strip("\n")
            block = []
        if not line.strip():
            continue
        if not block:
            kind = BlockKind.LIST_ITEM if bullet else BlockKind.PARAGRAPH
        block.append(line.rstrip())
    if block:
        yield kind, "\n".join(block)


def _begins_afresh(before: str, line: str, kind: BlockKind, width: int, *, bullet: bool) -> bool:
    if not line.strip() or bullet:
        return True
    if _is_heading(line) or _is_heading(before):
        return True
    if not _STARTS.match(line):
        return False
    if _ENDS.search(before):
        return (
            len(before.strip()) < 0.85 * width or before.rstrip().endswith(":") or kind is BlockKind.LIST_ITEM
        )
    return len(before.strip()) < _SHORT * width


def _is_heading(line: str) -> bool:
    return bool(
        len(line.strip()) <= _HEADING_LONGEST
        and _NUMBERED.match(line)
        and _STRICT_NUMBERED.match(line)
        and not line.rstrip().endswith((",", ";"))
    )


def _usual_width(lines: list[str]) -> int:
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(len(lengths) * 0.85)] if lengths else 0
