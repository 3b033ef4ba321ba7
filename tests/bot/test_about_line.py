"""The line about the index, to the character."""

from bot.about import About, about_index
from bot.render.about_line import PROMISE, about_line
from tests.fakes import fake_article, fake_index, fake_passage, quotation


def test_numbers_are_those_of_the_whole_index() -> None:
    other = fake_article(id="b")
    passages = [
        fake_passage("a b", quotation("a b", "a", "Ann Lee"), number=1),
        fake_passage("a b", quotation("a b", "a", "Bo Li"), number=2),
        fake_passage("a b", quotation("a b", "a", "Bo Li"), number=1, article=other),
    ]
    assert about_index(fake_index(passages)) == About(3, 2, 2, "fake-model", "2024-01-02T03:04:05Z")


def test_whole_line() -> None:
    assert about_line(About(12345, 1, 0, "m<odel>", "2024-01-02T03:04:05+00:00")) == (
        '<div class="onrecord-about"><ul class="onrecord-about-facts" aria-label="About the index">'
        "<li>12,345 passages</li><li>1 article</li><li>0 speakers</li>"
        '<li>built <time datetime="2024-01-02T03:04:05+00:00">2 January 2024, 03:04 UTC</time></li>'
        "<li>by <bdi>m&lt;odel&gt;</bdi></li></ul>"
        f'<p class="onrecord-promise">{PROMISE} <button type="button" class="onrecord-verify">Verify</button></p>'
        '<p class="onrecord-verdict" role="status"></p></div>'
    )


def test_time_that_is_none_stands_as_it_is_and_another_zone_becomes_utc() -> None:
    assert ">some <day></time>".replace("<day>", "&lt;day&gt;") in about_line(About(1, 1, 1, "m", "some <day>"))
    assert ">1 January 2024, 22:30 UTC</time>" in about_line(About(1, 1, 1, "m", "2024-01-02T00:30:00+02:00"))
