"""Mentions: the words that point at a speaker."""

from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.vocabulary.cue import SURE_FORMS
from index.attribution.vocabulary.role_noun import can_speak

# They stand for people whom the article does not tell apart, in its own words.
INDEFINITE_WORDS = frozenset({"some", "many", "few", "several", "others", "most", "all", "both", "everyone", "someone"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$"})
JOINED_PARTS = frozenset({"PROPN", "NOUN", "PRON"})
LEFT_PARTS = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM", "PART", "ADP", "PUNCT", "X", "PRON", "VERB", "ADV"})
# What a nominal is told apart by: "a spokesman for the ministry", "two of the men"
RIGHT_PREPOSITIONS = frozenset({"for", "of", "at", "from", "with", "in"})
MAX_RIGHT_TOKENS = 9
# Steps from a cue without a subject of its own to the verb that has it: "X rose, smiling and saying …".
MAX_CLIMB = 5
BULLETS = frozenset({"-", "\u2013", "\u2014", "\u2022", "*"})
QUOTING_FORMS = frozenset({"quote", "quotes", "quoted", "quoting"})
CLIMBED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (half-open), with the one that the others hang on; `is_joint` for several people."""

    start: int
    end: int
    head: Token
    is_joint: bool = False

    @property
    def is_pronoun(self) -> bool:
        is_word = self.end - self.start == 1
        return is_word and self.head.pos_ == "PRON" and self.head.lower_ not in INDEFINITE_WORDS

    @property
    def text(self) -> str:
        return str(self.head.doc[self.start : self.end].text)


def mention_of(head: Token) -> Mention:
    """The words around a noun, name or pronoun that belong to it, without appositions and relative clauses."""
    start = _left_edge(head)
    partners = _partners(head)
    if partners:
        return Mention(start, max(mention_of(partner).end for partner in partners), head, is_joint=True)
    end = head.i + 1 if head.pos_ in ("PROPN", "PRON") else _right_edge(head)
    name = next((child for child in head.rights if child.dep_ == "appos" and child.left_edge.i == head.i + 1), None)
    if name is not None and name.pos_ == "PROPN" and head.pos_ == "NOUN":
        end = name.i + 1
    return Mention(start, end, head)


def _partners(head: Token) -> list[Token]:
    """Those who do it too: Holm in "said Ek and Holm"."""
    joined = any(child.dep_ == "cc" and child.i > head.i for child in head.children)
    return [child for child in head.children if child.dep_ == "conj" and child.pos_ in JOINED_PARTS] if joined else []


def subject_of(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, its agent, or that of the verb it leans on."""
    for _ in range(MAX_CLIMB):
        own = _own_subject(verb)
        if own is not None:
            return own
        if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBD", "VBZ"):
            return verb.head
        if verb.dep_ not in CLIMBED or verb.head == verb or _is_passive_participle(verb):
            return None
        verb = _reporting_head(verb) if verb.tag_ == "VBG" else verb.head
    return None


def _is_passive_participle(verb: Token) -> bool:
    """In "Called a liar, X resigned" it is not X who calls."""
    has_auxiliary = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ != "conj" and not has_auxiliary and not _quoted_as(verb)


def _reporting_head(gerund: Token) -> Token:
    """In "X said that Y is late, calling it bad" it is X who calls, whatever the parser hangs "calling" on."""
    verb = gerund.head
    follows_comma = gerund.i > 0 and gerund.nbor(-1).text == ","
    while follows_comma and verb.head.i < verb.i and (verb.dep_ == "ccomp" or _says_what(verb)):
        verb = next((word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")), verb.head)
    return verb


def _says_what(verb: Token) -> bool:
    """Whether the verb's clause tells what a noun is about: "the idea that Y is late"."""
    return verb.dep_ == "acl" and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)


def _own_subject(verb: Token) -> Token | None:
    agents = [
        word for child in verb.children if child.dep_ == "agent" for word in child.children if word.dep_ == "pobj"
    ]
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if any(child.dep_ == "nsubjpass" for child in subjects) and not _quoted_as(verb):
        return agents[0] if agents else None
    if not subjects:
        return agents[0] if agents else None
    subject = displaced_subject(verb) or _whom_it_quotes(verb) or subjects[-1]
    if subject.tag_ in RELATIVE_TAGS and verb.dep_ == "relcl":
        return verb.head
    return None if subject.tag_ in RELATIVE_TAGS else subject


def related_noun(pronoun: Token) -> Token | None:
    """The noun whose clause "who", "which" or "that" opens, if it names somebody or something that speaks.

    In "Democrats on Karst Hill, who argue" it is Democrats, though the parser hangs the clause on the hill.
    """
    clause = next((verb for verb in [pronoun, *pronoun.ancestors] if verb.dep_ == "relcl"), None)
    noun = clause.head if clause is not None else None
    if noun is not None and not _may_be_related(noun, pronoun) and noun.dep_ == "pobj":
        noun = noun.head.head
    return noun if noun is not None and _may_be_related(noun, pronoun) else None


def _may_be_related(noun: Token, pronoun: Token) -> bool:
    if noun.ent_type_ in ("PERSON", "NORP") or can_speak(noun.text):
        return True
    return noun.pos_ == "PROPN" and (not noun.ent_type_ or pronoun.lower_ != "who")


def displaced_subject(verb: Token) -> Token | None:
    """In "X, in turn, says Y, a neighbour, left" it is X who says, though the parser takes Y for the one."""
    head = verb.head
    if verb.dep_ not in ("parataxis", "ccomp") or head.i <= verb.i or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    subject = next((child for child in head.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    if subject is None or not any(child.dep_ == "nsubj" and child.i > verb.i for child in verb.children):
        return None
    between = verb.doc[subject.right_edge.i + 1 : verb.i]
    return subject if any(word.is_alpha for word in between) else None


def _whom_it_quotes(verb: Token) -> Token | None:
    """In "X quoted Y as saying" it is Y who spoke."""
    persons = [child for child in verb.children if child.dep_ == "dobj" and child.pos_ in ("PROPN", "PRON")]
    return persons[0] if persons and verb.lower_ in QUOTING_FORMS else None


def _quoted_as(verb: Token) -> bool:
    """Passives whose subject is the one who spoke."""
    return verb.lower_ in ("quoted", "cited", "heard", "overheard", "recorded", "filmed", "reported")


def _left_edge(head: Token) -> int:
    start = head.left_edge.i
    while start < head.i and (head.doc[start].text in BULLETS or head.doc[start].ent_type_ == "TIME"):
        start += 1
    for i in range(head.i - 1, start - 1, -1):
        token = head.doc[i]
        stops = token.is_punct and token.text not in ("-", ".", "\u2019", "'")
        joins = token.pos_ == "CCONJ" and i > start and head.doc[i - 1].pos_ == "ADJ"
        if (
            stops
            or (token.pos_ not in LEFT_PARTS and not joins)
            or token.lower_ in SURE_FORMS
            or token.tag_ in RELATIVE_TAGS
        ):
            return i + 1
    return start


def _right_edge(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        if child.dep_ != "prep" or child.i != end or child.lower_ not in RIGHT_PREPOSITIONS:
            break
        inside = head.doc[child.i : child.right_edge.i + 1]
        if len(inside) > MAX_RIGHT_TOKENS or any(t.is_punct or t.pos_ in ("VERB", "AUX") for t in inside):
            break
        end = child.right_edge.i + 1
    return end
