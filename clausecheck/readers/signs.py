"""Characters as files hold them -> characters as a person reads them."""

from __future__ import annotations

import re

# Private-use codes under which the Symbol and Wingdings fonts print bullets and check boxes.
_SYMBOL = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0E8: "➔", 0xF0E0: "→", 0xF0FC: "✓", 0xF0A8: "☐", 0xF06F: "☐",
    0xF071: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF078: "☒", 0xF053: "☒", 0xF052: "☑", 0xF02D: "-", 0xF0BE: "–",
    0xF076: "❖", 0xF06E: "■", 0xF06C: "●", 0xF09F: "•", 0xF0AE: "→", 0xF0DE: "→", 0xF0F0: "➔", 0xF0B2: "❖",
    0xF0A0: "•", 0xF02A: "*", 0xF09E: "·", 0xF0A1: "○", 0xF0D0: "–", 0xF020: " ",
}  # fmt: skip
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(9), *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFF])
# Codes that no standard prints are Windows-1252 that a producer passed on as it was: 0x92 is « ’ ».
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
_TABLE: dict[int, str | None] = {
    **_CONTROLS,
    **_WINDOWS,
    **dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n"),
    **_SYMBOL,
}
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_MEANINGLESS = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_BLANK = re.compile(r"\s+")
_BREAKS = re.compile(r"\r\n?")
_MOJIBAKE = re.compile(
    "[ÃÂÅâ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""UTF-8 read as Windows-1252: the first byte of a character, then one that goes on."""
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufeff\u2028\u2029\ufb00-\ufb06\x85]")


def readable(text: str) -> str:
    """Return ``text`` with plain line ends and the signs that symbol fonts print; control codes go."""
    text = mended(text)
    if not _ODD.search(text):
        return text
    return _BREAKS.sub("\n", text).translate({**_TABLE, **_LIGATURES})


def mended(text: str) -> str:
    """Return ``text`` with mojibake (« rÃ©parer », « lâ€™offre ») turned back into what was written.

    Text without its telltale pairs of signs comes back as it is, at the cost of one search.
    """
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return "".join(fix_encoding(line) for line in text.splitlines(keepends=True))


def sign(code: int, *, bullet: str = "•") -> str:
    """Return what a symbol font prints for a code, with or without its private-use offset."""
    return _SYMBOL.get(code) or _SYMBOL.get(0xF000 | code & 0xFF) or bullet


def garbled_share(text: str) -> float:
    """Return the share of characters that mean nothing: private use, replacement, control codes."""
    bad = sum(ord(char) not in _SYMBOL for char in _MEANINGLESS.findall(text))
    return bad / len(_BLANK.sub("", text)) if bad else 0.0
