"""A passage as plain text: first its own characters, then who spoke and the article."""

from bot.render.citations.article import publication_facts, title_of, web_address
from bot.render.citations.credit_words import credit_words
from index.passage import Passage


def plain_citation(passage: Passage) -> str:
    """The passage unaltered, a blank line, then a line each for speakers, title, publication and address."""
    article = passage.article
    facts = (title_of(article), ", ".join(publication_facts(article)), web_address(article))
    lines = [*(f"— {credit}" for credit in credit_words(passage)), *filter(None, facts)]
    return "\n".join([passage.text, "", *lines])
