"""Who speaks, by the words that a reader may call them by."""
