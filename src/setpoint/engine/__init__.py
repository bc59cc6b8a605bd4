"""The engine: every temperature of a sweep in one running batch.

`noise` makes the random numbers, `sampler` draws tokens with them, `slots` and `forward`
run the network, `schedule` decides who is in the batch, and `engine` is the loop.
"""
