"""Shared mechanisms of detection, shown with one small rule."""

from dataclasses import replace
from pathlib import Path

import pytest

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.finding import Finding, Level, Polarity, Strength
from clausecheck.model.outline import PassageKind, PieceKind
from clausecheck.rulebook import load_rulebook

DETECTOR = Detector(load_rulebook())


def found(
    text: str, *, kind: PieceKind = PieceKind.CCTP, heading: str = "", lead_in: str = ""
) -> list[Finding]:
    piece = trial_piece(text, kind, "fr", heading=heading, lead_in=lead_in)
    return [f for f in DETECTOR.detect(piece) if f.rule == "repairability.spare_parts_availability"]


def test_the_quote_is_the_slice_that_it_names() -> None:
    text = "Les pièces détachées sont dispo-\nnibles pendant sept (7) ans."
    (finding,) = found(text)
    assert text == finding.evidence.quote


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Le titulaire s'efforce de tenir un stock de pièces détachées.", Strength.ASPIRATIONAL),
        ("Le titulaire tient un stock de pièces détachées.", Strength.BINDING),
        ("Le titulaire tient un stock de pièces détachées pendant 7 ans.", Strength.MEASURABLE),
        (
            "Le titulaire fournit les pièces détachées pendant 7 ans, sur attestation, sous peine d'une pénalité de 100 €.",
            Strength.ENFORCEABLE,
        ),
    ],
)
def test_strength_climbs_the_ladder(text: str, strength: Strength) -> None:
    assert [strength] == [finding.strength for finding in found(text)]


def test_a_waiver_turns_a_support_into_a_contradiction() -> None:
    assert [Polarity.CONTRADICTS] == [
        f.polarity for f in found("La fourniture de pièces détachées n'est pas exigée.")
    ]


def test_an_optional_supply_is_conditional() -> None:
    assert [True] == [
        f.conditional
        for f in found("Le cas échéant, le titulaire fournit les pièces détachées pendant 7 ans.")
    ]


def test_what_the_buyer_does_itself_is_no_clause() -> None:
    assert not found("La Ville tient à disposition un stock de pièces détachées pendant 7 ans.")


def test_a_heading_supplies_the_object_of_a_short_item() -> None:
    assert [Level.ADVANCED] == [f.level for f in found("Disponibilité : 7 ans", heading="Pièces détachées")]


def test_a_typing_slip_is_read_as_the_word_that_was_meant() -> None:
    assert found("La disponibilté des pièces détachées est assurée pendant 7 ans.")


def test_rules_of_the_consultation_do_not_bind_by_nature() -> None:
    assert not found("Disponibilité des pièces détachées", kind=PieceKind.RC)


def test_a_pack_with_a_misspelt_matcher_says_where(tmp_path: Path) -> None:
    from clausecheck.errors import RuleError

    folder = tmp_path / "pack" / "repairability"
    folder.mkdir(parents=True)
    source = next(
        Path(r.source) for r in load_rulebook().rules if r.id.endswith("spare_parts_availability")
    ).read_text("utf-8")
    broken = source.replace("      - near:", "      - nearly:", 1).replace(
        "      - phrase:", "      - phrases:", 1
    )
    (folder / "broken.yaml").write_text(broken, "utf-8")
    with pytest.raises(RuleError, match=r"broken\.yaml:\d+:\d+: R\d+ .*\n.*\n.*\^"):
        load_rulebook(tmp_path / "pack")


def test_what_follows_the_buyers_own_engagement_is_no_clause() -> None:
    item = "tenir un stock de pièces détachées pendant 7 ans"
    assert not found(item, lead_in="La Ville s'engage à :")
    assert found(item, lead_in="Le titulaire s'engage envers la Ville à :")
    assert found(item, lead_in="La Ville exige du titulaire de :")


def test_a_matcher_of_common_words_borrows_none_from_a_heading() -> None:
    """« Tarif » under « Composants » prices anything; only both words together price the parts."""
    said = trial_piece("Le tarif des composants est joint à l'offre.", PieceKind.CCTP, "fr")
    gathered = trial_piece(
        "Le tarif est joint à l'offre.", PieceKind.CCTP, "fr", heading="Composants du dossier"
    )
    rule = "repairability.spare_parts_price"
    assert [f.rule for f in DETECTOR.detect(said)].count(rule) == 1
    assert rule not in [f.rule for f in DETECTOR.detect(gathered)]


@pytest.mark.parametrize(
    ("text", "count"), [("Effacement logiciel, disque conservé.", 1), ("Effacement logiciel des disques", 0)]
)
def test_a_few_words_closed_by_a_full_stop_are_no_title(text: str, count: int) -> None:
    piece = trial_piece(text, PieceKind.CCTP, "fr")
    assert [f.rule for f in DETECTOR.detect(piece)].count("reuse.secure_data_erasure") == count


@pytest.mark.parametrize(
    ("line", "count"),
    [("5.3 Les lits voyagent en caisses réutilisables.", 1), ("5.3 Caisses réutilisables", 0)],
)
def test_a_numbered_line_with_a_full_stop_is_a_clause(line: str, count: int) -> None:
    """Some buyers number every sentence: what looks like a title by its number is then the duty itself."""
    piece = trial_piece(line, PieceKind.CCTP, "fr")
    (passage,) = piece.outline.passages
    heading = replace(passage, kind=PassageKind.HEADING)
    outline = replace(piece.outline, passages=(heading,))
    found_there = DETECTOR.detect(replace(piece, outline=outline))
    assert [f.rule for f in found_there].count("packaging.reusable") == count


@pytest.mark.parametrize(
    ("text", "wanted"), [("Stock de pièces détachées.", 1), ("Stock de pièces détachées", 0)]
)
def test_a_few_words_closed_by_a_full_stop_are_a_prescription_and_no_title(text: str, wanted: int) -> None:
    assert wanted == len(found(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Une variante en matériel reconditionné est admise.", 1),
        ("Le matériel reconditionné est décrit au chapitre 4.", 0),
    ],
)
def test_rules_of_the_consultation_decide_by_naming_a_variant(text: str, count: int) -> None:
    findings = DETECTOR.detect(trial_piece(text, PieceKind.RC, "fr"))
    assert count == [f.rule for f in findings].count("reuse.reuse_variant")
