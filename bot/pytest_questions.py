"""The questions of a file as pytest asks them: each once, whatever tests want to know of it."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot.check.open_target import opened_target
from bot.check.outcome import Outcome
from bot.check.question import Question
from bot.check.resolve import Resolved, ready_questions
from bot.check.run import outcome_of
from bot.check.target import Target
from bot.render.controls import controls_shown
from bot.settings import load_settings
from index.errors import UnreachableError
from index.store.article_texts import texts_beside


class QuestionRun:
    """Questions that are ready to be asked, and what came of those that were."""

    def __init__(self, resolved: Resolved, target: Target, close: Callable[[], None]) -> None:
        """Ask the target, once a test wants to know; `close` lets go of it."""
        self.close = close
        self.questions = resolved.questions
        self._warnings = resolved.warnings
        self._target = target
        self._outcomes: dict[str, Outcome] = {}
        self._unreachable: UnreachableError | None = None

    def outcome(self, question: Question) -> Outcome:
        """What came of the question.

        :raises UnreachableError: where nobody answers; once that is so, no further question is asked.
        """
        if self._unreachable is not None:
            raise self._unreachable
        try:
            if question.id not in self._outcomes:
                self._outcomes[question.id] = outcome_of(question, self._target)
        except UnreachableError as error:
            self._unreachable = error
            raise
        return self._outcomes[question.id]

    def failure(self, outcome: Outcome) -> str:
        """What was expected and what came, for a terminal."""
        # It brings the statistics of a report along, a second that only a run with failures is to wait for.
        from bot.render.check.junit import failure_text

        place = f"{outcome.question.where}: "
        about = [warning for warning in self._warnings if warning.startswith(place)]
        return controls_shown("\n".join([failure_text(outcome, self._target.passage), *about]))


def open_run(path: Path, *, index_folder: Path | None = None, url: str | None = None) -> QuestionRun:
    """The questions of the file or folder, with the server at the address or else an index to ask.

    :param index_folder: where not given, that of the settings.
    :raises OnrecordError: where the questions cannot be read, or there is nothing to ask.
    """
    settings = load_settings()
    with ExitStack() as opened:
        target = opened.enter_context(opened_target(settings, index_folder=index_folder, url=url))
        _, resolved = ready_questions(path, target, texts=texts_beside(settings.passages))
        return QuestionRun(resolved, target, opened.pop_all().close)
