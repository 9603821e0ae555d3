"""`python -m kh57_desktop`, and what the built programs kh57 and kh57w start."""

import sys

from kh57_desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
