"""The one place where concrete parts meet.

Each file serves one use: `sweeps` fills a run, `runs` reads one, `grading` judges a text,
`proofs` proves keys, `machine` examines the computer. torch is imported only where a model is
loaded, so that the other commands start at once.
"""
