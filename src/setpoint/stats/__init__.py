"""Estimates from counts, their intervals, and the choice of a temperature. NumPy and SciPy only."""
