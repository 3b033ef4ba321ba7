"""Linear models and their fitted weights."""
