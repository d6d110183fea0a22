"""Figures that a file gives for its own purposes, which nobody vouches for."""

from __future__ import annotations

_MOST_DIGITS = 9


def whole(value: str | None, default: int, most: int = 1_000_000) -> int:
    """Return the whole number that ``value`` writes, ``most`` at the most; ``default`` where it writes none."""
    if not value or len(value) > _MOST_DIGITS or not value.isdecimal():
        return default
    return min(int(value), most)
