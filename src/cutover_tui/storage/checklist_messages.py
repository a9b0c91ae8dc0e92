"""What the messages file says about itself and the anchors: whom an event is told, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.timing import OffsetProblem, parse_offset
from cutover_tui.storage.author_errors import did_you_mean
from cutover_tui.storage.checklist_entries import texts
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.storage.checklist_entries import Entry, Names


def message_problems(names: Names) -> Iterator[ChecklistProblem]:
    """Give the audiences nobody defines, the offsets that cannot be counted, and the audiences told twice."""
    for event in names.all("event"):
        seen: set[str] = set()
        tell = event.node.get("tell")
        for told in tell.items if isinstance(tell, TextList) else ():
            if isinstance(told, TextMap):
                yield from _told_problems(event, told, names, seen)


def _told_problems(event: Entry, told: TextMap, names: Names, seen: set[str]) -> Iterator[ChecklistProblem]:
    for text in texts(told.get("audience")):
        if names.surely_unknown("audience", text.value):
            nearest = did_you_mean(text.value, names.named("audience"), what="audiences")
            yield event.problem(text.line, f"audience '{shortened(text.value)}' under 'tell' is not known. {nearest}")
        if text.value in seen:
            yield event.problem(text.line, f"audience '{shortened(text.value)}' stands twice under 'tell'. Keep one.")
        seen.add(text.value)
    for text in texts(told.get("by")):
        try:
            anchor = parse_offset(text.value).anchor
        except OffsetProblem:
            begins = event.text("since") or event.text("moved") == "yes"
            if text.value.endswith("min") and not begins:
                words = f"'by' is {shortened(text.value)}, and nothing says when the event begins. Add 'since'."
                yield event.problem(text.line, words)
            continue
        if names.surely_unknown("anchor", anchor):
            nearest = did_you_mean(anchor, names.named("anchor"), what="anchors")
            yield event.problem(text.line, f"anchor '{shortened(anchor)}' under 'by' is not known. {nearest}")
