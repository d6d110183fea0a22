"""Bytes -> Documents. PDF, Word (.docx), text and zips; all else is refused by name."""

from clausecheck.readers.reading import ReadResult, read_bytes, read_paths

__all__ = ["ReadResult", "read_bytes", "read_paths"]
