"""Rates, agreement on a scale and intervals, against figures worked out by hand."""

import pytest

from clausecheck.evaluation.metrics import Rates, Resamples, f1, ratio, weighted_kappa


def test_empty_wholes_give_zero_not_an_error():
    assert (ratio(1, 0), f1(0, 0)) == (0.0, 0.0)
    assert Rates(precision=0.5, recall=1.0, gold=2, found=4).f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(0, 0), (1, 1), (2, 2)], 1.0),
        ([(0, 1), (1, 0)], -1.0),
        # Two raters, ranks 0 to 2: observed distance 2/4, expected by chance 16/16.
        ([(0, 0), (0, 1), (2, 2), (1, 2)], 1 - (2 / 4) / (16 / 16)),
    ],
)
def test_kappa_weighs_by_the_distance_of_the_ranks(pairs, expected):
    assert weighted_kappa(pairs, 3) == pytest.approx(expected)


@pytest.mark.parametrize("pairs", [[], [(2, 2), (2, 2)]])
def test_kappa_is_undefined_where_chance_would_agree_entirely(pairs):
    assert weighted_kappa(pairs, 4) is None


def share(sums):
    return sums[0] / sums[1] if sums[1] else None


def test_an_interval_holds_the_figure_and_repeats():
    vectors = [(1, 2), (0, 2), (2, 2), (1, 2), (2, 2), (0, 2)]
    low, high = Resamples(6).interval(vectors, share)
    assert 0 < low < 0.5 < high < 1
    assert (low, high) == Resamples(6).interval(vectors, share)


def test_documents_that_agree_leave_no_doubt():
    assert Resamples(4).interval([(3, 4)] * 4, share) == (0.75, 0.75)


@pytest.mark.parametrize("vectors", [[(1, 2)], [(0, 0), (0, 0)]])
def test_one_document_or_none_that_counts_gives_no_interval(vectors):
    assert Resamples(len(vectors)).interval(vectors, share) is None
