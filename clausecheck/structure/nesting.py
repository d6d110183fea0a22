"""Which section a heading stands under."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from clausecheck.structure.numbering import Heading


class _Open(NamedTuple):
    style: str
    parts: tuple[int, ...]
    order: int
    styled: int | None


class Nesting:
    """The sections open at one place of the text, outermost first."""

    def __init__(self) -> None:
        """Start before the first heading."""
        self._open: list[_Open] = []
        self._count = 0

    def place(self, heading: Heading, styled: int | None) -> tuple[int | None, int]:
        """Close what ``heading`` ends, open it, and return its parent's index and its level from 1.

        Args:
            heading: In order of the text.
            styled: Level that the format gives; None for headings found by their look.
        """
        if styled is not None:
            self._close(lambda each: each.styled is None or each.styled >= styled)
        else:
            self._close_before(heading)
        parent = self._open[-1].order if self._open else None
        self._open.append(_Open(heading.style, heading.parts, self._count, styled))
        self._count += 1
        return parent, len(self._open)

    def _close_before(self, heading: Heading) -> None:
        """Close what a heading found by its look ends."""
        closing = {
            "annex": self._before_annex,
            "lot": self._before_lot,
            "part": self._before_part,
            "article": self._before_article,
            "decimal": self._before_decimal,
            "roman": self._before_roman,
            "letter": self._before_letter,
            "upper": self._before_upper,
            "short": self._before_short,
        }
        closing[heading.style](heading)

    def _close(self, closes: Callable[[_Open], bool]) -> None:
        while self._open and closes(self._open[-1]):
            self._open.pop()

    def _close_from(self, *styles: str) -> bool:
        """Close from the outermost section of these styles on; True when there was one."""
        for position, each in enumerate(self._open):
            if each.style in styles and each.styled is None:
                del self._open[position:]
                return True
        return False

    def _before_annex(self, heading: Heading) -> None:
        self._open.clear()

    def _before_lot(self, heading: Heading) -> None:
        if not self._close_from("lot") and heading.title.upper() == heading.title:
            self._open.clear()

    def _before_part(self, heading: Heading) -> None:
        if not self._close_from("part"):
            self._close(lambda each: each.style not in ("annex", "lot") and each.styled is None)

    def _before_article(self, heading: Heading) -> None:
        if len(heading.parts) > 1:
            self._under_prefix(heading, ("article", "decimal"))
        elif not self._close_from("article"):
            self._close(
                lambda each: each.style not in ("annex", "lot", "part", "roman") and each.styled is None
            )

    def _before_decimal(self, heading: Heading) -> None:
        self._under_prefix(heading, ("decimal",))

    def _before_roman(self, heading: Heading) -> None:
        if not self._close_from("roman"):
            self._close_from("upper", "short")

    def _before_letter(self, heading: Heading) -> None:
        if len(heading.parts) > 1:
            self._under_prefix(heading, ("letter",))
        elif not self._close_from("letter"):
            self._close_from("upper", "short")

    def _before_upper(self, heading: Heading) -> None:
        self._close_from("upper", "short")

    def _before_short(self, heading: Heading) -> None:
        self._close_from("short")

    def _under_prefix(self, heading: Heading, styles: tuple[str, ...]) -> None:
        """Keep the section whose number begins this one's (4 and 4.2 for 4.2.1), close the others of its kind."""
        for position, each in enumerate(self._open):
            if each.style not in styles or each.styled is not None:
                continue
            prefix = len(each.parts) < len(heading.parts) and heading.parts[: len(each.parts)] == each.parts
            if not prefix:
                del self._open[position:]
                return
        self._close(lambda each: each.style in ("upper", "short") or self._loose_letter(each, heading))

    def _loose_letter(self, each: _Open, heading: Heading) -> bool:
        """A lettered part opened under a numbered one ends where the numbers go on."""
        below = any(
            other.style in ("decimal", "article") and other.order < each.order for other in self._open
        )
        return each.style in ("letter", "roman") and below and len(heading.parts) > 1
