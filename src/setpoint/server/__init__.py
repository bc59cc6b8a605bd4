"""Serves a model over HTTP as OpenAI's API does; see `docs/serving.md`."""
