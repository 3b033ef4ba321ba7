"""Quotations and paraphrases in numbers, the same on every page."""

from bot.render.counts import counted


def kinds_in_words(n_quotations: int, n_paraphrases: int) -> str:
    """How many quotations and paraphrases, those that are none left out."""
    kinds = [(n_quotations, "quotation"), (n_paraphrases, "paraphrase")]
    return ", ".join(counted(n, noun) for n, noun in kinds if n)
