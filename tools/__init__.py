"""Programs that make what the package carries; not part of it."""
