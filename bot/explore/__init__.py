"""What an index holds of its speakers: how much, when, in which roles."""
