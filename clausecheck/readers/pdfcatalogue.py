"""Whether a PDF has layers, told from its bytes: opening it a second time to ask would cost more."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_KEY = b"/OCProperties"
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_ROOT = re.compile(rb"/Root\s+(\d+)\s+\d+\s+R")
_MOST_STREAMS = 20_000
_DICTIONARY = 400
"""Bytes within which the dictionary of an object stream ends, counted from its type."""
_INDEX = 16_384
"""Bytes of an object stream that hold the numbers of its objects, at the most."""
_MOST_CATALOGUE = 1 << 20


def may_have_layers(data: bytes) -> bool:
    """Tell cheaply whether the catalogue of a PDF speaks of layers, be it packed with other objects."""
    if _KEY in data:
        return True
    found = _ROOT.findall(data[-65_536:]) or _ROOT.findall(data)
    return bool(found) and any(_KEY in packed for packed in _holding(data, frozenset(map(int, found))))


def _holding(data: bytes, numbers: frozenset[int]) -> Iterator[bytes]:
    """Yield the object streams that hold one of the objects."""
    for count, found in enumerate(_OBJECT_STREAM.finditer(data)):
        start = _STREAM.search(data, found.end(), found.end() + _DICTIONARY)
        if start is None or count > _MOST_STREAMS:
            continue
        try:
            index = zlib.decompressobj().decompress(data[start.end() : start.end() + _INDEX], _INDEX)
            if numbers.isdisjoint(_numbers(index)):
                continue
            yield zlib.decompressobj().decompress(data[start.end() :], _MOST_CATALOGUE)
        except zlib.error:
            continue


def _numbers(index: bytes) -> Iterator[int]:
    """Yield the numbers of the objects that an object stream lists at its head, each with its place."""
    words = re.match(rb"[\d\s]*", index)
    pairs = words.group().split() if words else []
    yield from (int(word) for word in pairs[::2])
