"""Appositions: the phrase between commas that says who someone is."""

from spacy.tokens import Token

from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.role_noun import NO_ROLES, is_role_noun

ARTICLES = frozenset({"a", "an", "the"})
STOPS = frozenset({".", ";", ":", "!", "?", "\u2013", "\u2014", "--", "-", "...", "\u2026", "/"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
PHRASE_PARTS = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "NUM", "PART", "CCONJ", "VERB"})
# A noun phrase, and a party and state in brackets, are no longer than this.
MAX_PHRASE_TOKENS = 12
MAX_APPOSITION_TOKENS = 60


def apposition_after(parsed: ParsedParagraph, at: int) -> tuple[int, int] | None:
    """The tokens (half-open), without a leading article, of the apposition whose comma stands at `at`.

    A second one with a/an, which tells more of the first, belongs to it. None when what follows is none.
    """
    start = _phrase_start(parsed, at)
    if start is None:
        return None
    indefinite = _word(parsed, start - 1) in ("a", "an")
    end = _phrase_end(parsed, start) if _says_who(parsed, start, indefinite=indefinite) else None
    if end is not None and _word(parsed, end) == "," and _word(parsed, end + 1) in ("a", "an"):
        end = _phrase_end(parsed, end + 1) or end
    return (start, end) if end is not None and end > start else None


def _phrase_start(parsed: ParsedParagraph, after_name: int) -> int | None:
    """The phrase's first word past brackets, comma, age, "who is" and article."""
    at = _past_brackets(parsed, after_name)
    if _word(parsed, at) != ",":
        return None
    at += 1
    if _word(parsed, at).isdigit() and _word(parsed, at + 1) == ",":
        at += 2
    if _word(parsed, at) == "who" and _word(parsed, at + 1) in ("is", "was"):
        at += 2
    if _word(parsed, at) in ARTICLES:
        at += 1
    return at if at < len(parsed.doc) and parsed.is_outside(parsed.doc[at]) else None


def _past_brackets(parsed: ParsedParagraph, at: int) -> int:
    """Past a party and state in brackets after the name."""
    if _word(parsed, at) != "(":
        return at
    inside = range(at, min(at + MAX_PHRASE_TOKENS, len(parsed.doc)))
    return next((i + 1 for i in inside if _word(parsed, i) == ")"), at)


def _says_who(parsed: ParsedParagraph, start: int, *, indefinite: bool) -> bool:
    """Whether the phrase's own noun says what a person is."""
    head: Token | None = None
    for token in parsed.doc[start : start + MAX_PHRASE_TOKENS]:
        if token.pos_ not in PHRASE_PARTS and token.tag_ != "HYPH":
            break
        if token.pos_ == "VERB" and not (token.i + 1 < len(parsed.doc) and token.nbor().pos_ == "NOUN"):
            break
        head = token
    if head is None or head.pos_ not in ("NOUN", "PROPN") or head.tag_ in ("NNS", "NNPS") or head.ent_type_ == "DATE":
        return False
    return is_role_noun(head.text) or (indefinite and head.pos_ == "NOUN" and head.lower_ not in NO_ROLES)


def _phrase_end(parsed: ParsedParagraph, start: int) -> int | None:
    """The comma, stop or mark after the phrase; None when a verb shows the phrase to be a subject instead."""
    depth = 0
    limit = start + MAX_APPOSITION_TOKENS
    for token in parsed.doc[start:limit]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        stops = token.text == "," or (token.text in STOPS and not _joins(token))
        if depth < 0 or not parsed.is_outside(token) or (stops and not depth):
            return token.i
        if token.tag_ in FINITE_TAGS and not _in_relative_clause(token, start):
            return None
    return len(parsed.doc) if len(parsed.doc) <= limit else None


def _joins(token: Token) -> bool:
    """Whether the token is the hyphen of a compound."""
    return (
        token.text in ("-", "\u2013", "/") and token.i > 0 and not token.nbor(-1).whitespace_ and not token.whitespace_
    )


def _in_relative_clause(token: Token, start: int) -> bool:
    return any(verb.dep_ == "relcl" and verb.head.i >= start for verb in (token, *token.ancestors))


def _word(parsed: ParsedParagraph, at: int) -> str:
    return parsed.doc[at].lower_ if 0 <= at < len(parsed.doc) else ""
