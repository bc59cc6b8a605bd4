"""Which samples of two runs are compared."""

from dataclasses import replace

from fakes.runs import article_problems, make_run, run_of

from setpoint.problems import MathKey
from setpoint.records import PromptStyle, Sampling
from setpoint.report.pairing import PairedRuns, pair_runs
from setpoint.report.run import RunData

STEPS = PromptStyle.STEPS


def paired_arms(runs: PairedRuns) -> list[tuple[str, str]]:
    """Returns the names of the arms that are paired."""
    return [(pair.first.name, pair.second.name) for pair in runs.arms]


def with_top_p(run: RunData, top_p: float) -> RunData:
    """Returns the run as if another nucleus had been sampled from."""
    names = {}
    arms = []
    for arm in run.arms:
        changed = replace(arm, sampling=replace(arm.sampling, top_p=top_p))
        names[arm.name] = changed.name
        arms.append(changed)
    samples = [
        replace(s, completion=replace(s.completion, key=replace(k, arm=names[k.arm])))
        for s in run.samples
        for k in [s.completion.key]
    ]
    return replace(run, arms=tuple(arms), samples=tuple(samples))


def test_equal_names_pair() -> None:
    """Every sample of one run with the sample of the same key in the other."""
    first, second = make_run(seed=1), make_run(seed=2)
    runs = pair_runs(first, second)
    assert len(runs.pairs) == len(first.samples)
    assert all(p.first.completion.key == p.second.completion.key for p in runs.pairs)


def test_only_what_both_have_is_paired() -> None:
    """Temperatures, repetitions and problems of one run alone are left out."""
    first = make_run(temperatures=(0.2, 0.6), runs=3)
    second = make_run(temperatures=(0.6, 1.0), runs=2, problems=article_problems()[:2])
    runs = pair_runs(first, second)
    assert paired_arms(runs) == [("T=0.6", "T=0.6")]
    assert len(runs.pairs) == 2 * 2


def test_missing_samples_are_left_out() -> None:
    """An unfinished run is compared as far as it goes."""
    run = make_run(temperatures=(0.5,), runs=2)
    assert len(pair_runs(run, run_of(*run.samples[:4], like=run)).pairs) == 4


def test_styles_pair_by_temperature_if_no_arm_is_shared() -> None:
    """Plain prompts against steps: the style is what is compared."""
    plain = make_run(temperatures=(0.4, 0.6), runs=1)
    steps = make_run(temperatures=(0.4, 0.6), runs=1, styles=(STEPS,))
    runs = pair_runs(plain, steps)
    assert paired_arms(runs) == [("T=0.4", "T=0.4 style=steps"), ("T=0.6", "T=0.6 style=steps")]
    assert len(runs.pairs) == 6


def test_other_settings_pair_within_a_style() -> None:
    """Both runs have both styles; the nucleus is what is compared."""
    run = make_run(temperatures=(0.4,), runs=1, styles=(PromptStyle.PLAIN, STEPS))
    assert paired_arms(pair_runs(run, with_top_p(run, 0.9))) == [
        ("T=0.4", "T=0.4 top_p=0.9"),
        ("T=0.4 style=steps", "T=0.4 top_p=0.9 style=steps"),
    ]


def test_ambiguous_arms_do_not_pair() -> None:
    """Two settings at one temperature against a third: none is the partner."""
    plain = make_run(temperatures=(0.4,), runs=1)
    both = replace(plain, arms=(*with_top_p(plain, 0.9).arms, *with_top_p(plain, 0.8).arms))
    assert pair_runs(plain, both).arms == ()


def test_a_problem_with_another_key_or_text_is_another() -> None:
    """Its name alone does not make it the same."""
    math, code, logic = article_problems()
    other_text = replace(code, prompts={**code.prompts, PromptStyle.PLAIN: "Write anything."})
    changed = (replace(math, key=MathKey(answer="105")), other_text, logic)
    first = make_run(temperatures=(0.4,), runs=1)
    runs = pair_runs(first, make_run(temperatures=(0.4,), runs=1, problems=changed))
    assert runs.changed == (math.id, code.id)
    assert [pair.problem.id for pair in runs.pairs] == [logic.id]


def test_a_text_in_a_style_that_is_not_compared_does_not_count() -> None:
    """Another template of steps does not keep plain prompts apart."""
    changed = tuple(
        replace(problem, prompts={**problem.prompts, STEPS: "Other steps."})
        for problem in article_problems()
    )
    first = make_run(temperatures=(0.4,), runs=1)
    assert len(pair_runs(first, make_run(temperatures=(0.4,), runs=1, problems=changed)).pairs) == 3


def test_blocks_are_settings_too() -> None:
    """A temperature of its own for the thought makes another arm at the same temperature."""
    run = make_run(temperatures=(0.4,), runs=1)
    blocks = replace(
        run, arms=(replace(run.arms[0], sampling=Sampling(temperature=0.4, min_p=0.1)),)
    )
    assert [name for _, name in paired_arms(pair_runs(run, blocks))] == ["T=0.4 min_p=0.1"]
