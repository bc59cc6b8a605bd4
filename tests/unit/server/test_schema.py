"""The API keeps to its own description, whatever is sent."""

from typing import Any

import pytest
from fakes.chat import ScriptedChat, client_of
from hypothesis import HealthCheck, settings

schemathesis = pytest.importorskip("schemathesis", reason="needs the extra 'clients'")

_CLIENT = client_of(ScriptedChat())
_SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", _CLIENT.app)


@pytest.mark.slow
@_SCHEMA.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_server(case: Any) -> None:  # noqa: ANN401 - not typed
    """No failure of ours, no status and no type of reply that is not described."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    case.call_and_validate(
        checks=(
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        )
    )


def test_the_bodies_are_described() -> None:
    """With every field that is honoured, and no status of a framework's own."""
    document = _CLIENT.get("/openapi.json").json()
    chat = document["components"]["schemas"]["ChatBody"]["properties"]
    assert chat.keys() >= {"messages", "temperature", "temperatures", "seed", "stop", "n"}
    statuses = {
        status
        for operations in document["paths"].values()
        for operation in operations.values()
        for status in operation["responses"]
    }
    assert "422" not in statuses
    assert statuses >= {"200", "400", "401", "404", "429", "503"}
