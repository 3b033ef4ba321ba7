"""The people of an article, and which of them a name means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from index.attribution.identity.name import IMPERSONAL_WORDS, PARTICLES, SUFFIXES, NameRun, name_runs, surname
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.cue import cue_lemma
from index.attribution.vocabulary.title import Gender, gender_of_name, gender_of_word

# How much more a subject of "said" or a "Mr." tells of being a person than one label of the recogniser.
STRONG_VOTES = 2
MAX_NAME_WORDS = 5

# What all forms of one person's name share: "Ann Lee" and "Ann B. Lee", not "Bob Lee" nor "Ann Lee Jr."
PersonKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the article names in full: `name` is its most frequent form, `first_char` where it first stands."""

    name: str
    first_char: int
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A full name at one place; `votes` above 0 speak for a person."""

    words: tuple[str, ...]
    char: int
    votes: int
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class People:
    """The persons whom an article names in full, by their names and by each word that may stand for them alone."""

    by_key: dict[PersonKey, Person]
    by_surname: dict[str, tuple[Person, ...]]
    by_given_name: dict[str, tuple[Person, ...]]

    def named(self, words: tuple[str, ...], char: int) -> list[Person]:
        """The persons whom the words can mean at that place of the text.

        One who is introduced only later cannot be meant, unless nobody else can.
        """
        if len(words) > 1:
            person = self.by_key.get(_key(words))
            return [person] if person else self._ending_in(words)
        people = self.by_surname.get(words[0].lower()) or self.by_given_name.get(words[0].lower()) or ()
        return [person for person in people if person.first_char <= char] or list(people)

    def _ending_in(self, words: tuple[str, ...]) -> list[Person]:
        """The persons whose names end with those several words: "Van der Meulen"."""
        ending = " " + " ".join(words).lower()
        return [person for person in self.by_key.values() if person.name.lower().endswith(ending)]


def find_people(article: Sequence[ParsedParagraph]) -> People:
    """The persons named in full in the article's paragraphs."""
    places: dict[PersonKey, list[NamePlace]] = defaultdict(list)
    for place in _full_names(article):
        places[_key(place.words)].append(place)
    return _indexed({key: _person(found) for key, found in places.items() if sum(place.votes for place in found) > 0})


def _key(words: tuple[str, ...]) -> PersonKey:
    suffix = next((word for word in words[1:] if word.lower() in SUFFIXES), "")
    return words[0].lower(), surname(words).lower(), suffix.lower().rstrip(".")


def _full_names(article: Sequence[ParsedParagraph]) -> Iterable[NamePlace]:
    for parsed in article:
        for run in name_runs(parsed.doc):
            if _may_be_full_name(run):
                gender = _gender_before(parsed.doc, run)
                char = parsed.paragraph.start_char + parsed.doc[run.start].idx
                yield NamePlace(run.words, char, _votes(parsed.doc, run, gender), gender)
                partner = _partner(parsed.doc, run)
                if partner is not None:
                    yield NamePlace((partner, run.words[-1]), char, STRONG_VOTES, None)


def _partner(doc: Doc, run: NameRun) -> str | None:
    """The given name that shares the surname: Mark in "Mark and Julie Stanton"."""
    if run.start < 2 or doc[run.start - 1].lower_ not in ("and", "&"):
        return None
    word, before = doc[run.start - 2], doc[run.start - 3] if run.start > 2 else None
    is_alone = before is None or not (before.pos_ == "PROPN" and before.text[0].isupper())
    return str(word.text) if is_alone and word.text[0].isupper() and gender_of_name(word.text) else None


def _may_be_full_name(run: NameRun) -> bool:
    words = [word.lower() for word in run.words]
    # "Van der Meulen" is a part of a name, "Ben Foss" a whole one.
    is_rest = words[0] in PARTICLES and (run.words[0].islower() or gender_of_name(words[0]) is None)
    is_part = is_rest or (len(words) > 1 and words[1] in SUFFIXES)
    return 1 < len(words) <= MAX_NAME_WORDS and not IMPERSONAL_WORDS.intersection(words) and not is_part


def _votes(doc: Doc, run: NameRun, gender: Gender | None) -> int:
    last = doc[run.end - 1]
    label_vote = {"PERSON": 1, "": 0}.get(last.ent_type_, -1)
    is_speaker = last.dep_ == "nsubj" and cue_lemma(last.head) is not None
    has_given_name = gender_of_name(run.words[0]) is not None
    return label_vote + STRONG_VOTES * (is_speaker or has_given_name or gender is not None)


def _gender_before(doc: Doc, run: NameRun) -> Gender | None:
    return gender_of_word(doc[run.start - 1].text) if run.start else None


def _person(places: list[NamePlace]) -> Person:
    counts = Counter(place.words for place in places)
    name = counts.most_common(1)[0][0]
    titles = Counter(place.gender for place in places if place.gender)
    gender = titles.most_common(1)[0][0] if titles else gender_of_name(name[0])
    return Person(" ".join(name), min(place.char for place in places), gender)


def _indexed(people: dict[PersonKey, Person]) -> People:
    by_surname: dict[str, tuple[Person, ...]] = defaultdict(tuple)
    by_given_name: dict[str, tuple[Person, ...]] = defaultdict(tuple)
    for (given_name, last_name, _), person in people.items():
        by_surname[last_name] += (person,)
        by_given_name[given_name] += (person,)
    return People(people, dict(by_surname), dict(by_given_name))
