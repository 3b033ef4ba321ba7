"""Text-fragment links, as the specification of URL fragment text directives writes them."""

import pytest

from bot.text_fragment import fragment_link


@pytest.mark.parametrize(
    ("url", "text", "link"),
    [
        ("https://a.example/x", "one two", "https://a.example/x#:~:text=one%20two"),
        ("https://a.example/x#part", "one", "https://a.example/x#part:~:text=one"),
        ("http://a.example/?q=1", "a-b, c & d", "http://a.example/?q=1#:~:text=a%2Db%2C%20c%20%26%20d"),
        (
            "https://a.example/x",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "https://a.example/x#:~:text=one%20two%20three%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve%20thirteen",
        ),
        (None, "one", None),
        ("javascript:alert(1)", "one", None),
        ("data:text/html,x", "one", None),
        ("https://", "one", None),
        ("http://[bad", "one", None),
    ],
)
def test_fragment_link(url: str | None, text: str, link: str | None) -> None:
    assert fragment_link(url, text) == link
