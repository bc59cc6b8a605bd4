"""Problems, and the proof of each answer key.

Proofs are independent of the verifiers: nothing here imports `verify`.
"""
