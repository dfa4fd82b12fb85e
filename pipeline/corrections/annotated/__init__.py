"""Annotated: judgements that people made in a tool of annotation, one file for each tool.

Each has ``NAME``, ``RECORD``, which is what it calls a record that has a number, ``recognises``,
which tells its records by their shape, and ``answers``.
"""
