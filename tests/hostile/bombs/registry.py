"""The list of hostile files: name, what is attacked, how it may be answered."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

READ = "read"
"""In place of a problem's code: the file gives a document."""
NO_CANARY = "http://127.0.0.1:9/leurre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One hostile file.

    Attributes:
        name: As it is handed in.
        attacks: What it is made to hurt.
        make: Returns its bytes, the same at each call.
        answers: Codes of problems of which at least one must be said, or ``READ``.
        quick: Made and refused in about a second: belongs in ``make test`` too.
    """

    name: str
    attacks: str
    make: Callable[..., bytes]
    answers: frozenset[str]
    quick: bool

    def content(self, canary: str = NO_CANARY) -> bytes:
        """Return the file; ``canary`` is the address that nobody may call."""
        return self.make(canary) if inspect.signature(self.make).parameters else self.make()


FILES: list[Hostile] = []


def hostile(
    name: str, attacks: str, *answers: str, quick: bool = True
) -> Callable[[Callable[..., bytes]], Callable[..., bytes]]:
    """Add the file that the decorated function makes to the list."""

    def add(make: Callable[..., bytes]) -> Callable[..., bytes]:
        FILES.append(Hostile(name=name, attacks=attacks, make=make, answers=frozenset(answers), quick=quick))
        return make

    return add
