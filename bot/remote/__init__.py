"""A running onrecord, asked over HTTP by other programs: the check of answers, and Python's client."""
