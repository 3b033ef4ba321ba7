"""Paragraphs as the parser and the marks divide them."""
