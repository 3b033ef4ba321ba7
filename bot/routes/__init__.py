"""What the HTTP application answers, a file for each thing that can be asked for."""
