"""Word search: texts to terms, and the passages that hold a question's terms."""
