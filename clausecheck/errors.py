"""What can go wrong, for callers to catch.

ClausecheckError
├── InputError          the call is wrong: a missing path, an unknown option value
├── RuleError           a rule, parameter or vocabulary file is wrong
└── UnreadableError     a file cannot be read; carries the ``Problem`` to show
"""

from __future__ import annotations

from clausecheck.model.document import Problem


class ClausecheckError(Exception):
    """Base of every error that clausecheck raises on purpose."""


class InputError(ClausecheckError):
    """The call is wrong; the message says what, where and how to mend, in French."""


class RuleError(ClausecheckError):
    """A file of the rule library is wrong: file, line, what was allowed, how to mend, in English."""


class UnreadableError(ClausecheckError):
    """A file cannot be read at all.

    Attributes:
        problem: Code, French message and remedy.
    """

    def __init__(self, problem: Problem) -> None:
        """Keep the problem that is shown to the officer."""
        super().__init__(f"{problem.message} {problem.remedy}".strip())
        self.problem = problem
