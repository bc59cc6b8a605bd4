"""Reads arithmetic in plain text and LaTeX, and computes it exactly."""
