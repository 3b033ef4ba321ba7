"""The Explore tab as HTML: who speaks most, when, and a page for each speaker."""
