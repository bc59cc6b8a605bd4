"""lm-evaluation-harness's `local-chat-completions`, unchanged, against a running server."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from fakes.server_process import Server

pytestmark = pytest.mark.skipif(find_spec("lm_eval") is None, reason="needs the extra 'clients'")

_TASK = """
task: one_sum
dataset_path: json
dataset_kwargs:
  data_files: {{test: {data}}}
test_split: test
output_type: generate_until
doc_to_text: "{{{{question}}}}"
doc_to_target: "{{{{answer}}}}"
generation_kwargs: {{until: [], do_sample: false, max_gen_toks: 200}}
filter_list:
  - name: last
    filter:
      - {{function: regex, regex_pattern: "([0-9]+)", group_select: -1}}
      - {{function: take_first}}
metric_list: [{{metric: exact_match}}]
"""


def test_a_task_is_scored(server: Server, key: str, question: str, tmp_path: Path) -> None:
    """The only question is answered rightly."""
    data = tmp_path / "data.jsonl"
    data.write_text(json.dumps({"question": question, "answer": "49"}))
    (tmp_path / "one_sum.yaml").write_text(_TASK.format(data=data))
    address = f"base_url={server.base_url}/chat/completions"
    command = [
        *(sys.executable, "-m", "lm_eval", "--model", "local-chat-completions"),
        *("--model_args", f"model=nano,{address},num_concurrent=1,max_retries=1"),
        *("--tasks", "one_sum", "--include_path", str(tmp_path), "--apply_chat_template"),
        *("--output_path", str(tmp_path / "results")),
    ]
    environment = {**os.environ, "OPENAI_API_KEY": key, "HF_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (results,) = (tmp_path / "results").rglob("results_*.json")
    assert json.loads(results.read_text())["results"]["one_sum"]["exact_match,last"] == 1.0
