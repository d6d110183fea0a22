"""Pieces of one tender held against each other: what is scored, obliged, priced, sanctioned and declared."""

from __future__ import annotations

from clausecheck.consistency.finding import find_inconsistencies

__all__ = ["find_inconsistencies"]
