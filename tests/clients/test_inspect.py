"""inspect_ai's provider for OpenAI-compatible servers, unchanged, against a running server."""

from pathlib import Path

import pytest
from fakes.server_process import Server

inspect_ai = pytest.importorskip("inspect_ai", reason="needs the extra 'clients'")

pytestmark = pytest.mark.filterwarnings("ignore")  # what it warns of is its own affair


def test_an_evaluation_runs(server: Server, key: str, question: str, tmp_path: Path) -> None:
    """The sample is answered and scored right, and the thought is seen as one."""
    from inspect_ai.dataset import Sample
    from inspect_ai.model import GenerateConfig, get_model
    from inspect_ai.scorer import includes
    from inspect_ai.solver import generate

    model = get_model(
        "openai-api/setpoint/nano",
        base_url=server.base_url,
        api_key=key,
        config=GenerateConfig(temperature=0.0, seed=1),
        memoize=False,
    )
    task = inspect_ai.Task(
        dataset=[Sample(input=question, target="49")], solver=generate(), scorer=includes()
    )
    (log,) = inspect_ai.eval(task, model=model, log_dir=str(tmp_path), display="none")
    assert log.status == "success"
    assert log.samples[0].scores["includes"].value == "C"
    assert "reasoning" in log.samples[0].output.message.model_dump_json()
