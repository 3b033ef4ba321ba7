"""Questions, replies and outcomes made by hand, for the tests of the question-answer test run."""

from collections.abc import Mapping, Sequence

from bot.answer import IndexSummary, Ranked
from bot.check.outcome import Outcome, judged
from bot.check.question import Expected, Question
from bot.check.target import Reply, ShownPassage
from bot.decision.model import Level
from bot.shown import Verdict
from index.passage import Passage, article_id_of
from tests.fakes import fake_article, fake_passage, quotation

SUMMARY = IndexSummary(passages=20, model="fake-model", built="2024-01-02T03:04:05Z")
SILENCE: Mapping[str, int] = {}
"""What is relevant where nothing answers."""


def asked(
    id_: str,
    relevant: Mapping[str, int] | None = None,
    *,
    contains: tuple[str, ...] = (),
    speakers: tuple[str, ...] | None = None,
    turns: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    where: str = "",
) -> Question:
    """The question "<id>?"."""
    return Question(f"{id_}", f"{id_}?", Expected(relevant, contains, speakers), turns, tags, where)


def passage_by(id_: str, *speakers: str) -> Passage:
    """The passage of that id; it quotes each of the speakers."""
    text = " ".join(f"“Words,” said {speaker}." for speaker in speakers) or f"Narration {id_}."
    article = fake_article(id=article_id_of(id_))
    number = int(id_.removeprefix(f"{article.id}:"))
    return fake_passage(text, *(quotation(text, "“Words,”", one) for one in speakers), number=number, article=article)


def shown(id_: str, *speakers: str, verdict: Verdict = "verbatim", copies: tuple[str, ...] = ()) -> ShownPassage:
    """The passage of that id as an answer shows it."""
    return ShownPassage(passage_by(id_, *speakers), verdict, copies)


def reply(
    *passages: ShownPassage | str,
    level: Level | None = None,
    ranking: Sequence[Ranked | str] | None = None,
    ms: float = 1.0,
    thread: str = "",
) -> Reply:
    """An answer with those passages; where no ranking is given, they are the ranking as well."""
    ones = tuple(shown(each) if isinstance(each, str) else each for each in passages)
    ranked = [Ranked(each.passage.id, 1.0, each.copies) for each in ones] if ranking is None else ranking
    return Reply(
        level=level or ("answer" if ones else "silent"),
        shown=ones,
        ranking=tuple(Ranked(each, 1.0) if isinstance(each, str) else each for each in ranked),
        thread=thread,
        seconds=ms / 1000,
        index=SUMMARY,
    )


def nine_outcomes() -> list[Outcome]:
    """The example that the measures are worked out by hand for: everything that can come of a question."""
    ana, bo = "Ana Lind", "Bo Holt"
    unchecked, altered = shown("a:3", verdict="not checkable"), shown("a:6", verdict="differs")
    pairs = [
        (
            asked("found first", {"a:1": 1}, speakers=(ana,), tags=("easy",)),
            reply(shown("a:1", ana), "a:2", unchecked, ms=10),
        ),
        (asked("found second", {"a:5": 1}, tags=("easy",)), reply("a:4", "a:5", altered, ms=20)),
        (asked("found fourth", {"b:1": 1}, tags=("hard",)), reply("b:2", "b:3", "b:4", "b:1", ms=30)),
        (asked("not found", {"b:9": 1}, tags=("hard",)), reply("b:2", "b:3", level="closest", ms=40)),
        (asked("graded", {"c:1": 1, "c:2": 2}, speakers=(ana,)), reply(shown("c:1", ana), "c:3", "c:2", ms=50)),
        (asked("wrong speaker", {"d:1": 1}, speakers=(bo,)), reply(shown("d:1", ana), ms=60)),
        (asked("right silence", SILENCE), reply(ranking=["e:1"], ms=70)),
        (asked("wrong silence", {"e:2": 1}), reply(ranking=["e:2", "e:1"], ms=80)),
        (asked("should be silent", SILENCE), reply("e:3", ms=90)),
    ]
    return [judged(question, answer) for question, answer in pairs]


def passing(id_: str, *, tags: tuple[str, ...] = (), ms: float = 1.0) -> Outcome:
    """A question that passes, its passage ranked first."""
    return judged(asked(id_, {"a:1": 1}, tags=tags), reply("a:1", ms=ms))


def failing(id_: str, *, tags: tuple[str, ...] = (), ms: float = 1.0) -> Outcome:
    """The same question, its passage not found."""
    return judged(asked(id_, {"a:1": 1}, tags=tags), reply("a:2", ms=ms))
