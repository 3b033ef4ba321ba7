"""Words that tell: cues of speech, titles and offices, nouns for those who can speak."""
