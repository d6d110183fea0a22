"""Text without files: folding, words and stems, quantities. Offsets always lead back to the original."""
