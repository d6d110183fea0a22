"""How firmly a passage speaks, of whom, and under which condition: computed once, for all rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from clausecheck.detect.lexicon import STANCE, Hit, Lexicon
from clausecheck.model.outline import Passage, PassageKind, PieceKind, Region

_SUBJECT_WITHIN = 5
"""A subject is looked for among the first stems of a passage."""
_NEGATION_REACH = 9
"""A waiver or a ban bears on words at most so many stems away."""


class Force(Enum):
    """How a passage binds, before figures are looked at."""

    SILENT = "silent"  # states nothing: a title, a recital, the buyer's own duty
    MENTION = "mention"
    ASPIRATIONAL = "aspirational"
    BINDING = "binding"


@dataclass(frozen=True, slots=True)
class Stance:
    """What the shared words of a passage say.

    Attributes:
        force: How it binds.
        buyer_side: The buyer is its subject: its own duty or right, not the contractor's.
        conditional: It holds only under a condition, on demand or in an option.
        waivers: Stem ranges of « n'est pas exigé ».
        bans: Stem ranges of « est interdit ».
        proof: It asks for evidence.
        consequence: It names a penalty or another consequence.
        standard: It names a standard or a label.
    """

    force: Force
    buyer_side: bool
    conditional: bool
    waivers: tuple[tuple[int, int], ...]
    bans: tuple[tuple[int, int], ...]
    proof: bool
    consequence: bool
    standard: bool

    def turned(self, start: int, end: int) -> bool:
        """Tell whether a waiver or a ban bears on the stems ``start`` to ``end``."""
        return any(
            low - _NEGATION_REACH <= end and start <= high + _NEGATION_REACH
            for low, high in (*self.waivers, *self.bans)
        )

    def waived(self, start: int, end: int) -> bool:
        """Tell whether a waiver alone bears on the stems ``start`` to ``end``."""
        return any(
            low - _NEGATION_REACH <= end and start <= high + _NEGATION_REACH for low, high in self.waivers
        )


class StanceReader:
    """Reads the stance of passages with the concepts of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Look up the concepts of ``rules/vocabulary/stance.yaml``."""
        self._names = {lexicon.number(name): name for name in STANCE}

    def read(
        self,
        passage: Passage,
        kind: PieceKind,
        hits: Sequence[Hit],
        lead_in: Sequence[Hit],
        first: int,
        length: int,
        closed: bool,
    ) -> Stance:
        """Return the stance of a passage.

        Args:
            passage: Its kind and region.
            kind: The piece it stands in: a CCTP binds by nature, the rules of a consultation do not.
            hits: Hits inside the passage.
            lead_in: Hits inside the sentence that introduces it.
            first: Index of its first stem.
            length: Number of its stems.
            closed: A full stop or a semicolon ends it, as it ends no title.
        """
        own = self._by_name(hits)
        above = self._by_name(lead_in)
        buyer_side = self._is_buyer_side(own, above, first)
        return Stance(
            force=self._force(passage, kind, own, above, short=length <= _TITLE_WORDS, closed=closed),
            buyer_side=buyer_side,
            conditional=passage.region is Region.OPTIONAL or "condition" in own or "condition" in above,
            waivers=tuple((hit.start, hit.end) for hit in own.get("waiver", ())),
            bans=tuple((hit.start, hit.end) for hit in own.get("ban", ())),
            proof="proof" in own,
            consequence="consequence" in own,
            standard="standard" in own,
        )

    def _by_name(self, hits: Sequence[Hit]) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {}
        for hit in hits:
            name = self._names.get(hit.concept)
            if name is not None:
                found.setdefault(name, []).append(hit)
        return found

    @staticmethod
    def _is_buyer_side(own: dict[str, list[Hit]], above: dict[str, list[Hit]], first: int) -> bool:
        """The buyer acts, and demands nothing of the contractor in the same breath."""
        subjects = [hit.start for name in ("contractor", "tenderer") for hit in own.get(name, ())]
        buyers = [hit.start for hit in own.get("buyer", ())]
        if above.get("contractor") or above.get("tenderer"):
            return False
        if _buyer_engages(above) and not subjects:
            return True
        if not buyers or buyers[0] - first > _SUBJECT_WITHIN or own.get("buyer_demand"):
            return False
        return not subjects or (buyers[0] < subjects[0] and not own.get("deontic"))

    @staticmethod
    def _force(
        passage: Passage,
        kind: PieceKind,
        own: dict[str, list[Hit]],
        above: dict[str, list[Hit]],
        *,
        short: bool,
        closed: bool,
    ) -> Force:
        prose = closed and not short
        if (passage.kind is PassageKind.HEADING and not prose) or passage.region in (
            Region.CONTENTS,
            Region.SIGNATURE,
            Region.DEFINITION,
        ):
            return Force.SILENT
        if passage.region is Region.DENIED:
            return Force.BINDING
        duty = "deontic" in own or "deontic" in above or "ban" in own
        borne = "contractor" in own or "tenderer" in own or "contractor" in above or "tenderer" in above
        if passage.region is Region.PREAMBLE and not (duty and borne):
            return Force.SILENT
        if "soft" in own or ("soft" in above and "deontic" not in own):
            return Force.ASPIRATIONAL
        if duty:
            return Force.BINDING
        if "recital" in own and not borne:
            return Force.SILENT
        if "present_state" in own and not borne:
            return Force.SILENT
        if kind in (PieceKind.RC, PieceKind.NOTICE):
            return Force.MENTION
        if short and not closed and passage.kind is PassageKind.SENTENCE:
            return Force.MENTION
        return Force.BINDING


def _buyer_engages(lead_in: dict[str, list[Hit]]) -> bool:
    """« La Ville s'engage à : » makes what follows the buyer's own; « La Ville exige : » does not."""
    buyers, duties = lead_in.get("buyer"), lead_in.get("deontic") or lead_in.get("soft")
    if not buyers or not duties or lead_in.get("buyer_demand"):
        return False
    return 0 <= duties[0].start - buyers[0].end <= _SUBJECT_WITHIN


_TITLE_WORDS = 4
"""A sentence of so few stems, without a verb of duty nor a full stop, is a title that the layout did not show."""
