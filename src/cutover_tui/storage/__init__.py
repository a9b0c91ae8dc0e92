"""The files: checklists, plan, audit log, practice book."""
