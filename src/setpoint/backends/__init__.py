"""Generators of text: whatever turns requests into completions."""
