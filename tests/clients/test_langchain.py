"""LangChain's chat model for OpenAI, unchanged, against a running server."""

import pytest
from fakes.server_process import Server

langchain_openai = pytest.importorskip("langchain_openai", reason="needs the extra 'clients'")


def test_it_invokes_and_streams_the_same_text(server: Server, key: str, question: str) -> None:
    """The right answer, whole and in pieces."""
    model = langchain_openai.ChatOpenAI(
        base_url=server.base_url, api_key=key, model="nano", temperature=0, seed=1
    )
    whole = model.invoke(question)
    pieces = [chunk.content for chunk in model.stream(question)]
    assert "49" in whole.content
    assert len(pieces) > 2
    assert "".join(pieces) == whole.content
    assert whole.usage_metadata["output_tokens"] > 0
