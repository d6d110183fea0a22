"""The bundled sample tenders, built and checked as an officer would."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clausecheck import check, read
from clausecheck.model.assessment import Report, Severity, Suggestion, Verdict
from clausecheck.model.document import Block, BlockKind, Document
from clausecheck.model.outline import Piece
from clausecheck.model.place import Span
from clausecheck.model.tender import Options, Tender
from clausecheck.structure import find_facts, outline
from corpus.generators.build import build

SLUGS = sorted(path.name for path in Path("corpus/golden").iterdir() if path.is_dir())
CATEGORY = {"english_laptops": "it_equipment"}
DAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    build(folder, SLUGS)
    return folder


def tender_of(samples: Path, slug: str) -> Tender:
    return read([samples / slug / "pdf"], options=Options(as_of=DAY))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_quote_is_the_slice_that_it_names(samples: Path, slug: str) -> None:
    report = check(tender_of(samples, slug), as_of=DAY)
    texts = {piece.document.id: piece.document.text for piece in report.tender.pieces}
    assert report.findings
    for finding in report.findings:
        span = finding.evidence.span
        assert texts[finding.evidence.document_id][span.start : span.end] == finding.evidence.quote


@pytest.mark.parametrize("slug", SLUGS)
def test_the_kind_of_every_piece_is_recognised(samples: Path, slug: str) -> None:
    expected = json.loads(Path(f"corpus/golden/{slug}/expected.json").read_text("utf-8"))["kinds"]
    found = {Path(p.document.name).stem: p.outline.kind.value for p in tender_of(samples, slug).pieces}
    assert expected == found


@pytest.mark.parametrize("slug", SLUGS)
def test_applying_all_suggestions_leaves_no_mandatory_rule_missing(samples: Path, slug: str) -> None:
    report = check(tender_of(samples, slug), as_of=DAY)
    mended = check(apply_all(report), as_of=DAY)
    wanting = [
        a.rule
        for a in mended.assessments
        if a.severity is Severity.MANDATORY and a.verdict is Verdict.MISSING
    ]
    assert not wanting


def test_the_order_of_the_files_changes_nothing(samples: Path) -> None:
    tender = tender_of(samples, "it_equipment")
    turned = replace(tender, pieces=tuple(reversed(tender.pieces)))
    one, other = check(tender, as_of=DAY), check(turned, as_of=DAY)
    assert {f.id for f in one.findings} == {f.id for f in other.findings}
    assert {(a.rule, a.verdict) for a in one.assessments} == {(a.rule, a.verdict) for a in other.assessments}


def apply_all(report: Report) -> Tender:
    """Insert every wording at its place and read the structure again."""
    pieces = []
    for piece in report.tender.pieces:
        mine = [s for s in report.suggestions if s.target and s.target.document_id == piece.document.id]
        document = piece.document
        for suggestion in sorted(mine, key=lambda s: -s.target.after):  # type: ignore[union-attr]
            document = inserted(document, suggestion)
        pieces.append(Piece(document=document, outline=outline(document)))
    from clausecheck import load_rules

    facts = find_facts(tuple(pieces), Options(as_of=DAY), load_rules().categories)
    known = report.tender.facts
    facts = replace(facts, categories=known.categories, contract_type=known.contract_type)
    return Tender(pieces=tuple(pieces), facts=facts)


def inserted(document: Document, suggestion: Suggestion) -> Document:
    """Return the document with the wording as a paragraph of its own after the suggestion's target."""
    assert suggestion.target is not None
    at = suggestion.target.after
    addition = f"\n{suggestion.wording}\n"
    size = len(addition)

    def moved(span: Span) -> Span:
        return Span(start=span.start + size, end=span.end + size) if span.start >= at else span

    blocks = [
        replace(block, span=moved(block.span), cells=tuple(moved(cell) for cell in block.cells))
        for block in document.blocks
    ]
    blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start=at + 1, end=at + size - 1)))
    pages = tuple(
        replace(
            p, start=p.start + size if p.start > at else p.start, end=p.end + size if p.end >= at else p.end
        )
        for p in document.pages
    )
    return replace(
        document,
        text=document.text[:at] + addition + document.text[at:],
        blocks=tuple(sorted(blocks, key=lambda block: block.span.start)),
        pages=pages,
    )
