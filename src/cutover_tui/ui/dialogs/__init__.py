"""One module per question put to a person."""
