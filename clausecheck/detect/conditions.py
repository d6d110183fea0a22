"""The conditions of a matcher, in the order in which they are tried."""

from __future__ import annotations

from enum import Enum


class Condition(Enum):
    """What a passage did not meet. Their order tells how far the passage came."""

    PIECE = 1  # the piece is not of a kind where the matcher counts
    UNLESS = 2  # a word of ``unless`` silences it
    WORDS = 3  # a group of words is absent, or too far from the others
    STANCE = 4  # the passage states nothing: a title, a recital, the buyer's own duty
    FIGURE = 5  # a figure of the rule's unit is wanted
    NEGATED = 6  # the unwanted wording is itself ruled out
