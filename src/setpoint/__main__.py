"""``python -m setpoint``."""

import sys

from setpoint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
