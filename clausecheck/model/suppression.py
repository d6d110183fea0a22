"""A remark that a person set aside: which one, why, who, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clausecheck.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An entry of a ``clausecheck.toml``.

    Attributes:
        rule: The rule's id.
        reason: Why, in a person's words.
        author: Who answers for it.
        expires: Last day on which it holds.
        quote: Words of the passage that is wrongly found; "" sets the whole rule aside.
        piece: Kind of piece, or file name, that it is confined to; "" for all.
    """

    rule: str
    reason: str
    author: str
    expires: date
    quote: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """What a suppression did to a report.

    Attributes:
        suppression: The entry.
        findings: Those left out of the report because of it, in its order.
        verdict_waived: It took the rule itself out of the count.
        expired: It no longer holds, and did nothing.
    """

    suppression: Suppression
    findings: tuple[Finding, ...] = ()
    verdict_waived: bool = False
    expired: bool = False

    @property
    def idle(self) -> bool:
        """True where it did nothing: expired, or no passage has its words any more."""
        return not self.findings and not self.verdict_waived
