"""What a client may send, and how a wrong request is named.

What is covered: the fields of OpenAI's chat and text completions that this server honours, and its
own.
What is not: fields that only inform (``user``, ``metadata``); they are taken and ignored. A field
that would change the answer and is not honoured is refused.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from setpoint.server.failures import BadRequestError

Temperature: TypeAlias = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
StopText: TypeAlias = Annotated[str, Field(min_length=1, max_length=256)]
TaskKind: TypeAlias = Literal["math", "code", "logic"]
PresetName: TypeAlias = Literal["deterministic", "exact", "reasoning", "creative", "auto"]
OnRepetition: TypeAlias = Literal["stop", "rewind"]


class Strict(BaseModel):
    """No value is converted: ``"0.6"`` and ``true`` are no temperatures."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class TextPiece(Strict):
    """A piece of a message's content; texts alone are understood."""

    type: Literal["text"]
    text: str


class Message(Strict):
    """One message; both spellings of an earlier thought are taken."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[TextPiece] | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None

    @property
    def text(self) -> str:
        """All that it says."""
        content = self.content or ""
        return content if isinstance(content, str) else "".join(piece.text for piece in content)

    def as_template_input(self) -> dict[str, str]:
        """Returns the message as chat templates expect it."""
        role = "system" if self.role == "developer" else self.role
        message = {"role": role, "content": self.text}
        thought = self.reasoning_content or self.reasoning
        return message if thought is None else {**message, "reasoning_content": thought}


class StreamOptions(Strict):
    """See OpenAI's ``stream_options``."""

    include_usage: bool = False


class BlockTemperatures(Strict):
    """Temperatures of blocks that have their own."""

    model_config = ConfigDict(extra="forbid")

    think: Temperature | None = None
    code: Temperature | None = None
    plot: Temperature | None = None
    math: Temperature | None = None
    prose: Temperature | None = None


class PostThinking(Strict):
    """Settings of everything behind the thought."""

    model_config = ConfigDict(extra="forbid")

    temperature: Temperature


class AnswerRequest(Strict):
    """What the bodies of both kinds of request have in common."""

    model: str | None = None
    temperature: Temperature | None = None
    temperatures: BlockTemperatures | None = None
    post_thinking: PostThinking | None = None
    preset: PresetName | None = None
    kind: TaskKind | None = None
    on_repetition: OnRepetition | None = None
    top_p: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None = None
    top_k: Annotated[int, Field(ge=-1)] | None = None
    min_p: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] | None = None
    seed: Annotated[int, Field(ge=-(2**63), lt=2**64)] | None = None
    stop: StopText | Annotated[list[StopText], Field(max_length=16)] | None = None
    n: Annotated[int, Field(ge=1, le=16)] | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None

    @model_validator(mode="before")
    @classmethod
    def _refuse_what_is_not_honoured(cls, body: object) -> object:
        if isinstance(body, dict):
            for field, harmless in _NOT_HONOURED.items():
                if body.get(field) not in harmless:
                    raise BadRequestError(f"{field} is not supported by this server.", field)
        return body

    @property
    def answers_each(self) -> int:
        """Number of answers to each prompt."""
        return self.n or 1

    @property
    def stops(self) -> tuple[str, ...]:
        """The stop strings."""
        return (self.stop,) if isinstance(self.stop, str) else tuple(self.stop or ())


class ChatBody(AnswerRequest):
    """The body of ``POST /v1/chat/completions``."""

    messages: Annotated[list[Message], Field(min_length=1)]
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None

    @property
    def most_tokens(self) -> int | None:
        """The cap of an answer."""
        return self.max_completion_tokens or self.max_tokens

    @property
    def task(self) -> str:
        """What is asked: the last thing that a user said."""
        said = [message for message in self.messages if message.role == "user"]
        return said[-1].text if said else ""


class TextBody(AnswerRequest):
    """The body of ``POST /v1/completions``."""

    prompt: str | Annotated[list[str], Field(min_length=1, max_length=16)]

    @property
    def prompts(self) -> list[str]:
        """The texts that are to be continued."""
        return [self.prompt] if isinstance(self.prompt, str) else self.prompt

    @property
    def most_tokens(self) -> int | None:
        """The cap of an answer."""
        return self.max_tokens

    @property
    def task(self) -> str:
        """What is asked, as far as a text tells."""
        return "\n".join(self.prompts)


RequestBody: TypeAlias = ChatBody | TextBody


def read_request(body: bytes, form: type[ChatBody] | type[TextBody]) -> RequestBody:
    """Returns the request.

    Raises:
        BadRequestError: Names the field that is wrong, and why.
    """
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"][:_DEEPEST_NAME]) or None
        message = f"{field}: {first['msg']}" if field else first["msg"]
        raise BadRequestError(f"{message}.", field) from error


_DEEPEST_NAME = 3
_NOT_HONOURED: dict[str, tuple[Any, ...]] = {
    "tools": (None, []),
    "functions": (None, []),
    "logprobs": (None, False),
    "echo": (None, False),
    "suffix": (None, ""),
    "best_of": (None, 1),
    "top_logprobs": (None, 0),
    "logit_bias": (None, {}),
    "presence_penalty": (None, 0),
    "frequency_penalty": (None, 0),
    "repetition_penalty": (None, 1),
    "response_format": (None, {"type": "text"}),
}
"""Fields that would change the answer, with the values that change nothing."""
