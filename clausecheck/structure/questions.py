"""Questions of tenderers and the buyer's answers: a question states nothing, an answer is read in its light.

Only where a piece holds several of both. « Non » to « est-il exigé ? », and « oui » to « peut-on s'en
dispenser ? », take a requirement back: question and answer are then one passage that denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clausecheck.model.outline import Passage, PassageKind, Region
from clausecheck.model.place import Span
from clausecheck.text.folding import fold

_NUMBER = r"\s*(?:n\W{0,2})?\d*"
_QUESTION = re.compile(rf'["\W]*(?:questions?{_NUMBER}\s*(?:[:.)-]|$)|q{_NUMBER}\s*[:.)-])')
_ANSWER = re.compile(
    rf'["\W]*(?:reponses?|answers?){_NUMBER}(?:\s+(?:de|du|of)\b[^:]{{0,60}})?\s*(?:[:.)-]|$)|\W*[ra]{_NUMBER}\s*[:)-]'
)
_ASKED = re.compile(r"\b(?:questions?|demandes?|remarques?|quer(?:y|ies))\b")
_ANSWERED = re.compile(r"\b(?:reponses?|answers?|response)\b")
_TENDERER = re.compile(
    r"\b(?:candidats?|soumissionnaires?|titulaire|fournisseur|votre|tenderer|bidder|supplier|your)\b"
)
"""In a column of answers: a form that the tenderer fills in, whose questions are the buyer's demands."""
_LEAST = 2
"""Answers that make a piece one of questions and answers."""
_NO = re.compile(r"\W*(?:non|no)\b(?!\s+(?:conform|applic|seulement|only))")
_YES = re.compile(r"\W*(?:oui|yes|c'est possible|cela est possible|effectivement)\b")
_REQUIRED = re.compile(
    r"\b(?:exig\w+|obligatoire\w*|obligation|impos\w+|requis\w*|imperati\w+|doi(?:t|vent)|devons|faut-il|est-il demande\w*|"
    r"eliminatoire\w*|necessaire\w*|maintenu\w*|must|required?|mandatory|compulsory|need to|have to)\b"
)
_SPARED = re.compile(
    r"\b(?:derog\w+|dispens\w+|exempt\w+|facultati\w+|s'affranchir|se passer|ne pas (?:fournir|appliquer|respecter|remettre)|"
    r"supprim\w+|remplac\w+|suffi\w*|sans (?:fournir|respecter|remettre|appliquer)|renonc\w+|waive\w*|optional|without (?:providing|complying))\b"
)


def with_answers(folded: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with questions set apart and answers led in by theirs.

    Args:
        folded: ``fold(document.text)``.
        passages: Of one document, in order.
    """
    if not _is_dialogue(folded, passages):
        return tuple(passages)
    return tuple(_Dialogue(folded).read(passages))


def _is_dialogue(folded: str, passages: Sequence[Passage]) -> bool:
    asked = answered = 0
    for passage in passages:
        words = folded[passage.span.start : passage.span.end]
        if passage.kind is PassageKind.TABLE_ROW:
            columns = _columns(passage)
            asked, answered = asked + bool(columns), answered + bool(columns)
        else:
            asked += bool(_QUESTION.match(words)) or words.rstrip(' ."').endswith("?")
            answered += bool(_ANSWER.match(words))
    return min(asked, answered) >= _LEAST


def _columns(passage: Passage) -> tuple[int, int] | None:
    """Return the columns of the question and of the answer of a table row, or None."""
    header = [fold(title) for title in passage.header]
    if len(header) != len(passage.cells):
        return None
    asked = next((at for at, title in enumerate(header) if _ASKED.search(title)), None)
    answered = next(
        (at for at, title in enumerate(header) if _ANSWERED.search(title) and not _TENDERER.search(title)),
        None,
    )
    return (asked, answered) if asked is not None and answered is not None and asked < answered else None


class _Dialogue:
    """Walks over the passages and remembers the question under way."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.asking = False
        self.pending: list[Passage] = []
        self.question: Span | None = None

    def read(self, passages: Sequence[Passage]) -> Iterator[Passage]:
        for passage in passages:
            yield from self._one(passage)
        yield from self._unanswered()

    def _one(self, passage: Passage) -> Iterator[Passage]:
        words = self.folded[passage.span.start : passage.span.end]
        columns = _columns(passage) if passage.kind is PassageKind.TABLE_ROW else None
        if columns:
            yield from self._unanswered()
            yield from self._row(passage, *columns)
        elif passage.kind is PassageKind.HEADING:
            yield from self._unanswered()
            self.asking, self.question = bool(_QUESTION.match(words)), None
            yield passage
        elif found := _ANSWER.match(words):
            yield from self._answer(passage, words[found.end() :])
        elif _QUESTION.match(words):
            yield from self._unanswered()
            self.asking, self.question = True, None
            self.pending.append(passage)
        elif self.asking:
            self.pending.append(passage)
        else:
            yield replace(passage, lead_in=passage.lead_in or self.question)

    def _unanswered(self) -> Iterator[Passage]:
        """Give out the parts of a question, which state nothing."""
        yield from (replace(part, region=Region.QUESTION) for part in self.pending)
        self.pending = []

    def _answer(self, passage: Passage, said: str) -> Iterator[Passage]:
        self.asking = False
        if not self.pending:
            yield passage
            return
        question = Span(start=self.pending[0].span.start, end=self.pending[-1].span.end)
        if self._denies(question, said):
            self.pending = []
            span = Span(start=question.start, end=passage.span.end)
            yield replace(passage, span=span, lead_in=None, cells=(), region=Region.DENIED)
        else:
            yield from self._unanswered()
            yield replace(passage, lead_in=question)
        self.question = question

    def _row(self, passage: Passage, asked: int, answered: int) -> Iterator[Passage]:
        question, answer = passage.cells[asked], passage.cells[answered]
        if self._denies(question, self.folded[answer.start : answer.end]):
            yield replace(passage, region=Region.DENIED)
            return
        part = replace(passage, kind=PassageKind.SENTENCE, header=(), cells=())
        yield replace(part, span=question, region=Region.QUESTION)
        if answer.end > answer.start:
            yield replace(part, span=answer, lead_in=question)

    def _denies(self, question: Span, said: str) -> bool:
        asked = self.folded[question.start : question.end]
        if _SPARED.search(asked):
            return bool(_YES.match(said))
        return bool(_REQUIRED.search(asked) and _NO.match(said))
