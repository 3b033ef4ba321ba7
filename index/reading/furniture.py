"""What stands in an article's file but is not the article: photo lines, related articles, the URL footer."""

import re

from index.reading.markdown import is_only_a_link, is_only_an_image, last_strong, without_markdown
from index.reading.sentence import ends_sentence

MAX_LINE_CHARS = 400

_RELATED = re.compile(
    r"\**(?:related(?:\s+(?:articles?|stor(?:y|ies)|content|coverage|reading|news|links?))?|read\s+(?:more|also|next)"
    r"|also\s+read|see\s+also|more\s+on\s+this(?:\s+story)?|further\s+reading|recommended)\s*(?::|\*\*:?)\s*(?P<target>\S.*)",
    re.IGNORECASE,
)
_AGENCY = r"(?:AFP|AP|EPA|BELTA|TASS|Reuters|Getty(?: Images)?|Shutterstock|Unsplash|Bloomberg|Alamy|Flickr)\b"
_CREDIT = re.compile(
    rf"(?:.*(?:\bAP\s+Photo\b|\bGetty\s+Images\b|\b{_AGENCY}\s*/|/\s*{_AGENCY})[^.”\"]*"
    r"|.*\((?i:photo(?:graph)?|image|picture)s?(?i:\s+by\b|\s+credit\b|\s+courtesy\b|\s*[:/])[^()]*\)"
    r"|(?i:photo(?:graph)?|image|picture|caption|credit)s?(?i:\s+by|\s+credit)?\s*:.*"
    r"|(?:.*[.!?”\"]\s+)?(?:Photo(?:graph)?|Image|Picture|Credit)s?(?:\s+by\s+|\s*:\s*)(?:[^\W\d_a-z][\w.’'-]*[\s/,&]*){1,6}"
    r"|©.*)"
)
_SPEECH = re.compile(r"[\"“„«](?:[^\"”»]*?\s){3}|\b(?:said|says|told)\b")
_INVITATION = re.compile(r"(?:read|see)\s+more|related|advertisement", re.IGNORECASE)
_FOOTER_LABEL = re.compile(r"(?:original\s+)?(?:url|link|source\s+url|article\s+url|original)\s*:?", re.IGNORECASE)
_URL = re.compile(r"<?(https?://[^\s<>]+)>?")
_MARKDOWN_URL = re.compile(r"\[[^\]]*\]\((https?://[^\s()]+)\)")


def is_related_line(block: str) -> bool:
    """Whether the block points to another article. What may be speech is never furniture."""
    if _INVITATION.fullmatch(block.strip("* >:")):
        return True
    if len(block) > MAX_LINE_CHARS:
        return False
    label = _RELATED.fullmatch(block)
    if label and is_only_a_link(label.group("target").strip("* ")):
        return True
    return bool(label or is_only_a_link(block)) and not _is_prose(without_markdown(block))


def is_photo_line(block: str) -> bool:
    """Whether the block is a picture, or its caption with the photographer's credit."""
    if is_only_an_image(block):
        return True
    if len(block) > MAX_LINE_CHARS or _SPEECH.search(block):
        return False
    strong = last_strong(block)
    if strong is not None and (" / " in strong or _CREDIT.fullmatch(strong)):
        return True
    return bool(_CREDIT.fullmatch(block)) and (not ends_sentence(block) or block.endswith(")"))


def _is_prose(text: str) -> bool:
    return bool(_SPEECH.search(text)) or text.endswith(".")


def is_footer_label(block: str) -> bool:
    """Whether the block announces the article's URL: "Original url:"."""
    return bool(_FOOTER_LABEL.fullmatch(block.strip("* ")))


def url_of(block: str) -> str | None:
    """The URL that the block consists of, with or without a label before it; None for any other block."""
    label, colon, rest = block.partition(":")
    bare = rest.strip() if colon and is_footer_label(label) else block
    found = _URL.fullmatch(bare) or _MARKDOWN_URL.fullmatch(bare)
    return found.group(1) if found else None
