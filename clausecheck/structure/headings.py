"""Headings: styled ones, and numbered or capital lines that stand for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clausecheck.model.document import BlockKind, Document
from clausecheck.model.outline import Section
from clausecheck.model.place import Span
from clausecheck.structure.contents import find_contents
from clausecheck.structure.lines import Line, blocks_of, lines_of
from clausecheck.structure.lists import bullet_of
from clausecheck.structure.nesting import Nesting
from clausecheck.structure.numbering import Heading, ends_open, parse_numbered, reads_as_sentence, starts_high
from clausecheck.structure.sequences import in_sequence

_NOT_A_TITLE = re.compile(
    r"\d{5}|[€@]|https?:|www\.|\btel\b|\bfax\b|\bcedex\b|\bsiret\b|\biban\b|\bht\b|\bttc\b|[.…_]{4,}|^(?:oui|non|yes|no)\b"
)
_INTRODUCES = re.compile(
    r"\b(?:suivante?s?|ci-(?:dessous|apres|contre)|comme suit|notamment|ainsi que|a savoir|following|below|such as|"
    r"nom|prenom|adresse|date|heure|telephone|email|courriel|mel|objet|exemple|nb|n\.b|nota|attention|soit|dont|"
    r"est|sont|sera|seront|doit|doivent|devra|devront|peut|peuvent)\b"
)
_CONNECTS = re.compile(
    r"(?:a|au|aux|dans|pour|en|s'agissant|lors|apres|avant|par|ces?|cette|si|il|ils|elles?|afin|d'autre|d'une|toutefois|"
    r"sur|selon|conformement|concernant|le titulaire|l'entreprise|in|for|if|when|this|these)\b"
)
_FIGURES = re.compile(r"\s\d+$|\b(?=\w*[A-Z])\w*\d{2,}\w*\b|\b[A-Z]+\d+[A-Z]")
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_SMALL = re.compile(r"[a-zß-öø-ÿ]")
_LONG_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]{5}")
_SHORT = 70
_CAPITAL_LENGTH = 100
_PROSE = 45


def find_sections(document: Document, folded: str) -> tuple[Section, ...]:
    """Return the sections of a document, from the styles of the format and from numbered lines.

    Args:
        document: As read.
        folded: ``fold(document.text)``.

    Returns:
        In order of their headings; empty when the text has none.
    """
    lines = lines_of(document, folded)
    contents = find_contents(lines)
    headings = sorted(_all_headings(document, lines, contents), key=lambda pair: pair[0].first)
    return _nested(document, lines, headings)


def _all_headings(
    document: Document, lines: Sequence[Line], contents: frozenset[int]
) -> Iterator[tuple[Heading, int | None]]:
    """Yield headings with the level that the format gives them (None for those found by their look)."""
    taken: set[int] = set(contents)
    for heading, level in _styled(document, lines, contents):
        taken.update(range(heading.first, heading.last + 1))
        yield heading, level
    for heading in in_sequence(tuple(_numbered(lines, taken)), lines):
        taken.update(range(heading.first, heading.last + 1))
        yield heading, None
    for heading in _unnumbered(lines, taken):
        yield heading, None


def _styled(
    document: Document, lines: Sequence[Line], contents: frozenset[int]
) -> Iterator[tuple[Heading, int]]:
    """Headings that the format itself tells (Word styles)."""
    blocks = blocks_of(document)
    index = 0
    while index < len(lines):
        line = lines[index]
        last = index
        if line.kind is BlockKind.HEADING and index not in contents:
            while last + 1 < len(lines) and lines[last + 1].block == line.block:
                last += 1
            numbered = parse_numbered(line, index)
            title = " ".join(each.text for each in lines[index + 1 : last + 1])
            if numbered is None:
                title = f"{line.text} {title}"
                yield Heading("styled", "", (), "", title, index, last), blocks[line.block].level or 1
            else:
                title = f"{numbered.title} {title}"
                yield numbered._replace(title=title, last=last), blocks[line.block].level or 1
        index = last + 1


def _numbered(lines: Sequence[Line], taken: set[int]) -> Iterator[Heading]:
    """Lines with a number that could be a heading's, with the line that completes their title."""
    for index, line in enumerate(lines):
        if index in taken or line.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        heading = parse_numbered(line, index)
        if heading is not None:
            whole = _completed(heading, lines, taken)
            if whole is not None:
                yield whole


def _completed(heading: Heading, lines: Sequence[Line], taken: set[int]) -> Heading | None:
    """Add the next line to a title that was cut; None when the line was the start of a sentence."""
    line = lines[heading.last]
    following = heading.last + 1
    if following >= len(lines) or following in taken:
        return heading
    after = lines[following]
    if after.kind is BlockKind.TABLE_ROW:
        return heading
    if not heading.title and heading.style in ("part", "article", "lot", "annex"):
        short = (
            len(after.folded) <= _CAPITAL_LENGTH
            and starts_high(after.text)
            and not reads_as_sentence(after.folded)
        )
        if short and parse_numbered(after, following) is None and bullet_of(after.text) is None:
            return heading._replace(title=after.text, last=following)
        return heading
    cut = ends_open(line.folded) or (after.block == line.block and after.text[0].islower())
    if not cut or bullet_of(after.text) is not None:
        return heading
    whole = f"{line.folded} {after.folded}"
    if reads_as_sentence(whole) or len(after.folded) > _CAPITAL_LENGTH or after.folded.endswith((",", ";")):
        return None
    return heading._replace(title=f"{heading.title} {after.text}", last=following)


def _unnumbered(lines: Sequence[Line], taken: set[int]) -> Iterator[Heading]:
    """Lines in capitals that stand alone, and short titles closed by a colon above a paragraph."""
    index = 0
    while index < len(lines):
        line = lines[index]
        last = index
        if index not in taken and line.kind is BlockKind.PARAGRAPH and _may_be_title(line, lines, index):
            if _in_capitals(line.text):
                last = _last_capitals(lines, index, taken)
                title = " ".join(each.text for each in lines[index : last + 1])
                if not _above_address(lines, last) and len(title) <= 2 * _CAPITAL_LENGTH:
                    yield Heading("upper", "", (), "", title, index, last)
            elif _titles_a_paragraph(line, lines, index):
                yield Heading("short", "", (), "", line.text, index, index)
        index = last + 1


def _may_be_title(line: Line, lines: Sequence[Line], index: int) -> bool:
    if (
        len(line.folded) > _CAPITAL_LENGTH
        or line.folded.endswith((",", ";"))
        or _NOT_A_TITLE.search(line.folded)
    ):
        return False
    before = lines[index - 1] if index else None
    inside = before is not None and before.block == line.block
    return (
        not inside
        or before is None
        or before.folded.endswith((".", ":", ";", "!", "?"))
        or _in_capitals(line.text)
    )


def _in_capitals(text: str) -> bool:
    """True when the words are in capitals, one of five letters at least."""
    if not _LONG_WORD.search(text) or not text[0].isalpha() or _FIGURES.search(text):
        return False
    return len(_SMALL.findall(text)) * 9 <= len(_CAPITALS.findall(text))


def _last_capitals(lines: Sequence[Line], index: int, taken: set[int]) -> int:
    last = index
    while (
        last + 1 < len(lines)
        and last + 1 not in taken
        and lines[last + 1].kind is BlockKind.PARAGRAPH
        and _in_capitals(lines[last + 1].text)
        and not lines[last].folded.endswith((":", "."))
        and (lines[last + 1].block == lines[index].block or ends_open(lines[last].folded))
    ):
        last += 1
    return last


def _above_address(lines: Sequence[Line], last: int) -> bool:
    """An address or a telephone follows: the capitals are the name of a body, not a title."""
    if (
        last + 1 < len(lines)
        and lines[last + 1].text[0].islower()
        and lines[last + 1].block == lines[last].block
    ):
        return True
    return any(_NOT_A_TITLE.search(line.folded) for line in lines[last + 1 : last + 3])


def _titles_a_paragraph(line: Line, lines: Sequence[Line], index: int) -> bool:
    """« Copie de sauvegarde : » above a paragraph; a list below would make it a lead-in instead."""
    if not line.folded.endswith(":") or len(line.folded) > _SHORT or not starts_high(line.text):
        return False
    if line.folded.count(" ") > 8 or _INTRODUCES.search(line.folded) or _CONNECTS.match(line.folded):
        return False
    if bullet_of(line.text) is not None and not _in_capitals(line.text[2:].strip()):
        return False
    if index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    return (
        after.kind is BlockKind.PARAGRAPH
        and len(after.folded) >= _PROSE
        and starts_high(after.text)
        and bullet_of(after.text) is None
        and not after.folded.endswith((":", ";", ","))
    )


def _nested(
    document: Document, lines: Sequence[Line], headings: Sequence[tuple[Heading, int | None]]
) -> tuple[Section, ...]:
    """Give every heading its parent, level and range."""
    nesting = Nesting()
    placed = [nesting.place(heading, level) for heading, level in headings]
    ends = [len(document.text)] * len(headings)
    open_ones: list[int] = []
    for index, (_, level) in enumerate(placed):
        while open_ones and placed[open_ones[-1]][1] >= level:
            ends[open_ones.pop()] = lines[headings[index][0].first].start
        open_ones.append(index)
    return tuple(
        Section(
            title=" ".join(heading.title.rstrip(" :").split()),
            number=heading.number,
            level=level,
            span=Span(start=lines[heading.first].start, end=ends[index]),
            heading=Span(start=lines[heading.first].start, end=lines[heading.last].end),
            parent=parent,
        )
        for index, ((heading, _), (parent, level)) in enumerate(zip(headings, placed, strict=True))
    )
