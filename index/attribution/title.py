"""Words that stand before names or in the place of them: honorifics, offices, and what they tell of gender."""

from typing import Literal

from index.attribution.lexicon import word_set

Gender = Literal["female", "male"]

MALE_HONORIFICS = frozenset({"mr", "mr.", "sir", "lord", "king", "prince", "father", "brother", "pope"})
FEMALE_HONORIFICS = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "queen", "princess", "sister"})
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
FEMALE_GIVEN_NAMES = word_set(
    """abigail adriana agnes alexandra alice alicia alina alison amanda amelia amy ana andrea angela angelina anita ann
    anna anne annie antonia april ashley audrey ava barbara beatrice becky bernadette beth betty beverly brenda brooke
    carla carly carmen carol caroline carolyn catherine cecilia charlotte chelsea cheryl christina christine cindy
    claire clara claudia connie crystal cynthia daisy dana danielle deborah debra denise diana diane donna dora doris
    dorothy edith elaine eleanor elena elise elizabeth ella ellen emily emma erica erin esther eva eve evelyn fatima
    felicia fiona florence frances gabriella gail gina gloria grace greta hannah harriet heather heidi helen helena
    hope ida ingrid irene irina iris isabel isabella jacqueline jane janet janice jean jeanne jennifer jenny
    jessica jill joan joanna jodi josephine joy joyce juanita judith judy julia juliana julie june karen kate katherine
    kathleen kathryn kathy katie kayla kelly kim kimberly kirsten kristen laura lauren leah lena leslie
    lillian linda lisa lois lori louise lucia lucy lydia lynn madeleine madison maggie marcia margaret maria marie
    marilyn marina marjorie marlene martha mary maureen megan melanie melissa meredith mia michelle mildred
    miriam molly monica muriel nadia nancy naomi natalia natalie natasha nicole nina nora norma olga olivia pamela
    patricia paula peggy penny phyllis priscilla rachel rebecca regina renee rhonda rita roberta rosa rose rosemary
    ruth sally samantha sandra sara sarah shannon sharon sheila sherry shirley sofia sonia sophia sophie stacy stella
    stephanie sue susan suzanne svetlana sylvia tamara tanya tara tatiana teresa theresa tiffany tina tracy ursula
    valerie vanessa vera veronica victoria viola virginia vivian wanda wendy yolanda yvonne zoe"""
)
MALE_GIVEN_NAMES = word_set(
    """aaron abdul abraham adam adrian ahmed alan albert alejandro alex alexander alexei alfred ali allan allen alvin
    anders andre andrei andrew andy angelo anthony antonio arnold arthur barry ben benjamin bernard bernie bill
    bob boris brad bradley brandon brendan brent brett brian bruce bryan calvin carl carlos cecil chad charles charlie
    chris christian christopher chuck clarence clark claude clayton clifford clint corey craig curtis dale damon dan
    daniel danny darren dave david dean dennis derek diego dmitri dmitry don donald doug douglas duane dwight earl ed
    eddie edgar eduardo edward edwin eli elijah elliott emanuel emmanuel enrique eric ernest ethan eugene evan felix
    fernando francis francisco francois frank franklin fred frederick gabriel garrett gary gavin gene geoffrey george
    gerald gerard gilbert glenn gordon graham grant greg gregory gustavo guy hans harold harry harvey hassan hector
    henry herbert herman howard hugh hugo hussein ian igor ibrahim isaac ivan jack jacob jaime jake james jason javier
    jay jeff jeffrey jeremy jerome jerry jesse jim jimmy joachim joe joel johan john johnny jon jonathan jorge jose
    joseph josh joshua juan julian julio justin karl keith ken kenneth kevin khalid kirk kurt kyle lance larry lars
    lawrence leo leon leonard leroy lewis lloyd lou louis lucas luis luke malcolm manuel marc marco marcus mario mark
    martin marvin mathew matt matthew maurice max maxim michael miguel mike mikhail milton mitch mitchell mohamed
    mohammed muhammad nathan nathaniel neil nelson nicholas nick nicolas nigel nikolai noah norman oleg oliver
    omar oscar oswald otto owen pablo patrick paul pedro perry pete peter phil philip phillip pierre rafael ralph ramon
    randall randy raul ray raymond ricardo richard rick robert roberto rodney roger roland ron ronald ross roy
    rudolph rudy russell ryan salvador sam samuel scott sean sebastian serge sergei seth sidney simon spencer stanley
    stefan stephen steve steven stuart ted terrence terry theodore thomas tim timothy todd tom tommy tony travis trevor
    tyler vernon victor viktor vincent vladimir wallace walter warren wayne wesley wilbur will william yuri yusuf
    zachary"""
)


def gender_of_name(given_name: str) -> Gender | None:
    """The gender that the given name tells of in English, where it tells one."""
    name = given_name.lower()
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
