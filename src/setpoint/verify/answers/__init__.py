"""Finds, reads and compares mathematical answers."""
