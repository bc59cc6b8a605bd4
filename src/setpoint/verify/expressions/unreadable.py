"""The one signal of the readers: a text that cannot be read as mathematics."""


class UnreadableError(ValueError):
    """Raised inside the readers, caught where a verdict is made; its text says why."""
