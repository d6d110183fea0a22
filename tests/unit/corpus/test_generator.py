"""The sample tenders build into files that open, hold their sources' words, and come out the same each time."""

from __future__ import annotations

import hashlib
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document

from clausecheck.model.theme import THEMES
from corpus.generators.build import GOLDEN, SOURCES, build_tender, sample_slugs, source_pieces
from corpus.generators.hyphens import soften
from corpus.generators.source import Heading, SourcePiece, Table, number_headings, plain_text, read_source

SLUGS = sample_slugs()
STRENGTHS = {"mention", "aspirational", "binding", "measurable", "enforceable"}
CATEGORIES = {"it_equipment", "furniture", "food_catering", "cleaning", "roads_networks", "vehicles"}
_built: dict[str, Path] = {}


@pytest.fixture
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Builds each tender once for all the tests of this file."""

    def build_once(slug: str) -> Path:
        if slug not in _built:
            _built[slug] = tmp_path_factory.mktemp(slug)
            build_tender(slug, _built[slug])
        return _built[slug]

    return build_once


def expected(slug: str) -> dict[str, Any]:
    """Annotations of a tender."""
    content: dict[str, Any] = json.loads((GOLDEN / slug / "expected.json").read_text(encoding="utf-8"))
    return content


def squeezed(text: str) -> str:
    """White space collapsed, inline marks gone."""
    return " ".join(plain_text(text).split())


def digests(folder: Path) -> dict[str, str]:
    """Path -> hash of every file under ``folder``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_there_are_six_french_tenders_and_an_english_one() -> None:
    english = [slug for slug in SLUGS if all(piece.english for piece in source_pieces(slug))]
    assert english == ["english_laptops"]
    assert len(SLUGS) == 7


@pytest.mark.parametrize("slug", SLUGS)
def test_every_piece_opens_as_pdf_and_docx(slug: str, folder_of: Any) -> None:
    folder = folder_of(slug)
    for piece in source_pieces(slug):
        pdf = pypdfium2.PdfDocument(folder / "pdf" / f"{piece.name}.pdf")
        document = Document(str(folder / "docx" / f"{piece.name}.docx"))
        words = [paragraph.text for paragraph in document.paragraphs]
        first = next(block for block in piece.blocks if isinstance(block, Heading))
        assert len(pdf) >= 2
        assert first.text in words


@pytest.mark.parametrize("slug", SLUGS)
def test_the_volume_is_that_of_a_real_tender(slug: str, folder_of: Any) -> None:
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in (folder_of(slug) / "pdf").iterdir())
    assert 10 <= pages <= 40


@pytest.mark.parametrize("slug", SLUGS)
def test_the_zip_holds_one_file_a_piece(slug: str, folder_of: Any) -> None:
    with zipfile.ZipFile(folder_of(slug) / f"DCE_{slug}.zip") as archive:
        names = {Path(name).stem for name in archive.namelist()}
    assert {piece.name for piece in source_pieces(slug)} == names


@pytest.mark.parametrize("slug", SLUGS)
def test_building_twice_gives_the_same_bytes(slug: str, folder_of: Any, tmp_path: Path) -> None:
    build_tender(slug, tmp_path)
    assert digests(folder_of(slug)) == digests(tmp_path)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_annotation_quotes_one_place_of_its_source(slug: str) -> None:
    texts = {path.stem: squeezed(path.read_text(encoding="utf-8")) for path in (SOURCES / slug).glob("*.md")}
    wrong = [
        (passage["piece"], passage["start_quote"], texts[passage["piece"]].count(passage["start_quote"]))
        for passage in expected(slug)["passages"]
        if texts[passage["piece"]].count(passage["start_quote"]) != 1
    ]
    assert wrong == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_annotation_is_found_again_in_the_word_file(slug: str, folder_of: Any) -> None:
    texts = {path.stem: word_text(path) for path in (folder_of(slug) / "docx").iterdir()}
    lost = [p["start_quote"] for p in expected(slug)["passages"] if p["start_quote"] not in texts[p["piece"]]]
    assert lost == []


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ('<w:pStyle w:val="Heading2"', "heading styles"),
        ('<w:pStyle w:val="ListBullet"', "lists made by the word processor"),
        ("<w:tblHeader", "header rows"),
        ("TOC \\o", "a table of contents field"),
        ("<w:footnoteReference", "a footnote"),
        ("<wps:txbx>", "a text box"),
    ],
)
def test_the_word_files_hold_what_makes_real_ones_hard(mark: str, why: str, folder_of: Any) -> None:
    with zipfile.ZipFile(folder_of("it_equipment") / "docx" / "CCTP.docx") as archive:
        assert mark in archive.read("word/document.xml").decode(), why


def test_headings_are_numbered_by_word_where_the_source_says_so(folder_of: Any) -> None:
    document = Document(str(folder_of("it_equipment") / "docx" / "CCTP.docx"))
    assert document.styles["Heading 2"].element.pPr.numPr.ilvl.val == 1
    assert "Pièces de rechange" in [paragraph.text for paragraph in document.paragraphs]


def test_the_pdf_cuts_words_at_line_ends(folder_of: Any) -> None:
    pdf = pypdfium2.PdfDocument(folder_of("it_equipment") / "pdf" / "CCAP.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert text.count("\ufffe") >= 10  # what PDFium puts for a hyphen and the line end after it


def word_text(path: Path) -> str:
    """All text runs of the body and notes, in order; paragraphs and cells apart."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name in {"word/document.xml", "word/footnotes.xml"}]
        xml = " ".join(archive.read(name).decode() for name in parts)
    text = xml.replace("</w:p>", " ").replace("</w:tc>", " ")
    pieces = (chunk.partition(">")[2] for chunk in text.split("<"))
    joined = "".join(pieces).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return " ".join(joined.split())


@pytest.mark.parametrize("slug", SLUGS)
def test_annotations_keep_to_the_closed_lists(slug: str) -> None:
    for passage in expected(slug)["passages"]:
        negative = passage["theme"] == "none"
        assert negative or passage["theme"] in THEMES
        assert (passage["strength"] is None) if negative else passage["strength"] in STRENGTHS
        assert passage["polarity"] in ({None} if negative else {"supports", "contradicts"})
        assert isinstance(passage["conditional"], bool)
        assert passage["note"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_passage_is_annotated_once_a_theme_and_never_as_both_clause_and_trap(slug: str) -> None:
    themes: dict[tuple[str, str], list[str]] = {}
    for passage in expected(slug)["passages"]:
        themes.setdefault((passage["piece"], passage["start_quote"]), []).append(passage["theme"])
    wrong = {
        key: found
        for key, found in themes.items()
        if len(set(found)) < len(found) or ("none" in found and len(found) > 1)
    }
    assert wrong == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_each_tender_has_positive_passages_and_enough_hard_negatives(slug: str) -> None:
    themes = [passage["theme"] for passage in expected(slug)["passages"]]
    assert themes.count("none") >= 15
    assert len(themes) - themes.count("none") >= 20


@pytest.mark.parametrize("slug", SLUGS)
def test_facts_stand_in_the_pieces(slug: str) -> None:
    facts = expected(slug)["facts"]
    tables = {
        squeezed(cell)
        for piece in source_pieces(slug)
        for block in piece.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    }
    body = " ".join(squeezed(path.read_text(encoding="utf-8")) for path in (SOURCES / slug).glob("*.md"))
    assert set(facts["categories"]) <= CATEGORIES
    assert facts["title"] in body
    assert facts["buyer"] in body
    assert all(code in body for code in facts["cpv"])
    assert all(criterion["name"] in body for criterion in facts["criteria"])
    assert tables


@pytest.mark.parametrize("slug", SLUGS)
def test_weights_add_up_unless_the_fault_is_planted(slug: str) -> None:
    facts = expected(slug)["facts"]
    totals: dict[tuple[str | None, str | None], Decimal] = {}
    for criterion in facts["criteria"]:
        key = (criterion.get("lot"), criterion["parent"])
        totals[key] = totals.get(key, Decimal(0)) + Decimal(str(criterion["weight"] or 0))
    weights = {(c.get("lot"), c["name"]): Decimal(str(c["weight"] or 0)) for c in facts["criteria"]}
    right = all(total == (weights[lot, parent] if parent else 100) for (lot, parent), total in totals.items())
    assert right is not facts["criteria_sum_faulty"]


@pytest.mark.parametrize("slug", SLUGS)
def test_each_tender_says_who_wrote_it_and_under_which_licence(slug: str) -> None:
    text = (GOLDEN / slug / "SOURCE.md").read_text(encoding="utf-8")
    assert "Licence Ouverte 2.0" in text
    assert "planted" in text


def test_a_source_without_its_head_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "CCTP.md"
    path.write_text("# Objet\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"CCTP\.md: a source starts with"):
        read_source(path)


def test_an_unknown_tender_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"there are: .*it_equipment"):
        source_pieces("it_equipement")


def test_blocks_of_a_small_source(tmp_path: Path) -> None:
    path = tmp_path / "RC.md"
    path.write_text(
        "---\ntitle: T\n---\n# A\n## B\ntexte\nsuite\n- un\n- deux\n\n| x | y |\n|---|---|\n| 1 | 2 |\n",
        encoding="utf-8",
    )
    piece: SourcePiece = read_source(path)
    assert [type(block).__name__ for block in piece.blocks] == [
        "Heading",
        "Heading",
        "Paragraph",
        "Item",
        "Item",
        "Table",
    ]
    assert number_headings(piece.blocks) == ["1", "1.1"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("équipements", "équi-pements"),
        ("RÉPARATION", "RÉPARATION"),
        ("environnement", "envi-ron-nement"),
        ("durée", "durée"),
    ],
)
def test_long_words_are_cut_between_syllables_and_initials_stay_whole(word: str, parts: str) -> None:
    assert word == soften(word).replace("\u00ad", "")
    assert parts.split("-")[0] == soften(word).split("\u00ad")[0]
