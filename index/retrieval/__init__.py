"""Which of the passages answer, and in which order."""
