"""Assessment -> Suggestions: wording filled in, and the place where it belongs."""

from clausecheck.suggest.suggesting import suggest

__all__ = ["suggest"]
