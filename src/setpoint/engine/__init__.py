"""The engine: every temperature of a sweep in one running batch.

`noise` makes the random numbers and `sampler` draws tokens with them; `native` runs the network
(`weights`, `linear`, `rotary`, `attention`, `slots`), or `rows` where it cannot; `schedule` decides
who is in the batch, and `engine` is the loop.
"""
