"""Passages that a page gets wrong unless it shows text as text, each on a topic of its own."""

from index.passage import Passage
from tests.fakes import fake_article, fake_passage, quotation

PWN = "<script>window.pwned=1</script>"

HOSTILE_TEXTS = {
    "tags": f"tags {PWN}<img src=x onerror=window.pwned=1> </div></article> <b>end</b>",
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
    "frames": f'frames <iframe srcdoc="{PWN}"></iframe><iframe src=http://tracker.example></iframe>',
    "sheets": "sheets <style>*{display:none}</style></style><link rel=stylesheet href=//tracker.example/x.css>",
    "braces": "braces {{ window.pwned=1 }} {{constructor.constructor('window.pwned=1')()}} #{x} [[x]] {x}",
    "schemes": f"schemes <a href='javascript:window.pwned=1'>x</a>[y](data:text/html,{PWN}) <javascript:pwned=1>",
    "pictures": "pictures ![x](http://tracker.example/x.png) ![y][z]\n\n[z]: http://tracker.example/z.png",
    "latex": "latex \\[x\\] \\begin{equation}E\\end{equation} $$\\href{javascript:window.pwned=1}{x}$$ \\$ %\\\\",
    "numerics": "numerics &#60;script&#62; &#x3c;b&#x3e; &#0; &#128; &#xD800; &amp;lt; &LT &notit;",
    "columns": "columns\tone\t\ttwo\n\tthree \t four\t",
    "accents": "accents z" + "\u0301" * 10_000 + " end",
    "directions": "directions \u2066a\u2067b\u2068c\u2069\u2069\u2069 \u202ad\u202be\u202df\u202eg \u200e\u200f\u061c",
    "strangers": "strangers \ufffe \uffff \ufdd0 \U0001fffe \U0010ffff \ue000 \x01\x1b\x7f\x85",
    "seams": "seams\u2060\u180e\u200b\ufeff\u00ad\u034f\u115f\u3164\U000e0041 end",
    "endless": "endless" + "w" * 2_000,
    "comments": f"comments <!-- {PWN} --!> <![CDATA[x]]> <?php echo 1 ?> -->",
    "attributes": 'attributes " onmouseover="window.pwned=1" autofocus onfocus=window.pwned=1 x=\'',
    "closings": "closings </blockquote></textarea></title></template></noscript></script><plaintext>",
    "drawings": "drawings <svg onload=window.pwned=1><math><mi xlink:href=javascript:window.pwned=1></math></svg>",
}

TOPICS = tuple(HOSTILE_TEXTS)

HOSTILE_NAME = f"</script>{PWN} <img src=x onerror=window.pwned=1> ${{window.pwned=1}}"
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
