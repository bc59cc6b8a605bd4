"""The store: one SQLite file a run, each sample in it exactly once."""
