"""setpoint: the sampling temperature at which a small reasoning model is most dependable."""

__version__ = "0.1.0"
