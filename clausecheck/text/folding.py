"""Fold case, accents, apostrophes and spaces, one code point to one, so that offsets stay true."""

from __future__ import annotations

import unicodedata

_UNIFIED = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ",
    "«": '"', "»": '"', "“": '"', "”": '"',
}  # fmt: skip


class _FoldTable(dict[int, str]):
    """Translation table filled as characters are met; every value is one code point long."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _UNIFIED.get(char)
        if folded is None:
            base = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
            lower = base[0].lower() if len(base) == 1 else char.lower()
            folded = lower if len(lower) == 1 else char
        self[code] = folded
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, exactly as long as it was.

    Ligatures that stand for two letters (œ, ﬁ) keep their place and are opened later, word by
    word, by ``words.expand``: this keeps ``fold(text)[i]`` the folded form of ``text[i]``.

    Args:
        text: Any text.

    Returns:
        A string of ``len(text)`` code points; folding it again changes nothing.
    """
    return text.translate(_TABLE)
