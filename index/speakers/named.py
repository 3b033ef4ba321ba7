"""Whether a speaker has a name, or is one that the article speaks of in words only.

Told by spelling alone, so it errs: a surname that is a common noun as well goes by the lists below.
"""

from index.attribution.vocabulary.lexicon import word_set
from index.attribution.vocabulary.role_noun import ROLE_NOUNS, SPEAKING_NOUNS
from index.attribution.vocabulary.title import FEMALE_ROLES, MALE_ROLES, OFFICES
from index.speakers.words import Word, words_of

_ARTICLES = frozenset({"a", "an", "the"})
_PARTICLES = word_set(
    """de da do dos das del della dello degli dei di du des d le la les lo l van von vom der den dem des ter ten te
    zu zum zur af av bin ibn bint ben abu al el ul ad ar as ash at y e i ap"""
)
"""Small words of surnames: "Ursula von der Leyen", "Bashar al-Assad", "Ortega y Gasset", "Jean d'Arc"."""

_NOT_IN_FRONT = word_set("do ten den des i e y as at ad l d")
"""Particles that are words of English or parts of them, or stand only between two names: "ten Americans"."""

_LINKS = word_set("of for and on against without")
"""Small words of organisations: "Ministry of Defence", "Procter and Gamble", "Doctors without Borders"."""

_DESCRIBING_LINKS = frozenset({"of", "for", "and", "on"})
"""They go on about those who have no name: "Officials of Tarn", "Lawyers for Lind"."""

_INSTITUTIONS = word_set("house senate state u.s. democrat democratic republican economist")
"""Among the offices, and in themselves names of a chamber, a party or a paper: "Senate", "The Economist"."""

_SURNAMES_TOO = word_set(
    """cook king major dean pope priest bishop judge child son hawk don master baron marshal singer prince duke star
    monk friend guard lord page post law story book bank camp rule banks laws justice"""
)
"""Common nouns that are surnames as well: bare and with a capital, "King" is more often a person than any king."""

_ROLES = (ROLE_NOUNS | FEMALE_ROLES | MALE_ROLES | OFFICES) - _INSTITUTIONS

_ANYBODY = word_set("some many few several most all both others everyone people police")
"""Words that a sentence may begin with, and so with a capital, without naming anyone."""

_COLLECTIVES = word_set(
    """villagers townspeople locals citizens voters protesters protestors demonstrators marchers organisers
    organizers campaigners advisers advisors developers applicants supporters opponents followers observers
    onlookers bystanders passersby commentators insiders outsiders workers employees employers
    colleagues bosses unions teachers pupils parents researchers academics engineers soldiers troops fighters
    rebels militants insurgents prisoners hostages inmates rescuers drivers passengers commuters travellers
    travelers tourists visitors customers consumers shoppers users readers viewers listeners players owners tenants
    landlords neighbours neighbors pensioners elders foreigners settlers hackers bankers brokers traders investors
    shareholders dealers builders miners dockers strikers legislators ministers donors lenders regulators
    authorities rivals allies sources locals youths civilians clergy"""
)
"""Plurals that news gives words to. A list, since "-ers" and "-ors" end surnames as well: Sanders, Rogers, Connors."""

_PLURAL_ENDINGS = ("ists", "icians", "smen", "women", "makers", "holders", "fighters")
"""Endings of plurals of persons that surnames do not have."""

_INSIDE_WORDS = ("-", "\u2010", "\u2011", "'", "\u2019")


def is_named(speaker: str) -> bool:
    """Whether the words are a name, of a person or an organisation, and not "some experts" or "the spokesman"."""
    every = words_of(speaker)
    words = _without_particles_in_front([word for word in every if word.folded not in _ARTICLES])
    if not words:
        return False
    inside = [word for word in words[1:-1] if word.folded not in _PARTICLES | _LINKS]
    if not all(_is_name_word(speaker, word) for word in (words[0], *inside, words[-1])):
        return False
    return not (_is_anybody(words) or _is_office(words) or (words[0] is every[0] and _is_common_noun(words)))


def _without_particles_in_front(words: list[Word]) -> list[Word]:
    """The words from the first that is no particle: of "al-Shabaab" the second."""
    n_particles = 0
    while n_particles < len(words) - 1 and _may_begin_a_name(words[n_particles]):
        n_particles += 1
    return words[n_particles:]


def _may_begin_a_name(word: Word) -> bool:
    return word.folded in _PARTICLES - _NOT_IN_FRONT and not word.is_capitalised


def _is_name_word(speaker: str, word: Word) -> bool:
    """Whether the word has a capital, a script without capitals, or follows a hyphen as in "Ban Ki-moon"."""
    before = speaker[: word.start_char][-1:]
    return not speaker[word.start_char].islower() or before in _INSIDE_WORDS


def _is_anybody(words: list[Word]) -> bool:
    """Whether it is about a group without a name, with an article or not: "Officials", "Experts of Tarn"."""
    first = words[0].folded
    if _goes_by_its_first(words, _DESCRIBING_LINKS) and any(noun in _ROLES for noun in _singulars(first)):
        return True
    is_group = first in _ANYBODY or first in _COLLECTIVES or first.endswith(_PLURAL_ENDINGS)
    # "Citizens for Justice" is a society, "Citizens of Tarn" are those who live there.
    return is_group and _goes_by_its_first(words, _DESCRIBING_LINKS - {"for"})


def _is_office(words: list[Word]) -> bool:
    """Whether all words are offices, so that whoever holds it is meant: "the Prime Minister", "Mayor"."""
    is_all = all(word.folded in OFFICES for word in words)
    return is_all and words[-1].folded not in _INSTITUTIONS | _SURNAMES_TOO


def _is_common_noun(words: list[Word]) -> bool:
    """Whether the one word may owe its capital to the sentence: "Woman" and "Sources", but not "The Post"."""
    noun = words[0].folded
    if len(words) > 1 or noun in _SURNAMES_TOO:
        return False
    return any(form in _ROLES or form in SPEAKING_NOUNS for form in (noun, *_singulars(noun)))


def _goes_by_its_first(words: list[Word], links: frozenset[str]) -> bool:
    return len(words) == 1 or words[1].folded in links


def _singulars(noun: str) -> list[str]:
    """What the noun may be the plural of."""
    # Not "es" alone: Nunes is no nun.
    hissing = [(f"{end}es", end) for end in ("s", "x", "z", "ch", "sh")]
    endings = [("s", ""), *hissing, ("ies", "y"), ("men", "man")]
    return [noun.removesuffix(plural) + single for plural, single in endings if noun.endswith(plural)]
