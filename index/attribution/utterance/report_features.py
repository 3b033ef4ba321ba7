"""What a report candidate looks like to the fitted model: names of features that are present.

A feature's name reads `aspect=value`, several aspects that count together `aspect&aspect=value&value`, so that the
file of weights can be read by a person.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from index.attribution.parse.mention import subject_of
from index.attribution.parse.parsed import OUTSIDE, ParsedParagraph
from index.attribution.utterance.report import VERBS, ReportCandidate
from index.attribution.vocabulary.cue import LEMMA_OF_FORM, LOOSE_VERBS, STRICT_VERBS
from index.attribution.vocabulary.role_noun import can_speak

# Words before a cue that tell a report from other uses of its verb.
TELLING_WORDS = frozenset(
    {"he", "she", "they", "it", "that", "which", "who", "and", ",", "of", "by", "the", "a", '"', "”"}
    | {"has", "have", "had", "was", "is", "been", "be", "will", "would", "can", "could", "to", "not"}
)
CLAUSE_LINKS = frozenset({"one", "tail", "rest"})
OPENING_WORDS = frozenset({"to", "if", "whether", "how"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
# Upper bounds of what counts as the same length, in tokens.
LENGTHS = (1, 2, 4, 7, 14, 29)
MAX_GAP = 6
VERB_ENDINGS = ("ing", "ed", "es", "s", "e")
MIN_STEM = 3


def report_features(parsed: ParsedParagraph, candidate: ReportCandidate) -> list[str]:
    """The features of the candidate in its paragraph."""
    verb = _stem(candidate.cue.lower_)
    group = "strict" if verb in STRICT_VERBS else "loose" if verb in LOOSE_VERBS else "other"
    return [
        *_cue_features(candidate, verb, group),
        *_clause_features(candidate, verb, group),
        *_subject_features(candidate, group),
        *_modifier_features(candidate, verb, group),
        *_place_features(parsed, candidate, group),
    ]


def _stem(form: str) -> str:
    """The verb of a known form; of any other word the beginning that its forms share."""
    lemma = LEMMA_OF_FORM.get(form)
    if lemma is not None:
        return lemma
    ending = next((e for e in VERB_ENDINGS if form.endswith(e) and len(form) - len(e) >= MIN_STEM), "")
    return form.removesuffix(ending)


def _cue_features(candidate: ReportCandidate, verb: str, group: str) -> Iterator[str]:
    cue, link = candidate.cue, f"{candidate.link}/{candidate.dep}"
    yield f"link={link}"
    yield f"verb={verb}"
    yield f"verb&link={verb}&{link}"
    yield f"verb&dep={verb}&{candidate.dep}"
    yield f"group&pos={group}&{cue.pos_}"
    yield f"group&link={group}&{link}"
    yield f"group&tag={group}&{cue.tag_}"
    yield f"group&role={group}&{cue.dep_}"
    yield f"role&link={cue.dep_}&{candidate.link}"
    if cue.pos_ not in VERBS:
        yield f"governor={cue.head.lower_ if cue.head.pos_ == 'VERB' else 'none'}"
    if candidate.dep == "prep" or candidate.part.dep_ in ("pobj", "pcomp"):
        preposition = candidate.part.lower_ if candidate.dep == "prep" else candidate.part.head.lower_
        yield f"preposition={preposition}"
        yield f"verb&preposition={verb}&{preposition}"


def _clause_features(candidate: ReportCandidate, verb: str, group: str) -> Iterator[str]:
    """How the reported words begin and hang together."""
    if candidate.link not in CLAUSE_LINKS:
        return
    part, dep, first = candidate.part, candidate.dep, candidate.cue.doc[candidate.start]
    yield f"that&group={candidate.start > 0 and first.nbor(-1).lower_ == 'that'}&{group}"
    mark = next((child.lower_ for child in part.children if child.dep_ == "mark"), None)
    if mark is not None:
        yield f"mark&dep={mark}&{dep}"
    has_subject = any(child.dep_ in SUBJECT_DEPS for child in part.children)
    yield f"part tag&dep&group={part.tag_}&{dep}&{group}"
    yield f"has subject&dep&group={has_subject}&{dep}&{group}"
    opening = first.tag_ if first.tag_.startswith("W") else first.lower_ if first.lower_ in OPENING_WORDS else "other"
    yield f"opening&dep={opening}&{dep}"
    yield f"verb&opening={verb}&{opening}"


def _subject_features(candidate: ReportCandidate, group: str) -> Iterator[str]:
    cue = candidate.cue
    who = _kind_of_subject(subject_of(cue) if cue.pos_ in VERBS else None)
    yield f"subject={who}"
    yield f"subject&group={who}&{group}"
    yield f"subject&link={who}&{candidate.link}/{candidate.dep}"
    has_own = any(child.dep_ in ("nsubj", "nsubjpass") for child in cue.children)
    yield f"own subject&role={has_own}&{cue.dep_}"


def _kind_of_subject(subject: Token | None) -> str:
    if subject is None:
        return "none"
    if subject.pos_ == "PRON":
        return f"pronoun {subject.lower_}"
    if subject.ent_type_:
        return f"entity {subject.ent_type_}"
    return "name" if subject.pos_ == "PROPN" else "speaker" if can_speak(subject.text) else "thing"


def _modifier_features(candidate: ReportCandidate, verb: str, group: str) -> Iterator[str]:
    """What else hangs on the cue."""
    for child in candidate.cue.children:
        if child.dep_ == "neg":
            yield "negated"
            yield f"negated&group={group}"
        elif child.tag_ == "MD":
            yield f"modal={child.lower_}"
            yield f"modal&group={group}"
        elif child.dep_ == "nsubjpass":
            yield "passive"
            yield f"passive&verb={verb}"
        elif child.dep_ == "prt":
            yield f"verb&particle={verb}&{child.lower_}"
        elif child.dep_ == "dobj" and child != candidate.part:
            yield f"object&link={candidate.link}&{candidate.dep}"
            yield f"verb&object={verb}&{child.lower_}"
        elif child.dep_ == "mark":
            yield f"cue mark={child.lower_}"
        elif child.dep_ == "aux" and child.lower_ == "to":
            yield "infinitive"


def _place_features(parsed: ParsedParagraph, candidate: ReportCandidate, group: str) -> Iterator[str]:
    """Length, distance, what stands at the edges, marks inside."""
    doc, cue, link = parsed.doc, candidate.cue, candidate.link
    length = _length(candidate.end - candidate.start)
    yield f"length&link={length}&{link}"
    yield f"length&group={length}&{group}"
    yield f"length&dep={length}&{candidate.dep}"
    follows = candidate.start > cue.i
    gap = min(candidate.start - cue.i - 1 if follows else cue.i - candidate.end, MAX_GAP)
    yield f"gap&link={'after' if follows else 'before'} {gap}&{link}"
    if candidate.start > cue.i + 1:
        yield f"left edge&link={_edge(doc[candidate.start - 1])}&{link}"
    after = _length(parsed.count_words(cue.i + 1, parsed.sentence_range(cue)[1]))
    yield f"words after the cue&link={after}&{link}"
    yield f"words after the cue&group&link={after}&{group}&{link}"
    right = _edge(doc[candidate.end]) if candidate.end < len(doc) else "end"
    yield f"right edge&link={right}&{link}"
    has_marks = any(region != OUTSIDE for region in parsed.region_of[candidate.start : candidate.end])
    yield f"marks&link={has_marks}&{link}"
    yield f"marks&group={has_marks}&{group}"
    if cue.i:
        before = cue.nbor(-1).lower_
        yield f"word before={before if before in TELLING_WORDS else 'other'}"
    if cue.i + 1 < len(doc):
        yield f"tag after&link={cue.nbor().tag_}&{link}"


def _edge(token: Token) -> str:
    return str(token.text if token.is_punct else token.dep_)


def _length(tokens: int) -> str:
    return next((f"to {bound}" for bound in LENGTHS if tokens <= bound), "more")
