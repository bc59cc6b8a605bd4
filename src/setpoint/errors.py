"""Every error the product raises on purpose.

::

    SetpointError              something a user or an operator can act on
    ├── UsageError             wrong use: exit code 2
    │   ├── SettingError       a value outside its range
    │   │   └── ContextFullError  the prompt leaves no room for an answer
    │   ├── ModelNotFoundError
    │   ├── ModelUnusableError a model that was found but fails its self-test
    │   ├── SuiteNotFoundError
    │   ├── RunMismatchError   the folder holds a run of another configuration
    │   ├── RunsUnlikeError    two runs that cannot be compared fairly
    │   ├── RunUnreadableError the folder or its file cannot be read
    │   ├── SandboxUnavailableError
    │   └── StorageFullError
    ├── ServerError            another server that cannot be used: exit code 1
    ├── ServiceError           a service that does not take a request now
    │   ├── ServiceFullError   too many wait already
    │   ├── ServiceLoadingError
    │   └── ServiceClosedError
    └── ProofError             an answer key that its own proof refutes: exit code 1

A model's misbehaviour is never an exception; it is an `Outcome` (see `records`).
"""


class SetpointError(Exception):
    """Base of all errors raised on purpose; its text says what to do."""

    exit_code = 1


class UsageError(SetpointError):
    """The caller asked for something that cannot be done as asked."""

    exit_code = 2


class SettingError(UsageError):
    """A setting has a value outside its range."""


class ContextFullError(SettingError):
    """The prompt leaves no room in the model's context.

    Attributes:
        prompt_tokens: Tokens of the rendered prompt.
        limit: Most tokens of prompt and answer together.
    """

    def __init__(self, *, prompt_tokens: int, limit: int) -> None:
        super().__init__(
            f"the prompt has {prompt_tokens} tokens, but the context holds {limit}, of which an "
            "answer needs at least 1. Shorten the conversation."
        )
        self.prompt_tokens = prompt_tokens
        self.limit = limit


class ModelNotFoundError(UsageError):
    """No local folder or cache holds the model."""


class ModelUnusableError(UsageError):
    """The model was found, but it cannot be used for measurements."""


class SuiteNotFoundError(UsageError):
    """No suite or problem has this name."""


class RunMismatchError(UsageError):
    """The run folder belongs to another configuration."""


class RunsUnlikeError(UsageError):
    """Two runs cannot be compared fairly."""


class RunUnreadableError(UsageError):
    """The run folder or its file cannot be opened, read or written."""


class SandboxUnavailableError(UsageError):
    """Generated code cannot be isolated on this machine, so it is not run."""


class StorageFullError(UsageError):
    """The disk that holds the run has no space left."""


class ServerError(SetpointError):
    """A server that was asked for samples cannot be reached, or gives none."""


class ServiceError(SetpointError):
    """The service does not take the request."""


class ServiceFullError(ServiceError):
    """As many rows wait as may wait."""


class ServiceLoadingError(ServiceError):
    """The model is still being loaded."""


class ServiceClosedError(ServiceError):
    """The service is shutting down."""


class ProofError(SetpointError):
    """An answer key was refuted by its own proof."""
