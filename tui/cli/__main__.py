"""``python -m tui.cli`` is ``naba``."""

import sys

from tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
