"""How often the rules of third parties may be tried: a pack must not hang the engine, whatever its words are."""

from __future__ import annotations

from collections import Counter

from clausecheck.detect.lexicon import CompiledMatcher
from clausecheck.errors import RuleError

LEAST_TRIALS = 20_000
TRIALS_A_PASSAGE = 100
"""Five times what a passage costs the built-in library, in the mean: its rules wake some twenty matchers each."""


class Allowance:
    """Counts the trials in one document; counted and not timed, so that every machine refuses the same packs."""

    def __init__(self, passages: int) -> None:
        """Set the limit for a document of so many passages."""
        self.most = max(LEAST_TRIALS, TRIALS_A_PASSAGE * passages)
        self._trials: Counter[tuple[str, str]] = Counter()
        self._spent = 0

    def take(self, compiled: CompiledMatcher) -> None:
        """Count the trial of a matcher, if it is a third party's.

        Raises:
            RuleError: The allowance is used up; the rule tried most often is named.
        """
        if not compiled.guest:
            return
        self._spent += 1
        self._trials[compiled.rule.source, compiled.rule.id] += 1
        if self._spent > self.most:
            (((source, busiest), count),) = self._trials.most_common(1)
            raise RuleError(
                f"{source}: R227 the rules of packs were tried {self._spent} times on one document, {count} times "
                f'"{busiest}" alone: name words that fewer passages hold in one group of each matcher'
            )
