"""lm-evaluation-harness's Hugging Face backend on the same work, once per temperature."""

from transformers import PreTrainedModel, PreTrainedTokenizerBase

from benchmarks.work import Work


def generate_per_temperature(
    network: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, work: Work
) -> tuple[int, int]:
    """Samples every prompt at every temperature; a batch is the runs of a prompt.

    Raises:
        ImportError: lm-evaluation-harness is not installed.
    """
    from lm_eval.api.instance import Instance
    from lm_eval.models.huggingface import HFLM

    room = max(map(len, work.prompts)) + work.new_tokens + 1
    harness = HFLM(pretrained=network, tokenizer=tokenizer, batch_size=work.runs, max_length=room)
    for temperature in work.temperatures:
        settings = {
            "until": [],
            "do_sample": True,
            "temperature": temperature,
            "top_k": 0,
            "top_p": 1.0,
            "max_gen_toks": work.new_tokens,
            "min_new_tokens": work.new_tokens,
        }
        texts = [harness.tokenizer.decode(list(prompt)) for prompt in work.prompts]
        requests = [
            Instance(
                request_type="generate_until", doc={}, arguments=(text, dict(settings)), idx=place
            )
            for place, text in enumerate(text for text in texts for _ in range(work.runs))
        ]
        harness.generate_until(requests, disable_tqdm=True)
    emitted = work.rows * work.new_tokens
    return emitted, emitted
