"""Nouns for those who can speak: a nurse, a head of something, a spokesman; a crowd, a ministry, a report."""

from index.attribution.vocabulary.lexicon import word_set
from index.attribution.vocabulary.title import FEMALE_ROLES, MALE_ROLES, OFFICES

ROLE_ENDINGS = (
    "er", "or", "ist", "ian", "man", "woman", "person", "ess", "crat", "ant", "agogue", "ologue", "eer", "eur", "ee",
)  # fmt: skip
ROLE_NOUNS = word_set(
    """head chief boss nurse judge scholar fellow student expert specialist agent president resident dissident
    correspondent superintendent veteran official chair critic mechanic academic cleric chef cook clerk guard
    coach guide host pilot poet priest monk nun imam rabbi pope bishop athlete advocate ally aide delegate candidate
    associate magistrate surrogate graduate diplomat aristocrat ceo cfo cto coo governor minister secretary general
    colonel captain major lieutenant sergeant corporal admiral commander marshal deputy sheriff constable native
    representative executive detective relative witness spouse wife husband mother father parent son daughter brother
    sister cousin uncle aunt child boy girl friend neighbor neighbour founder co-founder partner patient victim survivor
    refugee migrant immigrant tenant farmer vet fan cop whip czar tsar king queen prince princess duke emperor comic
    star musician novelist pundit guru mogul tycoon envoy rep lord lady baron attorney counsel firefighter volunteer
    teen teenager adult retiree lead member leader half one alum alumna alumnus intern hawk dean don provost rector
    master"""
)
# They end like roles and are none.
NO_ROLES = word_set(
    """number order paper letter power water matter summer winter center computer newspaper answer corner dinner weather
    offer disaster theater chapter quarter september october november december color door floor error factor sector
    cancer
    mirror tour hour year committee fee want grant plant restaurant moment day week month time night morning afternoon
    evening weekend street war river tower border cover career user-interface tumor humor labor harbor favor
    behavior rumor terror horror minor process success business address access press congress illness witness-box mess
    rather other another ever never however after under over former later"""
)
# Groups and documents that "say", "call" or "warn".
SPEAKING_NOUNS = word_set(
    """group team police people family crowd committee court jury panel board council commission agency department
    ministry office administration government campaign party company firm bank union university school newspaper
    magazine paper network station website site outlet media press publication journal firm organization organisation
    association coalition foundation institute community public staff majority minority side camp state army military
    report statement letter email e-mail memo article story survey poll study source document lawsuit complaint suit
    tweet post sign ad advertisement video message headline editorial column op-ed essay book brief filing indictment
    affidavit ruling opinion petition resolution platform manifesto release note caption banner placard slogan poster
    transcript page profile account piece review law rule memoir recording tape voice men women children anyone
    everyone somebody someone person others many some few both several men wives"""
)


def can_speak(noun: str) -> bool:
    """Whether the noun, singular or plural, names someone or something that words can come from."""
    noun = noun.lower()
    forms = (noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y")
    return any(is_role_noun(form) or form in SPEAKING_NOUNS for form in forms)


def is_role_noun(word: str) -> bool:
    """Whether the noun, in the singular, says what a person is."""
    word = word.lower()
    if word in ROLE_NOUNS or word in FEMALE_ROLES or word in MALE_ROLES or word in OFFICES:
        return True
    return word not in NO_ROLES and len(word) > 4 and word.endswith(ROLE_ENDINGS)
