"""English verbs in their inflected forms, so that a cue is known by its spelling alone."""

from collections.abc import Iterable

VOWELS = frozenset("aeiou")

# Past tense, and past participle where it differs.
IRREGULAR = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written"), "speak": ("spoke", "spoken"),
    "think": ("thought",), "feel": ("felt",), "read": ("read",), "sing": ("sang", "sung"), "swear": ("swore", "sworn"),
    "begin": ("began", "begun"), "go": ("went", "gone"), "put": ("put",), "foretell": ("foretold",),
    "see": ("saw", "seen"), "find": ("found",), "hold": ("held",), "know": ("knew", "known"),
}  # fmt: skip
DOUBLING = frozenset({"admit", "quip", "dub", "slam", "rebut", "chat", "pan", "rip", "blog", "refer", "confer"})


def forms_of(lemma: str) -> tuple[str, ...]:
    """The verb's base form, third person, gerund and past forms."""
    stem = lemma + lemma[-1] if lemma in DOUBLING else lemma
    gerund = stem[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith(("ee", "ye")) else stem + "ing"
    return (lemma, _third_person(lemma), gerund, *IRREGULAR.get(lemma, (_past(lemma, stem),)))


def lemma_of_form(lemmas: Iterable[str]) -> dict[str, str]:
    """Each inflected form of the verbs with the verb that it belongs to."""
    return {form: lemma for lemma in lemmas for form in forms_of(lemma)}


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "go")):
        return lemma + "es"
    return lemma[:-1] + "ies" if _ends_in_hard_y(lemma) else lemma + "s"


def _past(lemma: str, stem: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if _ends_in_hard_y(lemma) else stem + "ed"


def _ends_in_hard_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in VOWELS
