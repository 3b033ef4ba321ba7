"""From files as received to articles: one file per format, and what all formats share."""
