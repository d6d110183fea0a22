"""Readable source of a piece -> blocks.

A source is plain text that a jurist can read: a head of ``key: value`` lines between two ``---``, then

    # heading      ## sub-heading      ### …
    paragraph (one line, or several joined)
    - bullet       (two spaces before the dash: second level)
    1. numbered item     a) lettered item
    | cell | cell |          first row is the header, a row of dashes follows
    > text of a box beside the text
    [^1]: text of footnote 1, called by [^1] in a paragraph
    ===                      page break
    **bold**, *italic*
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Title of an article, level from 1; ``text`` holds its number if numbers are literal."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text with inline marks."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """List item: level from 0; ``mark`` is "" for a bullet, else "1." or "a)"."""

    level: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, the first one is the header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Framed text: a text box in Word."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The text goes on overleaf."""


Block = Heading | Paragraph | Item | Table | Box | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePiece:
    """A parsed source file."""

    name: str
    meta: dict[str, str]
    blocks: tuple[Block, ...]
    footnotes: dict[str, str] = field(default_factory=dict)

    @property
    def automatic_numbers(self) -> bool:
        """Headings carry no number in the source; the word processor counts them."""
        return self.meta.get("numbering") == "auto"

    @property
    def has_contents(self) -> bool:
        """A table of contents page follows the cover."""
        return self.meta.get("toc", "yes") == "yes"

    @property
    def english(self) -> bool:
        """The piece is in English."""
        return self.meta.get("lang", "fr") == "en"


_HEADING = re.compile(r"(#{1,4})\s+(.*)")
_ITEM = re.compile(r"( *)(?:[-•]|(\d+\.|[a-z]\)))\s+(.*)")
_NOTE = re.compile(r"\[\^(\w+)\]:\s*(.*)")
_RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+$")


def read_source(path: Path) -> SourcePiece:
    """Parse one source file.

    Raises:
        ValueError: The head is missing; the message names the file.
    """
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f'{path}: a source starts with "---", its head, "---"')
    head = (line.partition(":") for line in parts[1].splitlines() if line.strip())
    meta = {key.strip(): value.strip() for key, _, value in head}
    text = (
        parts[2] if meta.get("lang") == "en" or meta.get("spaces") == "plain" else no_break_spaces(parts[2])
    )
    lines = text.splitlines()
    notes = {found[1]: found[2] for line in lines if (found := _NOTE.match(line))}
    body = [line for line in lines if not _NOTE.match(line)]
    return SourcePiece(name=path.stem, meta=meta, blocks=tuple(_blocks(body)), footnotes=notes)


def no_break_spaces(text: str) -> str:
    """Put the no-break spaces that a French word processor sets by itself."""
    return re.sub(r"(?<=\S) (?=[:;!?%€»°]|m²)|(?<=«) |(?<=\d) (?=\d{3}\b)", "\u00a0", text)


def _blocks(lines: list[str]) -> list[Block]:
    """Group lines into blocks; a blank line ends a paragraph, an item or a table."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            groups.append([])
        elif _starts_block(line, groups[-1]) or (groups[-1] and _HEADING.match(groups[-1][0])):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_block(group) for group in groups if group]


def _starts_block(line: str, group: list[str]) -> bool:
    if line.startswith("|"):
        return not (group and group[0].startswith("|"))
    if line.startswith(">"):
        return not (group and group[0].startswith(">"))
    return bool(_HEADING.match(line) or _ITEM.match(line) or line == "===")


def _block(group: list[str]) -> Block:
    first = group[0]
    if first == "===":
        return PageBreak()
    if first.startswith("|"):
        return Table(rows=tuple(_cells(line) for line in group if not _RULE.match(line)))
    if first.startswith(">"):
        return Box(text=" ".join(line.lstrip("> ") for line in group))
    text = " ".join(line.strip() for line in group)
    if found := _HEADING.match(text):
        return Heading(level=len(found[1]), text=found[2])
    if found := _ITEM.match(first):
        rest = " ".join([found[3], *(line.strip() for line in group[1:])])
        return Item(level=len(found[1]) // 2, text=rest, mark=found[2] or "")
    return Paragraph(text=text)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*|\[\^(?P<note>\w+)\]")


def inline_runs(text: str) -> list[tuple[str, str]]:
    """Cut inline marks: ``(style, text)`` with style among plain, bold, italic, note."""
    runs: list[tuple[str, str]] = []
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            runs.append(("plain", text[at : found.start()]))
        style = found.lastgroup or "plain"
        runs.append((style, found[style]))
        at = found.end()
    if at < len(text):
        runs.append(("plain", text[at:]))
    return runs


def plain_text(text: str) -> str:
    """``text`` without inline marks nor calls of notes."""
    return "".join(run for style, run in inline_runs(text) if style != "note")


def number_headings(blocks: tuple[Block, ...]) -> list[str]:
    """Numbers "1", "1.1" … for every heading in order, as a word processor counts them."""
    counts = [0] * 9
    numbers = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (9 - block.level)
            numbers.append(".".join(str(n) for n in counts[: block.level]))
    return numbers
