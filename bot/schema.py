"""The shapes of the JSON that programs are given: by the HTTP API, by MCP's tools and by `bot.client.Client`.

A shape may gain fields within /api/v1, so those that are not known here are passed over; none is ever taken away.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from bot.answer import SpeakerNamedIn
from bot.decision.model import Level
from bot.shown import Verdict
from index.passage import QuotationKind
from index.store.selection import PassageKind

Count = Annotated[int, Field(ge=0)]
Offset = Annotated[int, Field(ge=0, description="In characters (Unicode code points), from 0; an end is exclusive.")]


class Json(BaseModel):
    """A JSON object: numbers are no texts and texts no numbers."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", populate_by_name=True)


class SpanJson(Json):
    """Words of the article and where they stand."""

    text: str
    start_char: Offset
    end_char: Offset
    paragraph: int | None = Field(
        default=None,
        description="Where given, the offsets count from this paragraph's first character, else from the passage's.",
    )


class AttributionJson(Json):
    """The link of a quotation to its cue and its speaker; offsets count from the passage's first character."""

    kind: QuotationKind = Field(
        description="direct: all in quotation marks; mixed: partly; indirect: a paraphrase, never a quotation."
    )
    start_char: Offset
    end_char: Offset
    speaker: str | None = Field(description="null: the article does not say surely enough who spoke.")
    role: str | None = Field(description="The article's own fullest phrase about the speaker.")
    speaker_mention: SpanJson | None
    cue: SpanJson | None
    evidence: str = Field(description="One word for how the speaker was found.")
    confidence: float = Field(ge=0, le=1)
    antecedent: SpanJson | None = Field(description="The word that a pronoun was taken to stand for.")


class ArticleJson(Json):
    """What is known of an article."""

    id: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text_sha256: str | None


class PassageJson(Json):
    """A passage as passages.jsonl has it; `text` is verbatim. Without any attribution it is narration."""

    id: str
    text: str = Field(description="The article's words, character for character.")
    article: ArticleJson
    section: str | None
    paragraph: int | None
    start_char: Offset | None
    end_char: Offset | None
    attributions: tuple[AttributionJson, ...]


class ContextJson(Json):
    """The article's passages before and after, verbatim; null at its edges."""

    before: str | None
    after: str | None


class CopyJson(Json):
    """A passage of another article that says the same nearly word for word."""

    id: str
    article: ArticleJson
    link: str | None


class HitJson(Json):
    """A passage with its place in the answer."""

    rank: Annotated[int, Field(ge=1)]
    score: FiniteFloat = Field(description="Higher is better; comparable within one answer only.")
    passage: PassageJson
    speakers: tuple[str, ...] = Field(description="The distinct names of the attributions in order of appearance.")
    context: ContextJson
    link: str | None = Field(description="The article's address, opened at the passage.")
    matches: tuple[tuple[Offset, Offset], ...] = Field(description="Where the words stand that it was found by.")
    copies: tuple[CopyJson, ...]


class FiltersJson(Json):
    """What the answer is narrowed to; null where it is not."""

    speaker: str | None
    kind: PassageKind | None
    publisher: str | None
    published_from: str | None = Field(alias="from")
    published_to: str | None = Field(alias="to")


class IndexJson(Json):
    """Which index answered."""

    passages: Count
    model: str
    built: str


class RankedJson(Json):
    """A passage in the ranking, by its id, with the ids of its copies."""

    id: str
    score: FiniteFloat
    copies: tuple[str, ...]


class AnswerJson(Json):
    """The answer to a question: passages word for word, or a fixed sentence that there is none."""

    query: str
    previous: str | None
    filters: FiltersJson
    speaker_named_in: SpeakerNamedIn | None
    level: Level = Field(
        description="answer: the hits answer; closest: none does, these are the nearest; silent: no hits."
    )
    answered: bool
    message: str | None
    hits: tuple[HitJson, ...]
    index: IndexJson
    ranking: tuple[RankedJson, ...] | None = Field(
        default=None, description="With ranking=true: the best passages before it was decided whether they answer."
    )


class SpeakerJson(Json):
    """A speaker's name and in how many passages they speak."""

    name: str
    passages: Count


class SpeakersJson(Json):
    """Speakers, those with the most passages first; `next` is the cursor of those that follow."""

    speakers: tuple[SpeakerJson, ...]
    next: str | None = None


class PassageDetailsJson(Json):
    """A passage with what stands around it and how it is cited; `credits` are a line for each who speaks in it."""

    passage: PassageJson
    speakers: tuple[str, ...]
    credits: tuple[str, ...]
    context: ContextJson
    link: str | None
    citations: dict[str, str]


class SimilarJson(Json):
    """A passage's words that are nearly the phrase."""

    id: str
    text: str


class HoldersJson(Json):
    """The ids of the passages that hold a phrase, in order; of the articles, where no passage does.

    `similar`: where neither does, words that differ in case, blanks, quotation marks or dashes only.
    """

    passages: tuple[str, ...]
    articles: tuple[str, ...]
    similar: SimilarJson | None
    next: str | None = None


class VerdictJson(Json):
    """Whether the passage of that id stands in its article as shown."""

    id: str
    verdict: Verdict


class VerdictsJson(Json):
    """A verdict on each passage, in the order they came."""

    passages: tuple[VerdictJson, ...]


class HealthJson(Json):
    """That the process answers, or what it waits for."""

    status: Literal["ok", "ready"]


class ProblemJson(Json):
    """Why a request was not answered (RFC 9457); `detail` is one sentence that says what to do."""

    type: str
    title: str
    status: int
    detail: str
