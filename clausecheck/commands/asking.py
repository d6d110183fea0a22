"""Questions in a terminal: each says what may be answered, and is put again until the answer will do."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import typer

from clausecheck.commands.streams import say

_SHOWN = 12
"""Choices listed at once; more are searched by a word."""


def terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask(question: str, *, default: str = "", refused: Callable[[str], str] = lambda _: "") -> str:
    """Return an answer; an empty one takes ``default``.

    Args:
        question: In French.
        default: Shown, and taken for an empty answer; "" lets the question be passed over.
        refused: Says what is wrong with an answer; "" where it will do.
    """
    while True:
        answer = str(
            typer.prompt(
                question, default=default, show_default=bool(default), prompt_suffix="\u00a0: ", err=True
            )
        ).strip()
        wrong = refused(answer)
        if not wrong:
            return answer
        say(f"  {wrong}")


def ask_text(question: str) -> str:
    """Return an answer that is not empty."""
    return ask(question, refused=lambda answer: "" if answer else "Une réponse est attendue.")


def ask_choice(question: str, choices: Mapping[str, str], *, default: str = "") -> str:
    """Return one of ``choices`` (identifier -> name), given by its number, its identifier or its name."""
    return ask_choices(question, choices, default=default, most=1)[0]


def ask_choices(
    question: str, choices: Mapping[str, str], *, default: str = "", most: int = 0
) -> tuple[str, ...]:
    """Return some of ``choices``, given with commas between them.

    Args:
        question: In French.
        choices: Identifier -> name.
        default: Identifiers taken for an empty answer; "" with ``most`` 0 lets the question be passed over.
        most: How many may be named; 0 for any number, none included.
    """
    _list(choices)
    numbers = {str(number): key for number, key in enumerate(choices, 1)}

    def chosen(answer: str) -> list[str | None]:
        parts = [part.strip() for part in re.split(r"[,;]", answer) if part.strip()]
        return [_meant(part, choices, numbers) for part in parts]

    def refused(answer: str) -> str:
        found = chosen(answer)
        if None in found:
            return "Répondez par un numéro de la liste, un identifiant ou un nom."
        if most and len(found) != most:
            return "Une réponse est attendue." if most == 1 else f"{most} réponses sont attendues."
        return ""

    answer = ask(question, default=default, refused=refused)
    return tuple(dict.fromkeys(key for key in chosen(answer) if key))


def _list(choices: Mapping[str, str]) -> None:
    wide = max((len(key) for key in choices), default=0)
    for number, (key, name) in enumerate(choices.items(), 1):
        say(f"  {number:2}  {key:{wide}}  {name}")


def _meant(part: str, choices: Mapping[str, str], numbers: Mapping[str, str]) -> str | None:
    """Return the one choice that an answer means, or None."""
    if part in numbers:
        return numbers[part]
    wanted = plain(part)
    exact = [key for key, name in choices.items() if wanted in (plain(key), plain(name))]
    begun = [
        key
        for key, name in choices.items()
        if plain(name).startswith(wanted) or plain(key).startswith(wanted)
    ]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def search(question: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return choices found by words of their name: for lists too long to show; an empty answer takes none."""
    while True:
        words = plain(ask(question)).split()
        if not words:
            return ()
        hits = {
            key: name for key, name in known.items() if all(word in plain(f"{key} {name}") for word in words)
        }
        if not hits:
            say("  Rien ne contient ces mots.")
        elif len(hits) > _SHOWN:
            say(f"  {len(hits)} réponses : ajoutez un mot.")
        else:
            return ask_choices("Lesquels (numéros, virgules ; Entrée pour aucun)", hits)


def plain(text: str) -> str:
    """Return a text in lower case without accents: what people type."""
    bare = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return bare.lower().replace("'", " ").strip()


def slug(text: str, words: Sequence[str] = ()) -> str:
    """Return an identifier made of the first telling words of a title."""
    parts = [part for part in re.findall(r"[a-z0-9]+", plain(text.replace("’", "'"))) if part not in _SMALL]
    return "_".join((*words, *parts[:3])).lstrip("0123456789_")


_SMALL = frozenset(
    "a au aux avec ce ces d dans de des du elle en et est il l la le les leur n ne ni ou par pas pour qu que qui s sa sans "
    "se ses son sous sur un une y".split()
)
