"""Whether the passages found answer the question: a calibrated decision over features of the search."""
