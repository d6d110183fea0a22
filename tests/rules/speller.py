"""Spelling and agreement by Hunspell, whose French dictionary tells part of speech, gender and number of each form."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LEFT_OUT = re.compile(r"\{\w+\}|https?://\S+")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)
DICTIONARIES = {"fr": "fr", "en": "en_GB"}
KNOWN = frozenset((Path(__file__).parent / "words.txt").read_text("utf-8").split())

Analyses = Mapping[str, tuple[frozenset[str], ...]]
"""Word -> its readings, each the tags that Hunspell gives: ``po:nom``, ``is:fem``, ``is:sg``."""

_DETERMINERS: dict[str, tuple[str, str]] = {
    "le": ("mas", "sg"), "la": ("fem", "sg"), "un": ("mas", "sg"), "une": ("fem", "sg"), "du": ("mas", "sg"),
    "au": ("mas", "sg"), "ce": ("mas", "sg"), "cet": ("mas", "sg"), "cette": ("fem", "sg"), "chaque": ("", "sg"),
    "les": ("", "pl"), "des": ("", "pl"), "ces": ("", "pl"), "aux": ("", "pl"), "plusieurs": ("", "pl"),
    "toute": ("fem", "sg"), "tous": ("mas", "pl"), "toutes": ("fem", "pl"),
}  # fmt: skip
_NOMINAL = re.compile(r"po:(?:nom|adj|ppas)")
_FINITE = re.compile(r"po:[123](?:sg|pl)")
_OTHER_VERB = re.compile(r"po:(?:infi|ppas|ppre)")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, elided articles taken off; parameters and addresses are no words."""
    return tuple(_ELIDED.sub("", word) for word in WORD.findall(_LEFT_OUT.sub(" ", text)))


def unknown(words: Iterable[str], language: str) -> frozenset[str]:
    """Return the words that neither Hunspell nor ``words.txt`` knows; capitals alone are initials, passed over."""
    asked = sorted({word for word in words if not _passed_over(word)})
    told = _hunspell(
        asked, DICTIONARIES[language], "-l"
    ).split()  # of « bonus-malus », the part it does not know
    wrong = {part for part in told if not _passed_over(part)}
    return frozenset(word for word in asked if wrong & {word, *word.split("-")})


def _passed_over(word: str) -> bool:
    return word.isupper() or word.lower() in KNOWN


def analysed(words: Iterable[str]) -> Analyses:
    """Return the readings of French words; none for a word that the dictionary lacks."""
    asked = sorted(set(words))
    blocks = _hunspell(asked, "fr", "-m").split("\n\n")
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for block in filter(str.strip, blocks):
        lines = [line.split() for line in block.strip().split("\n")]
        found[lines[0][0]] = tuple(frozenset(tag.rstrip("!") for tag in tags) for _, *tags in lines if tags)
    return found


def _hunspell(words: list[str], dictionary: str, mode: str) -> str:
    done = subprocess.run(
        ["hunspell", "-d", dictionary, "-i", "utf-8", mode],
        input="\n".join(words) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def disagreements(text: str, readings: Analyses) -> Iterator[str]:
    """Yield « le pièces » and « Le titulaire fournissent »: an article and its noun, a subject and its verb.

    Only what stands side by side and has no other reading is judged, so that what is yielded is wrong.
    """
    for sentence in re.split(r"[.;:,!?()«»\n]+", _LEFT_OUT.sub(" 5 ", text)):
        words = [_ELIDED.sub("", word) for word in re.findall(r"[^\W_]+(?:[-’'][^\W\d_]+)*", sentence)]
        for at, (article, noun) in enumerate(pairwise(words)):
            wanted = _DETERMINERS.get(article.lower())
            if wanted is None:
                continue
            if not _agrees(readings.get(noun, ()), *wanted):
                yield f"{article} {noun}"
            elif at == 0 and len(words) > 2 and not _follows(readings, noun, words[2], wanted[1]):
                yield f"{article} {noun} {words[2]}"


def _agrees(readings: tuple[frozenset[str], ...], gender: str, number: str) -> bool:
    if not readings or not all(any(_NOMINAL.match(tag) for tag in tags) for tags in readings):
        return True
    return any(
        (not gender or f"is:{gender}" in tags or "is:epi" in tags or not _has(tags, "mas", "fem"))
        and (f"is:{number}" in tags or "is:inv" in tags or not _has(tags, "sg", "pl"))
        for tags in readings
    )


def _has(tags: frozenset[str], *names: str) -> bool:
    return any(f"is:{name}" in tags for name in names)


def _follows(readings: Analyses, noun: str, verb: str, number: str) -> bool:
    """Tell whether what follows a noun that opens a sentence may be its verb, or is no verb for certain."""
    nouns, verbs = readings.get(noun, ()), readings.get(verb, ())
    if not verbs or not any("po:nom" in tags for tags in nouns):
        return True
    finite = all(any(_FINITE.match(t) for t in tags) for tags in verbs)
    other = any(_OTHER_VERB.match(tag) for tags in verbs for tag in tags)
    return other or not finite or any(f"po:3{number}" in tags for tags in verbs)
