"""Words that stand before names or in the place of them: honorifics, offices, and what they tell of gender."""

from typing import Literal

from index.attribution.vocabulary.given_names import FEMALE_GIVEN_NAMES, MALE_GIVEN_NAMES
from index.attribution.vocabulary.lexicon import word_set

Gender = Literal["female", "male"]

MALE_HONORIFICS = frozenset(
    {"mr", "mr.", "sir", "lord", "king", "prince", "father", "brother", "pope", "herr", "monsieur", "signor"}
)
FEMALE_HONORIFICS = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "queen", "princess", "sister", "frau"}
) | frozenset({"madame", "mme", "mme.", "signora"})
HONORIFICS = MALE_HONORIFICS | FEMALE_HONORIFICS | {"dr", "dr.", "prof", "prof.", "rev", "rev."}
# They go with a given name: "King John" is nobody's surname, nor the John of whom else the article tells.
REGNAL_TITLES = frozenset({"king", "queen", "pope", "prince", "princess", "emperor", "empress", "tsar", "saint"})
# Capitalised before a name, they belong to the office, not to the name.
OFFICES = word_set(
    """president vice senator sen. sen governor gov. gov rep. rep representative congressman congresswoman mayor
    secretary attorney general gen. gen director chairman chairwoman chair minister prime premier chancellor ambassador
    judge justice chief captain capt. capt lt. lt lieutenant col. colonel sgt. sergeant cpl. corporal maj. major admiral
    adm. cmdr. commander detective det. officer sheriff deputy professor doctor reverend bishop archbishop cardinal
    rabbi imam speaker leader whip former ex democrat democratic republican candidate nominee host anchor coach
    correspondent reporter editor columnist analyst strategist spokesman spokeswoman spokesperson lawyer author actor
    actress singer economist historian foreign interior defense finance prime-minister ceo cfo coo state u.s. house
    senate assemblyman assemblywoman councilman councilwoman councilor councillor commissioner superintendent
    investigator prosecutor psychologist pollster comedian billionaire businessman businesswoman"""
)
FEMALE_ROLES = word_set(
    """woman mother daughter sister wife widow aunt niece grandmother girl actress congresswoman chairwoman spokeswoman
    businesswoman councilwoman assemblywoman saleswoman policewoman queen princess duchess nun heiress waitress hostess
    stewardess girlfriend lady businesswoman"""
)
MALE_ROLES = word_set(
    """man father son brother husband widower uncle nephew grandfather boy congressman chairman spokesman businessman
    councilman assemblyman salesman policeman king prince duke monk priest pope boyfriend fireman fisherman"""
)


def gender_of_name(given_name: str) -> Gender | None:
    """The gender that the given name tells of in English, where it tells one."""
    name = given_name.lower().split("-")[0]
    if name in FEMALE_GIVEN_NAMES:
        return "female"
    return "male" if name in MALE_GIVEN_NAMES else None


def gender_of_word(word: str) -> Gender | None:
    """The gender that an honorific or a role tells of."""
    word = word.lower()
    if word in FEMALE_HONORIFICS or word in FEMALE_ROLES:
        return "female"
    return "male" if word in MALE_HONORIFICS or word in MALE_ROLES else None


def is_title(word: str) -> bool:
    """Whether the word, before a name, is no part of it."""
    return word.lower() in HONORIFICS or word.lower() in OFFICES
