"""Numbers of things in words, the same on every page."""


def counted(n: int, noun: str) -> str:
    """The number with its noun: "1 passage", "1,200 passages"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def kinds_in_words(n_quotations: int, n_paraphrases: int) -> str:
    """How many quotations and paraphrases, those that are none left out."""
    kinds = [(n_quotations, "quotation"), (n_paraphrases, "paraphrase")]
    return ", ".join(counted(n, noun) for n, noun in kinds if n)
