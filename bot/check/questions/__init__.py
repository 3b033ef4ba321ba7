"""Files of questions: JSONL, CSV and the layout of BEIR, each read whole before anything is asked."""
