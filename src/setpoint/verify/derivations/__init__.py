"""Finds the equations that a text claims, and judges them."""
