"""The run screen's way to what was written on paper."""

from __future__ import annotations

from cutover_tui.ui.screens.run_asking import RunAsking


class RunPaperActs(RunAsking):
    """Opens what is loaded only when it is first shown."""

    def action_catch_up(self) -> None:
        """Show what was typed up from paper, and type up the next line; it is recorded through this screen."""
        from cutover_tui.ui.screens.catch_up_screen import CatchUpScreen  # noqa: PLC0415 (loaded when first shown)

        if not (self.asking or self.desk.leaving) and self.is_current:
            self.app.push_screen(CatchUpScreen(self))
