"""Plain text and Markdown files: title, standfirst, byline, date, paragraphs under headings, and the URL at the foot.

White space and Markdown syntax are all that reading changes. Furniture is left out whole, never in part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.article import PARAGRAPH_BREAK, Article, ArticleMetadata, Paragraph, ParagraphKind, text_sha256
from index.errors import ArticleError
from index.reading.blocks import decode_text, is_cut_by_page_break, split_blocks
from index.reading.furniture import is_footer_label, is_photo_line, is_related_line, url_of
from index.reading.header import author_of, is_bare_name, is_date_line, published_of, split_byline
from index.reading.markdown import is_heading_line, without_markdown
from index.reading.metadata import NOTHING_SUPPLIED, SuppliedMetadata
from index.reading.sentence import ends_sentence

HEADER_BLOCKS = 6
"""The byline and the date stand within an article's first blocks; further down "By …" is prose."""

MAX_TITLE_CHARS = 250
MAX_STANDFIRST_CHARS = 400
MAX_HEADING_CHARS = 70
MAX_HEADING_WORDS = 10

_HEADING_START = re.compile(r"(?!\d{1,2}[.)]\s)[\w“\"'‘¿¡]")


@dataclass(frozen=True, slots=True)
class _Block:
    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class _Header:
    """What stands above the first paragraph, and how many blocks that is."""

    title: str | None = None
    standfirst: tuple[str, ...] = ()
    author: str | None = None
    published: str | None = None
    n_blocks: int = 0


def read_text(
    data: bytes, article_id: str, supplied: SuppliedMetadata = NOTHING_SUPPLIED, *, name: str | None = None
) -> Article:
    """The article in the bytes of a plain text or Markdown file.

    :param supplied: fields that go before what the text states.
    :param name: what to call the file in an error.
    :raises ArticleError: where the bytes are no text, are blank, or hold no paragraph beside furniture.
    """
    name = name or article_id
    blocks = split_blocks(decode_text(data, name))
    header = _read_header(blocks)
    kept, url = _without_furniture(blocks[header.n_blocks :])
    paragraphs = _laid_out([*_head_blocks(header), *_classified(_joined(kept))])
    if not any(paragraph.kind in ("body", "standfirst") for paragraph in paragraphs):
        raise ArticleError(f"{name} holds no paragraph of an article; put the article's text in it or remove it")
    text = PARAGRAPH_BREAK.join(paragraph.text for paragraph in paragraphs) + "\n"
    metadata = ArticleMetadata(
        id=article_id,
        title=supplied.title or header.title,
        author=supplied.author or header.author,
        publisher=supplied.publisher,
        published=supplied.published or header.published,
        url=supplied.url or url,
        text_sha256=text_sha256(text),
    )
    standfirst = supplied.standfirst or PARAGRAPH_BREAK.join(header.standfirst) or None
    return Article(metadata=metadata, standfirst=standfirst, text=text, paragraphs=tuple(paragraphs))


def _read_header(blocks: Sequence[str]) -> _Header:
    """Title, standfirst, byline and date; a file that begins with its first paragraph has none of them."""
    top = [without_markdown(block) for block in blocks[:HEADER_BLOCKS]]
    credits = [i for i in range(1, len(top)) if _states_credit(top, i)]
    untold = _Header(title=top[0], n_blocks=1) if len(blocks) > 1 and _is_title(blocks[0]) else _Header()
    if not credits:
        return untold
    first, end = credits[0], _end_of_credits(top, credits)
    if first > 1 and ends_sentence(top[0]) and not top[0].endswith("?"):
        return untold  # a paragraph, and the "credit" below it is prose too
    standfirst = _standfirst(top, first)
    if any(len(text) > MAX_STANDFIRST_CHARS for text in standfirst):
        return untold
    header = _Header(title=top[0], standfirst=standfirst, n_blocks=end)
    for i in credits:
        header = _with_credit(header, top, i) if i < end else header
    return header


def _standfirst(top: Sequence[str], first_credit: int) -> tuple[str, ...]:
    """The blocks between title and credits.

    A bare name right above the date is most likely the writer's, but that is not said: it is no author, nor speech.
    """
    is_signed = is_date_line(top[first_credit]) and is_bare_name(top[first_credit - 1])
    return tuple(top[1 : first_credit - 1 if is_signed and first_credit > 1 else first_credit])


def _end_of_credits(top: Sequence[str], credits: Sequence[int]) -> int:
    """The first block below the byline and the date, between which the paper's name may stand."""
    end = credits[0] + 1
    while end in credits or (end + 1 in credits and is_bare_name(top[end])):
        end += 1
    return end


def _states_credit(top: Sequence[str], i: int) -> bool:
    before_date = i + 1 < len(top) and is_date_line(top[i + 1])
    return is_date_line(top[i]) or author_of(top[i], before_date=before_date) is not None


def _with_credit(header: _Header, top: Sequence[str], i: int) -> _Header:
    if is_date_line(top[i]):
        return replace(header, published=header.published or published_of(top[i]))
    author, published = split_byline(top[i])
    return replace(header, author=header.author or author, published=header.published or published)


def _is_title(block: str) -> bool:
    if is_heading_line(block):
        return True
    return len(block) <= MAX_TITLE_CHARS and (not ends_sentence(block) or block.endswith("?"))


def _without_furniture(blocks: Sequence[str]) -> tuple[list[str], str | None]:
    """The blocks that belong to the article, and the URL that its footer states."""
    kept, url = list(blocks), None
    while kept and (_is_furniture(kept[-1]) or url_of(kept[-1])):
        stated = url_of(kept.pop())
        url = url or stated
    return [block for block in kept if not _is_furniture(block)], url


def _is_furniture(block: str) -> bool:
    return is_footer_label(block) or is_photo_line(block) or is_related_line(block)


def _joined(blocks: Sequence[str]) -> list[_Block]:
    """The blocks without Markdown, those that a page break cut in two made whole by one space."""
    whole: list[_Block] = []
    for block in blocks:
        text, is_marked = without_markdown(block), is_heading_line(block)
        if whole and not is_marked and whole[-1].kind == "body" and is_cut_by_page_break(whole[-1].text, text):
            whole[-1] = _Block("body", f"{whole[-1].text} {text}")
        elif text:
            whole.append(_Block("heading" if is_marked else "body", text))
    return whole


def _classified(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """The blocks with the headings among them told from paragraphs; the last one heads nothing."""
    for i, block in enumerate(blocks):
        is_last = i + 1 == len(blocks)
        yield block if is_last or not _is_heading(block.text) else _Block("heading", block.text)


def _is_heading(text: str) -> bool:
    return (
        len(text) <= MAX_HEADING_CHARS
        and len(text.split()) <= MAX_HEADING_WORDS
        and not (ends_sentence(text) and not text.endswith("?"))
        and not _has_open_mark(text)
        and bool(_HEADING_START.match(text))
        and not text[0].islower()
    )


def _has_open_mark(text: str) -> bool:
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”") or text.count("«") != text.count("»")


def _head_blocks(header: _Header) -> Iterator[_Block]:
    if header.title:
        yield _Block("title", header.title)
    yield from (_Block("standfirst", text) for text in header.standfirst)


def _laid_out(blocks: Sequence[_Block]) -> list[Paragraph]:
    """The blocks as paragraphs of one text, with their places in it."""
    paragraphs: list[Paragraph] = []
    start_char, section = 0, None
    for number, block in enumerate(blocks, 1):
        if block.kind == "heading":
            section = block.text
        paragraphs.append(Paragraph(block.text, start_char, number, block.kind, section))
        start_char += len(block.text) + len(PARAGRAPH_BREAK)
    return paragraphs
