"""Properties that hold for any text put around the words that matter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clausecheck.detect import Detector
from clausecheck.detect.trial import trial_piece
from clausecheck.model.outline import PieceKind
from clausecheck.rulebook import load_rulebook
from clausecheck.text.folding import fold
from clausecheck.text.quantities import find_measures
from clausecheck.text.words import stream

DETECTOR = Detector(load_rulebook())
CLAUSE = "Le titulaire fournit les pièces détachées pendant sept (7) ans"
WORDS = st.sampled_from(
    "le la de titulaire acheteur pièces détachées garantie ans 7 % réemploi doit pas exigé interdit si possible "
    "livraison emballages déchets tri énergie neuf origine marque équivalent réversibilité données".split()
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_quote_is_the_slice_that_it_names(text: str) -> None:
    piece = trial_piece(text, PieceKind.CCTP, "fr")
    for finding in DETECTOR.detect(piece):
        span = finding.evidence.span
        assert piece.document.text[span.start : span.end] == finding.evidence.quote
        for measure in finding.measures:
            assert span.start <= measure.span_start < measure.span_end <= span.end


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_heading_above_removes_no_finding_of_a_complete_clause(heading: str) -> None:
    line = " ".join(heading.split())
    alone = {f.rule for f in DETECTOR.detect(trial_piece(CLAUSE, PieceKind.CCTP, "fr"))}
    under = {f.rule for f in DETECTOR.detect(trial_piece(CLAUSE, PieceKind.CCTP, "fr", heading=line[:80]))}
    wanted = {"repairability.spare_parts_availability"}
    assert wanted & alone <= under | (wanted if "prix" in fold(line) else set())


@given(st.text(max_size=300))
@settings(deadline=None)
def test_stream_offsets_are_ordered_and_inside_the_text(text: str) -> None:
    words = stream(fold(text), "fr", lambda _: False)
    assert all(start < end for start, end in zip(words.starts, words.ends, strict=True))
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert not words.ends or words.ends[-1] <= len(text)


@given(st.text(alphabet="0123456789 ,.%ansmoijurhe()", max_size=60))
def test_any_figures_are_read_without_an_error(text: str) -> None:
    for measure in find_measures(text):
        assert 0 <= measure.span_start < measure.span_end <= len(text)
