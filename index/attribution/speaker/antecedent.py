"""Antecedents: whom "he" and "she" stand for.

The article is read once from top to bottom; every "he" or "she" outside marks is settled where it stands, whether it
speaks or not, so that later ones can follow it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from index.attribution.identity.name import name_runs
from index.attribution.identity.people import People
from index.attribution.identity.resolution import Speaker, named_speaker, speaker_by_name
from index.attribution.model.bucket import bucket
from index.attribution.parse.mention import mention_of
from index.attribution.parse.parsed import OUTSIDE, ParsedParagraph
from index.attribution.speaker.candidate import Stage, is_subject, is_sure
from index.attribution.vocabulary.cue import ADDING_VERBS, cue_lemma
from index.attribution.vocabulary.role_noun import is_role_noun
from index.attribution.vocabulary.title import Gender

GENDER_OF_PRONOUN: dict[str, Gender] = {"he": "male", "she": "female"}
# Somebody last named farther back is not meant.
MAX_PARAGRAPHS = 8
# Upper bounds of what counts as the same number of sentences, paragraphs or mentions.
COUNTS = (0, 1, 2, 3, 5, 9)
MAX_RANK = 2
# Only a pronoun that is as sure as this tells the gender of whom it stands for.
MIN_TELLING_LOG_ODDS = 1.0
MAX_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Appearance:
    """A mention of somebody: by a name, a noun or a pronoun; `role` tells what it does in its sentence."""

    speaker: Speaker
    paragraph: int
    sentence: int
    head: Token
    role: str
    by: str


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun stands for: the last appearance that names them, and how sure that is (log odds)."""

    speaker: Speaker
    appearance: Appearance
    log_odds: float
    margin: float


@dataclass(slots=True)
class Memory:
    """Who has appeared so far, latest last, with what pronouns have told of their gender."""

    appearances: list[Appearance] = field(default_factory=list)
    genders: dict[str, Gender] = field(default_factory=dict)
    sentences: int = 0

    def gender_of(self, speaker: Speaker) -> Gender | None:
        return speaker.gender or self.genders.get(speaker.name)


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody whom a pronoun may stand for: their last appearance outside marks, or inside when there is no other."""

    speaker: Speaker
    last: Appearance
    features: list[str]


Choose = Callable[[int, Token, Sequence[Option]], Antecedent | None]


def settle_pronouns(stage: Stage, people: People, choose: Choose) -> dict[tuple[int, int], Antecedent]:
    """The antecedent of each "he" and "she" outside marks, by paragraph and token number, where `choose` gives one."""
    settled: dict[tuple[int, int], Antecedent] = {}
    memory = Memory()
    for number, parsed in enumerate(stage.article):
        known = _appearances(stage, number, people, memory.sentences)
        for token in parsed.doc:
            if token.i in known:
                memory.appearances.append(known[token.i])
            gender = GENDER_OF_PRONOUN.get(token.lower_)
            if gender is None or not parsed.is_outside(token):
                continue
            found = choose(number, token, _options(stage, number, token, memory, gender))
            if found is not None:
                settled[number, token.i] = found
                if found.speaker.is_named and min(found.log_odds, found.margin) >= MIN_TELLING_LOG_ODDS:
                    memory.genders.setdefault(found.speaker.name, gender)
                sentence = memory.sentences + parsed.sentence_of[token.i]
                role = _role(stage, number, token)
                memory.appearances.append(Appearance(found.speaker, number, sentence, token, role, "pronoun"))
        memory.sentences += parsed.n_sentences
    return settled


def _appearances(stage: Stage, number: int, people: People, sentences: int) -> dict[int, Appearance]:
    """Persons named in the paragraph, and nouns for one person that act or speak, by token number."""
    parsed = stage.article[number]
    found: dict[int, Appearance] = {}
    for speaker, head, by in [*_named(parsed, people), *_nominals(stage, number, people)]:
        sentence = sentences + parsed.sentence_of[head.i]
        found.setdefault(head.i, Appearance(speaker, number, sentence, head, _role(stage, number, head), by))
    return found


def _named(parsed: ParsedParagraph, people: People) -> Iterator[tuple[Speaker, Token, str]]:
    for run in name_runs(parsed.doc):
        head = parsed.doc[run.end - 1]
        speaker = speaker_by_name(mention_of(head), parsed, people)
        if speaker is not None and (speaker.is_named or (speaker.may_be_human and head.ent_type_ in ("PERSON", ""))):
            yield speaker, head, "name" if speaker.is_named else "bare name"


def _nominals(stage: Stage, number: int, people: People) -> Iterator[tuple[Speaker, Token, str]]:
    parsed = stage.article[number]
    for head in stage.mentions(number):
        token = parsed.doc[head]
        if token.tag_ == "NN" and is_role_noun(token.text) and (is_subject(token) or head in stage.speaking(number)):
            speaker = named_speaker(mention_of(token), parsed, people)
            if speaker is not None and speaker.is_human:
                yield speaker, token, "noun"


def _role(stage: Stage, number: int, head: Token) -> str:
    """What the mention does: speaks surely or perhaps, acts, owns, or is otherwise there."""
    if stage.article[number].region_of[head.i] != OUTSIDE:
        return "in marks"
    if head.dep_ == "appos" and head.head.i < head.i:
        head = head.head
    places = stage.mentions(number).get(head.i, ())
    if any(is_sure(place) for place in places):
        return "speaks"
    if head.i in stage.speaking(number):
        return "may speak"
    if is_subject(head):
        return "acts"
    return "owns" if head.dep_ == "poss" else "other"


def _options(stage: Stage, number: int, pronoun: Token, memory: Memory, gender: Gender) -> list[Option]:
    parsed = stage.article[number]
    here = memory.sentences + parsed.sentence_of[pronoun.i]
    latest: dict[str, Appearance] = {}
    for appearance in reversed(memory.appearances):
        if number - appearance.paragraph > MAX_PARAGRAPHS:
            break
        known = latest.get(appearance.speaker.name)
        if known is None or (known.role == "in marks" and appearance.role != "in marks"):
            latest[appearance.speaker.name] = appearance
    others = _governed_words(parsed, pronoun) if is_subject(pronoun) else set()
    fitting = [last for last in latest.values() if memory.gender_of(last.speaker) in (None, gender)]
    surnames = Counter(last.speaker.name.split()[-1].lower() for last in fitting)
    fitting = [
        last
        for last in fitting
        if not _is_named_among(others, last.speaker, surnames) and not _is_set_apart(parsed, last, number, pronoun)
    ]
    fitting.sort(key=lambda last: (-last.paragraph, -last.head.i))
    return [
        Option(last.speaker, last, list(_features(stage, number, pronoun, memory, fitting, last, here)))
        for last in fitting
        if not _is_left_for_a_newcomer(last, fitting)
    ]


def _is_named_among(words: set[str], speaker: Speaker, surnames: Mapping[str, int]) -> bool:
    """Whether the words name the speaker: by the given name, or by a surname that nobody shares."""
    *given, surname = speaker.name.lower().split()
    return bool(words.intersection(given)) or (surname in words and surnames[surname] < 2)


def _is_set_apart(parsed: ParsedParagraph, last: Appearance, number: int, pronoun: Token) -> bool:
    """Whether the appearance is part of what the pronoun says: "Arson, he said, was unlikely"."""
    if last.paragraph != number or pronoun.i == 0 or pronoun.nbor(-1).text != "," or not cue_lemma(pronoun.head):
        return False
    between = parsed.doc[last.head.i : pronoun.i]
    same = parsed.sentence_of[last.head.i] == parsed.sentence_of[pronoun.i]
    return same and not any(word.pos_ in ("VERB", "AUX") for word in between)


def _is_left_for_a_newcomer(last: Appearance, fitting: Sequence[Appearance]) -> bool:
    """Whether a person whom a noun brings in has acted since: "his son", "a smith".

    "The senator" may well be somebody named before.
    """
    later = [other for other in fitting if (other.paragraph, other.head.i) > (last.paragraph, last.head.i)]
    return last.by != "noun" and any(other.by == "noun" and _is_new(other.head) for other in later)


def _is_new(noun: Token) -> bool:
    return any(child.dep_ == "poss" or child.lower_ in ("a", "an", "another") for child in noun.children)


def _features(
    stage: Stage,
    number: int,
    pronoun: Token,
    memory: Memory,
    fitting: Sequence[Appearance],
    last: Appearance,
    here: int,
) -> Iterator[str]:
    steps, paragraphs = bucket(here - last.sentence, COUNTS), bucket(number - last.paragraph, COUNTS)
    known = "known" if memory.gender_of(last.speaker) else "unknown"
    role = f"{last.role}"
    rank = min(fitting.index(last), MAX_RANK)
    told = bucket(sum(1 for seen in memory.appearances if seen.speaker.name == last.speaker.name), COUNTS)
    place = _place_of_pronoun(stage, number, pronoun)
    rivals = min(sum(1 for other in fitting if number - other.paragraph <= 1) - 1, MAX_RIVALS)
    yield from (f"steps={steps}", f"paragraphs={paragraphs}", f"gender={known}", f"role={role}", f"by={last.by}")
    yield f"steps&role={steps}&{role}"
    yield f"paragraphs&role={paragraphs}&{role}"
    yield f"role&by={role}&{last.by}"
    yield f"rank={rank}"
    yield f"rank&role={rank}&{role}"
    yield f"rank&rivals={rank}&{rivals}"
    yield f"rank&gender={rank}&{known}"
    yield f"mentions={told}"
    yield f"mentions&gender={told}&{known}"
    yield f"place={place}"
    yield f"place&steps={place}&{steps}"
    yield f"place&role={place}&{role}"
    yield f"place&rank={place}&{rank}"
    yield f"place&steps&role={place}&{steps}&{role}"
    for name, roles in RANKED_ROLES.items():
        ranked = [other for other in fitting if other.role in roles]
        position = min(ranked.index(last), MAX_RANK) if last in ranked else "none"
        yield f"rank among {name}={position}"
        yield f"rank among {name}&place={position}&{place}"
        yield f"rank among {name}&rivals={position}&{min(len(ranked) - 1, MAX_RIVALS)}"
    same = here == last.sentence
    if same and pronoun.head != last.head.head:
        governs = any(ancestor == last.head.head for ancestor in pronoun.ancestors)
        yield f"governing subject={governs and is_subject(last.head)}"
    yield f"same paragraph&opens={number == last.paragraph}&{_opens(stage.article[number], pronoun)}"


def _governed_words(parsed: ParsedParagraph, pronoun: Token) -> set[str]:
    """The words of the clauses below the pronoun's verb: whoever is named there is somebody else.

    Binding theory's principle C: Chomsky, Lectures on Government and Binding (1981).
    """
    return {word.lower_ for word in pronoun.head.subtree if word.i > pronoun.i or not parsed.is_outside(word)}


RANKED_ROLES = {
    "speakers": frozenset({"speaks", "may speak"}),
    "subjects": frozenset({"speaks", "may speak", "acts"}),
}


def _place_of_pronoun(stage: Stage, number: int, pronoun: Token) -> str:
    """What the pronoun does: adds, speaks, acts in a clause of another verb, acts."""
    cue = pronoun.head
    if is_subject(pronoun) and cue_lemma(cue) in ADDING_VERBS:
        return "adds"
    if pronoun.i in stage.speaking(number):
        return "speaks"
    return "in clause" if cue.dep_ in ("ccomp", "advcl", "relcl", "acl", "xcomp") else "acts"


def _opens(parsed: ParsedParagraph, pronoun: Token) -> bool:
    return not any(parsed.is_outside(token) and token.is_alpha for token in parsed.doc[: pronoun.i])
