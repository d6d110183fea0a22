"""The ``detect`` block of a rule: matchers of the closed list, and the figures of the levels."""

from __future__ import annotations

from clausecheck.model.finding import Level, Lever, Polarity, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Detection, Matcher, Terms, Thresholds
from clausecheck.rulebook.schema import CRITERIA, LEVELS, MATCHERS, MAX_WITHIN, STRENGTHS, keys, needed
from clausecheck.rulebook.yamltree import Node
from clausecheck.text.quantities import UNITS

_MOST_GROUPS = 8
_MOST_TERMS = 2_000


def read_detection(node: Node) -> Detection:
    """Read what one language says."""
    fields = node.mapping(keys("detect"))
    matchers = [
        _matcher(item, polarity)
        for polarity in Polarity
        if polarity.value in fields
        for item in fields[polarity.value].items()
    ]
    return Detection(
        matchers=tuple(matchers),
        thresholds=_thresholds(fields["levels"]) if "levels" in fields else None,
    )


def _matcher(node: Node, polarity: Polarity) -> Matcher:
    fields = node.mapping(keys("matcher"))
    kinds = [kind for kind in MATCHERS if kind in fields]
    if len(kinds) != 1:
        node.fail("R204", "a matcher has exactly one kind", f"A matcher is one of: {', '.join(MATCHERS)}.")
    kind = kinds[0]
    within = int(fields["within"].number()) if "within" in fields else 12
    if not 0 <= within <= MAX_WITHIN:
        fields["within"].fail("R205", f"within is from 0 to {MAX_WITHIN} words")
    groups, heading, only = _parts(kind, fields)
    if len(groups) > _MOST_GROUPS or sum(map(len, groups)) > _MOST_TERMS:
        node.fail(
            "R223",
            f"at most {_MOST_GROUPS} groups and {_MOST_TERMS} terms a matcher",
            "Name a concept, or write two matchers.",
        )
    return Matcher(
        kind=kind,
        polarity=polarity,
        groups=groups,
        within=within,
        ordered=bool(fields["ordered"].value) if "ordered" in fields else False,
        heading=heading,
        unless=_alternatives(fields["unless"]) if "unless" in fields else (),
        only=only,
        measured=bool(fields["measured"].value) if "measured" in fields else False,
        pieces=tuple(PieceKind(item.one_of(PieceKind)) for item in fields["pieces"].items())
        if "pieces" in fields
        else (),
        level=Level[fields["level"].one_of(LEVELS).upper()] if "level" in fields else None,
        strength=_strength(fields.get("strength")),
        lever=Lever(fields["lever"].one_of(Lever)) if "lever" in fields else None,
        any_bearer=bool(fields["any_bearer"].value) if "any_bearer" in fields else False,
        here=bool(fields["here"].value) if "here" in fields else False,
    )


def _parts(kind: str, fields: dict[str, Node]) -> tuple[tuple[Terms, ...], Terms, str]:
    """Return groups, heading terms and the criterion sought."""
    node = fields[kind]
    if kind == "criterion":
        return (), (), node.one_of(CRITERIA)
    if kind == "under":
        groups = tuple(_alternatives(item) for item in fields["terms"].items()) if "terms" in fields else ()
        return groups, _alternatives(node), ""
    if "terms" in fields:
        fields["terms"].fail("R206", f'"terms" goes with "under"; "{kind}" takes its words itself')
    if kind == "near":
        groups = tuple(_alternatives(item) for item in node.items())
        if len(groups) < 2:
            node.fail("R207", '"near" takes two groups of words or more', 'For one group write "phrase".')
        return groups, (), ""
    return (_alternatives(node),), (), ""


def _alternatives(node: Node) -> Terms:
    """Return the alternatives of a group: a list, or a text with ``|`` between them."""
    found = tuple(part.strip() for item in node.items() for part in item.text().split("|") if part.strip())
    if not found:
        node.fail("R208", "no words here")
    return found


def _strength(node: Node | None) -> Strength | None:
    if node is None:
        return None
    return Strength[node.one_of(STRENGTHS).upper()]


def _thresholds(node: Node) -> Thresholds:
    fields = node.mapping(keys("levels"))
    for wanted in needed("levels"):
        if wanted not in fields:
            node.fail("R209", f'levels need "{wanted}"')
    better = fields["better"].one_of(("higher", "lower")) if "better" in fields else "higher"
    return Thresholds(
        unit=fields["unit"].one_of(UNITS),
        higher_is_better=better == "higher",
        baseline=fields["baseline"].number(),
        advanced=fields["advanced"].number(),
        exemplary=fields["exemplary"].number(),
    )
