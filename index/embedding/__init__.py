"""Texts to vectors: the model, its weights, and the form of it that answers without torch."""
