"""Doubts: cues that report no words, or whose subject did not say them, so that no name may be shown for them."""

from collections.abc import Iterable

from spacy.tokens import Token

from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.cue import cue_lemma
from index.attribution.vocabulary.lexicon import word_set

UNREAL_MARKS = frozenset({"if", "unless"})
DENYING_WORDS = frozenset({"no", "neither", "nor"})
# "refused to comment": no words at all
UNDOING_CUES = word_set("refuse refuses refused refusing decline declines declined declining")
# "refused to say", "denied saying"
UNDOING_FORMS = UNDOING_CUES | word_set(
    """deny denies denied denying fail fails failed failing forget forgot avoid avoids avoided avoiding stopped
    without"""
)
# What verbs hand on from someone else: "read out her letter".
CONVEYING_VERBS = frozenset({"read", "quote", "cite", "repeat", "recall", "share", "post"})
DOCUMENTS = word_set(
    """letter letters note notes words tweet tweets statement statements book books email emails e-mail message messages
    diary memo memoir post posts article essay column speech testimony text texts poem report remarks"""
)
MAX_STEPS = 3


def says_nothing(cue: Token, parsed: ParsedParagraph) -> bool:
    """Whether the cue reports no words: nothing was said, or its subject was asked: "Asked whether …, X rose"."""
    return cue.lower_ in UNDOING_CUES or _is_bare_participle(cue) or is_unreal(cue, parsed)


def is_done_to_its_subject(parsed: ParsedParagraph, start: int) -> bool:
    """Whether the word before the token is done to its subject: "Called “a liar”, X resigned"."""
    return 0 < start < len(parsed.doc) and _is_bare_participle(parsed.doc[start - 1])


def _is_bare_participle(verb: Token) -> bool:
    has_auxiliary = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not has_auxiliary


def is_unreal(cue: Token, parsed: ParsedParagraph) -> bool:
    """Whether nothing was said: "did not say", "would say", "if he says", "neither of them said", "refused to say".

    Words between marks are not the reporter's, though the parser may hang a "not" of theirs on the cue.
    """
    if _is_condition(cue) or (cue.dep_ in ("ccomp", "csubj", "acl") and _is_negated(cue.head, parsed)):
        return True
    for _ in range(MAX_STEPS):
        if _is_denied([child for child in cue.children if parsed.is_outside(child)]):
            return True
        if cue.dep_ not in ("conj", "xcomp", "pcomp") or any(child.dep_ == "nsubj" for child in cue.children):
            return False
        if cue.dep_ != "conj" and cue.head.lower_ in UNDOING_FORMS:
            return True
        if cue.dep_ != "conj":
            return False
        cue = cue.head
    return False


def _is_condition(cue: Token) -> bool:
    """Read: had X said so."""
    return any(child.dep_ == "aux" and child.lower_ == "had" and child.is_sent_start for child in cue.children)


def _is_negated(verb: Token, parsed: ParsedParagraph) -> bool:
    return any(child.dep_ == "neg" and parsed.is_outside(child) for child in verb.children)


def _is_denied(children: Iterable[Token]) -> bool:
    for child in children:
        if child.dep_ == "neg" or child.tag_ == "MD" or (child.dep_ == "mark" and child.lower_ in UNREAL_MARKS):
            return True
        if child.dep_ == "nsubj" and (child.lower_ in ("nobody", "none", "neither") or _has_denying(child.children)):
            return True
    return False


def _has_denying(words: Iterable[Token]) -> bool:
    return any(word.lower_ in DENYING_WORDS and word.dep_ in ("det", "preconj", "cc") for word in words)


def conveys_anothers_words(cue: Token) -> bool:
    """Whether the subject only hands on what somebody else wrote: "Ann read out Bob's letter"."""
    objects = [child for child in cue.children if child.dep_ in ("dobj", "prep")]
    nouns = [noun for word in objects for noun in ([word] if word.dep_ == "dobj" else word.children)]
    return cue_lemma(cue) in CONVEYING_VERBS and any(_is_anothers_document(noun) for noun in nouns)


def _is_anothers_document(noun: Token) -> bool:
    """Whether the noun is somebody's document; "his" letter may be that of the one who reads it."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    return noun.lower_ in DOCUMENTS and any(owner.pos_ != "PRON" for owner in owners)
