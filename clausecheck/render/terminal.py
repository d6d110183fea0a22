"""Lines for a terminal, in one of two languages, wrapped where French typography allows."""

from __future__ import annotations

import io
import textwrap

from rich.console import Console
from rich.text import Text

from clausecheck.render.names import Both
from clausecheck.text.typography import typeset


class Sheet:
    """Lines under way; wraps by itself because rich breaks at no-break spaces."""

    def __init__(self, language: str, width: int, *, colour: bool) -> None:
        """Start an empty sheet.

        Args:
            language: ``fr`` or ``en``.
            width: Columns.
            colour: Write terminal colours.
        """
        self.language = language
        self.width = width
        self.buffer = io.StringIO()
        self.console = Console(
            file=self.buffer,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            highlight=False,
            no_color=not colour,
            legacy_windows=False,
        )

    def say(self, french: str, english: str) -> str:
        """Return the text in the language of the sheet."""
        return english if self.language == "en" else typeset(french)

    def both(self, words: Both) -> str:
        """Return a pair's member in the language of the sheet."""
        return self.say(*words)

    def line(self, text: str = "", *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Write a paragraph, wrapped; ``hang`` indents its further lines more."""
        wrapped = textwrap.wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        for part in wrapped or [""]:
            self.console.print(Text(part, style=style), soft_wrap=True)

    def heading(self, french: str, english: str) -> None:
        """Write a title that stands out without colour."""
        title = self.say(french, english)
        self.line()
        self.line(title.upper(), style="bold")
        self.line("─" * min(len(title), self.width), style="bold")

    def text(self) -> str:
        """Return all lines, with one line break at the end."""
        return self.buffer.getvalue().rstrip("\n") + "\n"
