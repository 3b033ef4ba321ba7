"""A small index of invented articles: one with its text, one without, one from right to left, and many speakers."""

from index.article import ArticleMetadata
from index.passage import Attribution, Passage, TextSpan
from index.passage_index import PassageIndex
from tests.fakes import FakeEncoder, MemorySnapshot, fake_article

STONES = ("opal", "quartz", "beryl", "onyx", "topaz", "jasper", "agate", "garnet")
"""Topics that no passage has."""

FAR_FROM_FERRY = f"ferry {' '.join(STONES)}"
"""A question whose cosine with a passage about the ferry alone is a third: the closest, but no answer."""

TOPICS = ("harbour", "ferry", "market", "song", "הנמל", *STONES)

HARBOUR_PARAGRAPHS = (
    "Rain fell on Tarn  all\u00a0day, and the quay stood empty.",
    "“We will open the harbour\u00a0again before winter,” Ana Lind, the mayor of Tarn, said on Monday.",
    "She said the ferry would return in spring.",
)
HARBOUR_TEXT = "\n\n".join(HARBOUR_PARAGRAPHS)
FERRY = "The ferry will cost “far too much”, Bo Ek told reporters."
MARKET = "“The market stays,” said a woman."
HEBREW = "“הנמל נפתח מחדש,” אמרה דנה לוי."

_HARBOUR = fake_article(id="harbour", title="Tarn waits", author="Cai Ro", publisher="The Tidings")
_HERALD = fake_article(id="ferry", title="Fares", author=None, publisher="The Herald", url="javascript:window.pwned=1")
_HEBREW = fake_article(id="hebrew", title="הנמל", author="רון כהן", publisher="העיתון")
_SONGS = fake_article(id="songs", title="Songs", author=None, publisher=None, published=None, url=None)


def _span(text: str, words: str, paragraph: int | None = None) -> TextSpan:
    start = text.index(words)
    return TextSpan(words, start, start + len(words), paragraph)


def _passage(text: str, article: ArticleMetadata, number: int, start: int, *attributions: Attribution) -> Passage:
    return Passage(
        id=f"{article.id}:{number}",
        text=text,
        article=article,
        paragraph=number,
        start_char=start,
        end_char=start + len(text),
        attributions=attributions,
    )


def _harbour() -> tuple[Passage, ...]:
    rain, open_again, return_in_spring = HARBOUR_PARAGRAPHS
    sure = Attribution(
        kind="direct",
        start_char=0,
        end_char=open_again.index(" Ana"),
        speaker="Ana Lind",
        role="mayor of Tarn",
        speaker_mention=_span(open_again, "Ana Lind"),
        cue=_span(open_again, "said"),
        evidence="subject",
        confidence=0.97,
    )
    unsure = Attribution(
        kind="indirect",
        start_char=return_in_spring.index("the ferry"),
        end_char=len(return_in_spring) - 1,
        speaker="Ana Lind",
        role="mayor of Tarn",
        speaker_mention=_span(return_in_spring, "She"),
        cue=_span(return_in_spring, "said"),
        evidence="pronoun",
        confidence=0.55,
        antecedent=_span(open_again, "Ana Lind", 2),
    )
    starts = [HARBOUR_TEXT.index(paragraph) for paragraph in HARBOUR_PARAGRAPHS]
    return (
        _passage(rain, _HARBOUR, 1, starts[0]),
        _passage(open_again, _HARBOUR, 2, starts[1], sure),
        _passage(return_in_spring, _HARBOUR, 3, starts[2], unsure),
    )


def _others() -> tuple[Passage, ...]:
    partly = Attribution("mixed", 0, FERRY.index(", Bo"), "Bo Ek", evidence="subject", confidence=0.9)
    nobody = Attribution("direct", 0, len("“The market stays,”"), speaker_mention=_span(MARKET, "a woman"))
    from_right = Attribution("direct", 0, HEBREW.index(" אמרה"), "דנה לוי", role="ראש העיר", confidence=0.9)
    return (
        _passage(FERRY, _HERALD, 1, 0, partly),
        _passage(MARKET, _HERALD, 2, 60, nobody),
        _passage(HEBREW, _HEBREW, 1, 0, from_right),
    )


def _songs() -> tuple[Passage, ...]:
    """By more speakers than the page lists; the last ones are listed nowhere."""
    return tuple(_song(number) for number in range(1, 61))


def _song(number: int) -> Passage:
    text = f"“Song {number},” sang Ida Holm{number:02}."
    sung = Attribution("direct", 0, text.index(" sang"), f"Ida Holm{number:02}", confidence=0.9)
    return _passage(text, _SONGS, number, 0, sung)


LIBRARY = (*_harbour(), *_others(), *_songs())


def library_index() -> PassageIndex:
    encoder = FakeEncoder(TOPICS)
    rows = encoder.embed_passages([passage.text for passage in LIBRARY])
    return PassageIndex(snapshot=MemorySnapshot(LIBRARY, rows, texts=(("harbour", HARBOUR_TEXT),)), encoder=encoder)
