"""articles -> passages.jsonl -> index: the two stages that run before anyone asks."""
