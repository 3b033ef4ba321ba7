"""Files of questions, written and refused."""

from pathlib import Path

import pytest

from bot.check.questions.read import read_questions
from index.errors import QuestionFileError


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(QuestionFileError) as caught:
        read_questions(path)
    return str(caught.value)
