"""Log and plan in, files for other people out."""
