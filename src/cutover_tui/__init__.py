"""Runs the checklists of a GP practice's cutover and keeps an audit log of who did what and when."""
