"""Read the bank: one text a line in ``<family>.jsonl``, families being the prefixes of the clause catalogue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from clausecheck.model.outline import PieceKind

FOLDER = Path(__file__).resolve().parent
SPLITS = ("dev", "test")
KINDS = ("clause", "near_miss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """A text of the bank.

    Attributes:
        id: ``<row>#<number>``.
        row: Row of the clause catalogue that it states, or comes near to.
        theme: Theme of the row, of the closed list.
        also: Themes under which a reader may also file it; near misses have none.
        text: One passage.
        heading: Title of the article around it; "" for none.
        lead_in: Sentence that introduces it; "" for none.
        piece: Kind of piece in which it is tried.
        lang: ``fr`` or ``en``.
        kind: ``clause`` or ``near_miss``.
        strength: Rung of the ladder; "" for near misses.
        because: Why a near miss is no clause; "" for clauses.
        split: ``dev`` or ``test``.
    """

    id: str
    row: str
    theme: str
    also: tuple[str, ...]
    text: str
    heading: str
    lead_in: str
    piece: PieceKind
    lang: str
    kind: str
    strength: str
    because: str
    split: str

    @property
    def family(self) -> str:
        """Prefix of the row."""
        return self.row.partition("-")[0]


def read_bank(folder: Path = FOLDER) -> tuple[Paraphrase, ...]:
    """Return every text, by family then in the order of its file."""
    return tuple(
        _paraphrase(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )


def _paraphrase(line: str) -> Paraphrase:
    fields = json.loads(line)
    return Paraphrase(
        id=fields["id"],
        row=fields["row"],
        theme=fields["theme"],
        also=tuple(fields.get("also", ())),
        text=fields["text"],
        heading=fields.get("heading", ""),
        lead_in=fields.get("lead_in", ""),
        piece=PieceKind(fields.get("piece", "CCTP")),
        lang=fields["lang"],
        kind=fields["kind"],
        strength=fields.get("strength", ""),
        because=fields.get("because", ""),
        split=fields["split"],
    )
