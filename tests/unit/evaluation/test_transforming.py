"""The same text written otherwise: what changes, what stays, and where everything went."""

import pytest

from clausecheck.evaluation.robustness import TITLES, joined, losses
from clausecheck.evaluation.transforming import (
    curly,
    hyphenated,
    misread,
    no_accents,
    rewritten,
    shuffled,
    straight,
    upper_case,
)

REWRITINGS = [upper_case, no_accents, curly, straight, hyphenated, misread(0.03)]


@pytest.mark.parametrize(
    ("rewriting", "text", "expected"),
    [
        (upper_case, "Pièce n° 1, straße", "PIÈCE N° 1, STRAßE"),
        (no_accents, "Œuvre d'été", "OEuvre d'ete"),
        (curly, "l'été", "l’été"),
        (straight, "l’été", "l'été"),
    ],
)
def test_a_rewriting_changes_just_its_signs(rewriting, text, expected):
    assert "".join(rewriting(text)) == expected


def test_lines_are_cut_after_a_vowel_and_read_the_same_once_joined():
    text = "Les soumissionnaires détaillent les approvisionnements en pièces détachées et reconditionnées du marché."
    written = "".join(hyphenated(text))
    assert max(len(line) for line in written.split("\n")) <= 72
    assert "-\n" in written
    assert written.replace("-\n", "").replace("\n", " ") == text


def test_a_row_of_a_table_is_not_cut():
    row = "Disponibilité des pièces détachées | sept ans | approvisionnements garantis par le constructeur"
    assert "".join(hyphenated(row)) == row


@pytest.mark.parametrize("rate", [0.01, 0.03])
def test_the_share_of_misread_signs_is_the_one_asked_for_and_repeats(rate):
    text = "Le titulaire garantit la disponibilité des pièces détachées. " * 200
    signs = misread(rate)(text)
    changed = sum(new != old for new, old in zip(signs, text, strict=True))
    assert changed / sum(not sign.isspace() for sign in text) == pytest.approx(rate, rel=0.25)
    assert signs == misread(rate)(text)


@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_blocks_still_cover_the_words_that_they_covered(piece, rewriting):
    made = rewritten(piece.document, rewriting)
    for old, new in zip(piece.document.blocks, made.document.blocks, strict=True):
        before = piece.document.text[old.span.start : old.span.end]
        assert made.document.text[new.span.start : new.span.end][:1].lower() == before[:1].lower()
        assert made.span(old.span).start == new.span.start


def test_shuffled_articles_keep_every_word_and_every_block(piece):
    made = shuffled(piece.document, piece.outline)
    assert made.document.text != piece.document.text
    assert sorted(made.document.text.split()) == sorted(piece.document.text.split())
    old = [piece.document.text[b.span.start : b.span.end] for b in piece.document.blocks]
    new = [made.document.text[b.span.start : b.span.end] for b in made.document.blocks]
    assert sorted(old) == sorted(new)
    for block, words in zip(piece.document.blocks, old, strict=True):
        span = made.span(block.span)
        assert made.document.text[span.start : span.end] == words


class Finder:
    """Finds the word « pièces » wherever it stands as it is."""

    def __init__(self, finding, word):
        self._finding, self._word = finding, word

    def __call__(self, document):
        from dataclasses import replace

        from clausecheck.model.place import Span

        at = document.text.find(self._word)
        if at < 0:
            return ()
        span = Span(start=at, end=at + len(self._word))
        return (replace(self._finding, evidence=replace(self._finding.evidence, span=span)),)


def test_losses_are_counted_by_transformation(piece):
    from clausecheck.model.finding import Finding, Lever, Polarity, Strength
    from clausecheck.model.place import Evidence, Span

    finding = Finding(
        id="f1",
        rule="repairability.spare_parts",
        theme="repairability",
        evidence=Evidence(document_id=piece.document.id, span=Span(start=0, end=1), quote="pièces"),
        section="",
        polarity=Polarity.SUPPORTS,
        strength=Strength.BINDING,
        level=None,
        lever=Lever.TECHNICAL_SPECIFICATION,
    )
    find = Finder(finding, "pièces détachées")
    found = losses(piece, find(piece.document), find)
    lost = {loss.transformation: (loss.before, loss.lost, loss.gained) for loss in found}
    assert list(lost) == list(TITLES)
    assert lost["upper_case"] == lost["no_accents"] == (1, 1, 0)
    assert lost["straight_apostrophes"] == lost["shuffled_articles"] == (1, 0, 0)
    both = joined([*found, *found])
    assert [(loss.before, loss.lost) for loss in both][:1] == [(2, 2)]
    assert both[0].share == 1.0
    assert both[0].words == (("repairability.spare_parts", "pièces"),) * 2
