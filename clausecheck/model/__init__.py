"""Immutable values that travel along the flow. No I/O, no export methods, no third-party import."""
