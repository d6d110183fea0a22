"""Which texts are not what a page shows."""

from __future__ import annotations

import pytest

from clausecheck.readers.legibility import garbled
from clausecheck.readers.signs import mended

PROSE = (
    "Le titulaire remet chaque mois au service un état des réparations qui ont été faites et des pièces "
    "employées. Il garde les pièces de rechange pendant sept ans à compter de la dernière livraison."
)
ENGLISH = (
    "The contractor shall keep the spare parts available for seven years from the last delivery, and shall "
    "provide the repair manuals of the devices to the workshop of the council free of charge."
)
FIGURES = "\n".join(f"{n} Chaise T{n} réf. CH-{n}4X U 12 {n}5,00 € {n}80,00 €" for n in range(1, 20))
TITLE_BLOCK = (
    "MOA VILLE DE X MOE ARCH BET FLUIDES DCE PLN RDC NIV ECH 1/50 IND A DATE 12/03/2026 AFF 24-118 " * 4
)
ACRONYMS = "DCE CCTP CCAP RC AE BPU DQE DPGF EPI GTB CVC VMC SSI PMR ERP RGPD NF EN ISO DTU COFRAC " * 4


def _shifted(text: str, by: int) -> str:
    return "".join(chr(max(33, ord(char) + by)) if char != " " else char for char in text)


@pytest.mark.parametrize("text", [PROSE, ENGLISH, FIGURES, TITLE_BLOCK, ACRONYMS, "", "12 345,00 €"])
def test_what_a_page_shows_is_not_garbled(text: str) -> None:
    assert not garbled(text)


@pytest.mark.parametrize("by", [-29, 3, 1])
@pytest.mark.parametrize("spaces", [True, False])
def test_a_shifted_alphabet_is_garbled(by: int, spaces: bool) -> None:
    text = PROSE if spaces else PROSE.replace(" ", "")
    assert garbled(_shifted(text, by))


def test_accents_without_a_meaning_make_a_text_garbled() -> None:
    assert garbled(PROSE.translate(dict.fromkeys(map(ord, "éèàê"), "\x01")))


def test_bullets_of_symbol_fonts_do_not_make_a_text_garbled() -> None:
    assert not garbled(f"\uf0b7 {PROSE}\n\uf0b7 {PROSE}")


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("rÃ©paration des piÃ¨ces", "réparation des pièces"),
        ("lâ€™acheteur", "l’acheteur"),
        ("Âge des écrans, forÊt", "Âge des écrans, forÊt"),
        ("réparation", "réparation"),
    ],
)
def test_accents_read_in_the_wrong_code_are_mended(shown: str, meant: str) -> None:
    assert mended(shown) == meant
