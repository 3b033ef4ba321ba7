"""One immutable part of an index: its passages, vectors and words."""
