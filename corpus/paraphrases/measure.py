"""How much of the bank of paraphrases the rules find, and how often near misses deceive them.

Run ``python -m corpus.paraphrases.measure [--split dev|test] [--verbose]`` from the checkout's root. Exit status 0, 2 where the
call is wrong. ``--verbose`` lists texts and is refused for the test split: nobody mends rules while reading it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.theme import THEMES
from clausecheck.rulebook import load_rulebook
from clausecheck.structure.criteria import find_criteria
from corpus.paraphrases.bank import SPLITS, Paraphrase, read_bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A text with what the engine asserts of it.

    Attributes:
        paraphrase: The text.
        found: (theme, rule) of every finding that is not merely proposed for review.
    """

    paraphrase: Paraphrase
    found: frozenset[tuple[str, str]]

    @property
    def themes(self) -> frozenset[str]:
        """Themes asserted."""
        return frozenset(theme for theme, _ in self.found)

    @property
    def own(self) -> bool:
        """Whether a rule of the text's theme fires."""
        return self.paraphrase.theme in self.themes

    @property
    def neighbour(self) -> bool:
        """Whether a rule of its theme fires, or of a theme under which a reader may also file it."""
        return not self.themes.isdisjoint((self.paraphrase.theme, *self.paraphrase.also))


def try_texts(bank: Iterable[Paraphrase], detector: Detector) -> tuple[Tried, ...]:
    """Run every text as the only passage of a piece of its kind."""
    return tuple(_tried(paraphrase, detector) for paraphrase in bank)


def _tried(paraphrase: Paraphrase, detector: Detector) -> Tried:
    piece = trial_piece(
        paraphrase.text,
        paraphrase.piece,
        paraphrase.lang,
        heading=paraphrase.heading,
        lead_in=paraphrase.lead_in,
    )
    findings = detector.detect(piece, find_criteria(piece))
    asserted = frozenset((finding.theme, finding.rule) for finding in findings if not finding.review)
    return Tried(paraphrase=paraphrase, found=asserted)


def table(tried: Sequence[Tried]) -> Iterator[str]:
    """Yield the lines of the table: by theme, by family, in all, by language."""
    yield f"{'':28}{'clauses':>8}{'recall':>8}{'or near':>8}{'any':>8}   {'near misses':>11}{'alarms':>8}"
    themes = [theme for theme in THEMES if any(one.paraphrase.theme == theme for one in tried)]
    yield from (_line(theme, [one for one in tried if one.paraphrase.theme == theme]) for theme in themes)
    yield ""
    families = sorted({one.paraphrase.family for one in tried})
    yield from (_line(name, [one for one in tried if one.paraphrase.family == name]) for name in families)
    yield ""
    for language in ("fr", "en"):
        yield _line(language, [one for one in tried if one.paraphrase.lang == language])
    yield _line("all", tried)


def _line(name: str, tried: Sequence[Tried]) -> str:
    clauses = [one for one in tried if one.paraphrase.kind == "clause"]
    misses = [one for one in tried if one.paraphrase.kind == "near_miss"]
    recalls = (
        _share([one.own for one in clauses]),
        _share([one.neighbour for one in clauses]),
        _share([bool(one.found) for one in clauses]),
    )
    figures = "".join(f"{figure:>8}" for figure in recalls)
    return f"{name:28}{len(clauses):>8}{figures}   {len(misses):>11}{_share([one.own for one in misses]):>8}"


def _share(outcomes: Sequence[bool]) -> str:
    return f"{sum(outcomes) / len(outcomes):.2f}" if outcomes else "–"


def details(tried: Iterable[Tried]) -> Iterator[str]:
    """Yield the clauses that no rule of their theme finds and the near misses that one takes for a clause."""
    for one in tried:
        clause = one.paraphrase.kind == "clause"
        if one.own == clause:
            continue
        rules = ", ".join(sorted(rule for _, rule in one.found)) or "nothing"
        around = " / ".join(part for part in (one.paraphrase.heading, one.paraphrase.lead_in) if part)
        yield f"{'MISSED' if clause else 'ALARM '} {one.paraphrase.id} [{one.paraphrase.theme}] found: {rules}"
        yield f"       {around + ' / ' if around else ''}{one.paraphrase.text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of a split; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m corpus.paraphrases.measure", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument(
        "--verbose", action="store_true", help="list misses and alarms (never of the test split)"
    )
    options = parser.parse_args(arguments)
    if options.verbose and options.split == "test":
        parser.error("texts of the test split are not to be read: --verbose goes with --split dev")
    bank = [paraphrase for paraphrase in read_bank() if paraphrase.split == options.split]
    tried = try_texts(bank, Detector(load_rulebook()))
    for line in chain(details(tried) if options.verbose else (), table(tried)):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
