"""The run screen's way to the boards of telling people, standing together and speaking up."""

from __future__ import annotations

from cutover_tui.ui.screens.run_asking import RunAsking


class RunTelling(RunAsking):
    """Opens what is loaded only when it is first shown."""

    def action_messages(self) -> None:
        """Show who was told what; what is recorded there goes through this screen."""
        from cutover_tui.ui.screens.messages_screen import MessagesScreen  # noqa: PLC0415 (loaded when first shown)

        if not (self.asking or self.desk.leaving) and self.is_current:
            self.app.push_screen(MessagesScreen(self))
