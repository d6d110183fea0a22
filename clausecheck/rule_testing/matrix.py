"""Every rule on every other rule's texts: a rule that fires on a neighbour's clause is right, and listed, or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.rule import Rulebook
from clausecheck.rulebook.yamltree import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHit:
    """A rule that fires on a text of another.

    Attributes:
        owner: Rule whose must-match case it is.
        rule: The other rule that fires.
        polarity: supports or contradicts.
        text: The case.
    """

    owner: str
    rule: str
    polarity: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a person decided about co-hits.

    Attributes:
        right: (owner, rule) -> why the passage is the other rule's too.
        wrong: (rule, text) -> what is wrong, known and not yet mended.
    """

    right: tuple[tuple[tuple[str, str], str], ...] = ()
    wrong: tuple[tuple[tuple[str, str], str], ...] = ()


def co_hits(rulebook: Rulebook) -> tuple[CoHit, ...]:
    """Return the hits of every enabled rule on the must-match cases of every other."""
    detector = Detector(rulebook)
    return tuple(
        CoHit(owner=rule.id, rule=finding.rule, polarity=finding.polarity.value, text=test.text)
        for rule in rulebook.rules
        if rule.status == "stable"
        for test in rule.tests
        if test.expect != "no_match"
        for finding in detector.detect(
            trial_piece(test.text, test.kind, test.language, heading=test.heading, lead_in=test.lead_in)
        )
        if finding.rule != rule.id
    )


def read_reviewed(path: Path) -> Reviewed:
    """Read the decisions: ``right: owner: {rule: why}`` and ``wrong: rule: {text: why}``.

    Raises:
        RuleError: The file is wrong.
    """
    fields = read_yaml(path).mapping(("right", "wrong"))

    def pairs(key: str) -> tuple[tuple[tuple[str, str], str], ...]:
        outer = fields[key].mapping() if key in fields and fields[key].value else {}
        return tuple(
            ((first, second), child.text())
            for first, node in outer.items()
            for second, child in node.mapping().items()
        )

    return Reviewed(right=pairs("right"), wrong=pairs("wrong"))


def unexpected(hits: Iterable[CoHit], reviewed: Reviewed) -> Iterator[CoHit]:
    """Yield the hits about which nobody has decided."""
    right, wrong = dict(reviewed.right), dict(reviewed.wrong)
    for hit in hits:
        if (hit.rule, hit.text) not in wrong and (hit.owner, hit.rule) not in right:
            yield hit


def stale(hits: Iterable[CoHit], reviewed: Reviewed) -> Iterator[str]:
    """Yield decisions about hits that are no more: to be taken out of the file."""
    held = tuple(hits)
    pairs, texts = {(hit.owner, hit.rule) for hit in held}, {(hit.rule, hit.text) for hit in held}
    for (owner, rule), _ in reviewed.right:
        if (owner, rule) not in pairs:
            yield f"right: {owner}: {rule}"
    for (rule, text), _ in reviewed.wrong:
        if (rule, text) not in texts:
            yield f"wrong: {rule}: {text}"


def matrix_text(hits: Iterable[CoHit], reviewed: Reviewed) -> str:
    """Return the matrix as text: one line a pair, wrong and undecided hits with their texts."""
    wrong, right = dict(reviewed.wrong), dict(reviewed.right)
    cells: dict[tuple[str, str], list[CoHit]] = {}
    for hit in hits:
        cells.setdefault((hit.owner, hit.rule), []).append(hit)
    lines = []
    for (owner, rule), found in sorted(cells.items()):
        known = [hit for hit in found if (rule, hit.text) in wrong]
        state = "right" if (owner, rule) in right else "known wrong" if len(known) == len(found) else "OPEN"
        lines.append(f"{len(found):4}  {state:11}  {owner} -> {rule}")
        lines += [f"{'':19}{hit.polarity}: {hit.text}" for hit in (found if state == "OPEN" else known)]
    total = sum(map(len, cells.values()))
    lines.append(
        f"{total} co-hits, {len(cells)} pairs of rules, {len(reviewed.wrong)} texts known to be wrong"
    )
    return "\n".join(lines) + "\n"
