"""Tracked changes of OpenDocument: insertions stand in the text, deletions in a list at its head."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from clausecheck.readers.odtparts import TEXT, XML_ID
from clausecheck.readers.settings import Revisions


class Changes:
    """Which changes are open where the text is read, and what is to be shown of them."""

    def __init__(self, text: etree._Element, revisions: Revisions) -> None:
        """Index ``text:tracked-changes``."""
        self._revisions = revisions
        self._deleted: dict[str, etree._Element] = {}
        self._inserted: set[str] = set()
        self._open: set[str] = set()
        for region in text.iter(f"{TEXT}changed-region"):
            keys = [key for name in (XML_ID, f"{TEXT}id") if (key := region.get(name))]
            deletion = region.find(f"{TEXT}deletion")
            for key in keys:
                if deletion is not None:
                    self._deleted[key] = deletion
                elif region.find(f"{TEXT}insertion") is not None:
                    self._inserted.add(key)

    @property
    def suppressed(self) -> bool:
        """True inside an insertion, where the state before all changes is read."""
        return self._revisions is Revisions.ORIGINAL and bool(self._open)

    def met(self, mark: etree._Element) -> Sequence[etree._Element]:
        """Follow a mark in the text; return the deleted paragraphs that are to be shown at its place."""
        key = mark.get(f"{TEXT}change-id") or ""
        if mark.tag == f"{TEXT}change-end":
            self._open.discard(key)
        elif mark.tag == f"{TEXT}change-start" and key in self._inserted:
            self._open.add(key)
        elif mark.tag == f"{TEXT}change" and self._revisions is not Revisions.FINAL:
            deletion = self._deleted.get(key)
            # A mark within deleted text is not followed: one that means its own deletion would never end.
            if deletion is not None and next(mark.iterancestors(f"{TEXT}tracked-changes"), None) is None:
                return list(deletion.iter(f"{TEXT}p", f"{TEXT}h"))
        return ()

    def held(self) -> frozenset[str]:
        """Return which insertions are open, for ``back_to``."""
        return frozenset(self._open)

    def back_to(self, held: frozenset[str]) -> None:
        """Go back to where a stretch that is read twice begins."""
        self._open = set(held)
