"""The report of a run: a table for the terminal, a page, a JSON document."""
