"""A run in the formats of other tools: a table of samples, or a log of inspect_ai."""
