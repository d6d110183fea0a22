"""Pictures of pages -> their lines and tables, several at once, in order, within time and memory.

Threads only wait for Tesseract's processes; pictures are made one by one as room comes free, so
that there are never more of them in memory than processes at work, and one or two more.
"""

from __future__ import annotations

import io
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from PIL import Image

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.grids import grids_of
from clausecheck.readers.language import guess_language
from clausecheck.readers.pdflines import joined_lines
from clausecheck.readers.pdftables import Item, downwards, page_items
from clausecheck.readers.problems import problem
from clausecheck.readers.scanpicture import (
    blob_in,
    erased,
    has_ink,
    ink_beside,
    ink_share,
    is_paper,
    leaders_in,
    readable_cells,
    rules_in,
    skew_of,
    straightened,
)
from clausecheck.readers.scanwords import (
    Word,
    WordPage,
    confidence_of,
    kept_words,
    labelled,
    led_words,
    words_of,
)
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.tesseract import (
    LANGUAGES,
    ORIENTATION,
    TesseractError,
    installed_languages,
    quarter_turns,
    word_table,
)

_TURN_UNDER = 70.0
"""Mean confidence under which a page may lie on its side or upside down (then it is 20 to 60)."""
_DOUBTFUL_UNDER = 75.0
"""Mean confidence under which a page has lost words (measured on scans of the sample tenders)."""
_ODD_OVER = 0.25
_PICTURE_UNDER = 60.0
"""Mean confidence under which what was read in a photograph is no text."""
_MARKS = 0.005
"""Share of ink under which a page without words bears holes, specks or a signature, and no writing."""
_FEW_WORDS = 5
_ENOUGH_WORDS = 20
"""Words from which on the language of a page can be told."""
_TOKEN = re.compile(r"\S+")
_SOUND = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_LONE = frozenset("aàyAÀY0123456789IVXABCDEFGHoN€%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture to recognise: a page, or a part of one.

    Attributes:
        number: Of the page, from 1.
        picture: Makes the grey picture, None where that fails; called in the thread that asks for
            the results.
        dpi: Its resolution.
        left: Where its left side lies on the page, in points as displayed.
        top: Where its upper side lies.
    """

    number: int
    picture: Callable[[], Image.Image | None]
    dpi: int
    left: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What one sheet gave.

    Attributes:
        number: Of the page.
        items: Lines and tables, in reading order.
        confidence: Mean of its words, 0 to 100; None without words.
        words: How many there are.
        problem: Why it was not read, or is not to be relied on.
    """

    number: int
    items: tuple[Item, ...] = ()
    confidence: float | None = None
    words: int = 0
    problem: Problem | None = None


@dataclass
class _Run:
    """What the sheets of one document share; the language is the one that the last sheet spoke."""

    deadline: float
    limits: Limits
    language: str
    languages: frozenset[str] = field(default_factory=frozenset)

    def seconds(self) -> float:
        """Return how long one more call may take."""
        return min(self.deadline - time.monotonic(), float(self.limits.ocr_start_seconds))


def missing_data() -> str | None:
    """Return what is missing for recognition, in French; None where nothing is."""
    found = installed_languages()
    if not found:
        return "Tesseract n’est pas installé"
    if LANGUAGES["fr"] not in found:
        return "les données françaises de Tesseract (tesseract-ocr-fra) ne sont pas installées"
    return None


def unread_page(number: int, lacking: str | None) -> Problem:
    """Say of a page that is a picture that it was not recognised: not asked for, or something lacks."""
    if lacking is None:
        message = f"La page {number} est une image : son texte n’a pas été lu."
        return problem("page_without_text", message, page=number)
    message = f"La page {number} est une image et {lacking} : son texte n’a pas été lu."
    return problem("ocr_missing", message, page=number)


def recognise_sheets(
    sheets: Sequence[Sheet],
    settings: ReadSettings,
    *,
    language: str = "fr",
    progress: Progress | None = None,
) -> Iterator[Recognised]:
    """Yield what the sheets give, in their order.

    Args:
        sheets: All sheets of one document: the time they may take follows from their number.
        settings: Cores and limits.
        language: In which the rest of the document is written; a page in another one is noticed.
        progress: Told that it begins (0 of so many), and after every sheet.
    """
    limits = settings.limits
    _tell(progress, 0, len(sheets))
    budget = limits.ocr_start_seconds + limits.ocr_page_seconds * len(sheets)
    run = _Run(time.monotonic() + budget, limits, language, installed_languages())
    waiting: deque[Future[Recognised]] = deque()
    done = 0
    with ThreadPoolExecutor(max_workers=max(1, settings.cores)) as pool:
        for sheet in sheets:
            # One sheet more than there are processes, so that none waits for its picture.
            while len(waiting) > settings.cores:
                yield waiting.popleft().result()
                done += 1
                _tell(progress, done, len(sheets))
            waiting.append(_submitted(pool, sheet, run))
        while waiting:
            yield waiting.popleft().result()
            done += 1
            _tell(progress, done, len(sheets))


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _submitted(pool: ThreadPoolExecutor, sheet: Sheet, run: _Run) -> Future[Recognised]:
    if run.seconds() <= 0:
        return _settled(_out_of_time(sheet, run))
    picture = sheet.picture()
    return (
        _settled(damaged_page(sheet.number))
        if picture is None
        else pool.submit(_recognise, sheet, picture, run)
    )


def _settled(result: Recognised) -> Future[Recognised]:
    future: Future[Recognised] = Future()
    future.set_result(result)
    return future


def damaged_page(number: int) -> Recognised:
    """Return what is left of a page that cannot be drawn."""
    message = f"La page {number} est abîmée : elle n’a pas été lue."
    return Recognised(number=number, problem=problem("page_unreadable", message, page=number))


def _out_of_time(sheet: Sheet, run: _Run) -> Recognised:
    message = (
        f"La reconnaissance de texte a pris trop de temps : la page {sheet.number} n’a pas été lue "
        f"({run.limits.named('ocr_page_seconds')})."
    )
    return Recognised(number=sheet.number, problem=problem("ocr_time", message, page=sheet.number))


def _recognise(sheet: Sheet, picture: Image.Image, run: _Run) -> Recognised:
    """Recognise one sheet; what goes wrong with it is its own problem."""
    if not has_ink(picture):
        return Recognised(number=sheet.number)
    try:
        picture, words = _read(picture, sheet.dpi, run)
    except TesseractError:
        if run.deadline - time.monotonic() <= 0:
            return _out_of_time(sheet, run)
        message = f"La reconnaissance de texte a échoué sur la page {sheet.number}."
        return Recognised(number=sheet.number, problem=problem("ocr_failed", message, page=sheet.number))
    return _judged(sheet, picture, words)


def _read(picture: Image.Image, dpi: int, run: _Run) -> tuple[Image.Image, list[Word]]:
    """Return the picture, upright and straight, and its words."""
    picture = straightened(picture, skew_of(picture, dpi))
    words = _words(picture, dpi, run.language, run)
    if _is_poor(words) and ORIENTATION in run.languages:
        turn = _turn(picture, dpi, run)
        if turn:
            picture = picture.rotate(-turn, expand=True)
            words = _better(words, _words(picture, dpi, run.language, run))
    text = " ".join(word.text for word in words)
    spoken = guess_language(text)
    if spoken != run.language and len(words) >= _ENOUGH_WORDS and LANGUAGES[spoken] in run.languages:
        words = _better(words, _words(picture, dpi, spoken, run))
        run.language = spoken
    return picture, words


def _words(picture: Image.Image, dpi: int, language: str, run: _Run) -> list[Word]:
    seconds = run.seconds()
    if seconds <= 0:
        raise TesseractError("no time left")
    rules = rules_in(picture, dpi)
    leaders = leaders_in(picture, dpi, rules.level)
    portable = _portable(erased(readable_cells(picture, grids_of(rules), dpi), leaders, dpi))
    table = word_table(portable, dpi=dpi, language=LANGUAGES[language], seconds=seconds)
    led = [(leader, ink_beside(picture, leader, dpi)) for leader in leaders]
    words = led_words(kept_words(words_of(table, dpi=dpi)), led)
    return labelled(words, lambda box: blob_in(picture, box, dpi))


def _turn(picture: Image.Image, dpi: int, run: _Run) -> int:
    """Return by how much to turn a picture; pages on which that cannot be told stay as they are."""
    seconds = run.seconds()
    try:
        return quarter_turns(_portable(picture), dpi=dpi, seconds=seconds) if seconds > 0 else 0
    except TesseractError:
        return 0


def _portable(picture: Image.Image) -> bytes:
    """Return a picture as PGM: nothing to compress on this side, nor to unpack on the other."""
    output = io.BytesIO()
    picture.save(output, "PPM")
    return output.getvalue()


def _is_poor(words: Sequence[Word]) -> bool:
    return len(words) < _FEW_WORDS or (confidence_of(words) or 0.0) < _TURN_UNDER


def _better(one: list[Word], other: list[Word]) -> list[Word]:
    return other if (confidence_of(other) or 0.0) > (confidence_of(one) or 0.0) else one


def _judged(sheet: Sheet, picture: Image.Image, words: Sequence[Word]) -> Recognised:
    """Put words into lines and tables, and tell whether they can be relied on."""
    confidence = confidence_of(words)
    found = Recognised(number=sheet.number, confidence=confidence, words=len(words))
    paper = is_paper(picture)
    if not paper and (confidence or 0.0) < _PICTURE_UNDER:
        return replace(found, words=0, confidence=None)
    page = WordPage(words, sheet.number, left=sheet.left, top=sheet.top)
    rules = rules_in(picture, sheet.dpi).moved(sheet.left, sheet.top)
    items = tuple(downwards(page_items(page, joined_lines(list(page.lines())), rules)))
    if not words and ink_share(picture) < _MARKS:
        return found
    return replace(found, items=items, problem=_doubt(found, words))


def _doubt(found: Recognised, words: Sequence[Word]) -> Problem | None:
    """Say so where the words of a page are not to be relied on."""
    odd = odd_share(" ".join(word.text for word in words))
    if words and (found.confidence or 0.0) >= _DOUBTFUL_UNDER and odd <= _ODD_OVER:
        return None
    message = f"La page {found.number} est une image peu lisible : son texte n’est pas sûr."
    return problem("page_doubtful", message, page=found.number)


def odd_share(text: str) -> float:
    """Return the share of words that no person would have written so: lone signs, letters without a vowel.

    Meant for text that comes from recognition: 0 to 0.1 on good pages, over 0.3 on bad ones.
    """
    tokens = _TOKEN.findall(text)
    return sum(map(_is_odd, tokens)) / len(tokens) if tokens else 0.0


def _is_odd(token: str) -> bool:
    core = token.strip(".,;:!?()[]{}«»\"'’“”-–—•/|*…°")
    if not core:
        return len(token) > 2 and token[0] not in ".…-–—_"
    if len(core) == 1:
        return core not in _LONE and not token.endswith((".", ")", "’", "'"))
    letters = sum(char.isalpha() for char in core)
    if not letters:
        return False
    if letters == len(core) and len(core) > 3 and core.islower():
        return not _SOUND.search(core)
    # « réEmp1oi », « l|a »: capitals or signs inside of a word of small letters.
    return bool(
        re.search(
            r"[a-zà-ÿ][^\w\s'’\-./@:()&°,²³€%][a-zà-ÿ]|[a-zà-ÿ]\d[a-zà-ÿ]|[a-zà-ÿ][A-ZÀ-Þ][a-zà-ÿ]", core
        )
    )
