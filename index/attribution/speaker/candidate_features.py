"""What a candidate for the speaker looks like to the fitted model: names of features that are present.

Features of candidates in a paragraph before the utterance's begin with `back`: they are weighed apart.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from index.attribution.model.bucket import bucket
from index.attribution.parse.mention import mention_of, subject_of
from index.attribution.parse.parsed import OUTSIDE, ParsedParagraph
from index.attribution.speaker.candidate import Place, SpeakerCandidate, Stage, is_sure, sentences_from
from index.attribution.utterance.speech import stands_alone
from index.attribution.utterance.utterance import Utterance
from index.attribution.vocabulary.cue import cue_lemma
from index.attribution.vocabulary.role_noun import can_speak

# Upper bounds of what counts as the same number of words, or of times.
COUNTS = (0, 1, 2, 4, 8, 16)
ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PRONOUN_KINDS = {
    **dict.fromkeys(("he", "she"), "he or she"), **dict.fromkeys(("i", "we", "you", "us", "me"), "I or we"),
    **dict.fromkeys(("who", "that", "which"), "who"), **dict.fromkeys(("it", "this"), "it"), "they": "they",
}  # fmt: skip
ENDINGS = frozenset(",.?!")


def candidate_features(stage: Stage, utterance: Utterance, candidate: SpeakerCandidate) -> list[str]:
    """The features of the candidate for that utterance."""
    if candidate.paragraph != utterance.paragraph:
        return list(_features_back(stage, utterance, candidate))
    parsed = stage.article[utterance.paragraph]
    place = place_for(utterance, candidate)
    return [
        *_relation_features(stage, utterance, candidate, place),
        *_cue_features(parsed, utterance, candidate.head, place),
        *_report_features(utterance, candidate, place),
        *_nearness_features(stage, utterance, candidate),
    ]


def place_for(utterance: Utterance, candidate: SpeakerCandidate) -> Place:
    """The place of the candidate that most concerns the utterance: of several cues the nearest, else the surest."""
    with_cue = [place for place in candidate.places if place.cue is not None]
    if candidate.paragraph != utterance.paragraph or len(with_cue) < 2:
        return max(candidate.places, key=_strength)
    return min(with_cue, key=lambda place: _distance(utterance, place.cue))


def _distance(utterance: Utterance, token: Token | None) -> int:
    return 0 if token is None else min(abs(token.i - utterance.start), abs(token.i - utterance.end + 1))


def _strength(place: Place) -> int:
    return ["none", "other", "loose", "strict"].index(_group(place))


def _group(place: Place) -> str:
    """How sure it is that the word the mention hangs on reports."""
    if place.cue is None:
        return "none"
    return "strict" if is_sure(place) else "loose" if cue_lemma(place.cue) else "other"


def _kind_of_mention(token: Token) -> str:
    if token.pos_ == "PRON":
        return PRONOUN_KINDS.get(token.lower_, "pronoun")
    if token.ent_type_:
        return str(token.ent_type_) if token.ent_type_ in ENTITIES else "entity"
    return "name" if token.pos_ == "PROPN" else "speaker" if can_speak(token.text) else "thing"


def _kind_of_utterance(parsed: ParsedParagraph, utterance: Utterance) -> str:
    """Report or turn, or marks: whole or part of a sentence, capital or small letter, last character."""
    if utterance.region is None:
        return "turn" if utterance.label else "report"
    whole = "whole" if stands_alone(parsed, utterance.region) else "part"
    first = parsed.regions[utterance.region].inner(parsed.paragraph.text)[:1]
    ending = parsed.ending(utterance.region)
    return f"{whole} {'A' if first.isupper() else 'a'} {ending if ending in ENDINGS else 'no'}"


def _relation_features(stage: Stage, utterance: Utterance, candidate: SpeakerCandidate, place: Place) -> Iterator[str]:
    """Where the candidate and its cue stand to the utterance."""
    parsed, head = stage.article[utterance.paragraph], candidate.head
    kind, who, group = _kind_of_utterance(parsed, utterance), _kind_of_mention(head), _group(place)
    side, gap, between = _side(parsed, utterance, head, place)
    where = f"{side} {sentences_from(parsed, utterance, head.i)}"
    cues = sum(
        1
        for other in stage.speaking(utterance.paragraph)
        if not utterance.start <= other < utterance.end and not sentences_from(parsed, utterance, other)
    )
    form, near = kind.split()[0], bucket(gap, COUNTS)
    yield from (f"who={who}", f"utterance={kind}", f"relation={place.relation}", f"group={group}", f"where={where}")
    yield f"where&group={where}&{group}"
    yield f"where&group&relation={where}&{group}&{place.relation}"
    yield f"where&group&who={where}&{group}&{who}"
    yield f"where&group&gap={where}&{group}&{near}"
    yield f"where&group&gap&utterance={where}&{group}&{near}&{form}{kind[-1]}"
    yield f"where&group&cues={where}&{group}&{min(cues, 2)}"
    yield f"where&group&relation&marks between={where}&{group}&{place.relation}&{between}"
    yield f"relation&who={place.relation}&{who}"
    yield f"group&who={group}&{who}"
    yield f"utterance&where&group={form}&{where}&{group}"
    yield f"utterance&where&marks between={form}&{where}&{between}"
    if place.cue is None:
        yield f"role&governor={head.dep_}&{head.head.pos_}"


def _side(parsed: ParsedParagraph, utterance: Utterance, head: Token, place: Place) -> tuple[str, int, bool]:
    """Whether candidate and cue stand before, after or around the utterance; the words and the marks between."""
    tokens = [head] if place.cue is None or _is_inside(utterance, place.cue) else [head, place.cue]
    first, last = min(token.i for token in tokens), max(token.i for token in tokens)
    if first >= utterance.end:
        opening = min(mention_of(head).start, first)
        return "after", parsed.count_words(utterance.end, opening), _has_marks(parsed, utterance.end, first)
    if last < utterance.start:
        return "before", parsed.count_words(last + 1, utterance.start), _has_marks(parsed, last + 1, utterance.start)
    return "around", 0, False


def _is_inside(utterance: Utterance, token: Token) -> bool:
    return utterance.start <= token.i < utterance.end


def _has_marks(parsed: ParsedParagraph, start: int, end: int) -> bool:
    return any(region != OUTSIDE for region in parsed.region_of[start:end])


def _cue_features(parsed: ParsedParagraph, utterance: Utterance, head: Token, place: Place) -> Iterator[str]:
    cue = place.cue
    if cue is None:
        return
    group, verb = _group(place), cue_lemma(cue) or "other"
    side, _, _ = _side(parsed, utterance, head, place)
    if utterance.region is not None and side == "before":
        before = parsed.doc[cue.i + 1 : utterance.start]
        is_last = not any(cue_lemma(token) and parsed.is_outside(token) for token in before)
        yield f"last cue before={is_last}"
        yield f"last cue before&group={is_last}&{group}"
        yield f"last cue before&colon={is_last}&{':' in {token.text for token in before}}"
    where = f"{side} {sentences_from(parsed, utterance, head.i)}"
    yield f"verb={verb}"
    yield f"verb&side={verb}&{side}"
    yield f"tag&group={cue.tag_}&{group}"
    yield f"tag&where={cue.tag_}&{where}"
    yield f"role&group={cue.dep_}&{group}"
    between = _between(parsed, utterance, head, cue)
    if ":" in between:
        yield f"colon&where={where}"
    if side == "before" and "that" in between:
        yield f"that&where={where}"
    if any(child.dep_ == "neg" for child in cue.children):
        yield "negated"
    if place.relation == "subject":
        yield f"own subject={head.head.i == cue.i}"


def _between(parsed: ParsedParagraph, utterance: Utterance, head: Token, cue: Token) -> set[str]:
    first, last = sorted((head.i, cue.i))
    if last < utterance.start:
        return {token.lower_ for token in parsed.doc[last + 1 : utterance.start]}
    return {token.lower_ for token in parsed.doc[utterance.end : first]}


def _report_features(utterance: Utterance, candidate: SpeakerCandidate, place: Place) -> Iterator[str]:
    """For a report: how the candidate hangs on the very word that reports it."""
    cue, head = utterance.cue, candidate.head
    if cue is None:
        return
    who = _kind_of_mention(head)
    subject = subject_of(cue) if cue.pos_ in ("VERB", "AUX") else None
    match = "none" if subject is None else "is" if subject.i == head.i else "other"
    yield f"report subject={match}"
    yield f"report subject&who={match}&{who}"
    yield f"report child&role={head.head.i == cue.i}&{head.dep_}"
    yield f"report sibling={cue.head.i == head.head.i and cue.i != head.head.i}"
    yield f"report cue&group={cue.pos_}&{_group(place)}"
    if place.cue is not None:
        same = place.cue.i == cue.i
        yield f"same cue&relation={same}&{place.relation}"
        yield f"same cue&relation&who={same}&{place.relation}&{who}"
    if head.dep_ == "poss" and head.head.i == cue.i:
        yield "owner of the cue"


def _nearness_features(stage: Stage, utterance: Utterance, candidate: SpeakerCandidate) -> Iterator[str]:
    """Whether it is the nearest to speak, how it stands, how often it speaks in the article."""
    parsed, head = stage.article[utterance.paragraph], candidate.head
    speaking = stage.speaking(utterance.paragraph)
    steps = sentences_from(parsed, utterance, head.i)
    form = _kind_of_utterance(parsed, utterance).split()[0]
    if head.i == max((other for other in speaking if other < utterance.start), default=None):
        yield f"nearest before={form}&{steps}"
    if head.i == min((other for other in speaking if other >= utterance.end), default=None):
        yield f"nearest after={form}&{steps}"
    if parsed.is_bare:
        yield "bare"
    if head.dep_ in ("poss", "appos"):
        yield f"dep&steps={head.dep_}&{steps}"
    yield f"opens paragraph&steps={head.i < 3}&{steps}"
    if steps < 0:
        yield f"somebody since&steps={stage.somebody_since(utterance, candidate)}&{steps}"
    asked = utterance.region is not None and utterance.region > 0 and parsed.ending(utterance.region - 1) == "?"
    if asked and head.i < utterance.start:
        yield f"after a question&steps={steps}"
    voice = bucket(stage.voices[head.lower_], COUNTS)
    yield f"voice={voice}"
    yield f"voice&steps={voice}&{steps}"


def _features_back(stage: Stage, utterance: Utterance, candidate: SpeakerCandidate) -> Iterator[str]:
    parsed, before = stage.article[utterance.paragraph], stage.article[candidate.paragraph]
    place = place_for(utterance, candidate)
    group, who = _group(place), _kind_of_mention(candidate.head)
    speaking = stage.speaking(candidate.paragraph)
    is_last = bool(speaking) and speaking[-1] == candidate.head.i
    cues = min(2, sum(1 for head in stage.speaking(utterance.paragraph) if not _same(parsed, utterance, head)))
    form = _kind_of_utterance(parsed, utterance).split()[0]
    opens = utterance.region == 0 and parsed.regions[0].start_char == 0
    closes, left_open = _ends_in_marks(before)
    back = min(utterance.paragraph - candidate.paragraph, 2)
    bare = parsed.is_bare
    ending = before.paragraph.text.rstrip()[-1:]
    yield from ("back", f"back {back}", f"back who={who}", f"back relation&group={place.relation}&{group}")
    since = stage.somebody_since(utterance, candidate)
    yield f"back somebody since&bare={since}&{bare}"
    yield f"back somebody since&last={since}&{is_last}"
    yield f"back bare&group={bare}&{group}"
    yield f"back last&group&bare={is_last}&{group}&{bare}"
    yield f"back cues&bare={cues}&{bare}"
    yield f"back utterance={form}"
    yield f"back utterance&bare&last={form}&{bare}&{is_last}"
    yield f"back ending={ending if ending in ':.?!”' else 'quote' if ending == chr(34) else 'other'}"
    yield f"back closes&bare&last&group={closes}&{bare}&{is_last}&{group}"
    yield f"back open&last={left_open}&{is_last}"
    steps = min(before.sentence_of[-1] - before.sentence_of[candidate.head.i], 3)
    yield f"back steps&group={steps}&{group}"
    yield f"back opens&cues&last={opens}&{cues}&{is_last}"
    yield f"back opens&bare&last&closes&cues={opens}&{bare}&{is_last}&{closes}&{cues}"
    yield f"back voice={bucket(stage.voices[candidate.head.lower_], COUNTS)}"
    if before.regions and before.ending(len(before.regions) - 1) == "?":
        yield "back question"


def _same(parsed: ParsedParagraph, utterance: Utterance, head: int) -> bool:
    return bool(utterance.start <= head < utterance.end or sentences_from(parsed, utterance, head))


def _ends_in_marks(parsed: ParsedParagraph) -> tuple[bool, bool]:
    """Whether the paragraph ends with words between marks, and whether these are left open."""
    if not parsed.regions:
        return False, False
    last = parsed.regions[-1]
    return last.end_char >= len(parsed.paragraph.text.rstrip()) - 1, not last.closed
