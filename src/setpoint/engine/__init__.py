"""The engine: every temperature of a sweep in one running batch.

`noise` makes the random numbers, and `sampler` draws tokens with them (`draw` says what is to be
drawn, `truncation` from which tokens). `build` chooses what runs the network behind `forward`:
`native` (`weights`, `linear`, `rotary`, `attention`, `slots`), or `rows` where that cannot.
`schedule` decides who is in the batch, `memory` how many fit, `loops` who is stuck, `blocks` which
temperature a place in the text has; `engine` is the loop, and `service` a thread that runs it.
"""
