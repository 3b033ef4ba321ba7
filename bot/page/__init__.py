"""The chat page's own styles and scripts, a file for each thing they see to."""
