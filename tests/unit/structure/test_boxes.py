"""Check boxes: what is ticked is stated, what is not is no clause."""

from __future__ import annotations

from itertools import pairwise

import pytest

from clausecheck.detect import Detector
from clausecheck.model.document import Document
from clausecheck.model.outline import Passage, PassageKind, Piece, Region
from clausecheck.rulebook import load_rulebook
from clausecheck.structure import outline


def _words(document: Document, *, out: bool) -> list[str]:
    """Return the passages that are stated, or those that are not, without headings."""
    return [
        document.text[passage.span.start : passage.span.end]
        for passage in outline(document).passages
        if passage.kind is not PassageKind.HEADING and (passage.region is Region.UNTICKED) == out
    ]


@pytest.mark.parametrize("sign", ["☒", "☑", "[x]", "[X]"])
def test_where_one_option_is_ticked_the_others_are_out(build, sign) -> None:
    document = build(
        "Le candidat :",
        f"{sign} fournit du mobilier reconditionné",
        "☐ fournit du mobilier neuf",
        "Le prix est ferme.",
    )
    assert _words(document, out=True) == ["fournit du mobilier neuf"]
    assert "Le prix est ferme." in _words(document, out=False)


def test_squares_are_boxes_where_a_full_and_an_empty_one_stand_together(build) -> None:
    document = build("■ Livraison à vélo", "□ Livraison en camion")
    assert _words(document, out=True) == ["Livraison en camion"]


@pytest.mark.parametrize("sign", ["□", "■", "☐"])
def test_a_list_whose_bullet_is_a_square_is_stated(build, sign) -> None:
    document = build(
        "Le titulaire assure les prestations suivantes :",
        f"{sign} la reprise des emballages",
        f"{sign} le réemploi des palettes",
    )
    assert _words(document, out=True) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (
            "Le candidat coche la case qui convient :",
            "☐ le titulaire reprend les emballages",
            "☐ il les recycle",
        ),
        ("Engagement :", "☐ OPTION 1 : reprise des emballages", "☐ OPTION 2 : recyclage"),
        ("Engagement : ☐ reprise des emballages ☐ recyclage",),
        ("Reprise des emballages :", "☐ Oui", "☐ Non"),
        ("☐ Les emballages sont repris", "Autre texte.", "Tarif réduit : ☒ oui ☐ non"),
    ],
)
def test_a_form_in_which_nothing_is_ticked_states_nothing(build, blocks) -> None:
    document = build(*blocks)
    assert any("emballages" in words.lower() for words in _words(document, out=True))
    assert not any(
        "reprise des" in words.lower() or "sont repris" in words for words in _words(document, out=False)
    )


@pytest.mark.parametrize(
    ("blocks", "stated"),
    [
        (("Le marché comporte une clause sociale : ☒ Oui ☐ Non",), True),
        (("Le marché comporte une clause sociale : ☐ Oui ☒ Non",), False),
        (("Le marché comporte une clause sociale : Oui ☐ Non ☒",), False),
        (("Le marché comporte une clause sociale : Oui ☒ Non ☐",), True),
        (("Le marché comporte une clause sociale :", "☒ Oui", "☐ Non"), True),
        (("Le marché comporte une clause sociale :", "☐ Oui", "☒ Non"), False),
        (("| Exigence | Oui | Non", "| Le marché comporte une clause sociale | ☐ | ☒"), False),
        (("| Exigence | Oui | Non", "| Le marché comporte une clause sociale | ☒ | ☐"), True),
        (("| Choix | Exigence", "| ☐ | Le marché comporte une clause sociale", "| ☒ | Aucune clause"), False),
        (("| Choix | Exigence", "| ☒ | Le marché comporte une clause sociale", "| ☐ | Aucune clause"), True),
        (("| Le marché comporte une clause sociale | ☐ Oui ☒ Non",), False),
    ],
)
def test_an_answer_bears_on_its_question(build, blocks, stated) -> None:
    document = build(*blocks)
    assert any("clause sociale" in words for words in _words(document, out=False)) is stated
    assert any("clause sociale" in words for words in _words(document, out=True)) is not stated


def test_options_on_one_line_are_cut_apart_and_keep_what_leads_to_them(build) -> None:
    document = build("Le titulaire : ☐ livre en camion ☒ livre à vélo ☐ ne livre pas")
    passages = outline(document).passages
    told = [(document.text[p.span.start : p.span.end], p.region) for p in passages]
    assert told == [
        ("Le titulaire :", None),
        ("☐ livre en camion", Region.UNTICKED),
        ("☒ livre à vélo", None),
        ("☐ ne livre pas", Region.UNTICKED),
    ]
    assert passages[2].lead_in == passages[0].span


def test_passages_stay_in_order_and_apart(build) -> None:
    document = build("A : ☐ b ☒ c", "☐ d", "| x | ☐ e | ☒ f", "Fin. ☐")
    spans = [passage.span for passage in outline(document).passages]
    assert all(span.start < span.end for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_text_without_boxes_is_left_as_it_is(build) -> None:
    document = build("Oui, le titulaire répare.", "Non, il ne remplace pas.")
    assert all(
        isinstance(passage, Passage) and passage.region is None for passage in outline(document).passages
    )


@pytest.mark.parametrize(("mark", "other", "found"), [("☒", "☐", True), ("☐", "☒", False)])
def test_an_unticked_option_is_no_finding(build, mark, other, found) -> None:
    clause = "Le titulaire fournit les pièces détachées pendant 7 ans à compter de la livraison."
    document = build("## 1 Pièces", f"{mark} {clause}", f"{other} Aucune exigence.", name="CCTP.pdf")
    findings = Detector(load_rulebook()).detect(Piece(document=document, outline=outline(document)))
    assert any("7 ans" in finding.evidence.quote for finding in findings) is found
