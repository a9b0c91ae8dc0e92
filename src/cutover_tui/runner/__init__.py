"""What screens and commands call: planning, the run, its boards and its verification."""
