"""Lines and table rows that name an award criterion and its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from clausecheck.model.document import Block, Document
from clausecheck.model.place import Span
from clausecheck.structure.weights import Unit, Weight, find_weights, pure_weight
from clausecheck.text.folding import fold

_SUB = re.compile(r"\W*(?:sous\W{0,2}criteres?|sub-?criteri(?:on|a)|dont\b|including\b|element)")
_TOP = re.compile(r"\W*(?:criteres?|criterion)\s*(?:n\s*[°o]\s*)?\d{0,2}\b")
_DEEP_NUMBER = re.compile(r"\W*(?:\d{1,2}\.\d{1,2}|[a-h]\s*[).]\s)")
_FLAT_NUMBER = re.compile(r"\W*\d{1,2}\s*(?:[.)/\-–:°]+|er|e|eme)?\s+\D")
_OPENING = re.compile(
    r"[\W_]*(?:(?:sous\W{0,2}criteres?|criteres?|criterion|sub-?criterion)\s*(?:(?:n\s*[°o]\s*)?(?:\d{1,2}(?:[.\-]\d{1,2})*|[a-h]\b)\s*[:.\-)]*|\s*[:\-])"
    r"|\d{1,2}(?:\.\d{1,2})*\s*(?:[.)/\-:°]+|er\b|eme\b)?(?=\s*[a-z(\"])|[a-h]\s*[).](?=\s)|dont\b\s*:?|including\b\s*:?|"
    r"et\b|and\b|ainsi que\b|puis\b|pour\b|o\s|lots?\s*(?:n\s*[°o]\s*)?\d{1,2}\s*:)[\W_]*(?:l[ea]s?\s+critere(?:s)?\s+)?"
)
_CONNECTOR = re.compile(
    r"(?:[\s(\[:;,.=|–-]|\b(?:ponderation|pondere[es]*|ponderee?s?|coeff?(?:icient)?s?|notee?s?|note|sur|soit|a|de|du|est|sont|hauteur|"
    r"compte|comptent|represente(?:nt)?|pour|poids|max(?:imum)?|total|points?|weighted?|weighting|at|is|of|for|"
    r"(?:dix|quinze|vingt|trente|quarante|cinquante|soixante|quatre|cent|cinq|deux|trois|six|sept|huit|neuf)(?:-(?:et-)?\w+)*|pour-?cent|by))+$"
)  # fmt: skip
_CUT = re.compile(
    r"\s*[(:;]|\.\s|\s(?:definition|appreciee?s?|jugee?s?|evaluee?s?|analysee?s?|notee?s?|assessed|dont|sur la base|au regard|au vu)\b"
)
_NO_CRITERION = re.compile(
    r"\W*(?:(?:l[ae]s?\s+|l'|une?\s+)?(?:tva|avances?|acomptes?|penalites?|retenue|taux\s+de\s+tva|vat)\b|total|somme|note|notation|formule|sous-total|nombre de points|bareme|exemple|chaque|les? (?:notes?|offres?)|le candidat|"
    r"tres (?:satisfais|bon)|satisfais|insuffis|moyen\b|bon\b|excellent|aucune?|passable|reponse|offre (?:la|non|conforme)|score|n\s*=|decomposition|repartition|ventilation|soit\b)"
    r"|.*\b(?:delai de validite|jours|bonus|malus|total de|candidatures?|chiffre d'affaires|sera ramenee?|sera attribuee?)\b"
)
_OPENS = re.compile(
    r"[^(:%]{4,110}?(?P<sign>\(|:\s*[-–•])\s*(?=[a-z\d])(?!(?:pondere|ponderation|coef|note|sur)\b)"
)
_FOR = re.compile(r"^[\s:)\-–]*(?:pour\s+)?")
_LOT = re.compile(
    r"[\s)]*+(?:pour\s++)?(?:le|les|aux?)?\s*+lots?\s*+(?:n\s*+[°o]\s*+)?(?P<lot>\d{1,3}|[a-z])\b"
)
_SUB_HEADER = re.compile(r"sous|sub|detail|element")
_KNOWN = re.compile(
    r"\b(?:prix|couts?|valeur|technique|qualite|delais?|environnement\w*|developpement|performances?|moyens|methodolog\w+|memoire|"
    r"organisation|planning|social\w*|insertion|service|garanties?|references?|esthetique|fonctionnalites?|securite|montant|"
    r"pertinence|compre\w+|equipe|innovation|price|cost|quality|technical|social|delivery|experience|financi\w+|econom\w+|durable)\b"
)
_LONGEST = 160
_SENTENCE = 110


class Entry(NamedTuple):
    """A criterion as one line gives it, before it is known what it belongs to.

    Attributes:
        span: The words that name it.
        name: Cleaned.
        value: As written; None when no weight stands there.
        unit: Of the value.
        depth: 1 for a criterion, 2 for a sub-criterion, None when the line does not tell.
        counted: It stands after « dont »: it and those after it add up to the criterion above.
        lot: Named beside the weight, or None.
    """

    span: Span
    name: str
    value: Decimal | None
    unit: Unit
    depth: int | None
    counted: bool
    lot: str | None


def entries_of_text(
    document: Document, folded: str, span: Span, *, listed: bool, nested: bool
) -> Iterator[Entry]:
    """Yield the criteria named in a sentence or a list item, one before every weight.

    Args:
        document: The piece.
        folded: Its folded text.
        span: The passage.
        listed: It is a list item or a line of its own: its words need not be known ones.
        nested: A criterion introduces it.
    """
    text = document.text[span.start : span.end]
    words = folded[span.start : span.end].replace("\n", " ")
    weights = _without_repeats(list(find_weights(words)), words)
    begin, close = _open_detail(words, weights)
    if begin and not nested:
        name, _ = _name_in(text[: begin - 1], words[: begin - 1])
        if name and _believable(name, words, listed):
            yield Entry(
                Span(start=span.start, end=span.start + begin), name, None, Unit.PERCENT, 1, False, None
            )
    named: tuple[str, int | None] = ("", None)
    for weight in weights:
        segment = words[begin : weight.start]
        own, offset = _name_in(text[begin : weight.start], segment)
        start = span.start + begin + offset if own else span.start
        if not own and weight is weights[0]:
            own, _ = _name_in(text[weight.end :], _FOR.sub(lambda m: " " * len(m[0]), words[weight.end :]))
        named = (own, _depth(segment)) if own else named
        if named[0] and _believable(named[0], words, listed):
            end = span.end if start == span.start and not segment.strip() else span.start + weight.end
            detail = nested or weight.start < close
            counted = bool(re.match(r"\W*(?:dont|including)\b", segment))
            place = Span(start=start, end=max(end, start + 1))
            yield Entry(
                place,
                named[0],
                weight.value,
                weight.unit,
                2 if detail else named[1],
                counted,
                _lot_after(words, weight),
            )
        begin = weight.end


def _open_detail(words: str, weights: Sequence[Weight]) -> tuple[int, int]:
    """« Valeur technique (méthode 25 %, moyens 15 %) »: where the details begin and end; 0, 0 without.

    Two weights at least must stand inside the parenthesis, or after « : - ».
    """
    if len(weights) < 2:
        return 0, 0
    opened = _OPENS.match(words, 0, weights[0].start)
    if opened is None or _LOT.match(words, opened.end()):
        return 0, 0
    close = words.find(")", weights[0].end) if opened["sign"] == "(" else len(words)
    close = len(words) if close < 0 else close
    if opened["sign"] == "(" and words.count(")", opened.end(), weights[0].start):
        return 0, 0
    inside = sum(weight.start < close for weight in weights)
    return (opened.end(), close) if inside > 1 else (0, 0)


def _lot_after(words: str, weight: Weight) -> str | None:
    """« 40 points pour le lot 1 »."""
    found = _LOT.match(words, weight.end)
    return found["lot"] if found is not None else None


def entry_without_weight(document: Document, folded: str, span: Span, *, nested: bool) -> Entry | None:
    """Return the criterion that a list item names where the text gives no weights, or None."""
    name, _ = _name_in(document.text[span.start : span.end], folded[span.start : span.end])
    if not name or not _believable(name, folded[span.start : span.end], True):
        return None
    return Entry(
        span, name, None, Unit.PERCENT, 2 if nested else _depth(folded[span.start : span.end]), False, None
    )


def entries_of_row(document: Document, folded: str, block: Block, header: Sequence[str]) -> Iterator[Entry]:
    """Yield the criteria of a table row: the name is the nearest cell of words before the weight.

    Args:
        document: The piece.
        folded: Its folded text.
        block: The row.
        header: Folded column headers; they tell the unit of a bare figure.
    """
    text = document.text
    headers = [*header] + [""] * len(block.cells)
    named: list[tuple[int, Span]] = []
    found = False
    for column, cell in enumerate(block.cells):
        words = folded[cell.start : cell.end].replace("\n", " ")
        pure = pure_weight(words, headers[column]) if words.strip() else None
        if pure is None:
            if sum(map(str.isalpha, words)) > 2:
                named.append((column, cell))
            continue
        for position, (name_column, name_cell) in enumerate(named):
            last = position == len(named) - 1
            entry = _row_entry(text, folded, name_cell, pure if last else None)
            if entry is None:
                continue
            sub = position > 0 or found or bool(_SUB_HEADER.search(headers[name_column]))
            yield entry._replace(
                depth=entry.depth or (2 if sub else None),
                span=Span(start=name_cell.start, end=cell.end) if last else name_cell,
            )
        found = found or bool(named)
        named = []
    if not found:
        span = Span(start=block.cells[0].start, end=block.cells[-1].end) if block.cells else block.span
        yield from entries_of_text(document, folded, span, listed=True, nested=False)


def _row_entry(text: str, folded: str, cell: Span, weight: tuple[Decimal, Unit] | None) -> Entry | None:
    words = folded[cell.start : cell.end].replace("\n", " ")
    name, _ = _name_in(text[cell.start : cell.end], words)
    if not name or _NO_CRITERION.match(fold(name)):
        return None
    value, unit = weight if weight else (None, Unit.PERCENT)
    return Entry(cell, name, value, unit, _depth(words), bool(re.match(r"\W*dont\b", words)), None)


def _without_repeats(weights: Sequence[Weight], words: str) -> list[Weight]:
    """Drop the second figure of « 60 % (noté sur 60 points) »; per cent wins over points."""
    kept: list[Weight] = []
    for weight in weights:
        between = words[kept[-1].end : weight.start] if kept else ""
        if (
            kept
            and len(between) <= _LONGEST
            and not _CONNECTOR.sub("", between).strip()
            and not _LOT.search(words[kept[-1].end : kept[-1].end + 25])
        ):
            if weight.unit < kept[-1].unit:
                kept[-1] = weight._replace(start=kept[-1].start)
            else:
                kept[-1] = kept[-1]._replace(end=weight.end)
            continue
        kept.append(weight)
    return kept


def _name_in(text: str, folded: str) -> tuple[str, int]:
    """Return the name that a piece of text holds, and where it starts; "" when there is none."""
    begin = 0
    while (opening := _OPENING.match(folded, begin)) is not None and opening.end() > begin:
        begin = opening.end()
    while begin < len(folded) and not (folded[begin].isalnum() or folded[begin] == "("):
        begin += 1
    end = len(folded)
    connector = _CONNECTOR.search(folded, max(begin, end - _LONGEST))
    if connector is not None:
        end = connector.start()
    if end - begin > _SENTENCE or "\n" in text[begin:end]:
        cut = _CUT.search(folded, begin + 4, end)
        end = cut.start() if cut is not None else end
    name = " ".join(text[begin:end].split())
    name = name[: name.rfind(" ", 0, _LONGEST)] if len(name) > _LONGEST else name
    name = name.strip(' :;,.-–—(|"«»')
    return (name, begin) if sum(map(str.isalpha, name)) > 2 else ("", begin)


def _believable(name: str, words: str, listed: bool) -> bool:
    folded = fold(name)
    if _NO_CRITERION.match(folded) or name.count(" ") > 28:
        return False
    return (listed and len(words) < 3 * _LONGEST) or bool(_KNOWN.search(folded))


def _depth(folded: str) -> int | None:
    if _SUB.match(folded):
        return 2
    if _DEEP_NUMBER.match(folded):
        return 2
    if _TOP.match(folded) or _FLAT_NUMBER.match(folded):
        return 1
    return None
