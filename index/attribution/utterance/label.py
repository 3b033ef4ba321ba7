"""Labels: the names before a colon that open the turns of an interview or a transcript, "HOLM: We left early."."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from index.attribution.identity.name import IMPERSONAL_WORDS
from index.attribution.identity.people import People
from index.attribution.parse.mention import Mention
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.parse.region import MARK
from index.attribution.vocabulary.cue import is_reporting_form

MAX_LABEL_TOKENS = 6
MIN_TURN_TOKENS = 2
# A label that opens this many paragraphs is one, whoever it names.
MIN_TURNS = 2


def find_labels(article: Sequence[ParsedParagraph], people: People) -> dict[int, Mention]:
    """The label of each paragraph that has one, by paragraph number.

    It names a person of the article, or the same one opens several paragraphs.
    """
    found = {number: label for number, parsed in enumerate(article) if (label := _label(parsed)) is not None}
    times = Counter(label.text for label in found.values())
    return {
        number: label
        for number, label in found.items()
        if times[label.text] >= MIN_TURNS or people.named(tuple(label.text.split()), _char(article[number], label))
    }


def _label(parsed: ParsedParagraph) -> Mention | None:
    """The name before a colon that opens the paragraph, past an opening mark; None where marks follow the colon."""
    doc = parsed.doc
    start = next((i for i, token in enumerate(doc[:2]) if not _is_mark(token)), len(doc))
    end = next((i for i in range(start, min(len(doc), start + MAX_LABEL_TOKENS)) if doc[i].text == ":"), None)
    if end is None or end == start or len(doc) - end <= MIN_TURN_TOKENS or _is_mark(doc[end + 1]):
        return None
    words = [token for token in doc[start:end] if token.is_alpha]
    named = all(token.text[0].isupper() for token in words) and words and words[-1].pos_ in ("PROPN", "NOUN")
    if (
        not named
        or is_reporting_form(words[0].text)
        or not doc[end].whitespace_
        or IMPERSONAL_WORDS.intersection(token.lower_ for token in words)
    ):
        return None
    return Mention(start, end, words[-1])


def _is_mark(token: Token) -> bool:
    return bool(MARK.fullmatch(token.text)) or token.is_space


def _char(parsed: ParsedParagraph, label: Mention) -> int:
    return int(parsed.paragraph.start_char + label.head.idx)
