"""Reads ``setpoint.json``: the temperatures at which a model has been measured to be dependable."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from setpoint.errors import SettingError
from setpoint.records import Block, Kind
from setpoint.server.settings import Profile
from setpoint.server.wire import BlockTemperatures, TaskKind, Temperature


class _Setpoint(BaseModel):
    value: Temperature | None = None


class _Cuts(BaseModel):
    model_config = ConfigDict(extra="ignore")

    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    top_k: Annotated[int, Field(ge=0)] | None = None
    min_p: Annotated[float, Field(ge=0, lt=1)] | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore")

    settings: Annotated[_Cuts, Field(default_factory=_Cuts)]
    setpoint: Annotated[_Setpoint, Field(default_factory=_Setpoint)]
    kinds: Annotated[dict[TaskKind, _Setpoint], Field(default_factory=dict)]
    temperatures: Annotated[BlockTemperatures, Field(default_factory=BlockTemperatures)]


def read_profile(file: Path) -> Profile:
    """Returns the profile.

    Raises:
        SettingError: The file cannot be read, or is no profile; says what is wrong in it.
    """
    try:
        read = _File.model_validate_json(file.read_bytes())
    except OSError as error:
        raise SettingError(f"--profile {file} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise SettingError(f"--profile {file}: {place}: {first['msg']}.") from error
    blocks = read.temperatures.model_dump(exclude_none=True)
    return Profile(
        temperature=read.setpoint.value,
        kinds={
            Kind(kind): found.value for kind, found in read.kinds.items() if found.value is not None
        },
        blocks={Block(block): temperature for block, temperature in blocks.items()},
        cuts=read.settings.model_dump(exclude_none=True),
    )
