"""The words by which questions ask for what somebody said."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _words(
    "did does do has have had is was were are will would can could should must might didnt doesnt dont hasnt wont"
    " wouldnt couldnt cant isnt wasnt"
)
"""What stands before the one who is asked about: "what did ANA LIND say"."""

NEGATED = _words("didn doesn don hasn haven won wouldn couldn isn wasn weren aren shouldn")
"""The same, before the "t" of "didn't"."""

SAYING_VERBS = _words(
    "say tell think believe call describe explain claim argue warn promise respond react answer reply write tweet ask"
    " state announce declare admit deny add note mention suggest propose demand insist predict expect hope fear"
    " criticize criticise praise blame complain comment accuse urge recommend advise report stress emphasize testify"
    " said says told thinks believes"
)
"""After the one who is asked about they ask for that one's words."""

SAYING_NOUNS = _words(
    "view views opinion opinions answer response reaction advice words statement statements remark remarks comment"
    " comments quote quotes quotation quotations position stance take message argument explanation claim claims"
    " warning promise criticism"
)
"""After "Ana Lind's" they ask for her words; before "of Ana Lind" too."""

WORDS_FOR_ANYTHING = _words(
    "say said says saying tell told tells us quote quotes quotation quotations quoted word words statement statements"
    " remark remarks comment comments anything everything something else all more again also now then ever"
    " speak spoke spoken talk talked"
)
"""Besides the name, a question of these words only asks for anything that was said."""

SMALL_WORDS = _words("really actually exactly ever also once just even still then himself herself have to been")
"""What may stand between the name and the verb."""

PRONOUNS = _words("he she him her his hers they them their theirs")
QUESTION_WORDS = _words("who whom whose which what when where why how")
LINKS = _words("of for to from by with against who that whose")
"""Behind these somebody else is named than the one who is asked about."""

ARTICLES = _words("the a an")
ASKS_FOR_MORE = _words("else more another other further")
OPENERS_OF_FOLLOW_UP = (
    ("and", "what", "about"),
    ("and", "how", "about"),
    ("and", "about"),
    ("what", "about"),
    ("how", "about"),
    ("and",),
)
