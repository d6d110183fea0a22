"""Plain texts and tables of characters that are long in one way."""

from __future__ import annotations

from bombs.registry import READ, hostile

_MIB = 1 << 20
_LONG = ("too_large", "time_limit", "memory_limit", READ)


@hostile("lettre.txt", "50 MiB of one letter", *_LONG, quick=False)
def one_letter() -> bytes:
    return b"a" * (50 * _MIB)


@hostile("ligne.csv", "one line of 100 MB", *_LONG, "unsupported_format", quick=False)
def one_line() -> bytes:
    return b"prix;" * 20_000_000


@hostile(
    "guillemets.csv",
    "a quotation mark that is never closed, 20 MiB",
    *_LONG,
    "unsupported_format",
    "damaged_file",
    quick=False,
)
def open_quote() -> bytes:
    return b'a;b\n"' + b"x;y\n" * (5 * _MIB)


@hostile("lignes.txt", "15 million empty lines", *_LONG, "empty_file", "no_text", quick=False)
def empty_lines() -> bytes:
    return b"a" + b"\n" * 15_000_000


@hostile(
    "controle.txt",
    "control codes, half surrogates, marks of order, 5 million of each",
    *_LONG,
    "unsupported_format",
    "no_text",
    quick=False,
)
def controls() -> bytes:
    return "a\u202e\u200b\u0301\ufeff\n".encode() * 1_000_000


@hostile("tableau.md", "a table of 2 million empty columns", *_LONG, "no_text")
def wide_table() -> bytes:
    return b"|a" + b"|" * 2_000_000 + b"\n|-|\n|b|\n"


@hostile("utf16.txt", "UTF-16 that ends in half a letter", READ)
def cut_utf16() -> bytes:
    return "Le titulaire répare.".encode("utf-16")[:-1] + b"\xd8"


@hostile("accents.txt", "one letter under 5 million accents", *_LONG, quick=False)
def accents() -> bytes:
    return b"e" + "\u0301".encode() * 5_000_000
