"""The core profile of a kind of purchase: the rules that are expected for it, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A rule that a kind of purchase calls for.

    Attributes:
        rule: Its id.
        reason: French, English: why this purchase calls for it, one sentence.
    """

    rule: str
    reason: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is expected of a kind of purchase; a pack may add to the profile of a category.

    Attributes:
        category: Slug.
        expects: In the order in which a buyer would read them, the weightiest first.
        source: File it was read from.
    """

    category: str
    expects: tuple[Expectation, ...]
    source: str
