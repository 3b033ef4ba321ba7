"""Passages that a page gets wrong unless it shows text as text, each on a topic of its own."""

from index.passage import Passage
from tests.fakes import fake_article, fake_passage, quotation

HOSTILE_TEXTS = {
    "tags": "tags <script>window.pwned=1</script><img src=x onerror=window.pwned=1> </div></article> <b>end</b>",
    "entities": "entities a<b && b>c &amp; &lt;i&gt; &#13; &nbsp; \"double\" 'single' `tick`",
    "markdown": "markdown *stars* _lines_ # head\n\n- item\n> quote\n[x](javascript:alert(1)) ![](http://tracker.example/x)",
    "formulas": "formulas $$x^2$$ and $y$ and \\(z\\) cost $5 or $6",
    "templates": "templates ${1+1} ${window.pwned=1} {{x}} {{{value}}} {% y %} @children <%= z %>",
    "blanks": "  blanks\tat  the   edges\u00a0and\u00a0\u00a0between\n\n   indented\n\ttabbed  \u2003wide \u2009thin  ",
    "returns": "returns\r\nof\rthe\n\rcarriage\u2028line\u2029paragraph\x0bend",
    "hebrew": "hebrew \u05e9\u05dc\u05d5\u05dd, \u202eoverride\u202c and \u0645\u0631\u062d\u0628\u0627 (123)",
    "invisible": "invisible \u200bzero\u200cwidth\u200djoin\ufeffmark\u00adsoft e\u0301 "
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \ufffd",
    "addresses": "addresses https://tracker.example/a?b=c&d=e mailto:x@y.example " + "unbroken" * 40,
}

TOPICS = tuple(HOSTILE_TEXTS)

HOSTILE_NAME = "</script><script>window.pwned=1</script> <img src=x onerror=window.pwned=1> ${window.pwned=1}"
"""A speaker, role, title, author and publisher."""

HOSTILE_ARTICLE = fake_article(
    title=HOSTILE_NAME,
    author=HOSTILE_NAME,
    publisher=HOSTILE_NAME,
    url='https://paper.example/"><script>window.pwned=1</script>',
)


def _hostile_passage(number: int, text: str) -> Passage:
    quoted = quotation(text, text[number : 2 * number + 4], HOSTILE_NAME, role=HOSTILE_NAME)
    return fake_passage(text, quoted, number=number, article=HOSTILE_ARTICLE)


HOSTILE_PASSAGES = tuple(_hostile_passage(number, text) for number, text in enumerate(HOSTILE_TEXTS.values(), 1))
