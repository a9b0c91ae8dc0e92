"""Lets `python -m cutover_tui` do what `cutover` does."""

import sys

from cutover_tui.cli.main import main

sys.exit(main())
