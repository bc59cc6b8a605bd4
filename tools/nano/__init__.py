"""Trains and measures the bundled model ``nano``; see the README beside this file."""
