"""A plugin for pytest that asks the questions of a file: `pytest --onrecord questions.jsonl`.

Each question is a test of its own, and a test that asks for `onrecord_questions` runs once for each question. pytest
loads this module wherever onrecord is installed: the rest of onrecord is imported once there are questions to ask.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.check.outcome import Outcome
    from bot.check.question import Question
    from bot.pytest_questions import QuestionRun

FIXTURE = "onrecord_questions"
QUERIES_FILE = "queries.jsonl"
"""What holds the questions where a folder is given."""


class _Chosen:
    """The questions that the command line or the ini file names, read when first looked at."""

    def __init__(self, config: pytest.Config) -> None:
        """Take the options; nothing is read yet."""
        self._config = config
        self.asked_for = self._path("onrecord")
        self.given = self.asked_for or self._ini_path()
        self.fault: str | None = None

    @property
    def file(self) -> Path | None:
        """The file whose questions are tests of their own."""
        path = self.asked_for
        return path / QUERIES_FILE if path is not None and path.is_dir() else path

    @cached_property
    def run(self) -> "QuestionRun":
        """The questions with what to ask.

        :raises UsageError: where anything is wrong with either, all of it at once.
        """
        from bot.pytest_questions import open_run
        from bot.render.controls import controls_shown
        from index.errors import OnrecordError, QuestionFileError

        url = self._config.getoption("onrecord_url")
        index_folder = self._path("onrecord_index")
        if url is not None and index_folder is not None:
            raise pytest.UsageError("--onrecord-index and --onrecord-url are two things to ask; choose one of them")
        assert self.given is not None, "no hook asks for the run where no questions are given"
        try:
            return open_run(self.given, index_folder=index_folder, url=url)
        except OnrecordError as error:
            faults = error.faults if isinstance(error, QuestionFileError) else ()
            raise pytest.UsageError(controls_shown("\n".join((*faults, str(error))))) from error

    def close(self) -> None:
        """Let go of what was asked, if anything was."""
        if "run" in self.__dict__:
            self.run.close()

    def _path(self, option: str) -> Path | None:
        given = self._config.getoption(option)
        return self._shortened(self._config.invocation_params.dir / given) if given else None

    def _ini_path(self) -> Path | None:
        given = self._config.getini(FIXTURE)
        return self._shortened((self._config.inipath or self._config.rootpath / "_").parent / given) if given else None

    def _shortened(self, path: Path) -> Path:
        """The path as messages have it: from the folder that pytest was started in, where it lies below that."""
        below = self._config.invocation_params.dir
        return path.relative_to(below) if path.is_relative_to(below) and below == Path.cwd() else path


_CHOSEN = pytest.StashKey[_Chosen]()


class QuestionFile(pytest.File):
    """A file of questions, each of them a test."""

    def collect(self) -> Iterator["QuestionItem"]:
        from bot.render.controls import controls_shown

        for question in self.config.stash[_CHOSEN].run.questions:
            yield QuestionItem.from_parent(self, name=controls_shown(question.id, kept=""), question=question)


class QuestionItem(pytest.Item):
    """A question as a test: an error where it cannot be asked, a failure where its answer is not as expected."""

    def __init__(self, *, question: "Question", **given: Any) -> None:  # noqa: ANN401 - pytest's own arguments
        """Keep the question; its tags can be selected with -k."""
        super().__init__(**given)
        self.question = question
        self.extra_keyword_matches.update(question.tags)

    def setup(self) -> None:
        outcome = _outcome(self.config, self.question)
        if not outcome.is_asked:
            _fail(self.config, outcome)

    def runtest(self) -> None:
        outcome = _outcome(self.config, self.question)
        if not outcome.passed:
            _fail(self.config, outcome)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        line = self.question.where.rpartition(":")[2]
        return self.path, int(line) - 1 if line.isdecimal() else None, self.name


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("onrecord", "questions to an onrecord index")
    group.addoption("--onrecord", metavar="FILE", help="Ask the questions of FILE, each of them a test.")
    group.addoption("--onrecord-index", metavar="DIR", help="The index folder that is asked [data/index].")
    group.addoption("--onrecord-url", metavar="URL", help="Ask the onrecord that runs at this address instead.")
    parser.addini(FIXTURE, f"the file of questions for tests that ask for {FIXTURE}, seen from this file", default="")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_CHOSEN] = _Chosen(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_CHOSEN].close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Read the questions first of all, so that nothing runs where they cannot be asked."""
    chosen = session.config.stash[_CHOSEN]
    if chosen.asked_for is not None:
        _ = chosen.run


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> QuestionFile | None:
    chosen = parent.config.stash[_CHOSEN]
    if chosen.file is None or file_path != chosen.file.absolute():
        return None
    return QuestionFile.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Add the questions where the paths that pytest was given do not lead to them."""
    chosen = session.config.stash[_CHOSEN]
    if chosen.fault is not None:
        raise pytest.UsageError(chosen.fault)
    # The file itself may be offered while other paths are looked for, and be dropped again.
    if chosen.file is not None and not any(isinstance(item, QuestionItem) for item in items):
        items.extend(session.genitems(QuestionFile.from_parent(session, path=chosen.file.absolute())))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = metafunc.config.stash[_CHOSEN]
    if FIXTURE not in metafunc.fixturenames or chosen.given is None:
        return
    questions: tuple[Question, ...] = ()
    try:
        if chosen.fault is None:
            questions = chosen.run.questions
    except pytest.UsageError as error:
        # Raised here, it would be a fault of each file of tests that asks for the fixture.
        chosen.fault = str(error)
    metafunc.parametrize(FIXTURE, questions, ids=[question.id for question in questions], indirect=True)


@pytest.fixture
def onrecord_questions(request: pytest.FixtureRequest) -> "Outcome":
    """What came of a question of the file; a test that asks for this runs once for each question."""
    question = getattr(request, "param", None)
    if question is None:
        pytest.fail(f"no questions to ask; give --onrecord FILE, or {FIXTURE} in pytest's ini file", pytrace=False)
    return _outcome(request.config, question)


def _outcome(config: pytest.Config, question: "Question") -> "Outcome":
    """What came of the question; the test that wants to know it fails with a sentence where nobody answers."""
    from index.errors import OnrecordError

    try:
        return config.stash[_CHOSEN].run.outcome(question)
    except OnrecordError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


def _fail(config: pytest.Config, outcome: "Outcome") -> None:
    pytest.fail(config.stash[_CHOSEN].run.failure(outcome), pytrace=False)
