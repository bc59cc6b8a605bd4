"""Models: find one on this machine, load it, and say exactly which one it was.

Nothing here downloads a model behind the user's back; only `pull` fetches, when asked to.
"""
