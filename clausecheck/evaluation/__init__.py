"""How well findings agree with annotations by hand: reading, matching, figures, tables.

``running`` reads documents and starts processes; every other module is a function of values.
"""
