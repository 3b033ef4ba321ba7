"""Cues: the words that report speech, and where they stand."""

from spacy.tokens import Token

from index.attribution.vocabulary.inflection import lemma_of_form
from index.attribution.vocabulary.lexicon import word_set

# Verbs that do nothing but report; with a that-clause they make a paraphrase.
STRICT_VERBS = word_set(
    """say tell add note explain argue claim insist warn state reply respond announce declare acknowledge admit
    concede contend assert remark observe comment stress emphasize emphasise predict conclude complain deny confirm
    reveal disclose vow promise pledge maintain counter caution testify boast reiterate repeat retort write tweet
    recall allege affirm quip joke suggest estimate report"""
)
# Verbs that report speech only beside words in quotation marks.
LOOSE_VERBS = word_set(
    """ask answer call describe dismiss label brand denounce praise criticize criticise slam blast accuse blame mock
    cite hail condemn think believe feel hope fear wonder question demand order urge deride characterize characterise
    dub term decry tout express speak talk chant sing propose recommend quote shout yell scream whisper cry exclaim
    mutter plead protest laugh sigh continue begin agree advise assure inform remind post blog message email interject
    implore lament muse marvel opine proclaim pronounce ridicule scoff swear tease thunder voice apologize apologise
    joke elaborate reflect read interrupt defend rebut ridicule refer declare define portray depict rip lambaste rail
    attack bemoan bash charge challenge credit invoke pan decide rate consider deem compare regard reject rebuke
    tear hint imply indicate signal phrase summarize summarise jot scribble pray beg instruct command warn chide
    scold taunt threaten applaud welcome thank compliment commend offer share vent fume snap bark growl grumble
    laud liken find type intone chime greet toast oppose contrast"""
)
LEMMA_OF_FORM = lemma_of_form(sorted(STRICT_VERBS | LOOSE_VERBS))
# Forms that are hardly ever anything but a verb of speech, however the parser tags them.
SURE_FORMS = frozenset(
    {"said", "says", "told", "added", "asked", "tweeted", "replied", "wrote", "explained", "quipped"}
)
# "went on" reports, "went" does not.
PHRASAL = frozenset(
    [(verb, "on") for verb in ("went", "goes")]
    + [(verb, "out") for verb in ("points", "pointed", "pointing")]
    + [(verb, "it") for verb in ("put", "puts")]
    + [(verb, "back") for verb in ("shot", "fired", "hit")]
)
ADDING_VERBS = frozenset({"add", "continue", "conclude"})
ASKING_VERBS = frozenset({"ask", "question"})


def is_reporting_form(word: str) -> bool:
    """Whether the word, where it opens a sentence before a name, reports: "Added Tice"; a name is none."""
    form = word.lower()
    return form in SURE_FORMS or (form.endswith("ed") and form in LEMMA_OF_FORM)


def cue_lemma(token: Token) -> str | None:
    """The verb of speech that the token is a form of, or None."""
    form = token.lower_
    if token.i + 1 < len(token.doc) and (form, token.nbor().lower_) in PHRASAL:
        return "continue" if form in ("went", "goes") else "note"
    lemma = LEMMA_OF_FORM.get(form)
    if lemma is None or (form not in SURE_FORMS and not token.tag_.startswith("VB")):
        return None
    return lemma


def cue_end(token: Token) -> int:
    """The number of the token after the cue, which may be of two words: "went on", "according to"."""
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    pair = (token.lower_, following)
    return token.i + 2 if pair in PHRASAL or pair == ("according", "to") else token.i + 1


def is_strict(token: Token) -> bool:
    """Whether the cue can do nothing but report."""
    return cue_lemma(token) in STRICT_VERBS
