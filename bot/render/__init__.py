"""An answer as something to look at or to send: JSON, plain text, HTML card."""
