"""The command line: thin; data on stdout, words on stderr."""
