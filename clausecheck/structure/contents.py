"""Tables of contents that the reader could not leave out: lines that announce, and state nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clausecheck.structure.lines import Line

_TITLE = re.compile(r"(?:sommaire|table des matieres|table of contents|contents|index)\s*:?$")
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*(?:page\s*)?(?:\d{1,3}|\.\.)?$")
_PAGED = re.compile(r"\S.*(?:\t|\s{2,}|\s)\d{1,3}$")
_NUMBERED = re.compile(r"(?:article|chapitre|annexe|lot|titre|partie|\d{1,2}[.)\s-]|[ivx]{1,4}[.)\s-])")
_NUMBER = re.compile(r"^(?:(?:article|chapitre)\s+)?[\divx.]{1,8}\s*[-:.)]*\s*")
_END = re.compile(r"[\s.…·_\d]+$")
_ENTRY_LENGTH = 130
_LEADER_LENGTH = 400
"""The same with the dots that lead to the page number: some programs write a few hundred."""
_FIELD = re.compile(r"(?:fait|le|a|date|heure|nom|signature|tel|email|siret)\b|.*:\s*[.…_]{3,}$")


def find_contents(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that belong to a table of contents."""
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if len(lines[index].folded) < 25 and _TITLE.match(lines[index].folded):
            run = _run_after(lines, index)
            if run:
                found.update((index, *run))
                index = run[-1]
        index += 1
    found.update(_leaders(lines))
    return frozenset(found)


def _run_after(lines: Sequence[Line], title: int) -> list[int]:
    """Follow entries until a line is none, or the first entry's title comes again (the body begins)."""
    run: list[int] = []
    seen: set[str] = set()
    for index in range(title + 1, len(lines)):
        line = lines[index]
        if len(line.folded) > _ENTRY_LENGTH:
            break
        paged = bool(_PAGED.match(line.folded) or _LEADER.search(line.folded))
        if not (paged or _NUMBERED.match(line.folded)):
            break
        key = _bare(line.folded)
        if not paged and (key in seen or line.folded.endswith((".", ";", ":"))):
            break
        seen.add(key)
        run.append(index)
    return run if len(run) > 1 else []


def _leaders(lines: Sequence[Line]) -> list[int]:
    """Lines with dots that lead to a page number, three at least within a few lines."""
    marked = [
        index
        for index, line in enumerate(lines)
        if line.folded[-1].isdigit()
        and len(line.folded) <= _LEADER_LENGTH
        and _LEADER.search(line.folded)
        and not _FIELD.match(line.folded)
    ]
    near = set(marked)
    return [index for index in marked if sum(other in near for other in range(index - 4, index + 5)) > 2]


def _bare(folded: str) -> str:
    return _END.sub("", _NUMBER.sub("", folded)).strip()
