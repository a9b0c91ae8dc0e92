"""The version of the program, as written into every audit record."""

VERSION = "0.1.0"
TOOL = f"cutover-tui {VERSION}"
