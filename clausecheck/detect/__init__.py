"""(Piece, rules) -> Findings. Category, date and buyer decide verdicts later, never what is found."""

from clausecheck.detect.detecting import Detector

__all__ = ["Detector"]
