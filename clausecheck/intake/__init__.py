"""Paths and bytes -> documents: folders walked, archives opened, one bad file never stops the others."""

from clausecheck.intake.reading import ReadResult, read_bytes, read_paths

__all__ = ["ReadResult", "read_bytes", "read_paths"]
