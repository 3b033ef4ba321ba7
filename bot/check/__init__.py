"""The question-answer test run: questions with what is expected of their answers, asked, judged and counted."""
