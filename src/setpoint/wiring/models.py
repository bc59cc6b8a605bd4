"""Finds and loads the model of a run, and gives it its threads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from setpoint.errors import ModelNotFoundError
from setpoint.protocols import TextGenerator
from setpoint.wiring.threads import remembered_threads, usable_cores


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """A model that is ready to answer.

    Attributes:
        name: What the user calls it.
        fingerprint: Exactly which model it is.
        default_sampling: What its own configuration asks for.
    """

    name: str
    fingerprint: Mapping[str, str]
    default_sampling: Mapping[str, float]
    generator: TextGenerator


def open_remote_model(
    name: str | None, *, base_url: str, api_key: str | None, say: Callable[[str], None]
) -> OpenModel:
    """Asks a server what it serves.

    Args:
        name: What the server calls the model; None for the only one, or the first.
        base_url: Of OpenAI's API, up to and with ``/v1``.
        api_key: None if the server wants none.
        say: Told in a sentence what was decided for the user.

    Raises:
        ServerError: The server cannot be asked.
        ModelNotFoundError: It does not serve the model.
    """
    from setpoint import __version__
    from setpoint.backends.remote import RemoteGenerator, RemoteModel, list_models

    served = list_models(base_url, api_key=api_key)
    if name is not None and name not in served:
        raise ModelNotFoundError(
            f"{base_url} does not serve {name!r}, but {', '.join(served) or 'nothing'}."
        )
    if name is None and not served:
        raise ModelNotFoundError(f"{base_url} serves no model.")
    chosen = name or served[0]
    if name is None:
        say(f"No --model given: using {chosen}, the first that {base_url} serves.")
    say("Samples of a server can be made again only as far as the server honours a seed.")
    return OpenModel(
        name=chosen,
        fingerprint={"server": base_url, "setpoint": __version__},
        default_sampling={},
        generator=RemoteGenerator(RemoteModel(base_url=base_url, name=chosen, api_key=api_key)),
    )


def open_model(
    name: str | None, *, dtype: str, threads: int | None, say: Callable[[str], None]
) -> OpenModel:
    """Loads a model.

    Args:
        name: None for the default model.
        dtype: See `models.load.Dtype`.
        threads: None for as many as prove fastest, a core left for grading.
        say: Told in a sentence what was decided for the user.

    Raises:
        UsageError: The model is missing or unusable.
    """
    from setpoint.models.find import default_model, find_model
    from setpoint.models.known import HEADLINE

    chosen = name or default_model()
    folder = find_model(chosen)
    if name is None:
        reason = "" if chosen == HEADLINE else f", as {HEADLINE} is not on this machine"
        say(f"No --model given: using {chosen}{reason}.")

    import torch

    from setpoint.backends.local import LocalGenerator
    from setpoint.models.load import Dtype, load_model

    model = load_model(chosen, folder, dtype=Dtype(dtype))
    generator = LocalGenerator(model)
    most = max(usable_cores() - 1, 1)
    measure = partial(generator.choose_threads, most=most)
    torch.set_num_threads(threads or remembered_threads(model.fingerprint, measure, most=most))
    return OpenModel(
        name=chosen,
        fingerprint=model.fingerprint,
        default_sampling=model.default_sampling,
        generator=generator,
    )
