"""The report's sections, one module for each group that reads together."""
