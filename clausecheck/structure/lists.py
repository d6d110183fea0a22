"""List items told apart by the sign that opens their line."""

from __future__ import annotations

import re

_SIGNS = r"•●○◦▪▫■□◆◇❖➢➤►▶▸‣⁃✓✔✗☐☑·∙*–—−‐\-"
_BULLET = re.compile(
    r"(?:(?P<sign>[" + _SIGNS + r"\uf000-\uf0ff\u2700-\u27bf\U0001f300-\U0001faff]+)\s*(?=[^\s\d%.,\-])|(?P<o>[oØ§¨ü])\s+(?=\S)"
    r"|(?P<sign2>[" + _SIGNS + r"\uf000-\uf0ff])\s+(?=\S)"
    r"|(?P<number>\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\s*(?:\)|°/?|/))\s*(?=\S)"
    r"|(?P<point>\d{1,2}\s*[.\-–]|[a-z]\s*[.\-–])\s+(?=\S))"
)  # fmt: skip
_BOXES = frozenset("□■☐☑☒✗\uf0a8\uf0fe\uf0fd\uf078\uf06f\uf052\uf053\uf0a3")


def bullet_of(text: str) -> tuple[int, str] | None:
    """Return the length of the sign that opens a list item and a key of its shape, or None.

    Items with the same key are of the same list: « - » gives "-", « 3) » and « 4) » give ")".
    A sign glued to a figure (« -5 °C ») opens no item.
    """
    found = _BULLET.match(text)
    if found is None:
        return None
    kind = found.lastgroup or ""
    mark = found[kind].strip()
    if kind.startswith("sign"):
        key = "-" if mark[0] in "–—−‐" else "box" if mark[0] in _BOXES else mark[0]
    elif kind == "o":
        key = mark
    else:
        shape = "1" if any(char.isdigit() for char in mark) else "A" if mark[-2:-1].isupper() else "a"
        key = shape + mark[-1]
    return found.end(), key
