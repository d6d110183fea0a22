"""Findings + facts of the tender + the date -> one assessment a rule."""

from clausecheck.assess.assessing import assess

__all__ = ["assess"]
