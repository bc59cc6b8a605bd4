"""The description of the API for machines, ``/openapi.json``.

Handlers read the bodies of requests themselves, to name a wrong field as OpenAI does; so the
framework does not know them, nor which statuses there are, and is told here.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from setpoint.server.wire import ChatBody, TextBody

_REFERENCE = "#/components/schemas/{model}"
_BODIES: dict[str, type[BaseModel]] = {
    "/v1/chat/completions": ChatBody,
    "/v1/completions": TextBody,
}
_JSON, _EVENTS = "application/json", "text/event-stream"
_ERRORS = {
    "400": "A field is wrong; it is named.",
    "401": "The key is missing or wrong.",
    "404": "Another model, or an unknown address.",
    "413": "The body is too large.",
    "429": "Too many answers wait.",
    "500": "The server failed.",
    "503": "The server loads its model, or stops.",
}


def describe_api(app: FastAPI) -> dict[str, Any]:
    """Returns the OpenAPI document."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    _, bodies = models_json_schema(
        [(form, "validation") for form in _BODIES.values()], ref_template=_REFERENCE
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(bodies["$defs"], Error=_ERROR_SCHEMA)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            if path.startswith("/v1/"):
                operation["responses"].update(_describe_errors())
    for path, form in _BODIES.items():
        _describe_body(document["paths"][path]["post"], form.__name__)
    return document


def _describe_body(operation: dict[str, Any], form: str) -> None:
    schema = {"$ref": _REFERENCE.format(model=form)}
    operation["requestBody"] = {"required": True, "content": {_JSON: {"schema": schema}}}
    operation["responses"]["200"] = {
        "description": "The answer; in events if a stream was asked for.",
        "content": {_JSON: {"schema": {"type": "object"}}, _EVENTS: {}},
    }


def _describe_errors() -> dict[str, Any]:
    schema = {"$ref": _REFERENCE.format(model="Error")}
    return {
        status: {"description": words, "content": {_JSON: {"schema": schema}}}
        for status, words in _ERRORS.items()
    }


_ERROR_SCHEMA = {
    "title": "Error",
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type", "param", "code"],
            "properties": {
                "message": {"type": "string"},
                "type": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
        }
    },
}
