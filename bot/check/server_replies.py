"""What a server's answers hold, as the check needs them: anything of another type or missing is refused."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, PlainValidator

from bot.decision.model import Level
from bot.phrases import Holders, Similar
from bot.shown import Verdict
from index.article import is_text
from index.passage import Passage, passage_of

MAX_PASSAGES = 10**12
"""More than an index holds, and few enough for every file that the number is written to."""


def _text(value: str) -> str:
    if not is_text(value):
        raise ValueError("it holds a character that is not text")
    return value


def _id(value: str) -> str:
    if not value.strip():
        raise ValueError("it is blank")
    return _text(value)


Text = Annotated[str, AfterValidator(_text)]
Id = Annotated[str, AfterValidator(_id)]


class _Record(BaseModel):
    """Numbers are no texts and texts no numbers; fields that nobody here needs are passed over."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class CopyRecord(_Record):
    """A passage of another article that says the same."""

    id: Id


class HitRecord(_Record):
    """A passage that was shown, with its copies."""

    passage: Annotated[Passage, PlainValidator(passage_of)]
    copies: tuple[CopyRecord, ...]


class RankedRecord(_Record):
    """A passage in the ranking, with the ids of its copies."""

    id: Id
    score: FiniteFloat
    copies: tuple[Id, ...]


class IndexRecord(_Record):
    """Which index answered."""

    passages: Annotated[int, Field(ge=0, le=MAX_PASSAGES)]
    model: Text
    built: Text


class AnswerRecord(_Record):
    """What /api/v1/ask gives where it is asked for the ranking too."""

    query: Text
    previous: Text | None
    level: Level
    hits: tuple[HitRecord, ...]
    ranking: tuple[RankedRecord, ...]
    index: IndexRecord


class SimilarRecord(_Record):
    """A passage's words that are nearly the phrase."""

    id: Id
    text: Text


class HoldersRecord(_Record):
    """What /api/v1/passages?contains=… gives."""

    passages: tuple[Id, ...]
    articles: tuple[Id, ...]
    similar: SimilarRecord | None = None
    next: Text | None = None

    @property
    def holders(self) -> Holders:
        similar = None if self.similar is None else Similar(self.similar.id, self.similar.text)
        return Holders(self.passages, self.articles, similar)


class PassageRecord(_Record):
    """What /api/v1/passages/ID gives."""

    passage: Annotated[Passage, PlainValidator(passage_of)]


class VerdictRecord(_Record):
    """Whether the passage of that id is verbatim."""

    id: Text
    verdict: Verdict


class VerdictsRecord(_Record):
    """What /api/v1/verify gives."""

    passages: tuple[VerdictRecord, ...]


class SpeakersRecord(_Record):
    """What /api/v1/speakers gives, as far as that tells an onrecord from another server."""

    speakers: tuple[Any, ...]
