"""Passages and questions to take times with: invented by a fixed rule, or a file's passages repeated."""

from collections.abc import Sequence
from dataclasses import replace

from index.article import ArticleMetadata
from index.passage import Attribution, Passage

PASSAGES_PER_ARTICLE = 20

# The lists have lengths without a common divisor, and item `number` of a list is taken round and round: no two of the
# first 11 * 13 * 17 * 19 * 23 numbers take the same words.
GIVEN_NAMES = ("Ana", "Bo", "Cilla", "Dagny", "Emil", "Frida", "Gustav", "Hedda", "Ivar", "Jonna", "Karl")
SURNAMES = (
    *("Almgard", "Brannvik", "Corvane", "Drossel", "Ekfeldt", "Farrowby", "Grimstad", "Hollander", "Istvany"),
    *("Jarnholt", "Kestrup", "Lundqvarn", "Marrowick"),
)
ROLES = (
    *("mayor", "harbour master", "chief engineer", "head of the council", "teacher", "deputy minister", "curator"),
    *("ferry captain", "police commissioner", "chair of the union", "surgeon", "bishop", "farmer", "coach"),
    *("librarian", "election officer", "fire chief"),
)
PLACES = (
    *("Östervik", "Tarnholm", "Sallow Bay", "Krossby", "Old Ferring", "Vintermark", "Halden Quay", "Lower Brae"),
    *("Stensund", "Port Amory", "Nordmoor", "Quillan", "Ravensford", "Ulvik", "Easterby", "Moss Point", "Dunmarrow"),
    *("Lake Orrin", "Fennick"),
)
TOPICS = (
    *("the ferry line", "the new hospital", "school meals", "the flooded road", "bus fares", "the night train"),
    *("the closed mine", "water prices", "the music festival", "fishing quotas", "the bridge repairs"),
    *("the housing shortage", "winter tyres", "the museum roof", "wind power", "the vaccine queue", "the stadium"),
    *("street lights", "the border crossing", "the archive fire", "farm subsidies", "the election date", "pensions"),
)


def synthetic_passages(n: int) -> list[Passage]:
    """So many passages, no two alike, twenty an article: each a direct quotation and a sentence of narration."""
    return [_passage(number) for number in range(n)]


def synthetic_questions(n: int) -> list[str]:
    """So many questions on the topics of the passages, no two alike up to 17,043; a third of them names a speaker."""
    return [_question(number) for number in range(n)]


def repeated_passages(passages: Sequence[Passage], n: int) -> list[Passage]:
    """The passages over and over until there are `n`, each later one told apart by its round, in id and text."""
    return [_in_round(passages[number % len(passages)], number // len(passages)) for number in range(n)]


def _passage(number: int) -> Passage:
    given, surname, role, place, topic = (
        words[number % len(words)] for words in (GIVEN_NAMES, SURNAMES, ROLES, PLACES, TOPICS)
    )
    quoted = f"“We shall decide on {topic} before the spring, whatever they say in {place},”"
    article, in_article = divmod(number, PASSAGES_PER_ARTICLE)
    speaker = f"{given} {surname}"
    return Passage(
        id=f"synthetic-{article}:{in_article + 1}",
        text=f"{quoted} said {speaker}, {role} of {place}. {surname} spoke to residents about {topic} on Tuesday.",
        article=ArticleMetadata(id=f"synthetic-{article}", title=f"News from {place}", publisher="The Synthetic Post"),
        attributions=(Attribution("direct", 0, len(quoted), speaker=speaker, role=role, evidence="subject"),),
    )


def _question(number: int) -> str:
    surname, role, place, topic = (words[number % len(words)] for words in (SURNAMES, ROLES, PLACES, TOPICS))
    return (
        f"Which {role} spoke about {topic} in {place}?",
        f"What did {surname} say about {topic} in {place}?",
        f"When will they decide on {topic} in {place}, and what does the {role} say?",
    )[number % 3]


def _in_round(passage: Passage, number: int) -> Passage:
    if number == 0:
        return passage
    article = replace(passage.article, id=f"{passage.article.id}-round-{number}", text_sha256=None)
    in_article = passage.id.removeprefix(passage.article.id)
    return replace(passage, id=f"{article.id}{in_article}", text=f"{passage.text} ({number})", article=article)
