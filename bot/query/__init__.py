"""What a question asks for: whose words, on what, and whether it follows on the one before."""
