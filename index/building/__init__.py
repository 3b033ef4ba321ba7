"""passages.jsonl -> index folder: what changed is embedded and put in, whole or not at all."""
