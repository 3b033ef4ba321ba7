"""One record of a file, a line of JSONL or a row of a table, as questions or as the sentences that say why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.check.question import Expected, Question
from bot.check.questions.shortened import shortened
from bot.phrases import checked_phrase
from bot.query.check import checked_query
from bot.settings import MAX_K
from index.article import is_text
from index.errors import QueryError

MAX_TURNS_BEFORE = 20

_NOBODY = frozenset({"nobody", "none", "null", "no one", "noone"})
"""What people write who mean that nobody is to be named."""

MAX_GRADE = 1000
"""Far above any scale in use. Much larger grades give wrong figures in pytrec_eval, which also counts up to them."""

FORMS = {
    "id": "a text",
    "question": "a text",
    "turns": "a list of questions, each a text or an object with 'question' and what is expected",
    "relevant": f"a list of passage ids, or an object of ids with whole numbers from 0 to {MAX_GRADE}",
    "contains": "a text or a list of texts",
    "speaker": "a name, or null for nobody",
    "silent": "true or false",
    "tags": "a list of texts",
    "draft": "true or false",
    "note": "a text",
}
"""The fields of a record, and what each may hold."""

Grade = Annotated[int, Field(ge=0, le=MAX_GRADE)]


class _Judgement(BaseModel):
    """The fields that say what is expected of an answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    relevant: list[str] | dict[str, Grade] | None = None
    contains: str | list[str] | None = None
    speaker: str | None = None
    silent: bool = False


class _TurnRecord(_Judgement):
    question: str


class _QuestionRecord(_Judgement):
    id: str
    question: str | None = None
    turns: list[str | _TurnRecord] = []
    tags: list[str] = []
    draft: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What a record came to: questions, or faults; both are empty for a draft."""

    questions: tuple[Question, ...] = ()
    faults: tuple[str, ...] = ()
    is_draft: bool = False


def read_record(record: Mapping[str, Any], where: str) -> ReadRecord:
    """The questions of the record, several where its turns are judged one by one.

    :param where: the record's place, "questions.jsonl:12".
    """
    try:
        parsed = _QuestionRecord.model_validate(record)
    except ValidationError as error:
        return ReadRecord(faults=tuple(dict.fromkeys(_sentence(fault) for fault in error.errors())))
    if parsed.draft:
        return ReadRecord(is_draft=True)
    faults = tuple(dict.fromkeys(_faults(parsed)))
    return ReadRecord(faults=faults) if faults else ReadRecord(tuple(_questions(parsed, where)))


def _questions(record: _QuestionRecord, where: str) -> Iterator[Question]:
    """The questions to judge: the turns that say what they expect, and the last one."""
    texts = [turn if isinstance(turn, str) else turn.question for turn in record.turns]
    for number, turn in enumerate(record.turns, 1):
        if isinstance(turn, _TurnRecord):
            before = tuple(texts[: number - 1])
            id_ = f"{record.id}/{number}"
            yield Question(id_, turn.question, _expected(turn), before, tuple(record.tags), where)
    if record.question is not None:
        yield Question(record.id, record.question, _expected(record), tuple(texts), tuple(record.tags), where)
    elif isinstance(record.turns[-1], str):
        yield Question(record.id, texts[-1], _expected(record), tuple(texts[:-1]), tuple(record.tags), where)


def _expected(judgement: _Judgement) -> Expected:
    given = judgement.relevant
    relevant = dict.fromkeys(given, 1) if isinstance(given, list) else given
    if judgement.silent:
        relevant = {}
    return Expected(
        relevant=None if relevant is None else {id_: grade for id_, grade in relevant.items() if grade > 0},
        contains=_phrases(judgement),
        speakers=_speakers(judgement),
    )


def _speakers(judgement: _Judgement) -> tuple[str, ...] | None:
    if "speaker" not in judgement.model_fields_set:
        return None
    return () if judgement.speaker is None else (judgement.speaker,)


def _phrases(judgement: _Judgement) -> tuple[str, ...]:
    given = judgement.contains
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)


def _faults(record: _QuestionRecord) -> Iterator[str]:
    """Why the record, each of whose fields is right by itself, is no question to judge."""
    if not record.id.strip() or not is_text(record.id):
        yield "'id' is blank or no text; give the question a name of its own"
    if not record.turns and record.question is None:
        yield "'question' is missing"
        return
    if len(record.turns) > MAX_TURNS_BEFORE:
        yield f"{len(record.turns)} turns; give {MAX_TURNS_BEFORE} at most"
    if any(not tag.strip() for tag in record.tags):
        yield "a tag is blank; remove it"
    for text in _texts(record):
        yield from _faults_of_text(text)
    for judgement in _judgements(record):
        yield from _faults_of_judgement(judgement)
    if _ends_with_judged_turn(record) and not record.model_fields_set.isdisjoint(_Judgement.model_fields):
        yield "the last turn says what is expected, and so does the question as a whole; say it in the turn"


def _texts(record: _QuestionRecord) -> Iterator[str]:
    yield from (turn if isinstance(turn, str) else turn.question for turn in record.turns)
    if record.question is not None:
        yield record.question


def _judgements(record: _QuestionRecord) -> Iterator[_Judgement]:
    """Whatever says what is expected: the turns that do, and the record for the last question."""
    yield from (turn for turn in record.turns if isinstance(turn, _TurnRecord))
    if not _ends_with_judged_turn(record):
        yield record


def _ends_with_judged_turn(record: _QuestionRecord) -> bool:
    return record.question is None and bool(record.turns) and isinstance(record.turns[-1], _TurnRecord)


def _faults_of_text(text: str) -> Iterator[str]:
    try:
        checked_query(text, MAX_K)
    except QueryError as error:
        yield str(error)


def _faults_of_judgement(judgement: _Judgement) -> Iterator[str]:
    expected = _expected(judgement)
    wants_passage = bool(judgement.relevant) or bool(judgement.contains)
    if judgement.silent and wants_passage:
        yield "'silent' is true, yet passages that answer are given; remove one of the two"
    elif judgement.relevant is not None and not expected.relevant and judgement.contains:
        yield "'relevant' says that no passage answers, yet 'contains' is given; remove one of the two"
    if expected.is_silence and expected.speakers:
        yield "a speaker is expected where no passage answers; remove 'speaker' or say which passage answers"
    if not expected.is_anything:
        yield "nothing is expected: give 'relevant', 'contains', 'speaker' or 'silent'"
    for phrase in expected.contains:
        try:
            checked_phrase(phrase)
        except QueryError as error:
            yield f"'contains' is not right: {error}"
    if any(not name.strip() for name in expected.speakers or ()):
        yield "'speaker' is blank; give a name, null for nobody, or leave it out"
    elif any(name.strip().lower() in _NOBODY for name in expected.speakers or ()):
        yield f"'speaker' is '{shortened((expected.speakers or ('',))[0])}', which is no name; write null for nobody"


def _sentence(fault: Any) -> str:  # noqa: ANN401 - pydantic's own description of a fault
    """One fault of a field in words."""
    field, *inside = map(str, fault["loc"])
    if fault["type"] == "missing" and not inside:
        return f"'{field}' is missing"
    if fault["type"] == "extra_forbidden" and not inside:
        return f"'{shortened(field)}' is no field of a question; the fields are {', '.join(FORMS)}"
    return f"'{field}' is not right; give {FORMS[field]}"
