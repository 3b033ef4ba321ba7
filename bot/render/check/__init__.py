"""A report of a test run as a table, as files for other programs, and as a page."""
