"""What the words on the re-entry screen mean, for its help."""

from __future__ import annotations

from typing import Final

from cutover_tui.runner.boards import Mark
from cutover_tui.ui.screens.help_screen import HelpLine, HelpSection

WORDS: Final = HelpSection(
    "What the words on a category of paper mean",
    (
        HelpLine("OVERDUE", "Something is left after it was due. How long ago stands beside it.", Mark.OVERDUE),
        HelpLine("3 LEFT", "Logged, and neither entered nor explained yet.", Mark.OPEN),
        HelpLine("CHECK 7", "Nothing is left. A second person has 7 of the sample still to look at.", Mark.CHECK),
        HelpLine("0 LEFT, TO CLOSE", "Nothing is left and the sample is done. It can be closed with o.", Mark.OPEN),
        HelpLine("CLOSED JB", "JB closed it. Counting it again opens it again.", Mark.DONE),
        HelpLine("NIL", "Somebody looked and there was nothing.", Mark.IDLE),
        HelpLine("NOTHING LOGGED", "Nobody has counted anything. Silence is not nothing: press z for that.", Mark.IDLE),
        HelpLine("LOOK FOR 2", "Two slips of this range are neither used nor void nor returned.", Mark.OVERDUE),
        HelpLine("logged", "Found on paper. Left = logged - entered - explained."),
        HelpLine("entered", "Typed into the new system."),
        HelpLine("explained", "Not typed: not needed, a duplicate, or it arrived electronically. Short: expl."),
        HelpLine("not heard of", "A working day of cutover, or a site on it, of which nobody has said anything."),
    ),
)
