"""The keys of the run screen."""

from __future__ import annotations

from cutover_tui.ui.key import Key

KEYS = (
    Key(action="tick", key="t", label="tick", tip="Record that the marked task is done.", id="run.tick", footer=True, group="Tasks"),
    Key(action="not_done", key="x", label="not done", tip="Record that the marked task is not needed, cannot be done, is deferred, or is done with complications; reopen or correct it.", id="run.not_done", footer=True, group="Tasks"),
    Key(action="begin", key="s", label="start", tip="Record that somebody is doing the marked task.", id="run.start", footer=True, group="Tasks"),
    Key(action="second_check", key="c", label="check", tip="Record a second person's check of the marked task.", id="run.check", footer=True, group="Tasks"),
    Key(action="note", key="n", label="note", tip="Write a note on the marked task.", id="run.note", footer=True, group="Tasks"),
    Key(action="correct_last", key="u", label="correct", tip="Correct my last entry; both versions stay in the log.", id="run.correct", group="Tasks"),
    Key(action="dates", key="a", label="dates", tip="Record that the extract or go-live happened, or move a planned date.", id="run.dates", group="Day"),
    Key(action="write_seal", key="v", label="seal", tip="Show the seal to write on the wall sheet, and record who wrote it.", id="run.seal", group="Day"),
    Key(action="who", key="i", label="who", tip="Say who is at the keyboard, or add a person to the roster.", id="run.who", group="Day"),
    Key(action="export", key="E", label="export", tip="Write the safety file into the run's exports folder.", id="run.export", group="Day"),
    Key(action="search", key="slash", shown="/", label="find", tip="Show only tasks that hold some words.", id="run.search", footer=True, group="Find"),
    Key(action="filter", key="f", label="filter", tip="Show only mine, open, late, core or this phase.", id="run.filter", footer=True, group="Find"),
    Key(action="jump", key="g", label="go to", tip="Go to a task by its number.", id="run.jump", group="Find"),
    Key(action="next_list", key="right_square_bracket", shown="]", label="next list", tip="Show the next checklist.", id="run.next_list", group="Lists"),
    Key(action="previous_list", key="left_square_bracket", shown="[", label="list before", tip="Show the checklist before.", id="run.previous_list", group="Lists"),
    Key(action="show_list('*')", key="A", label="all lists", tip="Show all six checklists.", id="run.list_all", group="Lists"),
    Key(action="show_list('P')", key="P", label="preparation", tip="Show the preparation list.", id="run.list_p", group="Lists"),
    Key(action="show_list('F')", key="F", label="final data", tip="Show the final data production list.", id="run.list_f", group="Lists"),
    Key(action="show_list('C')", key="C", label="cutover", tip="Show the cutover list.", id="run.list_c", group="Lists"),
    Key(action="show_list('G')", key="G", label="go-live", tip="Show the go-live list.", id="run.list_g", group="Lists"),
    Key(action="show_list('R')", key="R", label="after", tip="Show the list for after go-live.", id="run.list_r", group="Lists"),
    Key(action="show_list('H')", key="H", label="hold", tip="Show the hold and pause list.", id="run.list_h", group="Lists"),
    Key(action="fold", key="z", label="fold", tip="Fold or unfold the phase of the marked task.", id="run.fold", group="Lists"),
    Key(action="go_now", key="0", label="now", tip="Go to the first task after the NOW line.", id="run.now", group="Find"),
    Key(action="detail", key="d", label="detail", tip="Show or hide the marked task in full.", id="run.detail", footer=True, group="Screen"),
    Key(action="story", key="l", label="log", tip="Show the audit log as a story, with the raw records.", id="run.log", footer=True, group="Screen"),
    Key(action="wall", key="w", label="wall", tip="Show the wall board.", id="run.wall", footer=True, group="Screen"),
    Key(action="theme", key="T", label="theme", tip="Change between the night and the day theme.", id="run.theme", group="Screen"),
    Key(action="ascii", key="M", label="marks", tip="Change between drawn marks and plain ASCII marks.", id="run.ascii", group="Screen"),
    Key(action="help", key="question_mark", shown="?", label="help", tip="Show every key and what the marks and words mean.", id="run.help", footer=True, group="Screen"),
    Key(action="leave", key="q", label="quit", tip="Leave the run; everything recorded stays.", id="run.quit", footer=True, group="Screen"),
)
"""In the order of the footer and of help."""
