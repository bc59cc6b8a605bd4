"""Errors as clients of OpenAI's API expect them: ``{"error": {message, type, param, code}}``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from setpoint.errors import (
    ContextFullError,
    ServiceClosedError,
    ServiceFullError,
    ServiceLoadingError,
    SetpointError,
    SettingError,
)


class BadRequestError(SettingError):
    """A field of a request has a value that it must not have.

    Attributes:
        field: Its name; None if the body as a whole is wrong.
    """

    def __init__(self, message: str, field_name: str | None) -> None:
        super().__init__(message)
        self.field = field_name


class UnauthorizedError(SetpointError):
    """The key is missing or wrong."""


class UnknownModelError(SetpointError):
    """Another model is asked for than the one that is served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An error on its way to a client."""

    status: int
    type: str
    message: str = ""
    param: str | None = None
    code: str | None = None
    details: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        """Returns OpenAI's form."""
        error = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return {"error": {**error, **self.details}}


def describe(error: Exception, *, subject: str = "messages") -> Failure:
    """Returns what a client is told; of an error of ours, no more than that there was one.

    Args:
        error: What went wrong.
        subject: The field that holds what is to be answered.
    """
    if isinstance(error, ContextFullError):
        return _context_full(error, subject)
    if isinstance(error, SettingError):
        param = error.field if isinstance(error, BadRequestError) else subject
        return Failure(
            status=400, message=str(error), type=_INVALID, param=param, code="invalid_value"
        )
    for kind, known in _KNOWN.items():
        if isinstance(error, kind):
            return replace(known, message=str(error))
    return Failure(status=500, message="the server failed.", type="server_error")


def _context_full(error: ContextFullError, subject: str) -> Failure:
    return Failure(
        status=400,
        message=str(error),
        type="exceed_context_size_error",
        param=subject,
        code="context_length_exceeded",
        details={"n_prompt_tokens": error.prompt_tokens, "n_ctx": error.limit},
    )


_INVALID = "invalid_request_error"
_RETRY = {"Retry-After": "1"}
_KNOWN: Mapping[type[SetpointError], Failure] = {
    UnauthorizedError: Failure(status=401, type="authentication_error", code="invalid_api_key"),
    UnknownModelError: Failure(status=404, type=_INVALID, param="model", code="model_not_found"),
    ServiceFullError: Failure(
        status=429, type="rate_limit_error", code="queue_full", headers=_RETRY
    ),
    ServiceLoadingError: Failure(
        status=503, type="server_error", code="model_loading", headers=_RETRY
    ),
    ServiceClosedError: Failure(
        status=503, type="server_error", code="unavailable", headers=_RETRY
    ),
}
