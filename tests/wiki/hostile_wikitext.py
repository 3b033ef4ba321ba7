"""Passages that a wiki gets wrong unless it shows text as text."""

from tests.bot.browser.passages import HOSTILE_ARTICLE, HOSTILE_NAME, HOSTILE_PASSAGES
from tests.fakes import fake_passage, quotation

WIKI_TEXTS = (
    "{{Evil}} {{{1|x}}} {{#onrecord:a:1}} {{#if:1|x}} {{subst:x}} {{PAGENAME}} }}}} {{",
    "''two'' '''three''' '''''five''''' ''''four'''' l'''''",
    "[[Main Page]] [[File:x.png|thumb]] [[Category:Stolen]] [http://x.example y] [[x|y]]z ]] [[",
    "<ref>note</ref> <references /> <nowiki>x</nowiki> <pre>x</pre> <onrecord>x</onrecord> </ref> </nowiki>",
    "~~~ ~~~~ ~~~~~ __TOC__ __NOTOC__ __NOINDEX__ ----",
    "ISBN 0-306-40615-2, RFC 2616, PMID 12345, ISBN\t0306406152",
    "https://x.example/?a=1&b=2 http://[::1]/ mailto:a@b.example //x.example ftp://x",
    "  leading\n* star\n# number\n: colon\n; term : definition\n= head =\n== Head ==\n * both\n\n\n----\n",
    "{|\n! head\n|-\n| cell || cell\n|}\n| x",
    "\ttabs\t\tand  double  blanks   and\u00a0hard\u00a0 ones \t",
    "French « marks » and ‹ marks › cost 5 % ; really ? yes ! 5 %; a : b» «",
    "שלום {{x}} (123) العربية [[y]] \u202etxet\u202c \u200f\u200e",
    "cafe\u0301 \u212b \u1100\u1161 \u0958 \u2126 A\u030a '''e\u0301''' \u0344",
    "\u0301starts with a mark; \ufb1d \u2000\u2001 \U0002f800",
    "\x01\x02\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f controls",
    "\x7f'\"`UNIQ--nowiki-00000000-QINU`\"'\x7f UNIQ--ref-00000001-QINU \x7f'\"`UNIQ--onrecord-0-QINU`\"'\x7f",
    "</blockquote></div></div><blockquote></body></html><!-- x --> --> <br> <br/>",
    "-{zh-cn:x; zh-tw:y}- -{R|x}- -{T|x}- -{ }-",
    "&lt; &amp;amp; &#60; &nbsp; &#x3c; &notin &NULL; &#0; &#13; &",
    "<includeonly>x</includeonly><noinclude>y</noinclude><onlyinclude>z</onlyinclude>#REDIRECT [[x]]",
    "<math>x^2</math> <syntaxhighlight lang=x>y</syntaxhighlight> <gallery>x</gallery> <section begin=x />",
    "a=b|c=d|1=e|text=f|text = g",
    "carriage\rreturns\r\nand\n\rall\r",
    "\u2028line\u2029paragraph\u0085next",
    "%7B%7Bx%7D%7D \\n $1 $& \\0 ${x}",
    "<span style='position:fixed' onclick='window.pwned=1'>x</span><script>window.pwned=1</script>",
)


WIKI_PASSAGES = tuple(
    fake_passage(text, quotation(text, text[:1], HOSTILE_NAME), number=number, article=HOSTILE_ARTICLE)
    for number, text in enumerate(WIKI_TEXTS, len(HOSTILE_PASSAGES) + 1)
)
