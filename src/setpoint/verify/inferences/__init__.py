"""What `logic` is made of: statements, verdicts in words, examples and their models."""
