"""The registers of the safety file: one table a subject, made from the log and the plan."""
