"""Who said what: quotations found in an article's paragraphs, each with its cue, speaker and role."""
