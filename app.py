"""``python app.py``: the same as ``setpoint serve``, with the same options."""

import sys

from setpoint.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
